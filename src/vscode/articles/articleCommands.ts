import * as vscode from "vscode";
import { type Indicator, defang, formsOf } from "../../core/model/indicators";
import { articleDate } from "../../core/model/articleDate";
import type { ProfileArticle } from "../../core/model/model";
import type { App } from "../app";
import { t } from "../shell/l10n";
import { type Button, notify } from "../shell/notify";
import { showPick } from "../shell/prompts";
import type { Undo } from "./undo";
import { openLink } from "./openLink";
import type { JobNode } from "../../ui/jobNodes";
import { type Node, type ProfileNode, articlesOf } from "../../ui/nodes";
import { allOf, articleOf } from "../../ui/storyRows";

/** The rows a command is meant for: all selected ones when the clicked one is among them, else the clicked one. */
export function targets(app: App, node?: Node, selected?: readonly Node[]): readonly Node[] {
  if (node === undefined) return app.view.selection;
  return selected !== undefined && selected.includes(node) ? selected : [node];
}

/** **Open in Browser**: the article, and read from then on. */
export async function openArticle(app: App, node?: Node): Promise<void> {
  if (node?.kind !== "article" && node?.kind !== "carried") return;
  const { url, key, source } = articleOf(node);
  if ((await openLink(app, url, { source })) && node.kind === "article")
    await app.view.setRead(node.profile, [key], true);
}

/** **Copy Link**: the published addresses, one a line. */
export async function copyLink(nodes: readonly (Node | JobNode)[]): Promise<void> {
  const urls = nodes.flatMap((node) => {
    if (node.kind === "article" || node.kind === "carried") return [articleOf(node).url];
    if (node.kind === "story") return allOf(node).map(({ url }) => url);
    return "url" in node ? [node.url] : [];
  });
  if (urls.length > 0) await vscode.env.clipboard.writeText([...new Set(urls)].join("\n"));
}

/** **Copy Indicators**: of the chosen articles, one a line, each once; defanged unless they are meant for a machine. */
export async function copyIndicators(nodes: readonly Node[], defanged: boolean): Promise<void> {
  const articles = nodes.flatMap((node) => {
    if (node.kind === "article" || node.kind === "carried") return [articleOf(node)];
    return node.kind === "story" ? allOf(node) : [];
  });
  const indicators = articles.flatMap((article) => article.indicators ?? []);
  const shown = (indicator: Indicator) => (defanged ? [defang(indicator)] : formsOf(indicator));
  const lines = [...new Set(indicators.flatMap(shown))];
  if (lines.length > 0) await vscode.env.clipboard.writeText(lines.join("\n"));
}

/** **Mark Read** and **Mark Unread**, of articles or of all articles that stand below a row. */
export async function mark(app: App, undo: Undo, nodes: readonly Node[], read: boolean): Promise<void> {
  await markChosen(app, undo, chosenOf(nodes), read);
}

/** **Toggle Read**: what is unread of the chosen rows is read then; where all of it is, none is. */
export async function toggleRead(app: App, undo: Undo, nodes: readonly Node[]): Promise<void> {
  const chosen = chosenOf(nodes);
  await markChosen(
    app,
    undo,
    chosen,
    chosen.some(({ item }) => !item.read),
  );
}

/** **Mark All Read**: what stands in the view, opened or not. */
export async function markAllRead(app: App, undo: Undo): Promise<void> {
  await markAndTell(app, undo, chosenOf(app.view.articlesInOrder()));
}

const DAYS = [1, 3, 7, 14, 30, 90];

/** **Mark Older Than…**: asks for an age, and marks all as read that is older. */
export async function markOlderRead(app: App, undo: Undo): Promise<void> {
  const unread = chosenOf(app.view.articlesInOrder()).filter(({ item }) => !item.read);
  const choices = DAYS.map((days) => {
    const before = new Date(Date.now() - days * 86_400_000).toISOString();
    const older = unread.filter(({ item }) => articleDate(item.article) < before);
    const label = days === 1 ? t("Older than 1 day") : t("Older than {count} days", { count: days });
    return { label, description: unreadText(older.length), older };
  }).filter(({ older }) => older.length > 0);
  if (choices.length === 0) {
    notify("info", t("No unread article is older than a day."));
    return;
  }
  const picked = await showPick(choices, { title: t("Mark as Read") });
  if (picked !== undefined) await markAndTell(app, undo, picked.older);
}

function unreadText(count: number): string {
  return count === 1 ? t("1 unread article") : t("{count} unread articles", { count });
}

/** An article under a name. */
interface Chosen {
  readonly profile: ProfileNode;
  readonly item: ProfileArticle;
}

/** The articles that stand below rows, opened or not, each once. */
function chosenOf(nodes: readonly Node[]): readonly Chosen[] {
  return [...new Set(nodes.flatMap(articlesOf))];
}

/** Gives the button that undoes it; null where all are so already. */
async function markChosen(app: App, undo: Undo, chosen: readonly Chosen[], read: boolean): Promise<Marked | null> {
  const changed = chosen.filter(({ item }) => item.read !== read);
  if (changed.length === 0) return null;
  const keysOf = new Map<ProfileNode, string[]>();
  for (const { profile, item } of changed) keysOf.set(profile, [...(keysOf.get(profile) ?? []), item.article.key]);
  const set = async (value: boolean): Promise<void> => {
    for (const [profile, keys] of keysOf) await app.view.setRead(profile, keys, value);
  };
  await set(read);
  return { count: changed.length, button: await undo.add(() => set(!read)) };
}

interface Marked {
  readonly count: number;
  readonly button: Button;
}

async function markAndTell(app: App, undo: Undo, chosen: readonly Chosen[]): Promise<void> {
  const marked = await markChosen(app, undo, chosen, true);
  if (marked === null) {
    notify("info", t("There is no unread article."));
    return;
  }
  const { count, button } = marked;
  const sentence =
    count === 1 ? t("1 article is marked as read.") : t("{count} articles are marked as read.", { count });
  notify("info", sentence, [button]);
}
