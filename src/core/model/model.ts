/** The words of the field as types. Everything here is plain, readonly data that survives JSON and `postMessage`. */

import type { Cuts } from "./cuts";
import type { HttpFailure, ParserFailure } from "./failureReasons";
import type { Indicator } from "./indicators";
import type { Triage } from "./triage";

/** The four jobs of the tool; each has a configuration file of its own. */
export type Job = "articles" | "keywords" | "counts" | "contents";

/** What a job is known by: one of the four, or the name of a file of the user's own (`leakwatch` of `leakwatch_config.yaml`). */
export type JobId = string;

export type SourceKind = "feed" | "page";

/** One configured address to read. */
export interface Source {
  readonly kind: SourceKind;
  /** As written in the configuration. */
  readonly url: string;
}

/** One entry of a feed, as published. */
export interface FeedItem {
  /** Plain text: markup removed, entities resolved, white space folded. Empty when the feed gives none. */
  readonly title: string;
  /** As published (relative ones resolved by `xml:base`, else kept). Empty when there is none. */
  readonly link: string;
  /** The published address, where `link` is that of a service which counts readers (FeedBurner). */
  readonly original?: string;
  readonly guid: string;
  /** ISO 8601 in UTC, or null when the feed gives no readable date. */
  readonly published: string | null;
  /** When it was changed last, as far as the feed says: ISO 8601 in UTC. */
  readonly modified?: string;
  /** Plain text, shortened; left out where there is none, as with the next two. */
  readonly summary?: string;
  readonly content?: string;
  readonly categories?: readonly string[];
  /** Summary and content with their markup, to look for indicators in. */
  readonly body?: string;
}

/** One `<a href>` of a page. */
export interface PageLink {
  /** The attribute as the page writes it: stopwords are looked for here. */
  readonly href: string;
  /** Resolved against `<base>` and the page's address after redirects. */
  readonly url: string;
  /** The headline: the most specific text there is. */
  readonly title: string;
}

/** One news article. */
export interface Article {
  /** What it is known by in everything that is remembered, written and exported; see `core/urls/articleKey.ts`. */
  readonly key: string;
  readonly title: string;
  /**
   * The published address, byte for byte: shown, copied and opened unchanged. Of one that is passed on by a redirector, the address it
   * leads to.
   */
  readonly url: string;
  /** Its entry has no address: `url` is that of the source's site. */
  readonly ownAddress?: false;
  /** The configured address of the source it was found in first. */
  readonly source: string;
  /** ISO 8601 UTC, or null. */
  readonly published: string | null;
  /** When a scan found it first, or its last update: ISO 8601 UTC. */
  readonly found: string;
  /** When its entry was changed so that a tracked name stands in it that did not before: ISO 8601 UTC. Its age counts from then. */
  readonly updated?: string;
  /** Of an update, when a scan found the article first: ISO 8601 UTC. */
  readonly firstFound?: string;
  /** It came with a source that had just joined a folder which was scanned before. */
  readonly joined?: true;
  /** What the feed says beyond the title, as plain text, shortened; left out where there is nothing, as with the next three. */
  readonly summary?: string;
  /** Kept only where the rule of some name wants it. */
  readonly content?: string;
  readonly categories?: readonly string[];
  readonly indicators?: readonly Indicator[];
}

/** One occurrence of a name in an article. */
export interface Match {
  /** The profile's name as configured, or null for an alias whose owner is not known. */
  readonly profile: string | null;
  /** The name or alias that matched, as configured. */
  readonly name: string;
  readonly field: MatchField;
  /** UTF-16 offsets into the title, the raw URL, the summary or the content. */
  readonly start: number;
  readonly end: number;
  /** What stands there, digits included. */
  readonly text: string;
  /** By which rules it was found, the form first. Matches of earlier versions have neither this nor what follows. */
  readonly rule?: readonly RuleCode[];
  /** From 0 to 1: what a match in that field says. */
  readonly weight?: number;
  /** Where the alias comes from. */
  readonly aliasSource?: AliasSource;
  /** Other actors the alias may stand for. */
  readonly ambiguous?: readonly string[];
  /** The word of threats near it that lets an ordinary word count, with offsets as above. */
  readonly context?: MatchContext;
}

/**
 * How the text agrees with the name. One of the forms: `exact` (letter for letter, whatever the case, blanks and hyphens),
 * `plural` (an s follows), `digits` (digits follow directly), `compound` (a German noun is joined to it), `shortForm` (without its class word), `inside` (inside of a longer
 * word), `pattern` (by its regular expression). And what else was needed: `lookalike` (letters of another script that look
 * like Latin ones), `case` (upper and lower case agree), `context` (a word of threats stands near), `version` (a version follows).
 */
export type RuleCode =
  | "exact"
  | "plural"
  | "digits"
  | "compound"
  | "shortForm"
  | "inside"
  | "pattern"
  | "lookalike"
  | "case"
  | "context"
  | "version";

interface MatchContext {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Why a chosen record is not taken any more: it is no longer there, has another value than then, or a type that names cannot mean. */
export type LostChoice = "gone" | "renamed" | "type";

/** What is known in XSOAR about the record of a profile. */
export type RecordState =
  | { readonly kind: "unknown" }
  /** `chosen`: several could be meant, and the user has chosen this one. */
  | { readonly kind: "found"; readonly id: string; readonly value: string; readonly chosen?: true }
  | { readonly kind: "missing"; readonly dismissed: boolean }
  | Exclude<Unwritten, { readonly kind: "excluded" }>;

/**
 * What is kept of the note of a matched article. `off`: XSOAR was not switched on when it was found, or the article was no news then.
 * `held`: only an alias that may stand for several actors has found it; a note on the wrong record is worse than a late one.
 * `pending`: decided; then the outbox says whether it waits.
 */
export type StoredNote = "off" | "held" | "pending" | "noted";

/** Where the note of a matched article stands. `review`: somebody has to decide before it is written. `theirs`: a note of others has the article. */
export type NoteState = StoredNote | "review" | "theirs";

/**
 * Why a note waits for somebody to decide: the configuration wants each to be reviewed (`write`), or more notes than `review_above` allows
 * would be written for one record, from one source, or for the folder within a day; or more than this run may write.
 */
export type ReviewReason = "write" | "record" | "source" | "folder" | "run";

/** An article under a profile, as the sidebar shows it. */
export interface ProfileArticle {
  readonly article: Article;
  readonly matches: readonly Match[];
  readonly read: boolean;
  readonly note: NoteState;
  /** Its story, where stored articles beside it tell that too: the key of the first that did. */
  readonly story?: string;
  /** What was decided about its story; left out where nothing was. */
  readonly triage?: Triage;
}

/** An article that names nobody, and is shown since it tells a story of a name. */
export interface CarriedArticle {
  readonly article: Article;
  readonly story: string;
}

/** A row of the sidebar: a profile, or an alias of unknown owner (`owner: false`), with its articles, newest first. */
export interface ProfileMatches {
  readonly name: string;
  readonly owner: boolean;
  readonly record: RecordState;
  readonly articles: readonly ProfileArticle[];
  /** What waits to be written to XSOAR; left out when nothing does. */
  readonly pending?: RowPending;
  /** What tells its stories and is no match of any name; left out where there is none. */
  readonly carried?: readonly CarriedArticle[];
}

/** What a scan has newly found for one name. */
export type NewMatches = Pick<ProfileMatches, "name" | "owner" | "articles">;

/** What waits for XSOAR under one name. */
export interface RowPending {
  /** Notes decided and not yet confirmed by the server. */
  readonly notes: number;
  /** The user wants a record made, and the server has not confirmed it yet. */
  readonly create: boolean;
  readonly why: PendingReason;
  /** When the oldest of it was decided: ISO 8601 UTC. */
  readonly since: string;
}

/** Why nothing could be written for a name. */
export type Unwritten =
  /** Several records bear it. */
  /** `lost`: why the record that was chosen is not taken any more. */
  | { readonly kind: "ambiguous"; readonly values: readonly string[]; readonly lost?: LostChoice }
  /** On XSOAR's exclusion list. */
  | { readonly kind: "excluded" }
  /** A whole sentence, and the code of the failure. */
  | { readonly kind: "failed"; readonly code: string; readonly message: string };

/** Why something still waits. */
export type PendingReason =
  | { readonly kind: "notTried" }
  | { readonly kind: "dryRun" }
  /** Somebody has to decide first. */
  | { readonly kind: "review" }
  /** There is no record, and the user has not asked for one. */
  | { readonly kind: "missing" }
  | Unwritten;

/**
 * Why an address is not asked, be it the first or one that was led to. `changed`: its host was in the public internet and now lies inside
 * a private network. `localName`: a proxy would be asked for a name of the own network. `port`: no news come from there.
 */
export type AddressProblem = "scheme" | "private" | "changed" | "localName" | "port" | "invalid";

/** Why one source could not be read. Worded by `describeSourceFailure`. */
export type SourceFailure =
  | Exclude<HttpFailure, { readonly code: "aborted" }>
  | ParserFailure
  | { readonly code: "status"; readonly status: number }
  | { readonly code: "redirectLoop"; readonly limit: number }
  | { readonly code: "redirectRefused"; readonly target: string; readonly why: AddressProblem }
  | { readonly code: "empty" }
  /** Of a page that was to be summarised. */
  | { readonly code: "noText" }
  /** The page says that it is for those who pay, or shows an offer, or a question for consent, in the place of the article. */
  | { readonly code: "payment" }
  | { readonly code: "consent" }
  /** Of an article without an address of its own, which was to be summarised. */
  | { readonly code: "noPage" }
  | { readonly code: "binary" }
  | { readonly code: "notFeed" }
  | { readonly code: "noItems" }
  | { readonly code: "noLinks" }
  | { readonly code: "selectorInvalid"; readonly selector: string }
  | { readonly code: "selectorEmpty"; readonly selector: string }
  | { readonly code: "rulesTooSlow"; readonly seconds: number }
  | { readonly code: "parseTimeout"; readonly seconds: number };

/** Why a source was not asked in a scan: its last answer still holds, its host is to be left alone, or it is gone for good (HTTP 410). */
export interface SourceSkip {
  readonly why: "fresh" | "retryAfter" | "backOff" | "gone";
  /** ISO 8601 UTC. */
  readonly until: string;
}

/** What one source gave in a scan. */
export interface SourceReport {
  readonly source: Source;
  /** `waiting`: it was not asked, and may have news. `unchanged`: it has none. */
  readonly outcome: "read" | "unchanged" | "waiting" | "failed" | "cancelled";
  readonly failure?: SourceFailure;
  /** Set when it was not asked. */
  readonly skipped?: SourceSkip;
  readonly durationMs: number;
  /** Articles it gave after filtering. */
  readonly articles: number;
  /** New ones among them that were searched for names and not kept, since there were too many. */
  readonly left?: number;
  /** What of its answer was left out or read in part. */
  readonly cuts?: Cuts;
}

/** Everything one scan of the articles job found. */
export interface ScanReport {
  readonly job: "articles";
  /** ISO 8601 UTC. */
  readonly started: string;
  readonly durationMs: number;
  readonly cancelled: boolean;
  readonly sources: readonly SourceReport[];
  /** Distinct articles read in this scan. */
  readonly articleCount: number;
  /** Articles no earlier scan and no result file held, in the order of the sources. */
  readonly newArticles: readonly Article[];
  /** Matches not known before this scan, stored articles met by a new name included. */
  readonly newMatches: readonly NewMatches[];
  /** Path of the result file written, relative to the workspace. */
  readonly resultFile: string | null;
  /** What went wrong beside the sources (a damaged state file set aside, a result file that could not be written). */
  readonly notices: readonly string[];
}

/** Parts of an article that names are looked for in, in the order in which matches are reported. */
export const MATCH_FIELDS = ["title", "url", "summary", "content"] as const;

export type MatchField = (typeof MATCH_FIELDS)[number];

/** Where an alias comes from, as a match tells it: “MISP galaxy threat-actor, 2026-08-06”. */
export interface AliasSource {
  readonly title: string;
  /** `YYYY-MM-DD` of the import. */
  readonly date: string;
}

/** The jobs beside *articles*, whose report is a `ScanReport`. */
export type OtherJob = Exclude<Job, "articles">;

export const OTHER_JOBS: readonly OtherJob[] = ["keywords", "counts", "contents"];

/** In this order they run. */
export const JOBS: readonly Job[] = ["articles", ...OTHER_JOBS];
