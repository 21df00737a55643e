import * as vscode from "vscode";
import type { DeliverStep } from "../../core/jobs/deliver";
import { Command, View } from "../shell/ids";
import { t } from "../shell/l10n";

/** The item of the status bar: how much is unread, and what runs. */
export class StatusItem implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  /** done/total of the sources that are read. */
  read: string | null = null;
  /** The step of what is sent out. */
  deliver: DeliverStep | "" | null = null;

  constructor() {
    this.item = vscode.window.createStatusBarItem("tiScraper.status", vscode.StatusBarAlignment.Left, 50);
    this.item.name = "TI Scraper";
    this.item.command = `${View.matches}.focus`;
  }

  /** @param unread null where there is nothing to count */
  draw(unread: number | null): void {
    if (unread === null) {
      this.item.hide();
      return;
    }
    const running = this.read ?? (this.deliver === null ? null : String(unread));
    this.item.text = running === null ? `$(target) ${unread}` : `$(sync~spin) ${running}`;
    const tooltip =
      running === null ? `TI Scraper: ${unreadSentence(unread)}` : `${this.runningSentence()} ${t("Click to stop.")}`;
    this.item.tooltip = tooltip;
    this.item.command = running === null ? `${View.matches}.focus` : Command.stop;
    this.item.accessibilityInformation = { label: tooltip };
    this.item.show();
  }

  dispose(): void {
    this.item.dispose();
  }

  private runningSentence(): string {
    if (this.read !== null) return t("TI Scraper is scanning.");
    switch (this.deliver) {
      case "notes":
        return t("TI Scraper writes notes to Cortex XSOAR.");
      case "summaries":
        return t("TI Scraper reads the articles for a mail.");
      case "mail":
        return t("TI Scraper sends mail.");
      case "":
      case null:
        return t("TI Scraper sends out what was found.");
    }
  }
}

/** How many articles are unread, in all folders. */
export function unreadSentence(unread: number): string {
  if (unread === 0) return t("No unread article names a tracked profile.");
  return unread === 1
    ? t("1 unread article names a tracked profile.")
    : t("{count} unread articles name tracked profiles.", { count: unread });
}
