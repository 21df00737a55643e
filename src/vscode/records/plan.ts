import { ASK_ABOVE_RECORDS } from "../../core/limits";
import type { NotPlanned, Records } from "../../core/records/records";
import type { RecordQuestion, RecordsPlan, Selection } from "../../core/records/types";
import { harmless, pickText, safe } from "../../core/text/foreignText";
import type { XsoarAccess } from "../../core/xsoar/connection";
import type { App } from "../app";
import { sayConfig } from "../config/place";
import { isRefused } from "../names/namesFile";
import { t } from "../shell/l10n";
import { Command } from "../shell/ids";
import { ask, commandButton, notify } from "../shell/notify";
import { withProgress } from "../shell/progress";
import type { Ready } from "../shell/ready";
import { sayXsoarFailure } from "../xsoar/xsoarAccess";
import { showPick } from "../shell/prompts";

/** A folder with the server its records are on. */
export interface RecordsPlace {
  readonly place: Ready;
  readonly access: XsoarAccess;
}

type Planning = (signal: AbortSignal, count: (done: number, total: number) => void) => ReturnType<Records["plan"]>;

/** Says why work on records has not begun, or has ended. */
export function sayNotPlanned(app: App, { place }: RecordsPlace, found: NotPlanned, retry: () => unknown): void {
  switch (found.kind) {
    case "config":
      sayConfig(app, found.state, place.folder);
      return;
    case "failed":
      sayXsoarFailure(found.failure, retry);
      return;
    case "refused":
      notify("warning", harmless(found.why), found.next === undefined ? [] : [NEXT[found.next]()]);
  }
}

const NEXT = {
  importNames: () => commandButton(t("Import Names…"), Command.importNames),
  refreshNames: () => commandButton(t("Refresh Imported Names"), Command.refreshNames),
} as const;

/** How many records or names are meant; null when there are none, when it could not be told, or when they are too many for the user. */
export async function countOrAsk(
  app: App,
  at: RecordsPlace,
  selection: Selection,
  retry: () => unknown,
): Promise<number | null> {
  const { records } = at.place.session;
  const found = await withProgress(
    t("Counting records in Cortex XSOAR"),
    (signal) => records.count(at.access, selection, signal),
    "statusBar",
  );
  if (found.kind !== "counted") {
    sayNotPlanned(app, at, found, retry);
    return null;
  }
  const { count } = found;
  if (count === 0) {
    notify("info", t("No record is meant by that."));
    return null;
  }
  if (count <= ASK_ABOVE_RECORDS) return count;
  const question =
    selection.kind === "query"
      ? t("Go through {count|record|records}?", { count })
      : t("Go through the records of {count|name|names}?", { count });
  const detail = t("Nothing is written before you have seen what would be changed.");
  return (await ask("info", question, [{ label: t("Go On") }], { detail })) === undefined ? null : count;
}

/** Finds out what became of what an earlier run has sent without an answer. False when that could not be told. */
export async function settle(at: RecordsPlace, retry: () => unknown): Promise<boolean> {
  const { open, written, failure } = await withProgress(
    t("Looking up what earlier updates left open"),
    (signal) => at.place.session.records.settle(at.access, signal),
    "statusBar",
  );
  if (failure !== null) {
    sayXsoarFailure(failure, retry);
    return false;
  }
  if (open > 0)
    notify(
      "info",
      t(
        "An earlier update was cut off: {written} of {open|record|records} it had sent {written:was|were} found written. Activity has them.",
        {
          written,
          open,
        },
      ),
    );
  return true;
}

/** Makes a plan, asks what has to be asked, each question once, and makes it again. Null when there is none. */
export async function planAndAsk(
  app: App,
  at: RecordsPlace,
  planning: Planning,
  retry: () => unknown,
): Promise<RecordsPlan | null> {
  const asked = new Set<string>();
  for (;;) {
    const found = await withProgress(t("Looking at records in Cortex XSOAR"), (signal, count) =>
      planning(signal, count),
    );
    if (found.kind !== "planned") {
      sayNotPlanned(app, at, found, retry);
      return null;
    }
    const open = found.plan.questions.filter((question) => !asked.has(keyOf(question)));
    for (const question of open) asked.add(keyOf(question));
    if (!(await answerAll(at, open))) return found.plan;
  }
}

/** True when something was answered. Escape leaves the rest open: what they are about stays as it is. */
async function answerAll({ place }: RecordsPlace, questions: readonly RecordQuestion[]): Promise<boolean> {
  for (const [index, question] of questions.entries()) {
    const id = await answerOf(question, index + 1, questions.length);
    if (id === undefined) return index > 0;
    if (await isRefused(await place.session.records.answer(question, id), place)) return index > 0;
  }
  return questions.length > 0;
}

async function answerOf(question: RecordQuestion, step: number, steps: number): Promise<string | null | undefined> {
  const { kind, name, choices } = question;
  const title =
    kind === "attack"
      ? t("Objects of MITRE ATT&CK named {name}", { name: safe(name) })
      : t("Leak sites named {name}", { name: safe(name) });
  const items = [
    ...choices.map(({ id, label, detail }) => ({
      label: pickText(label),
      description: pickText(id === label ? "" : id),
      detail: pickText(detail),
      id: id as string | null,
    })),
    { label: t("None of these"), description: "", detail: "", id: null },
  ];
  const placeHolder =
    steps === 1
      ? t("Which one does {name} mean? The answer is remembered.", { name: safe(name) })
      : t("Question {step} of {steps}: which one does {name} mean? The answer is remembered.", {
          step,
          steps,
          name: safe(name),
        });
  const picked = await showPick(items, { title, placeHolder, ignoreFocusOut: true });
  return picked?.id;
}

function keyOf({ kind, name }: RecordQuestion): string {
  return JSON.stringify([kind, name]);
}
