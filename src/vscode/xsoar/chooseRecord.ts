import * as vscode from "vscode";
import type { LostChoice } from "../../core/model/model";
import type { CandidatesOutcome } from "../../core/notes/chooseRecord";
import type { RecordCandidate } from "../../core/xsoar/reports";
import { oneLine, pickText, safe, type SafeText } from "../../core/text/foreignText";
import { type Node, profileOf } from "../../ui/nodes";
import type { App } from "../app";
import { sayConfig, whereOf } from "../config/place";
import { localTime, t } from "../shell/l10n";
import { openLink } from "../articles/openLink";
import { notify } from "../shell/notify";
import { withProgress } from "../shell/progress";
import { recordUrl } from "./recordOutcomes";
import { isRefused } from "../names/namesFile";
import { retryPending } from "./records";
import { readyWithAccess, sayXsoarFailure } from "./xsoarAccess";
import { createPick } from "../shell/prompts";

type Candidates = Extract<CandidatesOutcome, { kind: "done" }>;

interface RecordItem extends vscode.QuickPickItem {
  /** Null: what was chosen is forgotten. */
  readonly candidate: RecordCandidate | null;
}

/** **Choose Record** of a row whose name fits several: it is remembered, and what waits is written onto it. */
export async function chooseRecord(app: App, node?: Node): Promise<void> {
  const name = profileOf(node)?.row.name;
  const found = name === undefined ? null : await readyWithAccess(app, whereOf(app, node));
  if (name === undefined || found === null) return;
  const { place, access } = found;
  const { notes, articles } = place.session;
  const title = t("Looking up the records of {name}", { name: safe(name) });
  const outcome = await withProgress(title, (signal) => notes.recordCandidates(access, name, signal), "statusBar");
  if (outcome.kind === "config") {
    sayConfig(app, outcome.state, place.folder);
    return;
  }
  if (outcome.kind === "failed") {
    sayXsoarFailure(outcome.failure, () => chooseRecord(app, node));
    return;
  }
  if (outcome.candidates.length === 0) {
    await notes.forgetRecord(access, name, []);
    await app.view.refresh();
    notify("info", t("No record in Cortex XSOAR fits {name} any more.", { name: safe(name) }));
    return;
  }
  const picked = await pick(name, outcome, (id) => openLink(app, recordUrl(access, id), "server"));
  if (picked === undefined) return;
  if (picked === null) {
    if (await isRefused(await notes.forgetRecord(access, name, outcome.candidates), place)) return;
    app.log.info(`Cortex XSOAR: ${oneLine(name)}: the chosen record is forgotten`);
    await app.view.refresh();
    return;
  }
  if (await isRefused(await notes.chooseRecord(access, name, picked), place)) return;
  app.log.info(`Cortex XSOAR: ${oneLine(name)} means the record ${oneLine(picked.value)} (${oneLine(picked.id)})`);
  await app.view.refresh();
  const { rows } = await articles.overview();
  if (rows.some((row) => row.name === name && row.pending !== undefined)) await retryPending(app, node);
  else notify("info", t("{name} means the record {value}.", { name: safe(name), value: safe(picked.value) }));
}

/** The record that is picked, null for none of them from now on, undefined when the user turns away. */
function pick(
  name: string,
  { candidates, chosen, lost }: Candidates,
  open: (id: string) => Promise<unknown>,
): Promise<RecordCandidate | null | undefined> {
  const button = { iconPath: new vscode.ThemeIcon("link-external"), tooltip: t("Open in XSOAR") };
  const items: RecordItem[] = candidates.map((candidate) => ({
    label: pickText(candidate.value),
    description: pickText(`${candidate.type} · ${candidate.id}`),
    detail: detailOf(candidate, candidate.id === chosen),
    buttons: [button],
    candidate,
  }));
  if (chosen !== null || lost !== null) {
    items.push({ label: "", kind: vscode.QuickPickItemKind.Separator, candidate: null });
    items.push({ label: `$(discard) ${t("Forget the Choice")}`, candidate: null });
  }
  const box = createPick<RecordItem>();
  box.title = t("Choose Record: {name}", { name: safe(name) });
  box.placeholder =
    lost === null
      ? t("Which record does the name mean? Its notes go there, also from the command line.")
      : lostText(lost);
  box.items = items;
  box.matchOnDescription = true;
  // The browser takes the focus when a record is looked at.
  box.ignoreFocusOut = true;
  return new Promise((resolve) => {
    box.onDidTriggerItemButton(({ item }) => {
      if (item.candidate !== null) void open(item.candidate.id);
    });
    box.onDidAccept(() => {
      const [item] = box.selectedItems;
      if (item !== undefined) resolve(item.candidate);
      box.hide();
    });
    box.onDidHide(() => {
      resolve(undefined);
      box.dispose();
    });
    box.show();
  });
}

/** "chosen · changed 29 Nov 2026, 10:15 · 3 notes · 2 aliases" */
function detailOf({ modified, notes, aliases }: RecordCandidate, isChosen: boolean): string {
  return [
    isChosen ? t("chosen") : "",
    modified === null || Number.isNaN(Date.parse(modified)) ? "" : t("changed {date}", { date: localTime(modified) }),
    notes === 1 ? t("1 note") : t("{count} notes", { count: notes }),
    aliases === 1 ? t("1 alias") : t("{count} aliases", { count: aliases }),
  ]
    .filter((part) => part !== "")
    .join(" · ");
}

function lostText(lost: LostChoice): SafeText {
  switch (lost) {
    case "gone":
      return t("The record that was chosen is no longer there. Which one does the name mean?");
    case "renamed":
      return t("The record that was chosen has another value now. Which one does the name mean?");
    case "type":
      return t("The record that was chosen has another type now. Which one does the name mean?");
  }
}
