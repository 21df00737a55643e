import type { Article, CarriedArticle, ProfileArticle, ProfileMatches } from "../core/model/model";

/** How many rows below another one are drawn before "Show more": keeps 10,000 matches smooth. */
export const PAGE = 200;

/** Rows of the tree. An object stays the same while its row exists, so that one row can be redrawn alone. */
export type Node =
  | FolderNode
  | Branch
  | StoryNode
  | ArticleNode
  | CarriedNode
  | RecordNode
  | PendingNode
  | MoreNode
  | LaterNode;

/** A row with articles below it. */
export type Branch = ProfileNode | GroupNode;

/** What a branch has of its articles: the rows below it are these, and stories that are made of them. */
interface Articles {
  /** Those that stand below it. */
  list: readonly ArticleNode[];
  rows: readonly (StoryNode | ArticleNode)[];
  /** By their ids. */
  readonly stories: Map<string, StoryNode>;
  /** How many rows are drawn when it is expanded. */
  shown: number;
  readonly more: MoreNode;
}

/** A folder of the workspace. It has a row of its own where there are several; its rows stand below it, or at the top. */
export interface FolderNode {
  readonly kind: "folder";
  /** Its address. */
  readonly id: string;
  name: string;
  /** Beside its name: when it was scanned last, and what is wrong there. */
  note: string;
  /** All of its names, in order. */
  profiles: readonly ProfileNode[];
  /** The rows below it. */
  branches: readonly Branch[];
  readonly groups: Map<string, GroupNode>;
  /** ISO 8601 UTC of its last scan. */
  lastScan: string | null;
  /** What was found since then is new. */
  newSince: string | null;
  /** How many of its articles are read and so old that they are not shown. */
  aged: number;
  /** Instead of its rows. */
  later: LaterNode | null;
}

/** Instead of all other rows: why nothing can be done, as when a later version of the product has written what is remembered. */
export interface LaterNode {
  readonly kind: "later";
  readonly folder: FolderNode;
  readonly message: string;
}

export interface ProfileNode extends Articles {
  readonly kind: "profile";
  readonly folder: FolderNode;
  row: ProfileMatches;
  /** All of its articles, by key. */
  readonly articles: Map<string, ArticleNode>;
  /** What is carried into its stories, by these. */
  carried: ReadonlyMap<string, readonly CarriedArticle[]>;
  readonly record: RecordNode;
  readonly pending: PendingNode;
  /** Why it waits is the same for several rows, so that the view says it. */
  saidOnce: boolean;
}

/** The articles of a day, or of a source, whichever name they stand for; or all of them, by stories. */
export interface GroupNode extends Articles {
  readonly kind: "group";
  readonly folder: FolderNode;
  readonly by: "day" | "source" | "story";
  /** `YYYY-MM-DD`, empty where there is no date; the address of the source; or nothing, and then it has no row: those below stand in its place. */
  readonly key: string;
}

/** A story that several articles tell. */
export interface StoryNode {
  readonly kind: "story";
  readonly parent: Branch;
  /** The key of the first article that told it. */
  readonly story: string;
  /** Its articles, the newest first. */
  list: readonly ArticleNode[];
  /** Whose headline stands for it: one of them. */
  lead: ArticleNode;
  /** Those and what is carried in, as it was told; the lead comes first. */
  rows: readonly (ArticleNode | CarriedNode)[];
  readonly carried: Map<string, CarriedNode>;
  shown: number;
  readonly more: MoreNode;
}

/** An article that names nobody, below the story it tells. */
export interface CarriedNode {
  readonly kind: "carried";
  readonly parent: StoryNode;
  /** The name whose story it is. */
  readonly profile: ProfileNode;
  article: Article;
}

/** An article under one of the names it was found by. */
export interface ArticleNode {
  readonly kind: "article";
  readonly profile: ProfileNode;
  /** The row it stands below; null where none of those on show has it. */
  parent: Branch | StoryNode | null;
  item: ProfileArticle;
  /** Its day here, `YYYY-MM-DD`. */
  day: string;
  /** The last scan has found it. */
  isNew: boolean;
  /** It was unread at some time since the list was put together, so that it stays where it stands when it is read. */
  wasUnread: boolean;
}

/** Says what the user can do about the record of a profile: none, several, or not known. */
interface RecordNode {
  readonly kind: "record";
  readonly profile: ProfileNode;
}

/** What waits to be written under a profile, and why. */
interface PendingNode {
  readonly kind: "pending";
  readonly profile: ProfileNode;
}

export interface MoreNode {
  readonly kind: "more";
  readonly parent: Branch | StoryNode;
}

export function folderNode(id: string): FolderNode {
  return {
    kind: "folder",
    id,
    name: "",
    note: "",
    profiles: [],
    branches: [],
    groups: new Map(),
    lastScan: null,
    newSince: null,
    aged: 0,
    later: null,
  };
}

/** The row of a name, with the rows that may stand below it. */
export function profileNode(folder: FolderNode, row: ProfileMatches): ProfileNode {
  const node = {
    kind: "profile" as const,
    folder,
    row,
    articles: new Map<string, ArticleNode>(),
    carried: new Map(),
    ...noArticles(),
    saidOnce: false,
  };
  // The rows below need the node they belong to.
  const whole = node as unknown as ProfileNode;
  return Object.assign(node, {
    record: { kind: "record" as const, profile: whole },
    pending: { kind: "pending" as const, profile: whole },
    more: { kind: "more" as const, parent: whole },
  });
}

export function groupNode(folder: FolderNode, by: GroupNode["by"], key: string): GroupNode {
  const node = { kind: "group" as const, folder, by, key, ...noArticles() };
  return Object.assign(node, { more: { kind: "more" as const, parent: node as unknown as GroupNode } });
}

function noArticles(): Omit<Articles, "more"> {
  return { list: [], rows: [], stories: new Map(), shown: PAGE };
}

/** @param lead one of its articles */
export function storyNode(parent: Branch, story: string, lead: ArticleNode): StoryNode {
  const node = { kind: "story" as const, parent, story, lead, list: [], rows: [], carried: new Map(), shown: PAGE };
  return Object.assign(node, { more: { kind: "more" as const, parent: node as unknown as StoryNode } });
}

/** Unique and the same after a reload: VS Code remembers by it what was expanded. */
export function nodeId(node: Node): string {
  switch (node.kind) {
    case "folder":
      return `folder\n${node.id}`;
    case "profile":
      return `profile\n${node.folder.id}\n${node.row.name}`;
    case "group":
      return `group\n${node.folder.id}\n${node.by}\n${node.key}`;
    case "story":
      return `story\n${nodeId(node.parent)}\n${node.story}`;
    case "article":
      return `article\n${nodeId(node.profile)}\n${node.item.article.key}`;
    case "carried":
      return `carried\n${nodeId(node.parent)}\n${node.article.key}`;
    case "record":
    case "pending":
      return `${node.kind}\n${nodeId(node.profile)}`;
    case "more":
      return `more\n${nodeId(node.parent)}`;
    case "later":
      return `later\n${node.folder.id}`;
  }
}

/** The row a row stands below; undefined at the top. `hasFolders`: the folders have rows of their own. */
export function parentOf(node: Node, hasFolders: boolean): Node | undefined {
  switch (node.kind) {
    case "story":
    case "article":
    case "carried":
    case "more":
      return rowOf(node.parent, hasFolders);
    case "record":
    case "pending":
      return node.profile;
    case "profile":
    case "group":
    case "later":
      return hasFolders ? node.folder : undefined;
    case "folder":
      return undefined;
  }
}

/** A branch without a row of its own has those below it stand in its place. */
function rowOf(parent: Branch | StoryNode | null, hasFolders: boolean): Node | undefined {
  if (parent === null) return undefined;
  return isRow(parent) ? parent : parentOf(parent, hasFolders);
}

/** Whether something with rows below it is a row itself. */
export function isRow(node: Branch | StoryNode): boolean {
  return node.kind !== "group" || node.by !== "story";
}

/** The branch that an article or a story stands below. */
export function branchOf(parent: Branch | StoryNode): Branch {
  return parent.kind === "story" ? parent.parent : parent;
}

/** The folder a row belongs to; undefined where there is none. */
export function folderOf(node: Node | undefined): FolderNode | undefined {
  if (node?.kind === "folder") return node;
  if (node?.kind === "profile" || node?.kind === "group" || node?.kind === "later") return node.folder;
  if (node?.kind === "story" || node?.kind === "more") return branchOf(node.parent).folder;
  return profileOf(node)?.folder;
}

/** Rows parted by the folder they belong to: what is done with them is done folder by folder. */
export function byFolder<T extends Node>(nodes: readonly T[]): readonly (readonly [first: T, ...more: T[]])[] {
  const parted = new Map<FolderNode | undefined, [T, ...T[]]>();
  for (const node of nodes) {
    const folder = folderOf(node);
    const others = parted.get(folder);
    if (others === undefined) parted.set(folder, [node]);
    else others.push(node);
  }
  return [...parted.values()];
}

/** The articles that a row stands for, those that are not drawn yet included. */
export function articlesOf(node: Node): readonly ArticleNode[] {
  switch (node.kind) {
    case "article":
      return [node];
    case "profile":
    case "group":
    case "story":
      return node.list;
    case "folder":
      return node.branches.flatMap(({ list }) => list);
    default:
      return [];
  }
}

/** The row of the name a row belongs to; of a story that has several, the first. */
export function profileOf(node: Node | undefined): ProfileNode | undefined {
  if (node === undefined) return undefined;
  if (node.kind === "profile") return node;
  if (node.kind === "story") return node.lead.profile;
  return "profile" in node ? node.profile : undefined;
}
