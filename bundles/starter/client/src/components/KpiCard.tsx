import { cn, Skeleton } from "@databricks/appkit-ui/react";
import { useId } from "react";
import { ChangePill } from "./ChangePill";
import { Sparkline } from "./Sparkline";

interface KpiCardProps {
  testId: string;
  label: string;
  /** The number as the query gave it; undefined while it loads. */
  value: string | undefined;
  /** Whether the value belongs to filters that are no longer set. */
  stale: boolean;
  format: (value: number) => string;
  change: number | null;
  against: string | undefined;
  /** The same figure month by month. */
  course: readonly number[];
}

export function KpiCard({ testId, label, value, stale, format, change, against, course }: KpiCardProps) {
  const labelId = useId();
  return (
    <div
      role="group"
      aria-labelledby={labelId}
      data-testid={testId}
      data-value={stale ? undefined : value}
      className="bg-card shadow-panel relative flex min-h-36 flex-col overflow-hidden rounded-2xl border p-4 sm:p-5"
    >
      <h2 id={labelId} className="text-muted-foreground text-[0.8125rem] font-medium">
        {label}
      </h2>
      {value === undefined ? (
        <>
          <Skeleton className="bg-muted mt-2 h-8 w-28 max-w-full" />
          <Skeleton className="bg-muted mt-2.5 h-4 w-20" />
        </>
      ) : (
        <div className={cn("transition-opacity duration-200", stale && "opacity-45")}>
          <p className="mt-1.5 text-[1.625rem] leading-9 font-semibold tracking-tight tabular-nums sm:text-[1.875rem]">
            {format(Number(value))}
          </p>
          <div className="mt-1">
            <ChangePill change={change} against={against} />
          </div>
        </div>
      )}
      <div className="pointer-events-none mt-auto h-10 pt-2 [margin-inline:-1rem] [margin-bottom:-1rem] sm:[margin-inline:-1.25rem] sm:[margin-bottom:-1.25rem]">
        <Sparkline values={course} />
      </div>
    </div>
  );
}
