/** A span of days; `to` is the first day after it. Dates are `yyyy-MM-dd`. */
export interface Span {
  from: string;
  to: string;
}

export interface Period extends Span {
  id: string;
  label: string;
  /** The same days a year before; null when the data does not reach back that far. */
  previous: (Span & { label: string }) | null;
}

// TPC-H fixes the range of order dates: 1992-01-01 to 1998-08-02. The two days of August are left out, so that every
// month shown is a whole one.
const FIRST_YEAR = 1992;
const LAST_YEAR = 1998;
const END = "1998-08-01";

function year(number: number): Period {
  const partial = number === LAST_YEAR;
  const end = (of: number) => (partial ? `${of}-08-01` : `${of + 1}-01-01`);
  const before = number - 1;
  return {
    id: String(number),
    label: partial ? `Jan – Jul ${number}` : String(number),
    from: `${number}-01-01`,
    to: end(number),
    previous:
      before < FIRST_YEAR
        ? null
        : {
            label: partial ? `Jan – Jul ${before}` : String(before),
            from: `${before}-01-01`,
            to: end(before),
          },
  };
}

const LAST_12_MONTHS: Period = {
  id: "12m",
  label: "Last 12 months",
  from: "1997-08-01",
  to: END,
  previous: { label: "12 months before", from: "1996-08-01", to: "1997-08-01" },
};

const ALL: Period = { id: "all", label: "All years", from: "1992-01-01", to: END, previous: null };

export const DEFAULT_PERIOD = year(1997);

export const PERIODS: readonly Period[] = [
  ALL,
  LAST_12_MONTHS,
  ...Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, index) => year(LAST_YEAR - index)),
];

export function periodOf(id: string | null): Period {
  return PERIODS.find((period) => period.id === id) ?? DEFAULT_PERIOD;
}

/** The span to compare with; an empty one when there is nothing to compare with. */
export function comparisonOf(period: Period): Span {
  return period.previous ?? { from: period.from, to: period.from };
}
