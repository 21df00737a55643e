import * as vscode from "vscode";
import { harmless, oneLine } from "../../core/text/foreignText";
import { reviewed } from "../../core/notes/reviewed";
import type { XsoarAccess } from "../../core/xsoar/connection";
import type { PlannedWrite, PreviewReport, RecordOutcome, RecordReport, ReviewScope } from "../../core/xsoar/reports";
import { countedNotes, noteReview } from "../../ui/pages/noteReview";
import { againButton, reviewEnd } from "../../ui/pages/reviewEnd";
import { chosenWrites, leftNotes, noteTicks, scopeOf, untickedNotes } from "../../ui/noteTicks";
import { outcomeLines, reviewedSentence } from "../../ui/reviewOutcome";
import { reviewTexts, sameWrites } from "../../ui/reviewText";
import type { ReviewTicks } from "../../ui/reviewTicks";
import { createdSentence } from "../../ui/sentences";
import type { App } from "../app";
import { openLink } from "../articles/openLink";
import { Command } from "../shell/ids";
import { t } from "../shell/l10n";
import { ask, notify, showLogButton } from "../shell/notify";
import { withProgress } from "../shell/progress";
import type { Ready } from "../shell/ready";
import { logOutcomes, recordUrl } from "./recordOutcomes";
import { type Sides, showDiff } from "./reviewDiff";
import { ReviewEditor, type ReviewWork, type Reviewed, WORDS } from "./reviewEditor";
import { type Looked, lookUp } from "./reviewLookup";
import { failureText, sayXsoarFailure } from "./xsoarAccess";

/** Where a review takes place, and what it is about. */
export interface ReviewPlace {
  readonly place: Ready;
  readonly scope: ReviewScope;
  readonly access: XsoarAccess;
  readonly dryRun: boolean;
}

/** Opens the review of notes and new records, all of them ticked. */
export async function openNoteReview(app: App, found: ReviewPlace, report: PreviewReport): Promise<void> {
  const review = new NoteReview(app, found);
  await new ReviewEditor(app, review, await review.start(report.writes)).open(unwritableSentence(report.outcomes));
}

class NoteReview implements ReviewWork {
  private writes: readonly PlannedWrite[] = [];
  /** By name, the keys of what waits: that can be given up. */
  private waiting: ReadonlyMap<string, ReadonlySet<string>> = new Map();

  readonly tasks: ReviewWork["tasks"] = {
    write: (editor) => this.write(editor),
    discard: (editor) => this.discard(editor),
    diff: (editor) => this.diff(editor),
  };
  readonly clicks: ReviewWork["clicks"] = {
    again: () => vscode.commands.executeCommand(Command.reviewChanges),
    open: (_, [record = -1, note = -1]) => {
      const article = this.writes[record]?.notes[note];
      return article && openLink(this.app, article.url, { source: article.source });
    },
  };

  constructor(
    private readonly app: App,
    private found: ReviewPlace,
  ) {}

  async start(writes: readonly PlannedWrite[]): Promise<Reviewed> {
    const rows = await this.found.place.session.notes.pending();
    this.waiting = new Map(rows.map(({ name, notes }) => [name, new Set(notes.map(({ article }) => article.key))]));
    this.writes = writes;
    const { origin } = new URL(this.found.access.baseUrl);
    const content = noteReview(writes, (ticks) => this.left(ticks).notes, WORDS);
    return { content, ticks: noteTicks(writes), origin, dryRun: this.found.dryRun };
  }

  private left(ticks: ReviewTicks): ReturnType<typeof leftNotes> {
    return leftNotes(this.writes, ticks, this.waiting);
  }

  private async write(editor: ReviewEditor): Promise<void> {
    const writes = chosenWrites(this.writes, editor.ticks);
    const again = () => editor.alone(() => this.write(editor));
    const now = this.found.dryRun || writes.length === 0 ? null : await this.lookAgain(editor, writes, again);
    if (now === null) return;
    const { app } = this;
    const { notes } = this.found.place.session;
    const report = await withProgress(
      t("Writing to Cortex XSOAR"),
      (signal) => notes.writeReviewed(now.access, { writes: reviewed(writes) }, signal),
      writes.length > 3 ? "notification" : "statusBar",
    );
    const left = this.left(editor.ticks);
    if (report.failure === null && report.busy === undefined) {
      // Whoever has looked at a name and made no record of it, or at an article and not noted it, is not asked about it again.
      await notes.dismiss(left.records);
      if (this.found.scope.known === true) await notes.leave(untickedNotes(this.writes, editor.ticks));
    }
    await app.view.refresh();
    logOutcomes(app, report.outcomes, now.access);
    if (report.failure !== null) {
      editor.say(failureText(report.failure));
      sayXsoarFailure(report.failure, again);
      return;
    }
    const edits = new Set(writes.flatMap(({ kind, names }) => (kind === "edit" ? names : [])));
    const sentence = reviewedSentence(report, edits, ({ failure }) => failureText(failure), t);
    const lines = outcomeLines(report.outcomes, edits, ({ failure }) => failureText(failure), t);
    if (report.busy === true) editor.say(sentence);
    else editor.finish(reviewEnd(sentence, lines, left.notes > 0 ? [againButton(t)] : [], t));
    tell(this.app, report, now.access, sentence);
  }

  private async discard(editor: ReviewEditor): Promise<void> {
    const { keys, notes } = this.left(editor.ticks);
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
    const writes = chosenWrites(this.writes, editor.ticks);
    if (writes.length > 0) editor.replace(await this.start(writes), said);
    else editor.finish(reviewEnd(said, [], [], t));
  }

  private async diff(editor: ReviewEditor): Promise<void> {
    const writes = chosenWrites(this.writes, editor.ticks);
    const now = this.found.dryRun
      ? writes
      : (await this.lookAgain(editor, writes, () => editor.alone(() => this.diff(editor))))?.report.writes;
    if (now !== undefined) await showDiff(this.app, now.map(sidesOf));
  }

  /** Looks up again what is ticked. Null when that is not what was shown, which is shown then, or could not be looked up. */
  private async lookAgain(
    editor: ReviewEditor,
    writes: readonly PlannedWrite[],
    retry: () => unknown,
  ): Promise<Looked | null> {
    const { place, access, dryRun } = this.found;
    const now = await lookUp(this.app, place, scopeOf(writes), retry);
    if (now === null || !editor.isOpen) return null;
    const isSame = now.access.baseUrl === access.baseUrl && now.dryRun === dryRun;
    if (isSame && sameWrites(now.report.writes, writes)) return now;
    await this.refresh(editor, t("Things have changed since this was shown, so nothing was written."));
    return null;
  }

  /** Takes what would be written by now. */
  private async refresh(editor: ReviewEditor, message: string): Promise<void> {
    const { place, scope } = this.found;
    const now = await lookUp(this.app, place, scope, () => editor.alone(() => this.refresh(editor, message)));
    if (now === null) return;
    const { report, access, dryRun } = now;
    this.found = { place, scope, access, dryRun };
    if (report.writes.length > 0)
      editor.replace(await this.start(report.writes), `${message} ${unwritableSentence(report.outcomes)}`);
    else editor.finish(reviewEnd(`${message} ${t("Nothing waits to be written to Cortex XSOAR.")}`, [], [], t));
    await editor.letSee();
  }
}

function sidesOf(write: PlannedWrite): Sides {
  const isNew = write.kind === "create";
  const texts = (): ReturnType<typeof reviewTexts> => reviewTexts(write, t);
  return { value: write.value, before: () => texts().before, after: () => texts().after, isNew, isJson: isNew };
}

/** Why nothing can be written for some names. */
function unwritableSentence(outcomes: readonly RecordOutcome[]): string {
  const kept = outcomes.filter(({ kind }) => kind !== "noted" && kind !== "missing");
  return createdSentence(kept, ({ failure }) => failureText(failure), t);
}

/** Says what came of it in a notification as well: the page may be out of sight. */
function tell(app: App, { outcomes, busy }: RecordReport, access: XsoarAccess, sentence: string): void {
  const written = outcomes.filter((outcome) => outcome.kind === "created" || outcome.kind === "noted");
  const whole = written.length === outcomes.length && busy !== true;
  const id = written[0]?.id ?? "";
  const open = { label: t("Open Record"), run: () => openLink(app, recordUrl(access, id), "server") };
  notify(whole ? "info" : "warning", harmless(sentence), [id === "" ? showLogButton() : open]);
}
