import { cn } from "@databricks/appkit-ui/react";
import { ArrowDownRight, ArrowRight, ArrowUpRight } from "lucide-react";
import { formatPercent } from "../lib/format";

const UP = { word: "up", Icon: ArrowUpRight, color: "text-rise" };
const DOWN = { word: "down", Icon: ArrowDownRight, color: "text-fall" };
const LEVEL = { word: "level", Icon: ArrowRight, color: "text-muted-foreground" };

/** A relative change against another period; nothing to compare with is said so. */
export function ChangePill({ change, against }: { change: number | null; against: string | undefined }) {
  if (change === null || against === undefined) {
    return <span className="text-muted-foreground text-xs">No earlier period</span>;
  }
  const direction = Math.abs(change) < 0.0005 ? LEVEL : change > 0 ? UP : DOWN;
  return (
    <span className="flex flex-wrap items-center gap-x-1.5 text-xs">
      <span className={cn("inline-flex items-center gap-0.5 font-medium tabular-nums", direction.color)}>
        <direction.Icon aria-hidden="true" className="size-3.5" />
        <span className="sr-only">{direction.word}</span>
        {formatPercent(Math.abs(change))}
      </span>
      <span className="text-muted-foreground">vs {against}</span>
    </span>
  );
}
