import { lazy } from "react";

// One request for all charts, sent as soon as the page starts. They draw text on a canvas, which does not wait for the
// font by itself.
const charts = Promise.all([import("./charts"), document.fonts.load("12px Inter").catch(() => [])]).then(
  ([loaded]) => loaded,
);
charts.catch(() => undefined);

export const RevenueChart = lazy(async () => ({ default: (await charts).RevenueChart }));
export const SegmentChart = lazy(async () => ({ default: (await charts).SegmentChart }));
export const NationChart = lazy(async () => ({ default: (await charts).NationChart }));
export const ShippingChart = lazy(async () => ({ default: (await charts).ShippingChart }));
