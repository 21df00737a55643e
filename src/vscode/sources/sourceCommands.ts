import * as vscode from "vscode";
import type { TestOutcome } from "../../core/sources/sources";
import type { SourceStatus } from "../../core/sources/sourceStatus";
import { signalOf } from "../shell/abort";
import { isTrusted, placeToWork, sayConfig } from "../config/place";
import type { App } from "../app";
import type { Place } from "../shell/ready";
import { guarded } from "../shell/commands";
import { loadScan } from "../shell/loadScan";
import { oneLine, safe, type SafeText } from "../../core/text/foreignText";
import { readSettings } from "../shell/settings";
import { t } from "../shell/l10n";
import { changeSources } from "./changeSources";
import { pickSource } from "./pickSource";
import { sourceLabel } from "../../ui/sourceText";

/** **Test Source**: reads one source now and says what it gives. */
export async function testSource(app: App, row?: SourceStatus): Promise<void> {
  const place = await placeOf(app);
  if (place === null) return;
  const source = row ?? (await pickSource(place, () => true));
  if (source === undefined) return;
  const label = safe(sourceLabel(source));
  const { timeoutMs } = readSettings(place.folder);
  const outcome = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      cancellable: true,
      title: t("TI Scraper: Testing {source}", { source: label }),
    },
    (_, token) => place.session.sources.test(source.url, { timeoutMs, signal: signalOf(token) }),
  );
  app.sources.refresh();
  if (outcome.kind === "config") return sayConfig(app, outcome.state, place.folder);
  // The answer to a message may never come: nothing waits for it.
  void guarded("testSource", app.log, () => tell(app, label, outcome));
}

async function tell(app: App, label: SafeText, { report, articles, listed }: TestOutcome): Promise<void> {
  if (report.outcome === "cancelled") return;
  if (report.failure !== undefined) {
    const reason = safe(loadScan().describeSourceFailure(report.failure, t));
    await vscode.window.showWarningMessage(t("{source}: {reason}", { source: label, reason }));
    return;
  }
  const values = { source: label, listed, kept: articles.length, seconds: safe((report.durationMs / 1000).toFixed(1)) };
  const show = t("Show Articles");
  const answer = await vscode.window.showInformationMessage(
    t("{source} works: {listed} entries, {kept} of them articles, in {seconds} s.", values),
    ...(articles.length > 0 ? [show] : []),
  );
  if (answer !== show) return;
  const lines = articles.map(({ title, url }) => `${oneLine(title)}\n${oneLine(url)}\n`);
  await app.texts.show(t("Articles of a Source"), lines.join("\n"));
}

/** **Enable Source** and **Disable Source**. */
export async function enableSource(app: App, row: SourceStatus | undefined, enabled: boolean): Promise<void> {
  const place = await placeOf(app);
  if (place === null) return;
  const source = row ?? (await pickSource(place, ({ state }) => (state === "off") === enabled));
  if (source !== undefined) await changeSources(app, place, { kind: "enable", url: source.url, enabled }, source.homes);
}

/** **Update Address in Configuration**: where permanent redirects lead. */
export async function updateAddress(app: App, row?: SourceStatus): Promise<void> {
  const place = await placeOf(app);
  if (place === null) return;
  const source = row ?? (await pickSource(place, ({ movedTo }) => movedTo !== null));
  if (source === undefined || source.movedTo === null) return;
  await changeSources(app, place, { kind: "move", url: source.url, to: source.movedTo }, source.homes);
}

async function placeOf(app: App): Promise<Place | null> {
  return (await isTrusted("scan")) ? placeToWork(app, false) : null;
}
