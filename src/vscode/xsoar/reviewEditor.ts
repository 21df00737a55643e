import { setTimeout as sleep } from "node:timers/promises";
import type { Html } from "../../ui/pages/html";
import { type PageChange, type PagePlace, placeText, showing } from "../../ui/pages/messages";
import {
  RECORDS_SHOWN,
  ROWS_SHOWN,
  type ReviewContent,
  type ReviewModel,
  type Words,
  moreRecords,
  openAtFirst,
  recordRows,
  reviewActions,
  reviewBody,
  rowsId,
  rowsOfRecord,
} from "../../ui/pages/reviewPage";
import type { ReviewTicks, Ticked } from "../../ui/reviewTicks";
import type { App } from "../app";
import { PageType } from "../shell/ids";
import { localTime, t } from "../shell/l10n";
import type { Page, ShownPage } from "../shell/webview";

/** What a review shows. */
export interface Reviewed {
  readonly content: ReviewContent;
  readonly ticks: ReviewTicks;
  /** The origin of the server. */
  readonly origin: string;
  readonly dryRun: boolean;
}

/** What a review is about, and what its buttons do. */
export interface ReviewWork {
  /** By the action of a button, what changes something or asks a server: one at a time. */
  readonly tasks: Readonly<Record<string, (editor: ReviewEditor) => Promise<void>>>;
  /** What else can be clicked, after the end of the review too. */
  readonly clicks: Readonly<Record<string, (editor: ReviewEditor, at: PagePlace) => unknown>>;
}

/** Something new is shown for so long before it can be written: the second click of a double click decides nothing unseen. */
const SEEN_MS = 700;

export const WORDS: Words = { t, date: localTime };

/** A review in its editor: what is ticked there is written, and nothing else. */
export class ReviewEditor implements Page {
  readonly title = t("Changes for Cortex XSOAR");
  private message = "";
  private isBusy = false;
  private records = RECORDS_SHOWN;
  private opened: Map<number, number>;
  /** What is shown when it is over. */
  private end: Html | null = null;
  private shown: ShownPage | undefined;

  constructor(
    private readonly app: App,
    private readonly work: ReviewWork,
    private reviewed: Reviewed,
  ) {
    this.opened = openAtFirst(reviewed.content);
  }

  async open(message: string): Promise<void> {
    this.message = message;
    this.shown = await this.app.pages.show(PageType.review, this);
  }

  get isOpen(): boolean {
    return this.shown?.isOpen === true;
  }

  get ticks(): ReviewTicks {
    return this.reviewed.ticks;
  }

  body(): { readonly html: Html; readonly focus: string } {
    if (this.end !== null) return { html: this.end, focus: "do-close" };
    return { html: reviewBody(this.model(), WORDS), focus: this.reviewed.dryRun ? "do-diff" : "do-write" };
  }

  act(message: Parameters<Page["act"]>[0]): unknown {
    if (message.kind === "tick") return this.isBusy ? this.shown?.draw() : this.tick(message.on, message.at);
    if (message.kind === "seen") return undefined;
    const { action, at } = message;
    const [record] = at;
    switch (action) {
      case "close":
        return this.shown?.close();
      case "more":
        return this.showMore();
      case "openRows":
      case "moreRows":
        return record === undefined ? undefined : this.showRows(record);
      default: {
        const task = own(this.work.tasks, action);
        return task === undefined ? own(this.work.clicks, action)?.(this, at) : this.alone(() => task(this));
      }
    }
  }

  /** Does one thing at a time, and draws the page anew before and after. */
  async alone(work: () => Promise<void>): Promise<void> {
    if (this.isBusy || this.end !== null) return;
    this.isBusy = true;
    this.message = "";
    this.shown?.change([showing("fill", "actions", reviewActions(this.model(), WORDS))]);
    try {
      await work();
    } finally {
      this.isBusy = false;
      this.shown?.draw();
    }
  }

  /** Says something above what is shown. */
  say(message: string): void {
    this.message = message;
  }

  /** Shows something else in its place. */
  replace(reviewed: Reviewed, message: string): void {
    this.reviewed = reviewed;
    this.opened = openAtFirst(reviewed.content);
    this.records = RECORDS_SHOWN;
    this.message = message;
  }

  /** Shows at once what has come in its place, for long enough to be seen before it can be written. */
  async letSee(): Promise<void> {
    this.shown?.draw();
    await sleep(SEEN_MS);
  }

  /** Ends the review. */
  finish(end: Html): void {
    this.end = end;
  }

  private model(): ReviewModel {
    const { message, isBusy: busy, records, opened } = this;
    return { ...this.reviewed, message, busy, records, opened };
  }

  private tick(on: boolean, at: PagePlace): void {
    if (this.reviewed.dryRun || this.end !== null) return;
    const [record, row] = at;
    this.ticks.tick(on, record, row);
    const box = (place: PagePlace, state: Ticked): PageChange => {
      return { kind: "tick", at: placeText(place), on: state !== "none", some: state === "some" };
    };
    this.shown?.change([
      ...(row === undefined ? [{ kind: "tickWithin", at: placeText(at), on } as const] : []),
      ...(record === undefined ? [] : [box([record], this.ticks.of(record))]),
      box([], this.ticks.ofAll()),
      showing("fill", "actions", reviewActions(this.model(), WORDS)),
    ]);
  }

  private showMore(): void {
    const from = this.records;
    this.records += RECORDS_SHOWN;
    const model = this.model();
    this.shown?.change([
      ...recordRows(model, from, this.records, WORDS).map((row) => showing("append", "records", row)),
      showing("fill", "moreRecords", moreRecords(model, WORDS)),
    ]);
  }

  private showRows(record: number): void {
    const from = this.opened.get(record) ?? 0;
    const to = from + ROWS_SHOWN;
    this.opened.set(record, to);
    this.shown?.change([showing("append", rowsId(record), rowsOfRecord(this.model(), record, from, to, WORDS))]);
  }
}

/** What a page names is input: it gets nothing but what stands in the table. */
function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
