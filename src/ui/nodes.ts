import type { ProfileArticle, ProfileMatches, SourceReport } from "../core/model/model";

/** How many articles of a profile are drawn before "Show more": keeps 10,000 matches smooth. */
export const PAGE = 200;

/** What the tree offers at its end, instead of one more notification. */
export type Offer =
  | "scanByItself"
  | "agreeMail"
  | "apiKey"
  | "confirmHost"
  | "plainKey"
  | "aliases"
  | "backfill"
  | "ambiguous"
  | "cleanUp";

/** Rows of the tree. An object stays the same while its row exists, so that one row can be redrawn alone. */
export type Node =
  | ProfileNode
  | ArticleNode
  | RecordNode
  | PendingNode
  | MoreNode
  | TroubleNode
  | LaterNode
  | FailuresNode
  | FailureNode
  | OfferNode;

/** Instead of all other rows: why nothing can be done, as when a later version of the product has written what is remembered. */
export interface LaterNode {
  readonly kind: "later";
  readonly message: string;
}

export interface ProfileNode {
  readonly kind: "profile";
  row: ProfileMatches;
  /** Articles drawn when it is expanded. */
  shown: number;
  readonly articles: Map<string, ArticleNode>;
  readonly record: RecordNode;
  readonly pending: PendingNode;
  readonly more: MoreNode;
  /** Why it waits is the same for several rows, so that it is said in a row of its own. */
  saidOnce: boolean;
}

export interface ArticleNode {
  readonly kind: "article";
  readonly profile: ProfileNode;
  item: ProfileArticle;
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

/** Why several rows wait. */
export interface TroubleNode {
  readonly kind: "trouble";
  message: string;
}

export interface MoreNode {
  readonly kind: "more";
  readonly profile: ProfileNode;
}

export interface FailuresNode {
  readonly kind: "failures";
  reports: readonly SourceReport[];
}

interface FailureNode {
  readonly kind: "failure";
  readonly parent: FailuresNode;
  readonly report: SourceReport;
}

export interface OfferNode {
  readonly kind: "offer";
  readonly offer: Offer;
  /** Of `aliases`: how many there are to be taken over, and how many to be given up. */
  readonly aliases?: AliasCount;
  /** Of `backfill`: how many articles were found and are not noted. */
  readonly articles?: number;
}

export interface AliasCount {
  readonly added: number;
  readonly removed: number;
}

/** The row of a name, with the rows that may stand below it. */
export function profileNode(row: ProfileMatches): ProfileNode {
  const node = {
    kind: "profile" as const,
    row,
    shown: PAGE,
    articles: new Map<string, ArticleNode>(),
    saidOnce: false,
  };
  // The rows below need the node they belong to.
  const whole = node as unknown as ProfileNode;
  return Object.assign(node, {
    record: { kind: "record" as const, profile: whole },
    pending: { kind: "pending" as const, profile: whole },
    more: { kind: "more" as const, profile: whole },
  });
}

/** Unique and the same after a reload: VS Code remembers by it what was expanded. */
export function nodeId(node: Node): string {
  switch (node.kind) {
    case "profile":
      return `profile\n${node.row.name}`;
    case "article":
      return `article\n${node.profile.row.name}\n${node.item.article.key}`;
    case "record":
    case "pending":
    case "more":
      return `${node.kind}\n${node.profile.row.name}`;
    case "trouble":
    case "later":
    case "failures":
      return node.kind;
    case "failure":
      return `failure\n${node.report.source.kind}\n${node.report.source.url}`;
    case "offer":
      return `offer\n${node.offer}`;
  }
}

/** The article rows drawn below a profile; rows drawn before keep their object. */
export function articleNodes(profile: ProfileNode): ArticleNode[] {
  return profile.row.articles.slice(0, profile.shown).map((item) => {
    const known = profile.articles.get(item.article.key);
    if (known !== undefined) return known;
    const made: ArticleNode = { kind: "article", profile, item };
    profile.articles.set(item.article.key, made);
    return made;
  });
}

/** The row of an article below a profile, drawn or not; undefined when it is not there. */
export function articleNode(profile: ProfileNode, key: string): ArticleNode | undefined {
  const item = profile.row.articles.find(({ article }) => article.key === key);
  return item === undefined ? undefined : (profile.articles.get(key) ?? { kind: "article", profile, item });
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
export function unreadCount(row: ProfileMatches): number {
  return row.articles.reduce((count, item) => count + Number(!item.read), 0);
}

/** Takes over what a row holds now. True when it has to be redrawn. */
export function updateProfile(node: ProfileNode, row: ProfileMatches): boolean {
  const before = node.row;
  node.row = row;
  const byKey = new Map(row.articles.map((item) => [item.article.key, item]));
  for (const [key, article] of node.articles) {
    const item = byKey.get(key);
    if (item === undefined) node.articles.delete(key);
    else article.item = item;
  }
  return !sameRow(before, row);
}

function sameRow(a: ProfileMatches, b: ProfileMatches): boolean {
  return (
    a.owner === b.owner &&
    JSON.stringify([a.record, a.pending]) === JSON.stringify([b.record, b.pending]) &&
    a.articles.length === b.articles.length &&
    a.articles.every((item, index) => {
      const other = b.articles[index];
      return (
        other !== undefined &&
        item.article.key === other.article.key &&
        item.article.title === other.article.title &&
        item.article.url === other.article.url &&
        item.article.updated === other.article.updated &&
        item.read === other.read &&
        item.note === other.note
      );
    })
  );
}

/** The row of the name a row belongs to. */
export function profileOf(node: Node | undefined): ProfileNode | undefined {
  if (node === undefined) return undefined;
  if (node.kind === "profile") return node;
  return "profile" in node ? node.profile : undefined;
}
