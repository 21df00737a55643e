import type { Article } from "../core/model/model";
import {
  type ArticleNode,
  type Branch,
  type CarriedNode,
  type Node,
  type ProfileNode,
  type StoryNode,
  articlesOf,
} from "./nodes";

/** The article of a row. */
export function articleOf(
  row: ArticleNode | { readonly kind: "carried" | "hit" | "stored"; readonly article: Article },
): Article {
  return row.kind === "article" ? row.item.article : row.article;
}

/** The row of an article that is carried into a story of a name; undefined where none is shown. */
export function carriedRow(profile: ProfileNode, key: string): CarriedNode | undefined {
  const stories = profile.folder.branches.flatMap((branch) => [...branch.stories.values()]);
  const rows = stories.flatMap(({ carried }) => carried.get(key) ?? []);
  return rows.find((row) => row.profile === profile);
}

/** All articles of a story, those that are carried in included. */
export function allOf({ rows }: StoryNode): readonly Article[] {
  return [...new Map(rows.map((row) => [articleOf(row).key, articleOf(row)])).values()];
}

/** What stands below a row of those that are not drawn yet. */
export function hiddenRows({ rows, shown }: Branch | StoryNode): readonly (StoryNode | ArticleNode | CarriedNode)[] {
  return rows.slice(shown);
}

/** The articles of those rows that are articles or stories, each once. */
export function articleRows(nodes: readonly Node[]): readonly ArticleNode[] {
  return [
    ...new Set(nodes.flatMap((node) => (node.kind === "article" || node.kind === "story" ? articlesOf(node) : []))),
  ];
}

/** The row itself; of a story, the article whose headline it has. */
export function leadRow(node: Node): Node {
  return node.kind === "story" ? node.lead : node;
}

/** Whether two lists hold the same things in the same order. */
export function isSame<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}
