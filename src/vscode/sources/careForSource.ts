import * as vscode from "vscode";
import { shownUrl } from "../../core/urls/shownUrl";
import { oneLine, pickText, safe } from "../../core/text/foreignText";
import { categoryOf, foldersOf, sourceEntries } from "../../scan";
import { SOURCE_ORDERS, type SourceOrder } from "../../ui/sourceNodes";
import { sourceLabel } from "../../ui/sourceText";
import { openLink } from "../articles/openLink";
import type { App } from "../app";
import { sayConfig } from "../config/place";
import { fileIn } from "../shell/folders";
import { Stored } from "../shell/ids";
import { t } from "../shell/l10n";
import { notify } from "../shell/notify";
import { showInput, showPick } from "../shell/prompts";
import type { Place } from "../shell/ready";
import { changeSources, tellChanged } from "./changeSources";
import { type MeantSource, placeAndSource } from "./pickSource";
import { orderOf } from "./sourceRows";

/** **Remove Source**: out of the configuration; what was found in it stays. */
export async function removeSource(app: App, row?: MeantSource): Promise<void> {
  const found = await placeAndSource(app, row, t("Remove Source"), () => true);
  if (found === null) return;
  const { place, source } = found;
  const edit = { kind: "remove", url: source.url } as const;
  const changed = await changeSources(app, place, [{ edit, homes: source.homes }]);
  if (changed === null) return;
  const label = safe(sourceLabel(source));
  await tellChanged(app, t("{source} is not read any more. What was found in it stays.", { source: label }), changed);
}

/** **Rename Source…**: the name it is shown by; an empty one brings back what it calls itself. */
export async function renameSource(app: App, row?: MeantSource): Promise<void> {
  const found = await placeAndSource(app, row, t("Rename Source"), () => true);
  if (found === null) return;
  const { place, source } = found;
  const own = source.title === "" ? source.place : source.title;
  const name = await showInput({
    title: t("Rename {source}", { source: safe(sourceLabel(source)) }),
    prompt: t("The name it is shown by. Leave it empty to have it called {title}.", { title: safe(own) }),
    value: oneLine(source.name),
    placeHolder: safe(own),
  });
  if (name === undefined || oneLine(name) === source.name) return;
  const edit = { kind: "rename", url: source.url, name: oneLine(name) } as const;
  const changed = await changeSources(app, place, [{ edit, homes: source.homes }]);
  if (changed === null) return;
  const values = { source: safe(sourceLabel(source)), name: safe(oneLine(name) || own) };
  await tellChanged(app, t("{source} is called {name} now.", values), changed);
}

/** **Move to Folder…**: to one that there is, a new one, or outside of all. */
export async function moveSource(app: App, row?: MeantSource): Promise<void> {
  const found = await placeAndSource(app, row, t("Move to Folder"), () => true);
  if (found === null) return;
  const { place, source } = found;
  const path = await askFolder(app, place, sourceLabel(source));
  if (path === undefined) return;
  const edit = { kind: "file", url: source.url, category: categoryOf(path) } as const;
  if (edit.category === source.category) return;
  const changed = await changeSources(app, place, [{ edit, homes: source.homes }]);
  if (changed === null) return;
  const values = { source: safe(sourceLabel(source)), folder: safe(path.join(" / ")) };
  await tellChanged(
    app,
    path.length === 0 ? t("{source} is in no folder now.", values) : t("{source} is in {folder} now.", values),
    changed,
  );
}

/** The names of a folder and of those it is in; none for outside of all; undefined when the user turns away. */
async function askFolder(app: App, place: Place, label: string): Promise<readonly string[] | undefined> {
  const listed = await place.session.sources.list();
  if (listed.kind === "config") {
    sayConfig(app, listed.state, place.folder);
    return undefined;
  }
  const paths = new Map<string, readonly string[]>();
  for (const { category } of listed.sources) {
    for (const path of foldersOf(category)) {
      for (let depth = 1; depth <= path.length; depth++)
        paths.set(categoryOf(path.slice(0, depth)), path.slice(0, depth));
    }
  }
  const known = [...paths].sort(([a], [b]) => a.localeCompare(b)).map(([, path]) => path);
  const items = [
    ...known.map((path) => ({ label: `$(folder) ${pickText(path.join(" / "))}`, path })),
    { label: `$(new-folder) ${t("New Folder…")}`, path: null },
    { label: `$(list-flat) ${t("No Folder")}`, path: [] },
  ];
  const title = t("Move {source} to Folder", { source: safe(label) });
  const picked = await showPick(items, { title, placeHolder: t("Which folder?") });
  if (picked === undefined || picked.path !== null) return picked?.path;
  const named = await showInput({ title, prompt: t("Name of the folder. A folder in a folder: Press/Germany") });
  const path = named
    ?.split("/")
    .map(oneLine)
    .filter((part) => part !== "");
  return path === undefined || path.length === 0 ? undefined : path;
}

/** **Open Page**: the site of a feed, or the page itself, in the browser. */
export async function openSourcePage(app: App, row?: MeantSource): Promise<void> {
  const found = await placeAndSource(app, row, t("Open Page"), () => true, null);
  if (found !== null) await openLink(app, found.source.site, { source: found.source.url });
}

/** **Copy Address**. A row is enough: nothing is read. */
export async function copySourceAddress(app: App, row?: MeantSource): Promise<void> {
  const source = row ?? (await placeAndSource(app, row, t("Copy Address"), () => true))?.source;
  if (source !== undefined) await vscode.env.clipboard.writeText(source.url);
}

/** **Show in Configuration**: where the source stands. */
export async function showSourceConfig(app: App, row?: MeantSource): Promise<void> {
  const found = await placeAndSource(app, row, t("Show in Configuration"), () => true);
  if (found === null) return;
  const { place, source } = found;
  for (const job of source.homes) {
    const state = await place.session.jobFile(job);
    if (state.kind !== "ok") return sayConfig(app, state, place.folder);
    const document = await vscode.workspace.openTextDocument(fileIn(place.folder, state.file));
    const entry = sourceEntries(document.getText(), state.format).find(({ url }) => shownUrl(url) === source.url);
    if (entry === undefined && job !== source.homes.at(-1)) continue;
    const editor = await vscode.window.showTextDocument(document);
    if (entry === undefined) {
      // The shipped sources stand in where the file names none.
      const values = { source: safe(sourceLabel(source)), file: safe(state.file) };
      notify(
        "info",
        t("{source} does not stand in {file}: it is one of those that are read where it names none.", values),
      );
      return;
    }
    const range = new vscode.Range(document.positionAt(entry.address.start), document.positionAt(entry.address.end));
    editor.selection = new vscode.Selection(range.start, range.end);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    return;
  }
}

/** **Sort Sources…**. */
export async function sortSources(app: App): Promise<void> {
  const labels: Readonly<Record<SourceOrder, string>> = {
    state: t("Failing First"),
    name: t("By Name"),
    yield: t("By Yield: Most Matches First"),
  };
  const now = orderOf(app);
  const items = SOURCE_ORDERS.map((order) => ({
    label: labels[order],
    description: order === now ? t("now") : "",
    order,
  }));
  const picked = await showPick(items, { title: t("Sort Sources"), placeHolder: t("In which order?") });
  if (picked === undefined) return;
  await app.context.workspaceState.update(Stored.sourceOrder, picked.order);
  app.sources.refresh();
}
