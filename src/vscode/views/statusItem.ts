import * as vscode from "vscode";
import type { ReadingProgress } from "../../core/fetching/scanOptions";
import type { DeliverStep } from "../../core/jobs/deliver";
import { oneLine } from "../../core/text/foreignText";
import { Command, View } from "../shell/ids";
import { t } from "../shell/l10n";

/** What a run came to stands beside the number for so long. */
const BRIEF_MS = 30_000;

/** The item of the status bar: what runs, what came of the last run, and errors of a configuration. What is unread the icon of the views counts. */
export class StatusItem implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  /** How far the sources are read. */
  read: ReadingProgress | null = null;
  /** The step of what is sent out. */
  deliver: DeliverStep | "" | null = null;
  private unread: number | null = null;
  private broken = "";
  private brief = "";
  private report: readonly string[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor() {
    this.item = vscode.window.createStatusBarItem("tiScraper.status", vscode.StatusBarAlignment.Left, 50);
    this.item.name = "TI Scraper";
    this.item.command = `${View.matches}.focus`;
  }

  /**
   * @param unread null where there is nothing to count
   * @param broken what is wrong with a configuration; empty when nothing is
   */
  draw(unread: number | null, broken: string): void {
    this.unread = unread;
    this.broken = broken;
    if (unread === null) {
      this.item.hide();
      return;
    }
    const runs = this.read !== null || this.deliver !== null;
    if (this.read !== null) this.brief = "";
    const isBroken = broken !== "" && !runs;
    const progress = this.read === null ? "" : ` ${this.read.done}/${this.read.total}`;
    this.item.text = runs
      ? `$(sync~spin)${progress}`
      : isBroken
        ? `$(error) ${broken}`
        : ["$(target)", this.brief].filter((part) => part !== "").join(" ");
    this.item.backgroundColor = isBroken ? new vscode.ThemeColor("statusBarItem.errorBackground") : undefined;
    const tooltip = runs
      ? `${this.runningSentence()} ${t("Click to stop.")}`
      : [`TI Scraper: ${unreadSentence(unread)}`, ...(isBroken ? [broken] : []), ...this.report].join("\n");
    this.item.tooltip = tooltip;
    this.item.command = runs ? Command.stop : isBroken ? Command.openConfig : `${View.matches}.focus`;
    this.item.accessibilityInformation = { label: tooltip };
    this.item.show();
  }

  /** What a run came to: a few words for a while, and a report in lines for as long as no other comes. */
  tell(brief: string, report: readonly string[]): void {
    clearTimeout(this.timer);
    this.brief = brief;
    this.report = report;
    this.draw(this.unread, this.broken);
    this.timer = setTimeout(() => {
      this.brief = "";
      this.draw(this.unread, this.broken);
    }, BRIEF_MS);
  }

  /** What came of the run later: lines behind those of its report. */
  tellMore(report: readonly string[]): void {
    this.report = [...this.report, ...report];
    this.draw(this.unread, this.broken);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.item.dispose();
  }

  private runningSentence(): string {
    if (this.read !== null) {
      const { url, done, total } = this.read;
      if (total === 0) return t("TI Scraper is scanning.");
      return url === null
        ? t("TI Scraper is scanning: {done} of {total|source|sources}.", { done, total })
        : t("TI Scraper is scanning: {done} of {total|source|sources}. Longest waited for: {url}.", {
            done,
            total,
            url: oneLine(url),
          });
    }
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
  return t("{count|unread article names a tracked profile|unread articles name tracked profiles}.", { count: unread });
}
