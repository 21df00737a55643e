import { isRecord } from "../text/isRecord";
import type { ExportChoice } from "./exportRows";

/** Which articles an export is about. Days are those of the local calendar, `YYYY-MM-DD`. */
export type ExportPeriod =
  | { readonly kind: "all" }
  /** What was found, or has changed, since the last export. */
  | { readonly kind: "sinceExport" }
  /** Today and the days before it, so many in all. */
  | { readonly kind: "days"; readonly days: number }
  /** Both days included. */
  | { readonly kind: "range"; readonly from: string; readonly to: string };

type Bounds = Pick<ExportChoice, "since" | "until" | "foundSince">;

/** When a day of the local calendar begins, or one that is so many days later; null for what is no day. */
export function dayStart(day: string, later = 0): Date | null {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(day) : Number.NaN;
  if (Number.isNaN(time)) return null;
  const utc = new Date(time);
  // Some engines read the 30th of February as a day of March.
  if (!utc.toISOString().startsWith(day)) return null;
  return localDay(utc.getUTCFullYear(), utc.getUTCMonth() + 1, utc.getUTCDate(), later);
}

/** The day of the local calendar that a moment lies in. */
export function dayOf(moment: Date): string {
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${String(moment.getFullYear()).padStart(4, "0")}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

/** From the beginning of one day to the end of another; null leaves an end open. */
export function boundsOfDays(from: string | null, to: string | null): Bounds {
  const since = from === null ? null : dayStart(from);
  const until = to === null ? null : dayStart(to, 1);
  return {
    ...(since === null ? {} : { since: since.toISOString() }),
    ...(until === null ? {} : { until: until.toISOString() }),
  };
}

/** What a period means now. @param lastExport ISO 8601 UTC, or null when there was none: then all is new */
export function boundsOf(period: ExportPeriod, now: Date, lastExport: string | null): Bounds {
  switch (period.kind) {
    case "all":
      return {};
    case "sinceExport":
      return lastExport === null ? {} : { foundSince: lastExport };
    case "days":
      return {
        since: localDay(now.getFullYear(), now.getMonth() + 1, now.getDate(), 1 - period.days).toISOString(),
      };
    case "range":
      return boundsOfDays(period.from, period.to);
  }
}

/** Reads a period that was remembered; all where it is none. */
export function readPeriod(value: unknown): ExportPeriod {
  if (isRecord(value)) {
    const { kind, days, from, to } = value;
    if (kind === "sinceExport") return { kind };
    if (kind === "days" && typeof days === "number" && Number.isInteger(days) && days > 0 && days <= 3650)
      return { kind, days };
    if (kind === "range" && typeof from === "string" && typeof to === "string" && isPeriod(from, to))
      return { kind, from, to };
  }
  return { kind: "all" };
}

/** Whether both are days, the first not after the second. */
export function isPeriod(from: string, to: string): boolean {
  return dayStart(from) !== null && dayStart(to) !== null && from <= to;
}

/** Built piece by piece: years before 100 are others for the constructor. */
function localDay(year: number, month: number, date: number, later: number): Date {
  const day = new Date(2000, 0, 1);
  day.setFullYear(year, month - 1, date + later);
  return day;
}
