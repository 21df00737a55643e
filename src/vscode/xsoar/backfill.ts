import type { BackfillQuestion } from "../../core/notes/backfill";
import type { Session } from "../../core/session";
import { backfillSentence } from "../../ui/sentences";
import type { App } from "../app";
import { ready } from "../config/place";
import type { Ready } from "../shell/ready";
import { harmless } from "../../core/text/foreignText";
import { t } from "../shell/l10n";
import { type Button, notify } from "../shell/notify";
import { showChanges } from "./review";

/** **Articles Found So Far**: asks what becomes of the articles that were found and are not noted. */
export async function askBackfill(app: App): Promise<void> {
  const place = await ready(app, true, "xsoar");
  if (place === null) return;
  const question = (await place.session.notes.backfill()) ?? (await allKnown(place.session));
  if (question === null) {
    notify("info", t("Every article that names a tracked profile is noted, waits, or was left before."));
    return;
  }
  notify("info", harmless(backfillSentence(question, t)), backfillButtons(app, place, question));
}

/** The question as it is told when Cortex XSOAR was set up with notes; null when nothing was found so far. */
export async function askAfterSetUp(
  app: App,
  place: Ready,
): Promise<{ readonly sentence: string; readonly buttons: readonly Button[] } | null> {
  const question = await allKnown(place.session);
  await app.view.refresh();
  return question && { sentence: backfillSentence(question, t), buttons: backfillButtons(app, place, question) };
}

/** The two answers to the question. */
function backfillButtons(app: App, place: Ready, { names }: BackfillQuestion): readonly Button[] {
  return [
    { label: t("Review…"), run: () => showChanges(app, place, { names, known: true }) },
    {
      label: t("Start from Now"),
      run: async () => {
        await place.session.notes.startFromNow();
        await app.view.refresh();
      },
    },
  ];
}

/** Asks about all there is. */
async function allKnown({ notes }: Session): Promise<BackfillQuestion | null> {
  await notes.askBackfill();
  return notes.backfill();
}
