import { articleDate } from "../core/model/articleDate";
import type { CarriedArticle } from "../core/model/model";
import { compareKeys } from "../core/stories/compareKeys";
import { leadOf } from "../core/stories/leadOf";
import { type ArticleNode, type Branch, type Node, type StoryNode, articlesOf, isRow, storyNode } from "./nodes";
import { articleOf, isSame } from "./storyRows";
import type { Bundle } from "./worklist";

type Rows = Branch["rows"];

/** See `Bundle`. It stands in a file of its own, which is read when there is something to draw. */
export const bundleStories: Bundle = (branch, list, { belongs, inShape }, changed) => {
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
};

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
  node.rows = [node.lead, ...asTold.sort(([a], [b]) => compareKeys(a, b)).map(([, row]) => row)];
  return true;
}
