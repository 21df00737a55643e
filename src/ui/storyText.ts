import { articleDate } from "../core/model/articleDate";
import type { Article } from "../core/model/model";
import { outletsOf } from "../core/stories/leadOf";
import { sameStory } from "../core/stories/describePlaced";
import type { Translate } from "../core/text/translate";
import { apart, oneLine } from "../core/text/foreignText";
import type { CarriedNode, StoryNode } from "./nodes";
import { isAmbiguous, signWord, storySigns } from "./rowSigns";
import { unreadCount } from "./rowStates";
import { age, headline, newText, sourceHost } from "./rowText";
import { remarkText } from "./triageText";
import { allOf } from "./storyRows";
import { counts } from "./worklist";

/** Of a story's articles in a tooltip; all of them stand below its row. */
const HEADLINES_SHOWN = 8;

/**
 * "2 new · Clop · ambiguous · 4 outlets · 2 unread · 1 without the name · 2 h": what stands beside the headline of a story. That all of it
 * is unread, or nothing, its icon tells.
 */
export function storyDescription(node: StoryNode, now: Date, t: Translate): string {
  const items = node.list.map(({ item }) => item);
  const unread = unreadCount({ articles: items });
  const names = node.parent.kind === "group" ? [...new Set(node.list.map(({ profile }) => profile.row.name))] : [];
  const all = allOf(node);
  const newest = all.map(articleDate).reduce((a, b) => (a > b ? a : b), "");
  return [
    newText(counts(node.list).fresh, t),
    remarkText(node.lead.item),
    ...names.map(oneLine),
    items.every(isAmbiguous) ? t("ambiguous") : "",
    t("{count|outlet|outlets}", { count: outletsOf(all).length }),
    unread > 0 && unread < items.length ? t("{count} unread", { count: unread }) : "",
    node.carried.size > 0 ? t("{count} without the name", { count: node.carried.size }) : "",
    age(newest, now, t),
  ]
    .filter((part) => part !== "")
    .join(" · ");
}

/** A story as a sentence for screen readers. */
export function storySentence(node: StoryNode, now: Date, t: Translate): string {
  const items = node.list.map(({ item }) => item);
  const state = items.some(({ read }) => !read) ? t("Unread") : t("Read");
  const signs = storySigns(items).filter((sign) => sign !== "unread" && sign !== "ambiguous");
  const words = signs.map((sign) => `, ${signWord(sign, t)}`).join("");
  return `${state}: ${headline(node.lead.item)}${words}, ${storyDescription(node, now, t)}`;
}

/** Who tells a story, and under which headline: for its tooltip. */
export function storyLines(node: StoryNode, t: Translate): readonly string[] {
  const all = allOf(node);
  const lines = all.slice(0, HEADLINES_SHOWN).map((article) => outletLine(article, t));
  return all.length > HEADLINES_SHOWN ? [...lines, t("{count} more", { count: all.length - HEADLINES_SHOWN })] : lines;
}

/** "darkreading.com: Clop is back". */
export function outletLine(article: Article, t: Translate): string {
  return t("{outlet}: {headline}", { outlet: sourceHost(article.url), headline: apart(headline({ article })) });
}

/** "same story · darkreading.com · 2 h": beside the headline of what is carried in. */
export function carriedDescription({ article }: CarriedNode, now: Date, t: Translate): string {
  return [t("same story"), sourceHost(article.source), age(articleDate(article), now, t)]
    .filter((part) => part !== "")
    .join(" · ");
}

/** Why an article stands below a name that it does not have. */
export function carriedReason(node: CarriedNode, t: Translate): string {
  return `${t("It names nobody who is tracked.")} ${sameStory(headline(node.parent.lead.item), t)}`;
}
