import { BarChart } from "@databricks/appkit-ui/react";
import { useMemo } from "react";
import { formatMoneyShort } from "../lib/format";
import { fade, useChartStyle } from "./style";

export function NationChart({ nations }: { nations: readonly { name: string; value: number }[] }) {
  const { ui, colors, shared, tooltip, categoryAxis, valueAxis } = useChartStyle();
  const data = useMemo(() => nations.map(({ name, value }) => ({ name, value })), [nations]);
  const options = useMemo(() => {
    const [main = ui.axisTitle] = colors;
    return {
      ...shared,
      tooltip: { ...tooltip, trigger: "axis", axisPointer: { type: "shadow", shadowStyle: { color: fade(main, 0.07) } } },
      grid: { left: 2, right: 58, top: 0, bottom: 0, containLabel: true },
      xAxis: { ...valueAxis, show: false, max: "dataMax" },
      yAxis: {
        ...categoryAxis,
        inverse: true,
        data: data.map(({ name }) => name),
        axisLabel: { ...categoryAxis.axisLabel, color: ui.axisTitle, fontSize: 12 },
      },
      series: [
        {
          name: "Revenue",
          type: "bar",
          data: data.map(({ value }) => value),
          barMaxWidth: 16,
          color: main,
          itemStyle: { borderRadius: 4 },
          label: {
            show: true,
            position: "right",
            color: ui.axisLabel,
            fontSize: 11.5,
            formatter: ({ value }: { value: unknown }) => formatMoneyShort(Number(value)),
          },
          tooltip: { valueFormatter: (value: unknown) => formatMoneyShort(Number(value)) },
        },
      ],
    };
  }, [data, ui, colors, shared, tooltip, categoryAxis, valueAxis]);
  return (
    <BarChart
      data={data}
      xKey="name"
      yKey="value"
      orientation="horizontal"
      height={320}
      options={options}
      ariaLabel="Revenue of the leading nations"
    />
  );
}
