import type { TestOutcome } from "../../core/sources/readNow";
import type { SourceStatus } from "../../core/sources/sourceStatus";
import { sayConfig } from "../config/place";
import type { App } from "../app";
import { describeSourceFailure } from "../../scan";
import { oneLine, safe, type SafeText } from "../../core/text/foreignText";
import { readSettings } from "../shell/settings";
import { t } from "../shell/l10n";
import { notify } from "../shell/notify";
import { withProgress } from "../shell/progress";
import { changeSources } from "./changeSources";
import { placeAndSource } from "./pickSource";
import { sourceLabel } from "../../ui/sourceText";

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
  tell(app, label, outcome);
}

function tell(app: App, label: SafeText, { report, articles, listed }: TestOutcome): void {
  if (report.outcome === "cancelled") return;
  if (report.failure !== undefined) {
    const reason = safe(describeSourceFailure(report.failure, t));
    notify("warning", t("{source}: {reason}", { source: label, reason }));
    return;
  }
  const values = { source: label, listed, kept: articles.length, seconds: safe((report.durationMs / 1000).toFixed(1)) };
  const show = (): Promise<void> => {
    const lines = articles.map(({ title, url }) => `${oneLine(title)}\n${oneLine(url)}\n`);
    return app.texts.show(t("Articles of a Source"), lines.join("\n"));
  };
  notify(
    "info",
    t("{source} works: {listed} entries, {kept} of them articles, in {seconds} s.", values),
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
