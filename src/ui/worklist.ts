import { articleDate } from "../core/model/articleDate";
import type { Article, CarriedArticle, ProfileArticle, ProfileMatches } from "../core/model/model";
import { outletsOf } from "../core/stories/leadOf";
import { isAside } from "../core/model/triage";
import { siteName } from "../core/urls/siteName";
import {
  type ArticleNode,
  type Branch,
  type FolderNode,
  type GroupNode,
  type Node,
  type ProfileNode,
  type StoryNode,
  articlesOf,
  branchOf,
  groupNode,
  isRow,
  profileNode,
} from "./nodes";
import { type ListFilter, isFiltered, passes, readFilter } from "./listFilter";
import { isUnread } from "./rowStates";
import { allOf, isSame } from "./storyRows";

/** What there is to choose, the usual first. */
export const CHOICES = {
  mode: ["all", "unread", "today"],
  sort: ["configuration", "newest", "most", "outlets"],
  group: ["name", "story", "source", "day"],
} as const;

/** What of the articles is shown, in which order, and what they stand below. */
export interface Shape {
  readonly mode: (typeof CHOICES.mode)[number];
  readonly sort: (typeof CHOICES.sort)[number];
  readonly group: (typeof CHOICES.group)[number];
  /** Names, sources and days that have nothing unread are left out. */
  readonly hideRead: boolean;
  readonly filter: ListFilter;
  /** What is dismissed or put off stands there as well. */
  readonly showAside: boolean;
}

/** The shape that was remembered; what is no choice any more is the usual one. */
export function readShape(stored: unknown): Shape {
  const known: Readonly<Record<string, unknown>> = typeof stored === "object" && stored !== null ? { ...stored } : {};
  const choice = <T extends string>(key: string, choices: readonly [T, ...T[]]): T =>
    choices.find((one) => one === known[key]) ?? choices[0];
  return {
    mode: choice("mode", CHOICES.mode),
    sort: choice("sort", CHOICES.sort),
    group: choice("group", CHOICES.group),
    hideRead: known["hideRead"] === true,
    filter: readFilter(known["filter"]),
    showAside: known["showAside"] === true,
  };
}

/** What is known of a folder. */
export interface FolderRows extends Pick<FolderNode, "id" | "name" | "note" | "lastScan" | "newSince"> {
  readonly rows: readonly ProfileMatches[];
  /** A sentence that is shown instead of the rows. */
  readonly later: string | null;
}

/** Takes over what is known of a folder now. Adds the rows that look another way to `changed`. */
export function updateFolder(folder: FolderNode, now: FolderRows, changed: Set<Node>): void {
  const isScanned = now.lastScan !== folder.lastScan;
  const isOther = now.name !== folder.name || now.note !== folder.note || now.later !== (folder.later?.message ?? null);
  if (isOther) changed.add(folder);
  folder.name = now.name;
  folder.note = now.note;
  folder.lastScan = now.lastScan;
  folder.newSince = now.newSince;
  folder.later = now.later === null ? null : { kind: "later", folder, message: now.later };
  const known = new Map(folder.profiles.map((node) => [node.row.name, node]));
  folder.profiles = now.rows.map((row) => {
    const node = known.get(row.name) ?? profileNode(folder, row);
    updateProfile(node, row, changed);
    return node;
  });
  if (isScanned) beginAnew(folder);
}

/** From now on what is read is left out where only what is unread is shown. */
export function beginAnew(folder: FolderNode): void {
  for (const { articles } of folder.profiles)
    for (const article of articles.values()) article.wasUnread = !article.item.read;
}

function updateProfile(node: ProfileNode, row: ProfileMatches, changed: Set<Node>): void {
  if (!hasSameState(node.row, row)) changed.add(node);
  const { newSince } = node.folder;
  const gone = new Set(node.articles.keys());
  for (const item of row.articles) {
    const { key, found } = item.article;
    gone.delete(key);
    const isNew = newSince !== null && found >= newSince;
    const known = node.articles.get(key);
    if (known === undefined) {
      const day = dayOf(new Date(articleDate(item.article)));
      const wasUnread = !item.read;
      node.articles.set(key, { kind: "article", profile: node, parent: null, item, day, isNew, wasUnread });
      continue;
    }
    if (isNew !== known.isNew || !isSameItem(known.item, item)) changed.add(known);
    const date = articleDate(item.article);
    if (date !== articleDate(known.item.article)) known.day = dayOf(new Date(date));
    known.item = item;
    known.isNew = isNew;
    known.wasUnread ||= !item.read;
  }
  for (const key of gone) node.articles.delete(key);
  node.row = row;
  const carried = new Map<string, CarriedArticle[]>();
  for (const one of row.carried ?? []) addTo(carried, one.story, one);
  node.carried = carried;
}

function hasSameState(a: ProfileMatches, b: ProfileMatches): boolean {
  return a.owner === b.owner && JSON.stringify([a.record, a.pending]) === JSON.stringify([b.record, b.pending]);
}

function isSameItem(a: ProfileArticle, b: ProfileArticle): boolean {
  return (
    a.read === b.read &&
    a.note === b.note &&
    a.story === b.story &&
    JSON.stringify(a.triage) === JSON.stringify(b.triage) &&
    a.article.title === b.article.title &&
    a.article.url === b.article.url &&
    a.article.updated === b.article.updated
  );
}

/** Marks articles of one name, where they are shown. The rows whose counts have changed. */
export function markArticles(profile: ProfileNode, keys: ReadonlySet<string>, read: boolean): ReadonlySet<Node> {
  const changed = new Set<Node>();
  for (const key of keys) {
    const article = profile.articles.get(key);
    if (article === undefined || article.item.read === read) continue;
    article.item = { ...article.item, read };
    article.wasUnread ||= !read;
    if (article.parent !== null) changed.add(drawnAnew(article, article.parent));
  }
  const articles = profile.row.articles.map((item) => profile.articles.get(item.article.key)?.item ?? item);
  profile.row = { ...profile.row, articles };
  return changed;
}

/** The row that is drawn again for an article: it counts what is below it, or stands at the top. */
function drawnAnew(article: ArticleNode, parent: Branch | StoryNode): Node {
  const branch = branchOf(parent);
  return isRow(branch) ? branch : parent === branch ? article : parent;
}

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
export type Bundle = (
  branch: Branch,
  list: readonly ArticleNode[],
  how: {
    readonly belongs: (article: Article) => boolean;
    readonly inShape: (rows: Branch["rows"]) => Branch["rows"];
  },
  changed: ReadonlySet<Node>,
) => boolean;

/**
 * Puts the rows of a folder together. Of `changed` those stay that are to be drawn again with what stands below them; the folder is one
 * of them when rows came, went or moved.
 *
 * @param today `YYYY-MM-DD`: what claims to be later is of today
 * @param hideReadAfterDays so old may be what is read and stands there; 0: however old it is
 */
export function arrange(
  folder: FolderNode,
  shape: Shape,
  today: string,
  changed: Set<Node>,
  bundle: Bundle,
  hideReadAfterDays = 0,
): void {
  const { filter } = shape;
  const isWanted = isFiltered(filter) ? passes(filter, daysBefore(today, (filter.days ?? 1) - 1)) : null;
  const oldest = hideReadAfterDays === 0 ? "" : daysBefore(today, hideReadAfterDays);
  folder.aged = 0;
  const isListed = (node: ArticleNode): boolean => {
    const { item, day, wasUnread, profile } = node;
    if (!shape.showAside && isAside(item.triage)) return false;
    const isOfMode = shape.mode === "all" || (shape.mode === "unread" ? wasUnread : day >= today);
    if (!isOfMode || isWanted?.({ ...item, day, name: profile.row.name }) === false) return false;
    if (wasUnread || day >= oldest) return true;
    folder.aged += 1;
    return false;
  };
  const lists = new Map<Branch, ArticleNode[]>();
  const groups = new Map<string, ArticleNode[]>();
  for (const profile of folder.profiles) {
    const list: ArticleNode[] = [];
    lists.set(profile, list);
    for (const { article } of profile.row.articles) {
      const node = profile.articles.get(article.key);
      if (node === undefined) continue;
      node.parent = null;
      if (!isListed(node)) continue;
      if (shape.group === "name") list.push(node);
      else addTo(groups, groupKey(shape.group, article.source, node.day, today), node);
    }
  }
  for (const [key, list] of groups) {
    if (shape.group === "name") continue;
    const id = `${shape.group} ${key}`;
    const group = folder.groups.get(id) ?? groupNode(folder, shape.group, key);
    folder.groups.set(id, group);
    lists.set(group, sorted(list));
  }
  const hasArticles = [...changed].some(({ kind }) => kind === "article");
  for (const [branch, list] of lists) {
    const belongs = (article: Article): boolean => {
      const day = dayOf(new Date(articleDate(article)));
      // It stands below whichever name its story has.
      const isOfFilter = isWanted?.({ article, day, name: filter.name ?? "", note: "off" });
      return (
        isOfFilter !== false &&
        (branch.kind === "profile" || branch.key === groupKey(branch.by, article.source, day, today))
      );
    };
    const inShape = (rows: Branch["rows"]): Branch["rows"] => {
      const ordered = shape.sort === "outlets" ? byOutlets(rows) : rows;
      return isRow(branch) ? ordered : atTheTop(ordered, shape);
    };
    const isOther = bundle(branch, list, { belongs, inShape }, changed);
    if (isOther || (hasArticles && list.some((article) => changed.has(article)))) changed.add(branch);
  }
  for (const [id, group] of folder.groups) if (!lists.has(group)) folder.groups.delete(id);
  const branches = [...lists.keys()].filter(
    (branch) =>
      (shape.group === "name") === (branch.kind === "profile") &&
      (branch.list.length > 0 || (shape.mode === "all" && !isFiltered(filter) && !isAllAside(branch))) &&
      (!shape.hideRead || branch.list.some(({ wasUnread }) => wasUnread)),
  );
  const arranged = inOrder(branches, shape);
  if (!isSame(folder.branches, arranged) || arranged.some((branch) => !isRow(branch) && changed.has(branch)))
    changed.add(folder);
  folder.branches = arranged;
  const drawn = new Set<Node>([folder, ...arranged.filter(isRow)]);
  for (const node of changed) if (!drawn.has(node) && belongsTo(node, folder)) changed.delete(node);
}

/** Whether all that a row has is out of the way. */
function isAllAside(branch: Branch): boolean {
  if (branch.kind === "group") return false;
  const { articles, pending } = branch.row;
  return pending === undefined && articles.length > 0 && articles.every(({ triage }) => isAside(triage));
}

function belongsTo(node: Node, folder: FolderNode): boolean {
  if (node.kind === "article") return node.profile.folder === folder;
  return (node.kind === "profile" || node.kind === "group") && node.folder === folder;
}

/** What an article stands below, where that is no name. */
function groupKey(by: Exclude<Shape["group"], "name">, source: string, day: string, today: string): string {
  if (by === "story") return "";
  return by === "source" ? source : day > today ? today : day;
}

/** Stories at the top are left out and put in order as names are. */
function atTheTop(rows: Branch["rows"], { sort, hideRead }: Shape): Branch["rows"] {
  const counted = rows.map((row) => ({ row, unread: unreadAtFirst({ list: articlesOf(row) }) }));
  const left = counted.filter(({ unread }) => !hideRead || unread > 0);
  return (sort === "most" ? left.sort((a, b) => b.unread - a.unread) : left).map(({ row }) => row);
}

/** What most outlets tell comes first. */
function byOutlets(rows: Branch["rows"]): Branch["rows"] {
  const counted = rows.map((row) => ({ row, outlets: outletCount(row) }));
  return counted.sort((a, b) => b.outlets - a.outlets).map(({ row }) => row);
}

function outletCount(row: Branch["rows"][number]): number {
  return row.kind === "story" ? outletsOf(allOf(row)).length : 1;
}

function addTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** Newest first; what two names have in common stays in the order of the names. */
function sorted(list: readonly ArticleNode[]): ArticleNode[] {
  const dated = list.map((node) => [articleDate(node.item.article), node] as const);
  return dated.sort(([a], [b]) => compare(b, a)).map(([, node]) => node);
}

function inOrder(branches: readonly Branch[], { sort, group }: Shape): readonly Branch[] {
  const keyed = branches.map((branch) => ({
    branch,
    newest: newestOf(branch),
    most: unreadAtFirst(branch),
    outlets: sort === "outlets" ? Math.max(0, ...branch.rows.slice(0, 1).map(outletCount)) : 0,
  }));
  const bySort =
    group === "day"
      ? (a: Keyed, b: Keyed) => compare(keyOf(b.branch), keyOf(a.branch))
      : {
          configuration: (a: Keyed, b: Keyed) =>
            group === "source" ? compare(siteName(keyOf(a.branch)), siteName(keyOf(b.branch))) : 0,
          newest: (a: Keyed, b: Keyed) => compare(b.newest, a.newest),
          most: (a: Keyed, b: Keyed) => b.most - a.most,
          outlets: (a: Keyed, b: Keyed) => b.outlets - a.outlets,
        }[sort];
  return keyed.sort(bySort).map(({ branch }) => branch);
}

interface Keyed {
  readonly branch: Branch;
  readonly newest: string;
  readonly most: number;
  readonly outlets: number;
}

function keyOf(branch: Branch): string {
  return branch.kind === "group" ? branch.key : branch.row.name;
}

function newestOf({ list: [first] }: Branch): string {
  return first === undefined ? "" : articleDate(first.item.article);
}

/** Counted as the list began, so that no row moves while one reads. */
function unreadAtFirst({ list }: Pick<Branch, "list">): number {
  return list.reduce((count, { wasUnread }) => count + Number(wasUnread), 0);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The day of a time here, `YYYY-MM-DD`; empty for what is no time. */
export function dayOf(time: Date): string {
  if (Number.isNaN(time.getTime())) return "";
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

/** The day so many days before another one, here. */
function daysBefore(day: string, days: number): string {
  const time = new Date(`${day}T12:00:00`);
  time.setDate(time.getDate() - days);
  return dayOf(time);
}

/** How many of a row's articles are unread, and how many the last scan has found. */
export function counts(list: readonly ArticleNode[]): { readonly unread: number; readonly fresh: number } {
  let unread = 0;
  let fresh = 0;
  for (const { item, isNew } of list) {
    if (isUnread(item)) unread += 1;
    if (isNew) fresh += 1;
  }
  return { unread, fresh };
}

/** The groups of a source whose site has several, by the address: these are told apart by more than their site. */
export function needsAddress({ folder, key }: GroupNode): boolean {
  const site = siteName(key);
  return folder.branches.some((other) => other.kind === "group" && other.key !== key && siteName(other.key) === site);
}
