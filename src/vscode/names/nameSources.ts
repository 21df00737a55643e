import * as vscode from "vscode";
import type { ImportOutcome } from "../../core/names/names";
import type { KnowledgeSource } from "../../core/names/types";
import type { App } from "../app";
import type { Ready } from "../shell/ready";
import { describeImportFailure, describeLeftOut } from "../../scan";
import { harmless, oneLine, pickText, safe, safeList, safeTexts } from "../../core/text/foreignText";
import { localTime, t } from "../shell/l10n";
import { notify } from "../shell/notify";
import { withProgress } from "../shell/progress";
import { showInput, showPick } from "../shell/prompts";

/** Where the best-known collections of names are published. */
const PUBLISHED: readonly { readonly label: string; readonly address: string }[] = [
  {
    label: "MISP galaxy: threat actors",
    address: "https://raw.githubusercontent.com/MISP/misp-galaxy/main/clusters/threat-actor.json",
  },
  {
    label: "MISP galaxy: ransomware",
    address: "https://raw.githubusercontent.com/MISP/misp-galaxy/main/clusters/ransomware.json",
  },
  {
    label: "MISP galaxy: Malpedia",
    address: "https://raw.githubusercontent.com/MISP/misp-galaxy/main/clusters/malpedia.json",
  },
  {
    label: "MITRE ATT&CK Enterprise",
    address: "https://raw.githubusercontent.com/mitre/cti/master/enterprise-attack/enterprise-attack.json",
  },
];

/** Asks for a file or an address and imports the names in it. False when the user turned away or nothing was imported. */
export async function addSource(app: App, { session }: Ready): Promise<boolean> {
  const location = await askLocation();
  if (location === undefined) return false;
  const outcome = await withProgress(t("Importing names from {place}", { place: safe(location) }), (signal) =>
    session.names.importNames(location, signal),
  );
  return tellImport(app, location, outcome);
}

async function askLocation(): Promise<string | undefined> {
  const items: (vscode.QuickPickItem & { readonly ask: "file" | "address" | null })[] = [
    { label: t("$(file) From a file…"), description: "MISP galaxy, STIX, CSV, JSON, TXT", ask: "file" },
    { label: t("$(link) From a web address…"), ask: "address" },
    { label: t("published collections"), kind: vscode.QuickPickItemKind.Separator, ask: null },
    ...PUBLISHED.map(({ label, address }) => ({ label, detail: address, ask: null })),
  ];
  const picked = await showPick(items, {
    title: t("Import Names"),
    placeHolder: t("Where do the names come from?"),
    ignoreFocusOut: true,
  });
  if (picked === undefined) return undefined;
  if (picked.ask === null) return picked.detail;
  if (picked.ask === "address") {
    return showInput({
      title: t("Import Names"),
      prompt: t("Web address of a MISP galaxy cluster, a STIX bundle, a CSV file or a list of names"),
      placeHolder: safe("https://"),
      ignoreFocusOut: true,
      validateInput: (value) =>
        value.trim() === "" || /^https?:\/\/[^\s/]/i.test(value.trim())
          ? undefined
          : t("The address has to begin with http:// or https://."),
    });
  }
  const files = await vscode.window.showOpenDialog({ title: t("Import Names"), openLabel: t("Import") });
  return files?.[0]?.fsPath;
}

/** **Refresh Imported Names**: reads all sources again, and says what came and went. */
export async function refreshSources(app: App, place: Ready): Promise<void> {
  const { names } = place.session;
  const before = await names.sources();
  if (before.length === 0) {
    notify("info", t("No names are imported yet."));
    return;
  }
  for (const source of before) {
    const title = t("Refreshing {source}", { source: safe(source.title) });
    const outcome = await withProgress(title, (signal) => names.refresh(source.id, signal));
    if (outcome.kind === "cancelled") return;
    tellImport(app, source.location.value, outcome);
  }
}

/** Asks which import to remove. The names stay tracked; what came with them from there goes. */
export async function removeSource(app: App, { session }: Ready): Promise<void> {
  const sources = await session.names.sources();
  const picked = await showPick(sources.map(sourceItem), {
    title: t("Remove an Import"),
    placeHolder: t("Tracked names stay; the other names they have from here are no longer looked for."),
    ignoreFocusOut: true,
  });
  if (picked === undefined) return;
  await session.names.remove(picked.id);
  app.log.info(`Removed the imported names of ${oneLine(picked.label)}`);
}

function sourceItem({ id, title, entryCount, imported, location }: KnowledgeSource) {
  return {
    label: pickText(title),
    description: t("{count} names, read {date}", { count: entryCount, date: localTime(imported) }),
    detail: pickText(location.value),
    id,
  };
}

function tellImport(app: App, location: string, outcome: ImportOutcome): boolean {
  switch (outcome.kind) {
    case "cancelled":
      return false;
    case "failed": {
      const why = harmless(describeImportFailure(safeTexts(outcome.failure), t));
      app.log.warn(`${oneLine(location)}: ${why}`);
      notify("warning", t("No names were imported from {place}: {why}", { place: safe(location), why }));
      return false;
    }
    case "unchanged":
      app.log.info(`${oneLine(location)}: unchanged`);
      notify("info", t("{source} has not changed since it was read last.", { source: safe(outcome.source.title) }));
      return true;
    case "imported": {
      const { source, added, gone } = outcome;
      app.log.info(`${oneLine(location)}: ${source.entryCount} names, ${added} new, ${gone.length} gone`);
      const values = { source: safe(source.title), count: source.entryCount, added, names: safeList(gone) };
      notify(
        "info",
        gone.length > 0
          ? t("{source}: {count} names, {added} of them new. No longer there: {names}.", values)
          : t("{source}: {count} names, {added} of them new.", values),
      );
      for (const sentence of describeLeftOut(outcome, t)) {
        app.log.warn(`${oneLine(location)}: ${sentence}`);
        notify("warning", harmless(`${safe(source.title)}: ${sentence}`));
      }
      return true;
    }
  }
}
