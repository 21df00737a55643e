import type { SourceStatus } from "../../core/sources/sourceStatus";
import { pickText } from "../../core/text/foreignText";
import { sourceDescription, sourceLabel } from "../../ui/sourceText";
import type { App } from "../app";
import { placeToWork, sayConfig } from "../config/place";
import { t } from "../shell/l10n";
import { notify } from "../shell/notify";
import { showPicks } from "../shell/prompts";
import { changeSources, tellChanged } from "./changeSources";
import { sourceWords } from "./sourceRows";

/** One that has failed for so long is offered with a tick. */
const TICKED_AFTER_MS = 7 * 86_400_000;

/** **Disable Failing…**: switches off those of the failing sources that are ticked, in one step. */
export async function disableFailing(app: App): Promise<void> {
  const place = await placeToWork(app, true, "scan");
  if (place === null) return;
  const listed = await place.session.sources.list();
  if (listed.kind === "config") return sayConfig(app, listed.state, place.folder);
  const failing = listed.sources.filter(({ state }) => state === "failing");
  if (failing.length === 0) {
    notify("info", t("No source fails."));
    return;
  }
  const items = failing.map((source) => ({
    label: pickText(sourceLabel(source)),
    description: pickText(sourceDescription(source, sourceWords())),
    picked: failsLong(source),
    source,
  }));
  const placeHolder = t("Which are not to be read any more? Ticked are those that have failed for a week.");
  const picked = await showPicks(items, { title: t("Disable Failing Sources"), placeHolder, matchOnDescription: true });
  if (picked === undefined || picked.length === 0) return;
  const changed = await changeSources(
    app,
    place,
    picked.map(({ source: { url, homes } }) => ({ edit: { kind: "enable", url, enabled: false }, homes })),
  );
  if (changed === null) return;
  const count = picked.length;
  await tellChanged(
    app,
    t("{count|source is|sources are} switched off: what is off stays in its place and is not read.", { count }),
    changed,
  );
}

function failsLong({ failingSince }: SourceStatus): boolean {
  return failingSince !== null && Date.now() - Date.parse(failingSince) >= TICKED_AFTER_MS;
}
