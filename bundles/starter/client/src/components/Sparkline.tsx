import { useId } from "react";

const WIDTH = 100;
const HEIGHT = 32;
const MARGIN = 2;

/** The course of a figure as a small line, without axes; decoration beside the figure itself. */
export function Sparkline({ values }: { values: readonly number[] }) {
  const gradient = useId();
  if (values.length < 2) {
    return null;
  }
  const low = Math.min(...values);
  const range = Math.max(...values) - low || 1;
  const points = values.map((value, index) => {
    const x = (index / (values.length - 1)) * WIDTH;
    const y = HEIGHT - MARGIN - ((value - low) / range) * (HEIGHT - 2 * MARGIN);
    return `${x.toFixed(2)} ${y.toFixed(2)}`;
  });
  const line = `M${points.join("L")}`;
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true" className="size-full">
      <defs>
        <linearGradient id={gradient} x1="0" y1="0" x2="0" y2="1">
          <stop stopColor="var(--chart-cat-1)" stopOpacity="0.22" />
          <stop offset="1" stopColor="var(--chart-cat-1)" stopOpacity="0" />
        </linearGradient>
      </defs>
      <path d={`${line}L${WIDTH} ${HEIGHT}L0 ${HEIGHT}Z`} fill={`url(#${gradient})`} />
      <path
        d={line}
        fill="none"
        stroke="var(--chart-cat-1)"
        strokeWidth={values.length > 24 ? 1 : 1.5}
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
