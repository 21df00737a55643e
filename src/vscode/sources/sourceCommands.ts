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
import { changeSources, tellChanged } from "./changeSources";
import { type MeantSource, type PlacedSource, placeAndSource } from "./pickSource";
import { timeTaken } from "../../core/text/timeTaken";
import { asksForPrivate, isChanged, sourceLabel, takenLines, takenSentence } from "../../ui/sourceText";

/** **Test Source**: reads one source now and says what it gives. */
export async function testSource(app: App, row?: MeantSource): Promise<void> {
  const found = await placeAndSource(app, row, t("Test Source"), () => true);
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

function tell(app: App, source: SourceStatus, label: SafeText, outcome: TestOutcome): void {
  const { report, articles, listed, isPlain, taken } = outcome;
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
  const found = articles.map(({ title, url }) => `${oneLine(title)}\n${oneLine(url)}\n`);
  const items = taken.flatMap((one) =>
    one.items.length === 0 ? [] : [`${takenSentence(one, t)}\n`, ...takenLines(one)],
  );
  const show = (): Promise<void> => app.texts.show(t("Articles of a Source"), [...found, ...items].join("\n"));
  const works = isPlain
    ? t("{source} works: {listed|entry|entries}, {kept} of them {kept:an article|articles}, in {time}.", values)
    : t("{source} works, in {time}.", values);
  notify(
    "info",
    harmless([works, ...taken.map((one) => takenSentence(one, t))].join(" ")),
    found.length + items.length === 0
      ? []
      : [{ label: items.length > 0 ? t("Show Items") : t("Show Articles"), run: show }],
  );
}

/** **Enable Source** and **Disable Source**. */
export async function enableSource(app: App, row: MeantSource | undefined, enabled: boolean): Promise<void> {
  const title = enabled ? t("Enable Source") : t("Disable Source");
  const found = await placeAndSource(app, row, title, ({ state }) => (state === "off") === enabled);
  if (found === null) return;
  const { url, homes } = found.source;
  const changed = await changeSources(app, found.place, [{ edit: { kind: "enable", url, enabled }, homes }]);
  if (changed === null) return;
  const values = { source: safe(sourceLabel(found.source)) };
  await tellChanged(
    app,
    enabled
      ? t("{source} is switched on: the next scan reads it.", values)
      : t("{source} is switched off: it stays in its place and is not read.", values),
    changed,
  );
}

/** **Update Address in Configuration**: where permanent redirects lead. */
export async function updateAddress(app: App, row?: MeantSource): Promise<void> {
  const title = t("Update Address in Configuration");
  const found = await placeAndSource(app, row, title, ({ movedTo }) => movedTo !== null);
  if (found === null || found.source.movedTo === null) return;
  await moveTo(app, found, found.source.movedTo);
}

/** Writes another address of a source, and says so; what was found at the old one stays its own. */
export async function moveTo(app: App, { place, source }: PlacedSource, to: string): Promise<void> {
  const { url, homes } = source;
  const changed = await changeSources(app, place, [{ edit: { kind: "move", url, to }, homes }]);
  if (changed === null) return;
  await place.session.sources.moved(url, to);
  app.sources.refresh();
  const values = { source: safe(sourceLabel(source)), address: safe(to) };
  await tellChanged(app, t("{source} is read at {address} from now on.", values), changed);
}

/** **Allow Private Address**: reads a host also where it lies in a private network; asked once, and remembered for the machine. */
export async function allowPrivate(app: App, row?: MeantSource): Promise<void> {
  const found = await placeAndSource(app, row, t("Allow Private Address"), asksForPrivate);
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
