import type { SourceStatus } from "../../core/sources/sourceStatus";
import type { App } from "../app";
import { placeIn, placeToWork } from "../config/place";
import type { Place } from "../shell/ready";
import { type SafeText, pickText } from "../../core/text/foreignText";
import { t } from "../shell/l10n";
import { notify } from "../shell/notify";
import { sourceWords } from "./sourceRows";
import { sourceDescription, sourceLabel } from "../../ui/sourceText";
import { showPick } from "../shell/prompts";

/** A source that a command is meant for, as a row gives it or as it was listed. */
export type MeantSource = SourceStatus & { readonly root?: string };

export interface PlacedSource {
  readonly place: Place;
  readonly source: SourceStatus;
}

/**
 * The source of a row with its folder, or one that the user picks of all folders; null when there is none or the user turns away.
 *
 * @param title what is going to be done with it
 * @param use null: only what is stored is looked at
 */
export async function placeAndSource(
  app: App,
  row: MeantSource | undefined,
  title: SafeText,
  wanted: (source: SourceStatus) => boolean,
  use: "scan" | null = "scan",
): Promise<PlacedSource | null> {
  if (row === undefined) return pickSource(app, title, wanted);
  const folder = app.folders.all.find(({ uri }) => uri.toString() === row.root);
  const place = await placeToWork(app, folder ?? false, use);
  return place === null ? null : { place, source: row };
}

async function pickSource(
  app: App,
  title: SafeText,
  wanted: (source: SourceStatus) => boolean,
): Promise<PlacedSource | null> {
  // Says why where there is nothing to work in.
  if ((await placeToWork(app, false, "scan")) === null) return null;
  const items = [];
  for (const folder of app.folders.configured) {
    const place = await placeIn(app, folder);
    const listed = await place?.session.sources.list();
    if (place === null || listed?.kind !== "ok") continue;
    for (const source of listed.sources.filter(wanted)) {
      const description = sourceDescription(source, sourceWords());
      items.push({
        label: pickText(sourceLabel(source)),
        description: pickText(app.folders.several ? `${folder.name} · ${description}` : description),
        detail: pickText(source.url),
        placed: { place, source },
      });
    }
  }
  if (items.length === 0) {
    notify("info", t("The configuration has no such source."));
    return null;
  }
  const options = { title, placeHolder: t("Which source?"), matchOnDescription: true, matchOnDetail: true };
  return (await showPick(items, options))?.placed ?? null;
}
