import * as vscode from "vscode";
import type { ImportOutcome } from "../../core/names/names";
import type { KnowledgeSource } from "../../core/names/types";
import type { App } from "../app";
import type { Ready } from "../shell/ready";
import { changeLine, tidingsLines } from "../../core/names/tidings";
import { describeImportFailure, describeLeftOut } from "../../scan";
import { harmless, oneLine, pickText, safe, safeTexts } from "../../core/text/foreignText";
import { localTime, t } from "../shell/l10n";
import { notify } from "../shell/notify";
import { confirmReading } from "./confirmReading";
import { isRefused } from "./namesFile";
import { withProgress } from "../shell/progress";
import { showInput, showPick, showPicks } from "../shell/prompts";

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
export async function addSource(app: App, place: Ready): Promise<boolean> {
  const { session } = place;
  const location = await askLocation();
  if (location === undefined) return false;
  const read = await withProgress(t("Reading names from {place}", { place: safe(location) }), (signal) =>
    session.names.readImport(location, signal),
  );
  if (read.kind !== "read") return tellImport(app, location, read);
  const confirmed = await confirmReading(read);
  if (confirmed === undefined) return false;
  const outcome = confirmed.kind === "read" ? await confirmed.take() : confirmed;
  const isThere = tellImport(app, location, outcome);
  await askChanges(place, outcome);
  return isThere;
}

async function askLocation(): Promise<string | undefined> {
  const items: (vscode.QuickPickItem & { readonly ask: "file" | "address" | null })[] = [
    { label: t("$(file) From a file…"), description: "MISP galaxy, STIX, CSV, JSON, YAML, Markdown, TXT", ask: "file" },
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
    await askChanges(place, outcome);
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
      const { source, tidings } = outcome;
      const lines = tidings === null ? [] : tidingsLines(tidings, t);
      app.log.info(`${oneLine(location)}: ${source.entryCount} names. ${lines.map(oneLine).join(" ")}`);
      tellCounts(app, outcome, lines);
      for (const sentence of describeLeftOut(outcome, t)) {
        app.log.warn(`${oneLine(location)}: ${sentence}`);
        notify("warning", harmless(`${safe(source.title)}: ${sentence}`));
      }
      return true;
    }
  }
}

/** How many names there are, and how many came and went; which, a button shows. */
function tellCounts(
  app: App,
  { source, tidings }: Extract<ImportOutcome, { kind: "imported" }>,
  lines: readonly string[],
): void {
  const { added, gone, revoked, moved } = tidings ?? { added: [], gone: [], revoked: [], moved: [] };
  const values = {
    source: safe(source.title),
    count: source.entryCount,
    added: tidings === null ? source.entryCount : added.length,
    gone: gone.length + revoked.length,
    moved: moved.length,
  };
  const sentence =
    values.gone + values.moved === 0
      ? t("{source}: {count|name|names}, {added} of them new.", values)
      : t(
          "{source}: {count|name|names}, {added} of them new, {gone} gone, {moved|other name|other names} moved to another.",
          values,
        );
  const title = t("What Changed in {source}", { source: oneLine(source.title) });
  const show = { label: t("Show"), run: () => app.texts.show(title, lines.join("\n\n")) };
  notify("info", sentence, lines.length === 0 ? [] : [show]);
}

/** Asks for which tracked names other names come and go as a source has them now. Nothing is taken over unasked. */
async function askChanges(place: Ready, outcome: ImportOutcome): Promise<void> {
  if (outcome.kind !== "imported" && outcome.kind !== "unchanged") return;
  const { source, changes } = outcome;
  if (changes.length === 0) return;
  const picked = await showPicks(
    changes.map((change) => ({
      label: pickText(change.profile),
      description: pickText(changeLine(change)),
      picked: true,
      profile: change.profile,
    })),
    {
      title: t("{source} has other names for what you track", { source: safe(source.title) }),
      placeHolder: t("Tick for which to look by the new ones; what is not taken over is asked with the next refresh"),
      ignoreFocusOut: true,
    },
  );
  if (picked === undefined || picked.length === 0) return;
  const done = await place.session.names.acceptChanges(
    source.id,
    picked.map(({ profile }) => profile),
  );
  await isRefused(done, place);
}
