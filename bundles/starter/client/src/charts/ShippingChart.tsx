import { HeatmapChart, useThemeColors } from "@databricks/appkit-ui/react";
import { useMemo } from "react";
import { formatCount, formatCountShort } from "../lib/format";
import { useChartStyle } from "./style";

interface Cell {
  mode: string;
  month: string;
  units: number;
}

export function ShippingChart({ shipments }: { shipments: readonly Cell[] }) {
  const { ui, shared, tooltip, categoryAxis } = useChartStyle();
  const scale = useThemeColors("sequential");
  const data = useMemo(() => shipments.map(({ mode, month, units }) => ({ mode, month, units })), [shipments]);
  const options = useMemo(() => {
    const months = [...new Set(data.map(({ month }) => month))];
    const modes = [...new Set(data.map(({ mode }) => mode))];
    const units = data.map((cell) => cell.units);
    return {
      ...shared,
      tooltip: {
        ...tooltip,
        trigger: "item",
        formatter: ({ data: [x, y, value] }: { data: [number, number, number] }) =>
          `${modes[y]}, ${months[x]}: <b>${formatCount(value)}</b> units`,
      },
      grid: { left: 2, right: 2, top: 0, bottom: 44, containLabel: true },
      xAxis: { ...categoryAxis, data: months, axisLabel: { ...categoryAxis.axisLabel, hideOverlap: true } },
      yAxis: {
        ...categoryAxis,
        data: modes,
        inverse: true,
        axisLabel: { ...categoryAxis.axisLabel, color: ui.axisTitle, fontSize: 12 },
      },
      visualMap: {
        min: Math.min(...units),
        max: Math.max(...units),
        orient: "horizontal",
        left: "center",
        bottom: 0,
        itemWidth: 8,
        itemHeight: 140,
        calculable: false,
        hoverLink: false,
        text: [formatCountShort(Math.max(...units)), formatCountShort(Math.min(...units))],
        textGap: 10,
        textStyle: { color: ui.axisLabel, fontSize: 11.5 },
        inRange: { color: scale },
      },
      series: [
        {
          type: "heatmap",
          data: data.map(({ mode, month, units }) => [months.indexOf(month), modes.indexOf(mode), units]),
          itemStyle: { borderColor: ui.tooltipBg, borderWidth: 3, borderRadius: 8 },
          emphasis: { itemStyle: { borderColor: ui.axisTitle, borderWidth: 1.5 } },
        },
      ],
    };
  }, [data, scale, ui, shared, tooltip, categoryAxis]);
  return (
    <HeatmapChart
      data={data}
      xKey="month"
      yAxisKey="mode"
      yKey="units"
      height={320}
      options={options}
      ariaLabel="Units shipped by ship mode and month"
    />
  );
}
