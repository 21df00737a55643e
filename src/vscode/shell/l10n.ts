import * as vscode from "vscode";
import type { TranslateSafely } from "../../core/text/foreignText";
import { fill } from "../../core/text/translate";

/** `vscode.l10n.t` in the form the core takes: the sentence in the user's language, its numbers as that language writes them. */
export const t = ((message: string, args: Record<string, string | number> = {}) =>
  fill(
    vscode.l10n.t(message),
    args,
    // Where there is no translation the sentence is English, and so are its numbers.
    vscode.l10n.bundle === undefined ? "en" : vscode.env.language,
  )) as TranslateSafely;

let dates: Intl.DateTimeFormat | undefined;

/** A date and time as the user's language writes them; the text itself when it is no date. */
export function localTime(iso: string): string {
  // Making a formatter takes tens of milliseconds, so there is one.
  dates ??= new Intl.DateTimeFormat(vscode.env.language, { dateStyle: "medium", timeStyle: "short" });
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : dates.format(time);
}

/** A day, `YYYY-MM-DD`, as the user's language writes it. */
export function localDay(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return shortFormats().day.format(new Date(year, month - 1, date));
}

let short: { readonly time: Intl.DateTimeFormat; readonly day: Intl.DateTimeFormat } | undefined;

/** The time of what happened today, else the day: what there is room for beside a row's name. */
export function shortTime(iso: string): string {
  const formats = shortFormats();
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  return time.toDateString() === new Date().toDateString() ? formats.time.format(time) : formats.day.format(time);
}

function shortFormats(): NonNullable<typeof short> {
  short ??= {
    time: new Intl.DateTimeFormat(vscode.env.language, { timeStyle: "short" }),
    day: new Intl.DateTimeFormat(vscode.env.language, { dateStyle: "medium" }),
  };
  return short;
}
