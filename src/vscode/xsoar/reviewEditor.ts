import { setTimeout as sleep } from "node:timers/promises";
import * as vscode from "vscode";
import { harmless, oneLine } from "../../core/text/foreignText";
import { reviewed } from "../../core/notes/reviewed";
import type { XsoarAccess } from "../../core/xsoar/connection";
import type { PlannedWrite, PreviewReport, RecordOutcome, RecordReport, ReviewScope } from "../../core/xsoar/reports";
import type { Html } from "../../ui/pages/html";
import { type PageChange, type PagePlace, placeText, showing } from "../../ui/pages/messages";
import { reviewEnd } from "../../ui/pages/reviewEnd";
import {
  NOTES_SHOWN,
  RECORDS_SHOWN,
  type ReviewModel,
  type Words,
  countedNotes,
  moreRecords,
  noteRows,
  notesId,
  openAtFirst,
  recordRows,
  reviewActions,
  reviewBody,
} from "../../ui/pages/reviewPage";
import { outcomeLines, reviewedSentence } from "../../ui/reviewOutcome";
import { sameWrites } from "../../ui/reviewText";
import { createdSentence } from "../../ui/sentences";
import { ReviewTicks, scopeOf } from "../../ui/reviewTicks";
import type { App } from "../app";
import { openAddress } from "../articles/articleCommands";
import { Command, PageType } from "../shell/ids";
import { localTime, t } from "../shell/l10n";
import { openExternal } from "../shell/links";
import { ask, notify, showLogButton } from "../shell/notify";
import { withProgress } from "../shell/progress";
import type { Ready } from "../shell/ready";
import type { Page, ShownPage } from "../shell/webview";
import { logOutcomes, recordUrl } from "./recordOutcomes";
import { showDiff } from "./reviewDiff";
import { type Looked, lookUp } from "./reviewLookup";
import { failureText, sayXsoarFailure } from "./xsoarAccess";

/** Where a review takes place, and what it is about. */
export interface ReviewPlace {
  readonly place: Ready;
  readonly scope: ReviewScope;
  readonly access: XsoarAccess;
  readonly dryRun: boolean;
}

/** Something new is shown for so long before it can be written: the second click of a double click decides nothing unseen. */
const SEEN_MS = 700;

const WORDS: Words = { t, date: localTime };

/** A review in its editor: what is ticked there is written, and nothing else. */
export class ReviewEditor implements Page {
  readonly title = t("Changes for Cortex XSOAR");
  private ticks = new ReviewTicks([]);
  private message = "";
  private isBusy = false;
  private records = RECORDS_SHOWN;
  private opened = new Map<number, number>();
  /** By name, the keys of what waits: that can be given up. */
  private waiting: ReadonlyMap<string, ReadonlySet<string>> = new Map();
  /** What is shown when it is over. */
  private end: Html | null = null;
  private shown: ShownPage | undefined;

  constructor(
    private readonly app: App,
    private found: ReviewPlace,
  ) {}

  /** Shows what would be written, all of it ticked. */
  async open({ writes, outcomes }: PreviewReport): Promise<void> {
    await this.start(writes, unwritableSentence(outcomes));
    this.shown = await this.app.pages.show(PageType.review, this);
  }

  body(): { readonly html: Html; readonly focus: string } {
    if (this.end !== null) return { html: this.end, focus: "do-close" };
    return { html: reviewBody(this.model(), WORDS), focus: this.found.dryRun ? "do-diff" : "do-write" };
  }

  act(message: Parameters<Page["act"]>[0]): unknown {
    if (message.kind === "tick") return this.isBusy ? this.shown?.draw() : this.tick(message.on, message.at);
    const [record, note] = message.at;
    switch (message.action) {
      case "close":
        return this.shown?.close();
      case "again":
        return vscode.commands.executeCommand(Command.reviewChanges);
      case "more":
        return this.showMore();
      case "openNotes":
      case "moreNotes":
        return record === undefined ? undefined : this.showNotes(record);
      case "open":
        return this.openArticle(record, note);
      case "write":
        return this.alone(() => this.write());
      case "discard":
        return this.alone(() => this.discard());
      case "diff":
        return this.alone(() => this.diff());
      default:
        return undefined;
    }
  }

  private async start(writes: readonly PlannedWrite[], message: string): Promise<void> {
    const rows = await this.found.place.session.notes.pending();
    this.waiting = new Map(rows.map(({ name, notes }) => [name, new Set(notes.map(({ article }) => article.key))]));
    this.ticks = new ReviewTicks(writes);
    this.opened = openAtFirst(writes);
    this.records = RECORDS_SHOWN;
    this.message = message;
  }

  private model(): ReviewModel {
    const { ticks, message, isBusy: busy, records, opened } = this;
    const { origin } = new URL(this.found.access.baseUrl);
    const discardable = this.ticks.left(this.waiting).notes;
    return { ticks, origin, dryRun: this.found.dryRun, message, busy, discardable, records, opened };
  }

  private tick(on: boolean, at: PagePlace): void {
    if (this.found.dryRun || this.end !== null) return;
    const [record, note] = at;
    this.ticks.tick(on, record, note);
    const box = (place: PagePlace, state: "all" | "some" | "none"): PageChange => {
      return { kind: "tick", at: placeText(place), on: state !== "none", some: state === "some" };
    };
    this.shown?.change([
      ...(note === undefined ? [{ kind: "tickWithin", at: placeText(at), on } as const] : []),
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

  private showNotes(record: number): void {
    const from = this.opened.get(record) ?? 0;
    const to = from + NOTES_SHOWN;
    this.opened.set(record, to);
    this.shown?.change([showing("append", notesId(record), noteRows(this.model(), record, from, to, WORDS))]);
  }

  private async openArticle(record = -1, note = -1): Promise<void> {
    const article = this.ticks.writes[record]?.notes[note];
    if (article !== undefined) await openAddress(article.url);
  }

  /** Does one thing at a time, and draws the page anew before and after. */
  private async alone(work: () => Promise<void>): Promise<void> {
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

  private async write(): Promise<void> {
    const writes = this.ticks.chosen();
    const now =
      this.found.dryRun || writes.length === 0
        ? null
        : await this.lookAgain(writes, () => this.alone(() => this.write()));
    if (now === null) return;
    const { app } = this;
    const { notes } = this.found.place.session;
    const report = await withProgress(
      t("Writing to Cortex XSOAR"),
      (signal) => notes.writeReviewed(now.access, { writes: reviewed(writes) }, signal),
      writes.length > 3 ? "notification" : "statusBar",
    );
    const left = this.ticks.left(this.waiting);
    if (report.failure === null && report.busy === undefined) {
      // Whoever has looked at a name and made no record of it, or at an article and not noted it, is not asked about it again.
      await notes.dismiss(left.records);
      if (this.found.scope.known === true) await notes.leave(this.ticks.unticked());
    }
    await app.view.refresh();
    logOutcomes(app, report.outcomes, now.access);
    if (report.failure !== null) {
      this.message = failureText(report.failure);
      sayXsoarFailure(report.failure, () => this.alone(() => this.write()));
      return;
    }
    const edits = new Set(writes.flatMap(({ kind, names }) => (kind === "edit" ? names : [])));
    const sentence = reviewedSentence(report, edits, ({ failure }) => failureText(failure), t);
    const lines = outcomeLines(report.outcomes, edits, ({ failure }) => failureText(failure), t);
    if (report.busy === true) this.message = sentence;
    else this.end = reviewEnd(sentence, lines, left.notes > 0, t);
    tell(report, now.access, sentence);
  }

  private async discard(): Promise<void> {
    const { keys, notes } = this.ticks.left(this.waiting);
    if (notes === 0 || this.found.dryRun) return;
    const question = t("Discard what is not ticked: {notes}?", { notes: harmless(countedNotes(notes, t)) });
    const detail = t("It will not be written to Cortex XSOAR; the articles stay in the list.");
    if ((await ask("warning", question, [{ label: t("Discard") }], { detail })) === undefined) return;
    for (const [name, some] of keys) {
      await this.found.place.session.notes.discard(name, some);
      this.app.log.info(`Cortex XSOAR: ${oneLine(name)}: discarded ${some.length} notes that were waiting`);
    }
    await this.app.view.refresh();
    const said = t("Discarded: {notes}.", { notes: countedNotes(notes, t) });
    const writes = this.ticks.chosen();
    if (writes.length > 0) await this.start(writes, said);
    else this.end = reviewEnd(said, [], false, t);
  }

  private async diff(): Promise<void> {
    const writes = this.ticks.chosen();
    const now = this.found.dryRun
      ? writes
      : (await this.lookAgain(writes, () => this.alone(() => this.diff())))?.report.writes;
    if (now !== undefined) await showDiff(this.app, now);
  }

  /** Looks up again what is ticked. Null when that is not what was shown, which is shown then, or could not be looked up. */
  private async lookAgain(writes: readonly PlannedWrite[], retry: () => unknown): Promise<Looked | null> {
    const { place, access, dryRun } = this.found;
    const now = await lookUp(this.app, place, scopeOf(writes), retry);
    if (now === null || this.shown?.isOpen !== true) return null;
    const isSame = now.access.baseUrl === access.baseUrl && now.dryRun === dryRun;
    if (isSame && sameWrites(now.report.writes, writes)) return now;
    await this.refresh(t("Things have changed since this was shown, so nothing was written."));
    return null;
  }

  /** Takes what would be written by now. */
  private async refresh(message: string): Promise<void> {
    const { place, scope } = this.found;
    const now = await lookUp(this.app, place, scope, () => this.alone(() => this.refresh(message)));
    if (now === null) return;
    const { report, access, dryRun } = now;
    this.found = { place, scope, access, dryRun };
    if (report.writes.length > 0) await this.start(report.writes, `${message} ${unwritableSentence(report.outcomes)}`);
    else this.end = reviewEnd(`${message} ${t("Nothing waits to be written to Cortex XSOAR.")}`, [], false, t);
    this.shown?.draw();
    await sleep(SEEN_MS);
  }
}

/** Why nothing can be written for some names. */
function unwritableSentence(outcomes: readonly RecordOutcome[]): string {
  const kept = outcomes.filter(({ kind }) => kind !== "noted" && kind !== "missing");
  return createdSentence(kept, ({ failure }) => failureText(failure), t);
}

/** Says what came of it in a notification as well: the page may be out of sight. */
function tell({ outcomes, busy }: RecordReport, access: XsoarAccess, sentence: string): void {
  const written = outcomes.filter((outcome) => outcome.kind === "created" || outcome.kind === "noted");
  const whole = written.length === outcomes.length && busy !== true;
  const id = written[0]?.id ?? "";
  const open = { label: t("Open Record"), run: () => openExternal(recordUrl(access, id)) };
  notify(whole ? "info" : "warning", harmless(sentence), [id === "" ? showLogButton() : open]);
}
