export { NationChart } from "./NationChart";
export { RevenueChart } from "./RevenueChart";
export { SegmentChart } from "./SegmentChart";
export { ShippingChart } from "./ShippingChart";
