import type { ProfileArticle, ProfileMatches } from "../core/model/model";

/** How many articles of a profile are drawn before "Show more": keeps 10,000 matches smooth. */
export const PAGE = 200;

/** Rows of the tree. An object stays the same while its row exists, so that one row can be redrawn alone. */
export type Node = FolderNode | Branch | ArticleNode | RecordNode | PendingNode | MoreNode | LaterNode;

/** A row with articles below it. */
export type Branch = ProfileNode | GroupNode;

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
  /** Instead of its rows. */
  later: LaterNode | null;
}

/** Instead of all other rows: why nothing can be done, as when a later version of the product has written what is remembered. */
export interface LaterNode {
  readonly kind: "later";
  readonly folder: FolderNode;
  readonly message: string;
}

export interface ProfileNode {
  readonly kind: "profile";
  readonly folder: FolderNode;
  row: ProfileMatches;
  /** All of its articles, by key. */
  readonly articles: Map<string, ArticleNode>;
  /** Those that stand below it. */
  list: readonly ArticleNode[];
  /** How many of them are drawn when it is expanded. */
  shown: number;
  readonly record: RecordNode;
  readonly pending: PendingNode;
  readonly more: MoreNode;
  /** Why it waits is the same for several rows, so that the view says it. */
  saidOnce: boolean;
}

/** The articles of a day, or of a source, whichever name they stand for. */
export interface GroupNode {
  readonly kind: "group";
  readonly folder: FolderNode;
  readonly by: "day" | "source";
  /** `YYYY-MM-DD`, empty where there is no date; or the address of the source. */
  readonly key: string;
  list: readonly ArticleNode[];
  shown: number;
  readonly more: MoreNode;
}

/** An article under one of the names it was found by. */
export interface ArticleNode {
  readonly kind: "article";
  readonly profile: ProfileNode;
  /** The row it stands below; null where none of those on show has it. */
  parent: Branch | null;
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
  readonly parent: Branch;
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
    list: [],
    shown: PAGE,
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
  const node = { kind: "group" as const, folder, by, key, list: [], shown: PAGE };
  return Object.assign(node, { more: { kind: "more" as const, parent: node as unknown as GroupNode } });
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
    case "article":
      return `article\n${nodeId(node.profile)}\n${node.item.article.key}`;
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
    case "article":
    case "more":
      return node.parent ?? undefined;
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

/** The folder a row belongs to; undefined where there is none. */
export function folderOf(node: Node | undefined): FolderNode | undefined {
  if (node?.kind === "folder") return node;
  if (node?.kind === "profile" || node?.kind === "group" || node?.kind === "later") return node.folder;
  return node?.kind === "more" ? node.parent.folder : profileOf(node)?.folder;
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
      return node.list;
    case "folder":
      return node.branches.flatMap(({ list }) => list);
    default:
      return [];
  }
}

/** Rows that have a row about their record below them: it is missing, or not one. */
export function needsRecordRow(row: ProfileMatches): boolean {
  const { kind } = row.record;
  const wanted = row.pending?.create === true;
  return (
    kind === "ambiguous" ||
    (kind === "failed" && row.pending === undefined) ||
    (kind === "missing" && row.owner && !wanted)
  );
}

/** Rows with something waiting that no row about the record speaks of. */
export function needsPendingRow(row: ProfileMatches): boolean {
  return row.pending !== undefined && !needsRecordRow(row);
}

/** Why a row waits, where that is a failure: the same for all that wait because XSOAR is left alone. */
export function troubleOf({ pending }: ProfileMatches): { readonly key: string; readonly message: string } | null {
  if (pending?.why.kind !== "failed") return null;
  const { code, message } = pending.why;
  return { key: code === "circuitOpen" ? code : message, message };
}

/** How many notes of a row wait for somebody to review them. */
export function reviewCount(row: ProfileMatches): number {
  return row.articles.reduce((count, item) => count + Number(item.note === "review"), 0);
}

/** How many articles of a row are unread. */
export function unreadCount({ articles }: Pick<ProfileMatches, "articles">): number {
  return articles.reduce((count, item) => count + Number(!item.read), 0);
}

/** The row of the name a row belongs to. */
export function profileOf(node: Node | undefined): ProfileNode | undefined {
  if (node === undefined) return undefined;
  if (node.kind === "profile") return node;
  return "profile" in node ? node.profile : undefined;
}
