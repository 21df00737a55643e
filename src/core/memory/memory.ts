import type { Article, JobId, Match, StoredNote } from "../model/model";
import type { StateStore } from "../ports";
import type { StoredRecord } from "../xsoar/storedFailures";
import type { Outbox } from "../xsoar/outbox";
import type { ActivityEntry } from "./activity";
import type { BackfillMemory } from "./backfill";
import type { AliasReadings } from "./aliasReadings";
import type { Documents, StateDocument } from "./documents";
import type { HealthMemory } from "./healthMemory";
import type { ScannedNames } from "./scannedNames";
import type { RecordChoice } from "./recordChoices";
import type { StoryState } from "./storyState";
import type { StoredTriages } from "./triage";

/** The day an address was listed last is noted anew after this long: not all that is seen with each scan. */
export const SEEN_STEP_DAYS = 30;

const DAY_MS = 86_400_000;

/** An article under one name. */
export interface RowItem {
  readonly key: string;
  readonly matches: readonly Match[];
  readonly read: boolean;
  /** `pending`: decided. Then the outbox holds the note, and says whether it waits: whoever takes it out there ticks it off here first. */
  readonly note: StoredNote;
  /** Beside `off`: somebody has decided that it is not to be noted. */
  readonly given?: true;
  /** Beside `noted`: it was not written by us, a note of others has the article. */
  readonly theirs?: true;
}

/** What is remembered of one tracked name, or of an alias of unknown owner. */
export interface RowMemory {
  readonly owner: boolean;
  readonly record: StoredRecord;
  readonly items: readonly RowItem[];
}

/** What a source said about its last answer, byte for byte (RFC 9110 §8.8). */
export interface SourceMemory {
  /** The address that gave the answer, after redirects. */
  readonly url: string;
  readonly etag?: string;
  readonly lastModified?: string;
  /** Day of the last full answer. */
  readonly day: string;
}

/** Everything remembered of the sources between scans. */
export interface SourcesMemory {
  /**
   * By source, which jobs have taken its last answer, and the rules they read it with (`readRules`): a job that has not, or has other
   * rules now, reads the source whole.
   */
  readonly taken: ReadonlyMap<string, ReadonlyMap<JobId, string>>;
  readonly validators: ReadonlyMap<string, SourceMemory>;
  /** `canonicalUrl` of each source that was ever configured when the folder was scanned, and of where it has moved; null when not known. */
  readonly members: ReadonlySet<string> | null;
  /** Of those, with the job, the ones that came later than the first scan and were not read by it since: see `joinedSources`. */
  readonly joined: ReadonlySet<string>;
  readonly lastScan: string | null;
  /** It was not the first. */
  readonly isAgain?: true;
  readonly failedSources: number;
}

/** Results decided but perhaps not yet written, so that a crash loses none. */
export interface Pending {
  /** Keys for the result file. */
  readonly result: readonly string[];
  /** Name and key for the profile files. */
  readonly profiles: readonly (readonly [name: string, key: string])[];
}

export interface Memory {
  /** Key → day (`YYYY-MM-DD`) a source listed it last, give or take `SEEN_STEP_DAYS`. */
  readonly seen: ReadonlyMap<string, string>;
  /** Those that rows have; all that are stored are in the archive. */
  readonly articles: ReadonlyMap<string, Article>;
  /** What the rows were matched with, and how far (`matchStamp`); kept with the rows. Null when not known. */
  readonly matched: string | null;
  readonly rows: ReadonlyMap<string, RowMemory>;
  /** Alias → the profiles whose records gave it. Of earlier versions: what counts is in the names file. */
  readonly owners: ReadonlyMap<string, readonly string[]>;
  readonly sources: SourcesMemory;
  readonly health: HealthMemory;
  readonly pending: Pending;
  /** What is decided and not yet confirmed by XSOAR: all that waits, whatever documents were lost. */
  readonly outbox: Outbox;
  readonly backfill: BackfillMemory;
  /** The records chosen for names that fit several. Of earlier versions as well. */
  readonly recordChoices: readonly RecordChoice[];
  /** What records said of aliases when they were read for notes. */
  readonly aliasReadings: AliasReadings;
  readonly scannedNames: ScannedNames;
  /** What was sent out, oldest first, by a number that counts up. */
  readonly activity: ReadonlyMap<string, ActivityEntry>;
  /** By key, the articles that tell the story of another one. All others are alone, or the first of theirs. */
  readonly stories: ReadonlyMap<string, StoryPlace>;
  readonly storyState: StoryState;
  /** By key, the articles that no row has and that tell the story of one which a row has. */
  readonly carried: ReadonlyMap<string, Article>;
  readonly triage: StoredTriages;
}

/** An article that tells the story of another one. */
export interface StoryPlace {
  /** Key of the article that the story began with. That one has no place of its own. */
  readonly story: string;
  /** The day it was found: `YYYY-MM-DD`. */
  readonly day: string;
  /** ISO 8601 UTC: from when the first article of the story is. */
  readonly began: string;
}

/** `YYYY-MM-DD` in UTC. */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

/** The day `days` before `time`. */
export function daysBefore(time: Date, days: number): string {
  return dayOf(new Date(time.getTime() - days * DAY_MS));
}

/**
 * Reads and changes the documents of a workspace's memory. A damaged one is set aside with a message; the rest goes on.
 * One of a later version of the product ends the work with `LaterStateError`.
 */
export interface MemoryStore<M = Memory> {
  /** The parts named, and no others. */
  load<K extends keyof M>(...parts: readonly K[]): Promise<Pick<M, K>>;
  /**
   * Changes the memory while nobody else does, in this process or another: loads the parts named, and writes those that `compute`
   * gives back, in the order it gives them, where they differ from what is stored. What others rely on comes first: a crash leaves
   * the first of them written. Throws when the memory stays locked. Not to be called within `compute`.
   *
   * @param compute gives parts of the memory, and whatever the caller wants to have besides
   * @param afterwards runs when all is written and nobody else has changed it yet
   * @returns what `compute` gave
   */
  change<K extends keyof M, R extends Partial<M> | undefined>(
    parts: readonly K[],
    compute: (now: Pick<M, K>, held: HeldDocuments) => R | Promise<R>,
    afterwards?: (done: R) => Promise<void>,
  ): Promise<R>;
  /** The same memory with parts of others, one document each. */
  with<D>(documents: { readonly [K in keyof D]: StateDocument<D[K]> }): MemoryStore<M & D>;
  readonly archive: Archive;
  /** Runs work while nobody else holds that lock of the folder. `state` is taken by `change` itself. */
  readonly withLock: StateStore["withLock"];
}

/** Documents of which there are too many to be held at once; read and written one by one within a change. */
export type HeldDocuments = Pick<Documents, "load" | "save" | "remove">;

/** All articles of the last `KEEP_ARTICLES_DAYS`: too many to be read for each look at the rows. */
export interface Archive {
  /** Piece by piece, each in a turn of its own. @param oldest a day: pieces with older articles alone are passed over */
  pieces(oldest?: string): AsyncIterable<ReadonlyMap<string, Article>>;
  /** What there is of pieces now, the newest first; none of them is read yet. */
  newest(): Promise<readonly ArchivePiece[]>;
  /** How many were ever added. */
  added(): Promise<number>;
  /** How many articles each source gave since `oldest` (a day). What has not changed since it was asked last is not read again. */
  counts(oldest: string): Promise<ReadonlyMap<string, number>>;
  /**
   * Within a change: adds articles, and gives stored ones (by key) other texts, or puts others in their place. What was found before
   * `oldest` (a day) may go.
   * @returns how many were ever added, and by source how many of the stored ones went since there are too many of it
   */
  add(
    articles: readonly Article[],
    texts: ReadonlyMap<string, Article | string>,
    oldest: string,
  ): Promise<{ readonly added: number; readonly gone: ReadonlyMap<string, number> }>;
}

/** Articles that are stored together. */
export interface ArchivePiece {
  /** What has a name never changes; null: what was added last, which does. */
  readonly name: string | null;
  /** In the order they were found; nothing when it has gone meanwhile. */
  read(): Promise<ReadonlyMap<string, Article>>;
}
