import { describeSourceFailure } from "../../scan";
import { pickText, safe, safeList } from "../../core/text/foreignText";
import { foundText, isLeftFailing, sourceLabel } from "../../ui/sourceText";
import type { App } from "../app";
import { sayConfig } from "../config/place";
import { t } from "../shell/l10n";
import { notify } from "../shell/notify";
import { withProgress } from "../shell/progress";
import { showPick } from "../shell/prompts";
import { readSettings } from "../shell/settings";
import { type MeantSource, placeAndSource } from "./pickSource";
import { moveTo } from "./sourceCommands";

/** **Find New Feed…**: looks on the site of a source that is gone for what could take its place, and writes the one that is chosen. */
export async function findNewFeed(app: App, row?: MeantSource): Promise<void> {
  const found = await placeAndSource(app, row, t("Find New Feed"), isLeftFailing);
  if (found === null) return;
  const { place, source } = found;
  const label = safe(sourceLabel(source));
  const { timeoutMs } = readSettings(place.folder);
  const looked = await withProgress(t("Looking for a new feed of {source}", { source: label }), (signal) =>
    place.session.sources.replacements(source, { timeoutMs, signal }),
  );
  if (looked.kind === "cancelled") return;
  if (looked.kind === "config") return sayConfig(app, looked.state, place.folder);
  if (looked.kind === "failed") {
    const reason = safe(describeSourceFailure(looked.failure, t));
    notify("warning", t("The site of {source} cannot be read: {reason}", { source: label, reason }));
    return;
  }
  if (looked.sources.length === 0) {
    const values = { source: label, pages: safeList(looked.pages) };
    notify("info", t("Nothing that could take the place of {source} was found at {pages}.", values));
    return;
  }
  const items = looked.sources.map((one) => ({
    label: pickText(one.title === "" ? one.url : one.title),
    description: foundText(one, t),
    detail: pickText(one.url),
    one,
  }));
  const picked = await showPick(items, {
    title: t("Find New Feed of {source}", { source: label }),
    placeHolder: t("Which one takes its place? Name, folder, rules and articles stay."),
  });
  if (picked !== undefined) await moveTo(app, found, picked.one.url);
}
