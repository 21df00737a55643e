import { isRecord } from "../core/text/isRecord";
import type { JobNode } from "./jobNodes";
import type { ArticleNode, Node, ProfileNode } from "./nodes";

/** A row that can be read: of an article below a name, or below a keyword. */
export type Readable = ArticleNode | Extract<JobNode, { readonly kind: "hit" }>;

/** What the reading pane shows, by what is remembered: it is found again after the window was loaded anew. */
export interface ReadingKey {
  readonly folder: string;
  readonly kind: Readable["kind"];
  /** The name or the keyword. */
  readonly name: string;
  readonly article: string;
}

/** The rows among these that can be read. */
export function readable(nodes: readonly (Node | JobNode)[]): readonly Readable[] {
  return nodes.filter((node) => node.kind === "article" || node.kind === "hit");
}

/** Which article a row is of. */
export function readingKey(node: Readable, folder: string): ReadingKey {
  return node.kind === "article"
    ? { folder, kind: node.kind, name: node.profile.row.name, article: node.item.article.key }
    : { folder, kind: node.kind, name: node.keyword, article: node.article.key };
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
  const isKind = kind === "article" || kind === "hit";
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
