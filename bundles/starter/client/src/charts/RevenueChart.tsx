import { AreaChart } from "@databricks/appkit-ui/react";
import { useMemo } from "react";
import { formatMoneyShort, formatMoneyTick, formatMonth } from "../lib/format";
import type { OverlaidMonth } from "../lib/overlay";
import { fade, useChartStyle } from "./style";

interface RevenueChartProps {
  months: readonly OverlaidMonth[];
  label: string;
  against: string | undefined;
}

export function RevenueChart({ months, label, against }: RevenueChartProps) {
  const { ui, colors, shared, tooltip, categoryAxis, valueAxis } = useChartStyle();
  const data = useMemo(
    () => months.map(({ month, revenue, previous }) => ({ month: formatMonth(month), revenue, previous })),
    [months],
  );
  const options = useMemo(() => {
    const [main = ui.axisTitle] = colors;
    const years = months.length > 24;
    const money = { valueFormatter: (value: unknown) => (value == null ? "–" : formatMoneyShort(Number(value))) };
    return {
      ...shared,
      tooltip: { ...tooltip, trigger: "axis", axisPointer: { lineStyle: { color: ui.axisLabel, type: "dashed" } } },
      legend: against
        ? { top: 0, right: 4, icon: "roundRect", itemWidth: 12, itemHeight: 3, textStyle: { color: ui.axisLabel } }
        : undefined,
      grid: { left: 4, right: 12, top: against ? 38 : 14, bottom: 2, containLabel: true },
      xAxis: {
        ...categoryAxis,
        boundaryGap: false,
        data: data.map(({ month }) => month),
        axisLabel: {
          ...categoryAxis.axisLabel,
          hideOverlap: true,
          ...(years && { interval: (_: number, month: string) => month.startsWith("Jan") }),
          formatter: (month: string) => (years ? month.slice(-4) : month.slice(0, 3)),
        },
      },
      yAxis: {
        ...valueAxis,
        axisLabel: { ...valueAxis.axisLabel, formatter: formatMoneyTick },
      },
      series: [
        {
          name: label,
          type: "line",
          data: data.map(({ revenue }) => revenue),
          smooth: 0.25,
          symbol: "circle",
          symbolSize: 7,
          showSymbol: false,
          lineStyle: { width: 2.5 },
          color: main,
          areaStyle: {
            color: {
              type: "linear",
              x: 0,
              y: 0,
              x2: 0,
              y2: 1,
              colorStops: [
                { offset: 0, color: fade(main, 0.32) },
                { offset: 1, color: fade(main, 0) },
              ],
            },
          },
          tooltip: money,
          z: 3,
        },
        ...(against
          ? [
              {
                name: against,
                type: "line",
                data: data.map(({ previous }) => previous),
                smooth: 0.25,
                showSymbol: false,
                lineStyle: { width: 1.5, type: [5, 5] },
                color: ui.axisLabel,
                tooltip: money,
              },
            ]
          : []),
      ],
    };
  }, [months.length, data, label, against, ui, colors, shared, tooltip, categoryAxis, valueAxis]);
  return (
    <AreaChart
      // ECharts merges options: a series that is gone would stay.
      key={String(against !== undefined)}
      data={data}
      xKey="month"
      yKey={against ? ["revenue", "previous"] : "revenue"}
      height={336}
      options={options}
      ariaLabel={`Revenue by month, ${label}${against ? ` and ${against}` : ""}`}
    />
  );
}
