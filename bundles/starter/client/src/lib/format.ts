const LOCALE = "en-US";

const compactMoney = new Intl.NumberFormat(LOCALE, {
  style: "currency",
  currency: "USD",
  notation: "compact",
  minimumSignificantDigits: 3,
  maximumSignificantDigits: 3,
});
const tickMoney = new Intl.NumberFormat(LOCALE, {
  style: "currency",
  currency: "USD",
  notation: "compact",
  minimumFractionDigits: 0,
  maximumFractionDigits: 1,
});
const exactMoney = new Intl.NumberFormat(LOCALE, { style: "currency", currency: "USD" });
const wholeMoney = new Intl.NumberFormat(LOCALE, { style: "currency", currency: "USD", maximumFractionDigits: 0 });
const compactCount = new Intl.NumberFormat(LOCALE, { notation: "compact", maximumFractionDigits: 1 });
const count = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const percent = new Intl.NumberFormat(LOCALE, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
const day = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const month = new Intl.DateTimeFormat(LOCALE, { month: "short", year: "numeric", timeZone: "UTC" });
const monthName = new Intl.DateTimeFormat(LOCALE, { month: "short", timeZone: "UTC" });

/** `1234567` as `$1.23M`. */
export const formatMoneyShort = (value: number) => compactMoney.format(value);
/** `1000000` as `$1M`, for axes. */
export const formatMoneyTick = (value: number) => tickMoney.format(value);
/** `1234567.5` as `$1,234,567.50`. */
export const formatMoney = (value: number) => exactMoney.format(value);
/** `1234567.5` as `$1,234,568`. */
export const formatMoneyWhole = (value: number) => wholeMoney.format(value);
/** `1234567` as `1,234,567`. */
export const formatCount = (value: number) => count.format(value);
/** `1234567` as `1.2M`. */
export const formatCountShort = (value: number) => compactCount.format(value);
/** `0.0423` as `4.2%`. */
export const formatPercent = (value: number) => percent.format(value);
/** `1997-03-01` as `Mar 1, 1997`. */
export const formatDay = (date: string) => day.format(new Date(`${date}T00:00:00Z`));
/** `1997-03-01` as `Mar 1997`. */
export const formatMonth = (date: string) => month.format(new Date(`${date}T00:00:00Z`));
/** `3` as `Mar`. */
export const formatMonthName = (number: number) => monthName.format(new Date(Date.UTC(2000, number - 1, 1)));

const UNITS = ["B", "KB", "MB", "GB", "TB"];
const amount = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });
const moment = new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium", timeStyle: "short" });

/** `1536` as `1.5 KB`; what is not known as a dash. */
export function formatSize(bytes: number | undefined): string {
  if (bytes === undefined) {
    return "–";
  }
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), UNITS.length - 1);
  return `${amount.format(bytes / 1024 ** power)} ${UNITS[power]}`;
}

/** Seconds, roughly: `42` as `45 s`, `75` as `2 min`, `5400` as `1 h 30 min`. */
export function formatDuration(seconds: number): string {
  if (seconds <= 55) {
    return `${Math.max(Math.ceil(seconds / 5) * 5, 5)} s`;
  }
  const minutes = Math.ceil(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return [hours > 0 && `${formatCount(hours)} h`, minutes % 60 > 0 && `${minutes % 60} min`].filter(Boolean).join(" ");
}

/** `2026-11-22T10:00:00Z` as `Nov 22, 2026, 10:00 AM`, in the time of whoever reads it. */
export function formatMoment(instant: string): string {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? instant : moment.format(date);
}

const WORDS: Record<string, string> = { FOB: "FOB", REG: "Regular" };

/** `MIDDLE EAST` as `Middle East`, `REG AIR` as `Regular Air`. */
export function formatName(name: string): string {
  return name
    .split(" ")
    .map((word) => WORDS[word] ?? word.charAt(0) + word.slice(1).toLowerCase())
    .join(" ");
}
