import { Button } from "@databricks/appkit-ui/react";
import { X } from "lucide-react";
import { ALL, type Filters, isFiltered, NO_FILTERS, REGIONS, SEGMENTS } from "../lib/filters";
import { formatName } from "../lib/format";
import { PERIODS, periodOf } from "../lib/periods";
import { FilterSelect } from "./FilterSelect";

const regions = [{ value: ALL, label: "All regions" }, ...REGIONS.map(named)];
const segments = [{ value: ALL, label: "All segments" }, ...SEGMENTS.map(named)];
const periods = PERIODS.map(({ id, label }) => ({ value: id, label }));

function named(value: string) {
  return { value, label: formatName(value) };
}

/** The selection in words, as "Europe, Building, 1997 against 1996". */
function describe({ region, segment, period }: Filters): string {
  const where = region === ALL ? "All regions" : formatName(region);
  const who = segment === ALL ? "all segments" : formatName(segment);
  const when = period.label.replace(/^(All|Last) /, (word) => word.toLowerCase());
  const against = period.previous ? ` against ${period.previous.label}` : "";
  return `${where}, ${who}, ${when}${against}`;
}

interface FilterBarProps {
  filters: Filters;
  onChange: (change: Partial<Filters>) => void;
}

export function FilterBar({ filters, onChange }: FilterBarProps) {
  return (
    <div className="flex flex-col gap-5 pt-8 pb-6 lg:flex-row lg:items-end lg:justify-between lg:pt-10">
      <div className="min-w-0">
        <h1 className="text-2xl font-semibold tracking-tight sm:text-[1.75rem]">Business overview</h1>
        <p aria-live="polite" className="text-muted-foreground mt-1 text-sm">
          {describe(filters)}
        </p>
      </div>
      <div role="group" aria-label="Filters" className="grid grid-cols-1 gap-2 sm:flex sm:flex-wrap sm:items-center">
        {isFiltered(filters) && (
          <Button
            variant="ghost"
            size="sm"
            data-testid="filter-clear"
            onClick={() => onChange(NO_FILTERS)}
            className="text-muted-foreground order-last h-9 lg:order-none"
          >
            <X aria-hidden="true" />
            Clear
          </Button>
        )}
        <FilterSelect
          testId="filter-region"
          label="Region"
          value={filters.region}
          choices={regions}
          onChange={(region) => onChange({ region })}
        />
        <FilterSelect
          testId="filter-segment"
          label="Segment"
          value={filters.segment}
          choices={segments}
          onChange={(segment) => onChange({ segment })}
        />
        <FilterSelect
          testId="filter-period"
          label="Period"
          value={filters.period.id}
          choices={periods}
          onChange={(id) => onChange({ period: periodOf(id) })}
        />
      </div>
    </div>
  );
}
