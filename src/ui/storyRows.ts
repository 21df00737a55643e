import { articleDate } from "../core/model/articleDate";
import type { Article, CarriedArticle } from "../core/model/model";
import { leadOf } from "../core/stories/leadOf";
import {
  type ArticleNode,
  type Branch,
  type CarriedNode,
  type Node,
  type ProfileNode,
  type StoryNode,
  articlesOf,
  isRow,
  storyNode,
} from "./nodes";

type Rows = Branch["rows"];

/**
 * Puts the articles of a branch together: those of one story stand below one row, where its first one stood; one that is alone here stands
 * as it is. What is carried in comes along with what is shown.
 *
 * @param list the newest first
 * @param how.belongs whether a carried article may stand below this branch
 * @param how.inShape the rows that are shown, in their order
 * @param changed rows that look another way than before
 * @returns whether another row stands there now, or one that has others below it
 */
export function bundle(
  branch: Branch,
  list: readonly ArticleNode[],
  { belongs, inShape }: { readonly belongs: (article: Article) => boolean; readonly inShape: (rows: Rows) => Rows },
  changed: ReadonlySet<Node>,
): boolean {
  const told = new Map<string, ArticleNode[]>();
  for (const article of list) {
    const { story } = article.item;
    if (story === undefined) continue;
    const others = told.get(story);
    if (others === undefined) told.set(story, [article]);
    else others.push(article);
  }
  const rows: Rows[number][] = [];
  let isChanged = false;
  const made = new Set<string>();
  for (const article of list) {
    const { story } = article.item;
    const own = story === undefined ? undefined : told.get(story);
    if (story === undefined || own === undefined) {
      rows.push(article);
      continue;
    }
    if (made.has(story)) continue;
    const carried = carriedOf(own, story).filter((one) => belongs(one.article));
    if (!isStory(branch, own, carried)) {
      rows.push(article);
      continue;
    }
    made.add(story);
    const node = branch.stories.get(story) ?? storyNode(branch, story, article);
    branch.stories.set(story, node);
    if (updateStory(node, own, carried, changed)) isChanged = true;
    rows.push(node);
  }
  for (const story of branch.stories.keys()) if (!made.has(story)) branch.stories.delete(story);
  const shown = inShape(rows);
  isChanged ||= !isSame(branch.rows, shown);
  branch.rows = shown;
  branch.list = shown === rows ? list : shown.flatMap(articlesOf);
  for (const row of shown) {
    if (row.kind === "article") row.parent = branch;
    else for (const one of row.list) one.parent = row;
  }
  return isChanged;
}

/** Several articles; where all stand by their stories, also one that stands for several names. */
function isStory(branch: Branch, own: readonly ArticleNode[], carried: readonly CarriedArticle[]): boolean {
  if (!isRow(branch)) return own.length + carried.length > 1;
  return new Set(own.map(({ item }) => item.article.key)).size + carried.length > 1;
}

/** What is carried into a story under the names of its articles, each once. */
function carriedOf(own: readonly ArticleNode[], story: string): readonly CarriedArticle[] {
  const found = new Map<string, CarriedArticle>();
  for (const profile of new Set(own.map((one) => one.profile))) {
    for (const one of profile.carried.get(story) ?? []) found.set(one.article.key, one);
  }
  return [...found.values()];
}

function updateStory(
  node: StoryNode,
  own: readonly ArticleNode[],
  carried: readonly CarriedArticle[],
  changed: ReadonlySet<Node>,
): boolean {
  const isAsItWas =
    isSame(node.list, own) &&
    node.carried.size === carried.length &&
    carried.every(({ article }) => node.carried.get(article.key)?.article.title === article.title) &&
    !own.some((article) => changed.has(article));
  if (isAsItWas) return false;
  const byKey = new Map(own.toReversed().map((article) => [article.item.article.key, article]));
  const [first, ...others] = own.map(({ item }) => item.article);
  node.list = own;
  if (first !== undefined) node.lead = byKey.get(leadOf([first, ...others]).key) ?? node.lead;
  for (const key of node.carried.keys())
    if (!carried.some(({ article }) => article.key === key)) node.carried.delete(key);
  for (const { article } of carried) {
    const known = node.carried.get(article.key);
    if (known !== undefined) known.article = article;
    else node.carried.set(article.key, { kind: "carried", parent: node, profile: node.lead.profile, article });
  }
  const asTold = [...own.filter((one) => one !== node.lead), ...node.carried.values()].map(
    (row) => [articleDate(articleOf(row)), row] as const,
  );
  node.rows = [node.lead, ...asTold.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, row]) => row)];
  return true;
}

/** The article of a row. */
export function articleOf(row: ArticleNode | { readonly kind: "carried" | "hit"; readonly article: Article }): Article {
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
