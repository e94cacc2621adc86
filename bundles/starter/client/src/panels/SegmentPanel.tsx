import { cn } from "@databricks/appkit-ui/react";
import { useMemo } from "react";
import { ChartPanel } from "../components/ChartPanel";
import { SegmentChart } from "../charts/lazy";
import { ALL, type Filters } from "../lib/filters";
import { formatMoney, formatMoneyShort, formatName, formatPercent } from "../lib/format";
import { shareInsight, sum } from "../lib/insights";
import { inPeriod } from "../queries/parameters";
import { useQuery } from "../queries/useQuery";

interface SegmentPanelProps {
  filters: Filters;
  onSelect: (segment: string) => void;
}

export function SegmentPanel({ filters, onSelect }: SegmentPanelProps) {
  const parameters = useMemo(() => inPeriod(filters), [filters]);
  const query = useQuery("revenue_by_segment", parameters);
  const segments = useMemo(
    () =>
      (query.rows ?? [])
        .map((row) => ({
          segment: row.segment,
          name: formatName(row.segment),
          revenue: Number(row.revenue),
          share: Number(row.share_percent) / 100,
        }))
        // By name, so that a segment keeps its colour whatever its rank.
        .sort((a, b) => a.name.localeCompare(b.name)),
    [query.rows],
  );
  const toggle = (segment: string) => onSelect(segment === filters.segment ? ALL : segment);
  return (
    <ChartPanel
      testId="chart-segments"
      title="Revenue by segment"
      insight={shareInsight(segments)}
      query={query}
      bodyClassName="min-h-[21rem]"
      figures={{
        columns: ["Segment", "Revenue", "Share"],
        rows: segments.map(({ name, revenue, share }) => [name, formatMoney(revenue), formatPercent(share)]),
      }}
    >
      <div className="relative h-44">
        <SegmentChart segments={segments} selected={filters.segment} onSelect={toggle} />
        <div className="pointer-events-none absolute inset-0 grid place-content-center text-center">
          <p className="text-muted-foreground text-xs">Total</p>
          <p className="text-lg leading-6 font-semibold tracking-tight tabular-nums">
            {formatMoneyShort(sum(segments, (part) => part.revenue))}
          </p>
        </div>
      </div>
      <ul className="mt-3 grid gap-0.5">
        {segments.map(({ segment, name, revenue, share }, index) => (
          <li key={segment}>
            <button
              type="button"
              aria-pressed={segment === filters.segment}
              onClick={() => toggle(segment)}
              className={cn(
                "hover:bg-muted aria-pressed:bg-accent -mx-2 flex w-[calc(100%+1rem)] cursor-pointer items-center gap-2.5 rounded-lg px-2 py-1 text-[0.8125rem] leading-5 transition-colors",
                filters.segment !== ALL && segment !== filters.segment && "text-muted-foreground",
              )}
            >
              <span
                aria-hidden="true"
                className="size-2.5 shrink-0 rounded-[3px]"
                style={{ background: `var(--chart-cat-${(index % 5) + 1})` }}
              />
              <span className="truncate">{name}</span>
              <span className="text-muted-foreground ml-auto tabular-nums">{formatMoneyShort(revenue)}</span>
              <span className="w-12 text-right font-medium tabular-nums">{formatPercent(share)}</span>
            </button>
          </li>
        ))}
      </ul>
    </ChartPanel>
  );
}
