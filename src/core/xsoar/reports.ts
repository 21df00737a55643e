import type { Article, LostChoice, Match, PendingReason, ReviewReason } from "../model/model";
import type { XsoarFailure } from "./failures";

/** What came of one name at XSOAR. */
export type RecordOutcome = { readonly name: string } & (
  | NotedOutcome
  | CreatedOutcome
  | {
      readonly kind: "missing";
      readonly articles: readonly Article[];
      readonly owner: boolean;
      readonly dismissed: boolean;
    }
  | AmbiguousOutcome
  /** On XSOAR's exclusion list: the server answered without making a record. */
  | { readonly kind: "excluded" }
  | { readonly kind: "failed"; readonly failure: XsoarFailure }
);

interface NotedOutcome {
  readonly kind: "noted";
  readonly added: number;
  readonly alreadyThere: number;
  /** Notes that were left to be reviewed. */
  readonly held?: number;
  readonly id: string;
  readonly value: string;
}

export interface CreatedOutcome {
  readonly kind: "created";
  readonly id: string;
  readonly notes: number;
  /** What the server answered, shortened: for the log. */
  readonly answer: string;
  /** Ids of other records with the same name, made by somebody else at the same time: to be merged in XSOAR. */
  readonly twins?: readonly string[];
  /** The server has made it and does not find it yet: whoever looks for it now makes a second one. */
  readonly unseen?: true;
}

export interface AmbiguousOutcome {
  readonly kind: "ambiguous";
  readonly values: readonly string[];
  /** In the order of `values`. */
  readonly candidates: readonly RecordCandidate[];
  /** Several of the records bear the very same value, as when two analysts made one at the same time. */
  readonly twins?: true;
  /** Why the record that was chosen is not taken. */
  readonly lost?: LostChoice;
}

/** One of the records a name fits. */
export interface RecordCandidate {
  readonly id: string;
  readonly value: string;
  /** `indicator_type`. */
  readonly type: string;
  /** As the server wrote it; null when it did not say. */
  readonly modified: string | null;
  readonly notes: number;
  readonly aliases: number;
}

export interface RecordReport {
  /** Records asked for earlier and completed now are among them. */
  readonly outcomes: readonly RecordOutcome[];
  /** Set when XSOAR as a whole could not be used (unreachable, key refused): the rest was not tried. */
  readonly failure: XsoarFailure | null;
  /** In a dry run: what would have been sent. Nothing was. */
  readonly planned?: readonly PlannedWrite[];
  /** Another window or process is writing to XSOAR for this workspace; nothing was tried. */
  readonly busy?: true;
  /** What the records say of aliases and the alias file does not, earlier runs included; left out when nothing is new. */
  readonly aliases?: readonly AliasChange[];
  /** What was left for somebody to decide; left out when nothing was. */
  readonly review?: LeftToReview;
}

/** What the record of a profile says of its other names, against those that are known. */
export interface AliasChange {
  readonly name: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Notes that a limit or the configuration has kept from being written. */
export interface LeftToReview {
  readonly notes: number;
  readonly records: number;
  /** Each once. */
  readonly why: readonly ReviewReason[];
}

/** What waits under one name. Its row may be gone: the profile removed, the articles expired. */
export interface PendingRow {
  readonly name: string;
  readonly owner: boolean;
  readonly create: boolean;
  readonly notes: readonly {
    readonly article: Article;
    readonly matches: readonly Match[];
    readonly decided: string;
  }[];
  readonly why: PendingReason;
}

/** A note that would be written, with the article it is about. */
export interface PlannedNote extends Pick<
  Article,
  "key" | "title" | "url" | "source" | "published" | "found" | "updated"
> {
  /** To the letter. */
  readonly text: string;
  /** Of the names that share the record, those it was found for. */
  readonly names: readonly string[];
  /** Why it was found, in sentences. */
  readonly why: readonly string[];
  /** Why it was left to be reviewed. */
  readonly review?: ReviewReason;
}

/** What somebody has decided to write: of these notes those with the given keys, and with `create` the record that is missing. */
export interface ReviewedWrite extends Pick<PlannedWrite, "kind" | "names"> {
  /** Keys of articles. */
  readonly keys: readonly string[];
}

/** What is to be reviewed. */
export interface ReviewScope {
  /** Null for all that waits. Of names none of whose articles waits all are meant. */
  readonly names: readonly string[] | null;
  /** Exactly these articles of the names, by their keys, whatever the state of their notes. */
  readonly keys?: ReadonlyMap<string, ReadonlySet<string>>;
  /** What was found and never noted as well; then what is noted stays out. */
  readonly known?: boolean;
  /** False: only records that somebody has asked for are made; else each that is missing. */
  readonly create?: boolean;
}

/** One request that would be sent, and what it would change. */
export interface PlannedWrite {
  /** The names that share the record. */
  readonly names: readonly string[];
  readonly kind: "edit" | "create";
  /** Null for a record to be made. */
  readonly id: string | null;
  readonly value: string;
  /** The notes to be added. */
  readonly notes: readonly PlannedNote[];
  /** As the record has it and would have it; both alike when it stays, null for none. */
  readonly lastSeen: { readonly before: string | null; readonly after: string | null };
  readonly request: { readonly method: "POST"; readonly path: string; readonly body: string };
  /** The change line by line: each begins with `+ `, `- ` or two blanks. */
  readonly diff: readonly string[];
}

export interface PreviewReport {
  readonly writes: readonly PlannedWrite[];
  /** The names nothing would be written for: noted already (`added` 0), ambiguous, failed, missing without an owner. */
  readonly outcomes: readonly RecordOutcome[];
  readonly failure: XsoarFailure | null;
}
