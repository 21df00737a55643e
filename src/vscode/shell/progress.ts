import * as vscode from "vscode";
import type { SafeText } from "../../core/text/foreignText";
import { View } from "./ids";
import { t } from "./l10n";

/**
 * Where it shows that something is under way. Only a notification has a Cancel button. VS Code keeps back toasts that come in quick
 * succession: short work, whose answer is one, shows in the status bar and ends by its own timeout.
 */
type Where = "notification" | "statusBar" | "view";

/** Tells how much is done, and what is at work where there is something to tell. */
export type Count = (done: number, total: number, url?: SafeText) => void;

/** Shows that work is under way, which gets a signal that fires when the user cancels. */
export async function withProgress<T>(
  title: SafeText,
  work: (signal: AbortSignal, count: Count) => Promise<T>,
  where: Where = "notification",
): Promise<T> {
  const { Notification, Window } = vscode.ProgressLocation;
  const location = { notification: Notification, statusBar: Window, view: { viewId: View.matches } }[where];
  const options = { location, cancellable: where === "notification", title: `TI Scraper: ${title}` };
  return vscode.window.withProgress(options, async (progress, token) => {
    const controller = new AbortController();
    const listening = token.onCancellationRequested(() => controller.abort());
    let told = 0;
    try {
      return await work(controller.signal, (done, total, url) => {
        // VS Code adds the increments up, in percent.
        const increment = total === 0 ? 0 : ((done - told) / total) * 100;
        told = done;
        const message =
          url === undefined
            ? t("{done} of {total}", { done, total })
            : t("{done} of {total} · {url}", { done, total, url });
        progress.report({ increment, message });
      });
    } finally {
      listening.dispose();
    }
  });
}
