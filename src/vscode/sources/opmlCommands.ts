import * as vscode from "vscode";
import { MAX_OPML_BYTES } from "../../core/limits";
import { ready, sayConfig } from "../config/place";
import type { App } from "../app";
import {
  OPML_TOO_LARGE,
  countForOpml,
  describeOpmlFailure,
  describeOpmlLosses,
  feedsForOpml,
  sourcesOfOpml,
  writeOpml,
} from "../../scan";
import { harmless, safe } from "../../core/text/foreignText";
import { t } from "../shell/l10n";
import { notify } from "../shell/notify";
import { addNew } from "./addSource";

const FILTERS = { OPML: ["opml", "xml"] };

/** **Import OPML…**: adds the feeds of a file that are not configured yet. */
export async function importOpml(app: App): Promise<void> {
  const place = await ready(app, true, "scan");
  if (place === null) return;
  const [file] =
    (await vscode.window.showOpenDialog({ title: t("Import OPML"), openLabel: t("Import"), filters: FILTERS })) ?? [];
  if (file === undefined) return;
  const { size } = await vscode.workspace.fs.stat(file);
  const read =
    size > MAX_OPML_BYTES
      ? OPML_TOO_LARGE
      : await place.session.sources.readOpml(await vscode.workspace.fs.readFile(file));
  if (!read.ok) {
    notify("warning", safe(describeOpmlFailure(read.failure, t)));
    return;
  }
  for (const sentence of describeOpmlLosses(read, t)) notify("warning", harmless(sentence));
  await addNew(app, place, sourcesOfOpml(read.feeds));
}

/** **Export OPML…**: writes the configured feeds with names and folders. */
export async function exportOpml(app: App): Promise<void> {
  const place = await ready(app, true, "configuration");
  if (place === null) return;
  const listed = await place.session.sources.list();
  if (listed.kind === "config") return sayConfig(app, listed.state, place.folder);
  const text = writeOpml("TI Scraper", feedsForOpml(listed.sources));
  const file = await vscode.window.showSaveDialog({
    title: t("Export OPML"),
    defaultUri: vscode.Uri.joinPath(place.folder.uri, "sources.opml"),
    filters: FILTERS,
  });
  if (file === undefined) return;
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  const { feeds, pages } = countForOpml(listed.sources);
  notify(
    "info",
    pages === 0
      ? t("{count} feeds were written.", { count: feeds })
      : t("{count|feed was|feeds were} written. {pages|page is|pages are} left out: OPML holds feeds.", {
          count: feeds,
          pages,
        }),
  );
}
