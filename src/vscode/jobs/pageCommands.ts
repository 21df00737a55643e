import * as vscode from "vscode";
import type { App } from "../app";
import { openLink } from "../articles/openLink";
import { BuiltInCommand } from "../shell/ids";
import { oneLine } from "../../core/text/foreignText";
import type { JobId } from "../../core/model/model";
import type { ActivityNode } from "../../ui/activityNodes";
import type { JobNode } from "../../ui/jobNodes";
import { t } from "../shell/l10n";
import { notify } from "../shell/notify";
import { shortAddress } from "../../ui/jobText";

/** **Open Page**: in the browser. */
export async function openPage(app: App, node?: JobNode | ActivityNode): Promise<void> {
  if (node !== undefined && "url" in node) await openLink(app, node.url, { source: sourceOf(node) });
}

function sourceOf(node: Extract<JobNode | ActivityNode, { readonly url: string }>): string {
  switch (node.kind) {
    case "hit":
      return node.article.source;
    case "note":
      return node.note.source;
    case "place":
    case "content":
    case "row":
      return node.url;
  }
}

/** A click on a page of *Contents*: its last change where that was found by the last run, else its text. */
export async function showPage(app: App, node?: JobNode): Promise<void> {
  if (node?.kind === "content") await show(app, node.url, node.page.change === "changed", node.own);
}

/** **Show Last Change** of a page, however old that is. */
export async function showChange(app: App, node?: JobNode): Promise<void> {
  if (node?.kind === "content") await show(app, node.url, true, node.own);
}

async function show(app: App, url: string, asChange: boolean, own?: JobId): Promise<void> {
  const folder = app.folders.current;
  if (folder === undefined) return;
  const versions = await (await app.sessions.of(folder)).jobs.contentVersions(url, own ?? null);
  if (versions === null) {
    notify("info", t("This page was never read."));
    return;
  }
  // A path ends at a slash in the title of an editor.
  const title = shortAddress(url).replaceAll("/", "∕").slice(0, 80);
  const { current, previous } = versions;
  if (!asChange || previous === null) {
    await app.texts.show(title, current, { key: url, source: url });
    return;
  }
  const before = app.texts.put(title, previous, { key: `${url}\nbefore`, source: url });
  const now = app.texts.put(title, current, { key: `${url}\nnow`, source: url });
  const name = t("{page}: last change", { page: oneLine(title) });
  await vscode.commands.executeCommand(BuiltInCommand.diff, before, now, name, { preview: true });
}
