import { sayConfig } from "../config/place";
import type { App } from "../app";
import type { AliasOutcome } from "../../core/notes/aliasOutcome";
import type { XsoarAccess } from "../../core/xsoar/connection";
import { harmless, oneLine, safe } from "../../core/text/foreignText";
import { addedLines, aliasList } from "../../ui/aliasText";
import { aliasSentence } from "../../ui/sentences";
import { readyWithAccess, sayXsoarFailure } from "./xsoarAccess";
import { t } from "../shell/l10n";
import { ask, notify } from "../shell/notify";
import { withProgress } from "../shell/progress";
import type { Ready } from "../shell/ready";

/** **Sync Aliases**: the other names of each profile's record become names the next scan looks for. */
export async function syncAliases(app: App): Promise<void> {
  const found = await readyWithAccess(app, true);
  if (found !== null) await syncIn(app, found.place, found.access);
}

async function syncIn(app: App, place: Ready, access: XsoarAccess): Promise<void> {
  const outcome = await withProgress(t("Syncing aliases from Cortex XSOAR"), (signal) =>
    place.session.notes.syncAliases(access, signal),
  );
  switch (outcome.kind) {
    case "config":
      sayConfig(app, outcome.state, place.folder);
      return;
    case "failed":
      sayXsoarFailure(outcome.failure, () => syncAliases(app));
      return;
    case "field":
      if (!(await agreesToField(place, outcome))) return;
      await place.session.notes.agreeToField(outcome.field);
      app.log.info(`Aliases: the field ${oneLine(outcome.field)} may be read in ${oneLine(place.folder.name)}`);
      await syncIn(app, place, access);
      return;
    case "done":
      await sayDone(app, outcome);
  }
}

async function sayDone(app: App, outcome: Extract<AliasOutcome, { kind: "done" }>): Promise<void> {
  app.log.info(`Aliases: ${outcome.count} known; added: ${names(outcome.added)}; removed: ${names(outcome.removed)}`);
  for (const { name, why } of outcome.kept) app.log.info(`Aliases of ${oneLine(name)} kept: ${why}`);
  await app.view.refresh();
  const show = { label: t("Show"), run: () => app.texts.show(t("Aliases"), aliasList(outcome.names, t)) };
  const buttons = outcome.names.length > 0 ? [show] : [];
  if (outcome.setAside === undefined) {
    notify("info", harmless(aliasSentence(outcome, t)), buttons);
    return;
  }
  const file = harmless(outcome.setAside);
  app.log.warn(`The alias file was not a JSON array of names, or too large, and is kept as ${file}`);
  notify(
    "warning",
    harmless(
      `${t("The alias file could not be read. It is kept as {file}, and a new one was written.", { file })} ${aliasSentence(outcome, t)}`,
    ),
    buttons,
  );
}

/** Asked once for a folder: a field that its configuration names may hold anything, and the alias file lies in the folder. */
async function agreesToField(
  { folder }: Ready,
  { field, names: written }: Extract<AliasOutcome, { kind: "field" }>,
): Promise<boolean> {
  const question = t("Read the field {field} of the records into the alias file of {folder}?", {
    field: safe(field),
    folder: safe(folder.name),
  });
  const detail = [
    t("The configuration names it as search_field. This would be written now:"),
    ...addedLines(written, t),
  ].join("\n");
  return (await ask("warning", question, [{ label: t("Read This Field") }], { detail })) !== undefined;
}

function names(list: readonly string[]): string {
  return list.length === 0 ? "none" : list.map(oneLine).join(", ");
}
