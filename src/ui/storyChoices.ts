import { MAX_STORY_DAYS } from "../core/limits";
import { articleDate } from "../core/model/articleDate";
import type { Article } from "../core/model/model";
import { leadOf, outletsOf } from "../core/stories/leadOf";
import type { ArticleNode, CarriedNode, FolderNode, Node, StoryNode } from "./nodes";
import { headline } from "./rowText";
import { articleOf } from "./storyRows";

const DAY_MS = 86_400_000;

/** A row that is of a story, or may become part of one. */
export type StoryRow = ArticleNode | CarriedNode | StoryNode;

/** A story, or an article alone, to be joined with another one. */
export interface StoryChoice {
  /** The article whose headline stands for it. */
  readonly lead: Article;
  readonly outlets: number;
  /** Names it stands below. */
  readonly names: readonly string[];
  /** That of its newest article. */
  readonly date: string;
}

/** The rows among these that are of stories, each story once: an article stands for all of its own. */
export function storyRows(nodes: readonly Node[]): readonly StoryRow[] {
  const rows = new Map<string, StoryRow>();
  for (const node of nodes) {
    if (node.kind !== "article" && node.kind !== "carried" && node.kind !== "story") continue;
    const story = storyOfRow(node);
    if (!rows.has(story)) rows.set(story, node);
  }
  return [...rows.values()];
}

/** What a row is told by: the story it is of, else the article itself. */
export function storyOfRow(row: StoryRow): string {
  if (row.kind === "story") return row.story;
  return row.kind === "carried" ? row.parent.story : (row.item.story ?? row.item.article.key);
}

/** Whether a row stands in the list as it is shown. */
export function isListed(row: StoryRow): boolean {
  if (row.kind === "carried") return isListed(row.parent);
  const { parent } = row;
  if (row.kind === "article" && parent?.kind === "story") return isListed(parent);
  const isBelow = parent !== null && parent.kind !== "story" && parent.rows.includes(row);
  return isBelow && parent.folder.branches.includes(parent);
}

/** The key of an article that stands for a row. */
export function keyOfRow(row: StoryRow): string {
  return articleOf(row.kind === "story" ? row.lead : row).key;
}

/**
 * What a row may be joined with: stories and articles of all names, whatever is shown of them, that are so near in time that a story could
 * reach from one to the other. The newest first.
 */
export function storyChoices({ profiles }: FolderNode, row: StoryRow): readonly StoryChoice[] {
  const told = new Map<
    string,
    { readonly items: Map<string, Article>; readonly carried: Article[]; readonly names: Set<string> }
  >();
  const put = (story: string, name: string) => {
    const known = told.get(story) ?? { items: new Map<string, Article>(), carried: [], names: new Set<string>() };
    known.names.add(name);
    told.set(story, known);
    return known;
  };
  for (const {
    row: { name, articles, carried = [] },
  } of profiles) {
    for (const { article, story } of articles) put(story ?? article.key, name).items.set(article.key, article);
    for (const { article, story } of carried) put(story, name).carried.push(article);
  }
  const own = storyOfRow(row);
  const around = Date.parse(articleDate(articleOf(row.kind === "story" ? row.lead : row)));
  const choices = [...told].flatMap(([story, { items, carried, names }]): readonly StoryChoice[] => {
    const [first, ...others] = items.values();
    if (story === own || first === undefined) return [];
    const all = [first, ...others, ...carried];
    const date = all.map(articleDate).reduce((a, b) => (a > b ? a : b));
    const isNear = !(Math.abs(Date.parse(date) - around) > MAX_STORY_DAYS * DAY_MS);
    return isNear
      ? [{ lead: leadOf([first, ...others]), outlets: outletsOf(all).length, names: [...names], date }]
      : [];
  });
  return choices.sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
}

/** The headline of a row; that of the lead of a story. */
export function headlineOf(row: StoryRow): string {
  if (row.kind === "story") return headline(row.lead.item);
  return headline(row.kind === "article" ? row.item : row);
}
