import { Button } from "@databricks/appkit-ui/react";
import { ChartColumn, Table2 } from "lucide-react";
import { type ReactNode, Suspense, useState } from "react";
import { Figures, type FigureTable } from "./Figures";
import { LoadBoundary } from "./LoadBoundary";
import { Panel, type PanelProps } from "./Panel";
import { PanelSkeleton } from "./PanelStates";

interface ChartPanelProps extends Omit<PanelProps, "action" | "children"> {
  /** The chart's numbers, for those who cannot or do not want to read the picture. */
  figures: FigureTable;
  children: ReactNode;
}

/** A panel whose chart can be turned into a table. */
export function ChartPanel({ figures, children, ...panel }: ChartPanelProps) {
  const [tabular, setTabular] = useState(false);
  const label = `${panel.title}: show as ${tabular ? "chart" : "table"}`;
  const Icon = tabular ? ChartColumn : Table2;
  const toggle = (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label={label}
      title={tabular ? "Show as chart" : "Show as table"}
      data-testid={`${panel.testId}-view`}
      onClick={() => setTabular(!tabular)}
      className="text-muted-foreground -mt-1 -mr-1.5"
    >
      <Icon aria-hidden="true" />
    </Button>
  );
  return (
    <Panel {...panel} action={toggle}>
      {tabular ? (
        <Figures table={figures} label={`${panel.title}, as a table`} />
      ) : (
        <LoadBoundary>
          <Suspense fallback={<PanelSkeleton />}>{children}</Suspense>
        </LoadBoundary>
      )}
    </Panel>
  );
}
