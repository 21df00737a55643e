import * as vscode from "vscode";
import type { TranslateSafely } from "../../core/text/foreignText";

/** `vscode.l10n.t` in the form the core takes: the sentence in the user's language. */
export const t = ((message: string, args: Record<string, string | number> = {}) =>
  vscode.l10n.t(message, args)) as TranslateSafely;

let dates: Intl.DateTimeFormat | undefined;

/** A date and time as the user's language writes them; the text itself when it is no date. */
export function localTime(iso: string): string {
  // Making a formatter takes tens of milliseconds, so there is one.
  dates ??= new Intl.DateTimeFormat(vscode.env.language, { dateStyle: "medium", timeStyle: "short" });
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : dates.format(time);
}
