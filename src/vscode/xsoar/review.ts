import * as vscode from "vscode";
import { harmless } from "../../core/text/foreignText";
import type { PlannedWrite, ReviewScope } from "../../core/xsoar/reports";
import { againButton, reviewEnd } from "../../ui/pages/reviewEnd";
import { createdSentence, notedSentence } from "../../ui/sentences";
import type { App } from "../app";
import { Command, PageType } from "../shell/ids";
import { t } from "../shell/l10n";
import { notify } from "../shell/notify";
import type { Ready } from "../shell/ready";
import { openNoteReview } from "./noteReview";
import { lookUp } from "./reviewLookup";
import { accessOrSay, failureText } from "./xsoarAccess";

/** Opens the review of what would be written; nothing is written before its button. */
export async function showChanges(app: App, place: Ready, scope: ReviewScope): Promise<void> {
  const found = await lookUp(app, place, scope, () => showChanges(app, place, scope));
  if (found === null) return;
  const { report, access, dryRun } = found;
  if (report.writes.length > 0) {
    await openNoteReview(app, { place, scope, access, dryRun }, report);
    return;
  }
  const sentence = createdSentence(report.outcomes, ({ failure }) => failureText(failure), t);
  const nothing =
    report.outcomes.length === 0
      ? t("Nothing waits to be written to Cortex XSOAR.")
      : notedSentence(report.outcomes, t) || sentence || t("Nothing can be written right now.");
  notify("info", harmless(nothing));
}

/** Shows what a dry run has found. */
export async function showPlanned(app: App, place: Ready, writes: readonly PlannedWrite[]): Promise<void> {
  const access = await accessOrSay(app, place);
  if (access === null) return;
  const scope: ReviewScope = { names: writes.flatMap(({ names }) => names) };
  await openNoteReview(app, { place, scope, access, dryRun: true }, { writes, outcomes: [], failure: null });
}

/** Says in the editor of a review that VS Code has brought back that it is over: nothing is asked of a server for that. */
export async function restoreReview(app: App, panel: vscode.WebviewPanel): Promise<void> {
  const shown = await app.pages.restore(PageType.review, panel, {
    title: t("Changes for Cortex XSOAR"),
    body: () => {
      const end = reviewEnd(t("This review is over. Run its command again."), [], [againButton(t)], t);
      return { html: end, focus: "" };
    },
    act: (message) => {
      if (message.kind !== "do") return undefined;
      return message.action === "again"
        ? vscode.commands.executeCommand(Command.reviewChanges)
        : message.action === "close"
          ? shown.close()
          : undefined;
    },
  });
}
