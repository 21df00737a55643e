import type { TestOutcome } from "../../core/sources/readNow";
import type { SourceStatus } from "../../core/sources/sourceStatus";
import { sayConfig } from "../config/place";
import type { App } from "../app";
import { describeSourceFailure } from "../../scan";
import { harmless, oneLine, safe, type SafeText } from "../../core/text/foreignText";
import { readSettings } from "../shell/settings";
import { t } from "../shell/l10n";
import { ask, commandButton, notify } from "../shell/notify";
import { Command } from "../shell/ids";
import { withProgress } from "../shell/progress";
import { changeSources } from "./changeSources";
import { placeAndSource } from "./pickSource";
import { timeTaken } from "../../core/text/timeTaken";
import { asksForPrivate, isChanged, sourceLabel } from "../../ui/sourceText";

/** **Test Source**: reads one source now and says what it gives. */
export async function testSource(app: App, row?: SourceStatus): Promise<void> {
  const found = await placeAndSource(app, row, () => true);
  if (found === null) return;
  const { place, source } = found;
  const label = safe(sourceLabel(source));
  const { timeoutMs } = readSettings(place.folder);
  const outcome = await withProgress(t("Testing {source}", { source: label }), (signal) =>
    place.session.sources.test(source.url, { timeoutMs, signal }),
  );
  app.sources.refresh();
  if (outcome.kind === "config") return sayConfig(app, outcome.state, place.folder);
  tell(app, source, label, outcome);
}

function tell(app: App, source: SourceStatus, label: SafeText, { report, articles, listed }: TestOutcome): void {
  if (report.outcome === "cancelled") return;
  if (report.failure !== undefined) {
    const reason = safe(describeSourceFailure(report.failure, t));
    notify(
      "warning",
      t("{source}: {reason}", { source: label, reason }),
      isChanged(report.failure) ? [commandButton(t("Allow Private Address"), Command.allowPrivate, source)] : [],
    );
    return;
  }
  const values = { source: label, listed, kept: articles.length, time: safe(timeTaken(report.durationMs, t)) };
  const show = (): Promise<void> => {
    const lines = articles.map(({ title, url }) => `${oneLine(title)}\n${oneLine(url)}\n`);
    return app.texts.show(t("Articles of a Source"), lines.join("\n"));
  };
  notify(
    "info",
    t("{source} works: {listed|entry|entries}, {kept} of them {kept:an article|articles}, in {time}.", values),
    articles.length > 0 ? [{ label: t("Show Articles"), run: show }] : [],
  );
}

/** **Enable Source** and **Disable Source**. */
export async function enableSource(app: App, row: SourceStatus | undefined, enabled: boolean): Promise<void> {
  const found = await placeAndSource(app, row, ({ state }) => (state === "off") === enabled);
  if (found === null) return;
  const { url, homes } = found.source;
  await changeSources(app, found.place, { kind: "enable", url, enabled }, homes);
}

/** **Update Address in Configuration**: where permanent redirects lead. */
export async function updateAddress(app: App, row?: SourceStatus): Promise<void> {
  const found = await placeAndSource(app, row, ({ movedTo }) => movedTo !== null);
  if (found === null || found.source.movedTo === null) return;
  const { url, movedTo, homes } = found.source;
  await changeSources(app, found.place, { kind: "move", url, to: movedTo }, homes);
}

/** **Allow Private Address**: reads a host also where it lies in a private network; asked once, and remembered for the machine. */
export async function allowPrivate(app: App, row?: SourceStatus): Promise<void> {
  const found = await placeAndSource(app, row, asksForPrivate);
  if (found === null) return;
  const host = new URL(found.source.url).hostname;
  const question = t("Read {host} though it lies inside a private network now?", { host: safe(host) });
  const detail = t(
    "It was in the public internet before. Whoever can change what its name stands for can have addresses of your network asked. Agree only when you know that it belongs there.\n{address}",
    { address: harmless(found.source.url) },
  );
  if ((await ask("warning", question, [{ label: t("Allow") }], { detail })) === undefined) return;
  await app.agreements.allowPrivate(host);
  app.log.info(`Agreed: ${safe(host)} may lie in a private network.`);
  notify("info", t("{host} is read from now on, wherever it lies.", { host: safe(host) }), [
    commandButton(t("Test Source"), Command.testSource, found.source),
  ]);
}
