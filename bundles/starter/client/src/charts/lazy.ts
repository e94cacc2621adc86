import { lazy } from "react";
import { viewOf } from "../lib/views";

let loading: Promise<typeof import("./charts")> | undefined;

// One request for all charts. They draw text on a canvas, which does not wait for the font by itself.
function charts() {
  loading ??= Promise.all([import("./charts"), document.fonts.load("12px Inter").catch(() => [])]).then(
    ([loaded]) => loaded,
  );
  loading.catch(() => undefined);
  return loading;
}

if (viewOf(window.location.pathname) === "dashboard") {
  // Sent as soon as the page starts.
  void charts();
}

export const RevenueChart = lazy(async () => ({ default: (await charts()).RevenueChart }));
export const SegmentChart = lazy(async () => ({ default: (await charts()).SegmentChart }));
export const NationChart = lazy(async () => ({ default: (await charts()).NationChart }));
export const ShippingChart = lazy(async () => ({ default: (await charts()).ShippingChart }));
