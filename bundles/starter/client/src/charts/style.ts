import { useChartUITokens, useThemeColors } from "@databricks/appkit-ui/react";
import { useMemo } from "react";

const FONT = "Inter, ui-sans-serif, system-ui, sans-serif";

/** An opaque theme colour, in whatever notation, at another opacity. */
export function fade(color: string, opacity: number): string {
  const context = document.createElement("canvas").getContext("2d");
  if (context === null) {
    return color;
  }
  // A canvas gives an opaque colour back as #rrggbb.
  context.fillStyle = color;
  const alpha = Math.round(opacity * 255);
  return `${context.fillStyle}${alpha.toString(16).padStart(2, "0")}`;
}

/** What all charts of the page have in common, in the colours of the present theme. */
export function useChartStyle() {
  const ui = useChartUITokens();
  const colors = useThemeColors("categorical");
  return useMemo(
    () => ({
      ui,
      colors,
      shared: {
        animation: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
        animationDuration: 500,
        textStyle: { fontFamily: FONT },
      },
      tooltip: {
        backgroundColor: ui.tooltipBg,
        borderColor: ui.grid,
        padding: [8, 12],
        textStyle: { color: ui.axisTitle, fontSize: 12, fontFamily: FONT },
        extraCssText: "border-radius: 10px; box-shadow: 0 8px 24px rgb(0 0 0 / 0.14);",
      },
      categoryAxis: {
        type: "category",
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { color: ui.axisLabel, fontSize: 11.5, fontFamily: FONT, margin: 12 },
      },
      valueAxis: {
        type: "value",
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { color: ui.axisLabel, fontSize: 11.5, fontFamily: FONT },
        splitLine: { lineStyle: { color: ui.grid } },
        splitNumber: 4,
      },
    }),
    [ui, colors],
  );
}
