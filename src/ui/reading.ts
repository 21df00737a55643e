import { isRecord } from "../core/text/isRecord";
import type { JobNode } from "./jobNodes";
import type { Article } from "../core/model/model";
import type { ArticleNode, CarriedNode, Node, ProfileNode } from "./nodes";
import { articleOf } from "./storyRows";

/** What can be read: the row of an article below a name, be it carried in with a story, or below a keyword; or what has no row. */
export type Readable = ArticleNode | CarriedNode | Extract<JobNode, { readonly kind: "hit" }> | StoredNode;

/** An article that is stored and has no row. */
export interface StoredNode {
  readonly kind: "stored";
  /** The address of its folder. */
  readonly folder: string;
  readonly article: Article;
  readonly url: string;
}

/** What the reading pane shows, by what is remembered: it is found again after the window was loaded anew. */
export interface ReadingKey {
  readonly folder: string;
  readonly kind: Readable["kind"];
  /** The name or the keyword; empty where there is none. */
  readonly name: string;
  readonly article: string;
}

/** The rows among these that can be read; of a story, the article whose headline it has. */
export function readable(nodes: readonly (Node | JobNode)[]): readonly Readable[] {
  const rows = nodes.map((node) => (node.kind === "story" ? node.lead : node));
  return rows.filter((node) => node.kind === "article" || node.kind === "carried" || node.kind === "hit");
}

/** Whether it is a row of *Profile Matches*. */
export function hasRow(node: Readable): node is ArticleNode | CarriedNode {
  return node.kind === "article" || node.kind === "carried";
}

/** Which article a row is of. */
export function readingKey(node: Readable, folder: string): ReadingKey {
  const name = node.kind === "hit" ? node.keyword : node.kind === "stored" ? "" : node.profile.row.name;
  return { folder, kind: node.kind, name, article: articleOf(node).key };
}

/** The same as a text. */
export function readingKeyText({ folder, kind, name, article }: ReadingKey): string {
  return JSON.stringify({ folder, kind, name, article });
}

/** What such a text says; null when it is none. It comes from what a window has kept: it may say anything. */
export function readReadingKey(text: string): ReadingKey | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(value)) return null;
  const { folder, kind, name, article } = value;
  const isKind = kind === "article" || kind === "carried" || kind === "hit" || kind === "stored";
  return typeof folder === "string" && isKind && typeof name === "string" && typeof article === "string"
    ? { folder, kind, name, article }
    : null;
}

/** Names that an article stands below in its folder beside one. */
export function otherNamesOf(profile: ProfileNode, key: string): readonly string[] {
  return profile.folder.profiles
    .filter((other) => other !== profile && other.articles.has(key))
    .map(({ row }) => row.name);
}
