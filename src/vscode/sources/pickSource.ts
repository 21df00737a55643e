import type { SourceStatus } from "../../core/sources/sourceStatus";
import type { App } from "../app";
import { placeToWork, sayConfig } from "../config/place";
import type { Place } from "../shell/ready";
import { pickText } from "../../core/text/foreignText";
import { t } from "../shell/l10n";
import { notify } from "../shell/notify";
import { sourceWords } from "./sourceRows";
import { sourceDescription, sourceLabel } from "../../ui/sourceText";
import { showPick } from "../shell/prompts";

/** The folder on show and the source of a row, or one that the user picks; null when there is none or the user turns away. */
export async function placeAndSource(
  app: App,
  row: SourceStatus | undefined,
  wanted: (source: SourceStatus) => boolean,
): Promise<{ readonly place: Place; readonly source: SourceStatus } | null> {
  const place = await placeToWork(app, false, "scan");
  if (place === null) return null;
  const source = row ?? (await pickSource(app, place, wanted));
  return source === undefined ? null : { place, source };
}

async function pickSource(
  app: App,
  { session, folder }: Place,
  wanted: (source: SourceStatus) => boolean,
): Promise<SourceStatus | undefined> {
  const listed = await session.sources.list();
  if (listed.kind === "config") {
    sayConfig(app, listed.state, folder);
    return undefined;
  }
  const sources = listed.sources.filter(wanted);
  if (sources.length === 0) {
    notify("info", t("The configuration has no such source."));
    return undefined;
  }
  const items = sources.map((source) => ({
    label: pickText(sourceLabel(source)),
    description: pickText(sourceDescription(source, sourceWords())),
    detail: pickText(source.url),
    source,
  }));
  const options = { placeHolder: t("Which source?"), matchOnDescription: true, matchOnDetail: true };
  return (await showPick(items, options))?.source;
}
