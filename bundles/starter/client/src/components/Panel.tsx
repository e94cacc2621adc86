import { cn } from "@databricks/appkit-ui/react";
import { type ReactNode, useId } from "react";
import type { QueryState } from "../queries/useQuery";
import { EmptyNote, FailureNote, PanelSkeleton } from "./PanelStates";

export interface PanelProps {
  testId: string;
  title: string;
  /** What the figures say, in one line; empty while there are none. */
  insight: string;
  query: QueryState<readonly unknown[]>;
  /** Controls at the top right. */
  action?: ReactNode;
  /** Something about the panel itself, beside its title. */
  badge?: ReactNode;
  /** Shown instead of a failure that is none: who looks at the page may not see the rows. */
  denial?: ReactNode;
  className?: string;
  /** Classes that give the body its height, the same in every state, so that nothing jumps. */
  bodyClassName: string;
  children: ReactNode;
}

/** A titled card that shows the state of its query, and its children once there are rows. */
export function Panel(panel: PanelProps) {
  const { testId, title, insight, query, action, badge, denial, className, bodyClassName, children } = panel;
  const titleId = useId();
  const { status, rows } = query;
  const filled = rows !== null && rows.length > 0;
  return (
    <section
      data-testid={testId}
      data-status={denial ? "denied" : status}
      aria-labelledby={titleId}
      aria-busy={status === "loading" || status === "refreshing"}
      className={cn("bg-card shadow-panel flex min-w-0 flex-col rounded-2xl border p-4 sm:p-5", className)}
    >
      <header className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-2.5">
            <h2 id={titleId} className="text-[0.9375rem] leading-6 font-semibold tracking-tight">
              {title}
            </h2>
            {badge}
          </div>
          <p className="text-muted-foreground mt-0.5 min-h-5 text-[0.8125rem] leading-5">
            {status === "loading" ? "Loading…" : filled && insight}
          </p>
        </div>
        {filled && action}
      </header>
      <div
        className={cn(
          "mt-4 flex flex-1 flex-col transition-opacity duration-200",
          bodyClassName,
          status === "refreshing" && "opacity-45",
        )}
      >
        {denial ? (
          denial
        ) : status === "failed" ? (
          <FailureNote error={query.error} />
        ) : rows === null ? (
          <PanelSkeleton warehouseStarting={query.warehouseStarting} />
        ) : filled ? (
          children
        ) : (
          <EmptyNote />
        )}
      </div>
    </section>
  );
}
