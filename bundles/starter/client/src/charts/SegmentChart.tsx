import { DonutChart } from "@databricks/appkit-ui/react";
import { useMemo } from "react";
import { ALL } from "../lib/filters";
import { formatMoneyShort, formatName } from "../lib/format";
import { useChartStyle } from "./style";

interface SegmentChartProps {
  segments: readonly { segment: string; name: string; revenue: number }[];
  selected: string;
  onSelect: (segment: string) => void;
}

export function SegmentChart({ segments, selected, onSelect }: SegmentChartProps) {
  const { colors, shared, tooltip } = useChartStyle();
  const data = useMemo(() => segments.map(({ name, revenue }) => ({ name, revenue })), [segments]);
  const options = useMemo(
    () => ({
      ...shared,
      tooltip: {
        ...tooltip,
        trigger: "item",
        valueFormatter: (value: unknown) => formatMoneyShort(Number(value)),
      },
      series: [
        {
          type: "pie",
          radius: ["68%", "96%"],
          padAngle: 2,
          data: data.map(({ name, revenue }) => ({ name, value: revenue })),
          label: { show: false },
          itemStyle: { borderRadius: 5 },
          emphasis: { scaleSize: 3 },
        },
      ],
    }),
    [data, shared, tooltip],
  );
  return (
    <DonutChart
      data={data}
      xKey="name"
      yKey="revenue"
      height={176}
      colors={colors.slice(0, 5)}
      showLegend={false}
      options={options}
      {...(selected !== ALL && { selected: formatName(selected) })}
      onDataClick={({ name }) => {
        const segment = segments.find((candidate) => candidate.name === name)?.segment;
        if (segment !== undefined) {
          onSelect(segment);
        }
      }}
      ariaLabel="Revenue by market segment"
    />
  );
}
