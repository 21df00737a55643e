import * as vscode from "vscode";
import { type Indicator, defang, formsOf } from "../../core/model/indicators";
import type { App } from "../app";
import { openLink } from "./openLink";
import type { JobNode } from "../../ui/jobNodes";
import { type Node, type ProfileNode, profileOf } from "../../ui/nodes";

/** The rows a command is meant for: all selected ones when the clicked one is among them, else the clicked one. */
export function targets(app: App, node?: Node, selected?: readonly Node[]): readonly Node[] {
  if (node === undefined) return app.view.selection;
  return selected !== undefined && selected.includes(node) ? selected : [node];
}

/** **Open in Browser**: the article, and read from then on. */
export async function openArticle(app: App, node?: Node): Promise<void> {
  if (node?.kind !== "article") return;
  const { url, key, source } = node.item.article;
  if (await openLink(app, url, { source })) await app.view.setRead(node.profile, [key], true);
}

/** **Copy Link**: the published addresses, one a line. */
export async function copyLink(nodes: readonly (Node | JobNode)[]): Promise<void> {
  const urls = nodes.flatMap((node) => {
    if (node.kind === "article") return [node.item.article.url];
    return "url" in node ? [node.url] : [];
  });
  if (urls.length > 0) await vscode.env.clipboard.writeText(urls.join("\n"));
}

/** **Copy Indicators**: of the chosen articles, one a line, each once; defanged unless they are meant for a machine. */
export async function copyIndicators(nodes: readonly Node[], defanged: boolean): Promise<void> {
  const indicators = nodes.flatMap((node) => (node.kind === "article" ? (node.item.article.indicators ?? []) : []));
  const shown = (indicator: Indicator) => (defanged ? [defang(indicator)] : formsOf(indicator));
  const lines = [...new Set(indicators.flatMap(shown))];
  if (lines.length > 0) await vscode.env.clipboard.writeText(lines.join("\n"));
}

/** **Mark Read** and **Mark Unread**, of articles or of all articles of a profile. */
export async function mark(app: App, nodes: readonly Node[], read: boolean): Promise<void> {
  const chosen = new Map<ProfileNode, Set<string>>();
  for (const node of nodes) {
    const profile = profileOf(node);
    if (profile === undefined) continue;
    const keys =
      node.kind === "article" ? [node.item.article.key] : profile.row.articles.map(({ article }) => article.key);
    chosen.set(profile, new Set([...(chosen.get(profile) ?? []), ...keys]));
  }
  for (const [profile, keys] of chosen) await app.view.setRead(profile, [...keys], read);
}

/** **Mark All Read**. */
export async function markAllRead(app: App): Promise<void> {
  await mark(app, app.view.roots, true);
}
