import type { ArticlesConfig, ConfigFormat, ProfilingConfig } from "./config/types";
import type { Problem } from "./config/parseConfig";
import type { ExportChoice, ExportFormat } from "./exports/exportRows";
import type { JobDesk } from "./jobs/jobDesk";
import type { AliasQuestion } from "./knowledge/choices";
import type { NameLibrary } from "./knowledge/library";
import type { MailDesk } from "./mail/mailDesk";
import type { Article, Match, PendingReason, ProfileMatches, ScanReport } from "./model";
import type { NameHint, NameInsight } from "./scan/nameInsight";
import type { PreviewOutcome } from "./scan/previewRules";
import type { RematchReport } from "./scan/rematch";
import type { ConfigText } from "./scan/storedMatches";
import type { SourceDesk } from "./sourceDesk";
import type { SummaryDesk, SummaryOptions } from "./summaries/summaryDesk";
import type { XsoarConnection } from "./xsoar/connection";
import type { XsoarFailure } from "./xsoar/failures";

/** What the front doors ask of one workspace folder. Implemented by `createSession`; every expected failure is a value. */
export interface Session {
  /** Imported names, the aliases that come with them, and whose they are. */
  readonly names: NameLibrary;
  /** What nobody has decided about yet: aliases of imported names, of the configuration and of records; with `all`, the decided ones too. */
  aliasQuestions(
    profiling: Pick<ProfilingConfig, "profileData" | "profiles">,
    all?: boolean,
  ): Promise<readonly AliasQuestion[]>;
  /** Keywords, counts and contents. */
  readonly jobs: JobDesk;
  /** What articles say, in a few sentences. */
  readonly summaries: SummaryDesk;
  /** Mail about what was found. */
  readonly mail: MailDesk;
  /** The configured sources: how they fare, testing them, finding and changing them. */
  readonly sources: SourceDesk;
  /** Reads and validates the configuration of the articles job. */
  readConfig(): Promise<ConfigState>;
  /** The configuration that notes are written by: that of the articles job, and of the keywords job where that writes notes too. */
  noteConfig(): Promise<ConfigState>;
  /** Reads the sources, finds what is new, matches, writes the result files and remembers it all. */
  scan(options: ScanOptions): Promise<ScanOutcome>;
  /** What the sidebar shows, from memory: no network. */
  overview(): Promise<Overview>;
  /**
   * The text of an export of matches; null when the choice holds no article.
   *
   * @param summaries reads the pages of the articles first; left out, it has the summaries made before, and all is from memory
   */
  exportMatches(format: ExportFormat, choice: ExportChoice, summaries?: SummaryOptions): Promise<string | null>;
  /** The result files of all configured jobs that are older than their `timeDelta4Delete` days: paths in the workspace. */
  oldResultFiles(): Promise<readonly string[]>;
  /** ISO 8601 UTC of the last finished scan, by whomever, or of the other jobs where the articles have none; null when there was none. */
  lastScan(): Promise<string | null>;
  /** Matches the stored articles anew, by the configuration as it is now: no network. Read articles stay read. */
  rematch(): Promise<RematchOutcome>;
  /** What another text of a configuration would find in the stored articles, against the saved one: no network. */
  previewRules(edited: ConfigText, days: number): Promise<PreviewOutcome>;
  /** What a name of a configuration text, or one of its other names, finds in the stored articles; null when it is not there. */
  explainName(config: ConfigText, profile: string, alias: string | null, days: number): Promise<NameInsight | null>;
  /** The names of a configuration text that find nothing in the stored articles, or far too much. */
  nameHints(config: ConfigText, days: number): Promise<readonly NameHint[]>;
  /** Marks articles (by key) of one row as read or unread. */
  setRead(row: string, keys: readonly string[], read: boolean): Promise<void>;
  /**
   * Writes every pending note onto the record it belongs to, one edit for each record, and makes the records that were
   * asked for and never confirmed. One window or process at a time; what another has written meanwhile is left alone.
   */
  recordMatches(xsoar: XsoarAccess, signal: AbortSignal): Promise<RecordReport>;
  /** Writes the note of one article by the user's own wish, whatever its note state. */
  addNotes(xsoar: XsoarAccess, row: string, keys: readonly string[], signal: AbortSignal): Promise<RecordReport>;
  /** Creates a record for each name, or adds the notes when the record exists meanwhile. */
  createRecords(xsoar: XsoarAccess, names: readonly string[], signal: AbortSignal): Promise<CreateReport>;
  /**
   * Writes what was reviewed, in one run: a record for each of `creates`, and the notes of `edits` onto the records they
   * have. Where none of a name's articles waits, all of them are meant, as in a preview of the name.
   */
  writeReviewed(
    xsoar: XsoarAccess,
    reviewed: { readonly edits: readonly string[]; readonly creates: readonly string[] },
    signal: AbortSignal,
  ): Promise<CreateReport>;
  /** Remembers that the user does not want to be asked for these names again; the rows keep offering it. */
  dismiss(names: readonly string[]): Promise<void>;
  /** What waits to be written to XSOAR, from memory: no network. */
  pending(): Promise<readonly PendingRow[]>;
  /** Tries again to write what waits under one name or several. */
  retry(xsoar: XsoarAccess, names: string | readonly string[], signal: AbortSignal): Promise<RecordReport>;
  /** Gives up what waits under one name, or some of its articles (by key): it is never written unless asked for anew. */
  discard(name: string, keys?: readonly string[]): Promise<void>;
  /** What would be written for these names, or for all that waits when null: searches, and writes nothing. */
  preview(xsoar: XsoarAccess, names: readonly string[] | null, signal: AbortSignal): Promise<PreviewReport>;
  /** Reads the other names of each profile's record and writes the alias file. */
  syncAliases(xsoar: XsoarAccess, signal: AbortSignal): Promise<AliasOutcome>;
}

/** Where to write, and with which key. The caller has made sure that the key belongs to this origin. */
export type XsoarAccess = XsoarConnection;

export type ConfigState =
  | { readonly kind: "none" }
  | { readonly kind: "invalid"; readonly file: string; readonly problems: readonly Problem[] }
  | {
      readonly kind: "ok";
      /** Relative to the workspace. */
      readonly file: string;
      readonly format: ConfigFormat;
      readonly config: ArticlesConfig;
      readonly warnings: readonly Problem[];
      /** True when the file holds a plain-text key: it is never sent. */
      readonly plainKey: boolean;
      /** A file of the same job in another format, which is not read. */
      readonly ignored: string | null;
    };

export interface ScanOptions {
  readonly signal: AbortSignal;
  readonly concurrency: number;
  readonly perHost: number;
  readonly timeoutMs: number;
  /** Pause between two requests to one host; none by default. */
  readonly crawlDelayMs?: number;
  /** Also asks sources whose last answer still holds. */
  readonly askAll?: boolean;
  /** Called when a source starts and when it ends. */
  readonly onProgress: (progress: { readonly url: string; readonly done: number; readonly total: number }) => void;
}

export type ScanOutcome =
  | { readonly kind: "done"; readonly report: ScanReport }
  | { readonly kind: "config"; readonly state: Exclude<ConfigState, { kind: "ok" }> }
  /** Another window or the command line scans this workspace right now. */
  | { readonly kind: "busy" };

export type RematchOutcome =
  | ({ readonly kind: "done" } & RematchReport)
  | { readonly kind: "config"; readonly state: Exclude<ConfigState, { kind: "ok" }> };

export interface Overview {
  readonly rows: readonly ProfileMatches[];
  /** ISO 8601 UTC of the last finished scan, or null. */
  readonly lastScan: string | null;
  readonly failedSources: number;
}

/** What happened to one name at XSOAR. */
export type RecordOutcome =
  | {
      readonly name: string;
      readonly kind: "noted";
      readonly added: number;
      readonly alreadyThere: number;
      readonly id: string;
      readonly value: string;
    }
  | {
      readonly name: string;
      readonly kind: "missing";
      readonly articles: readonly Article[];
      readonly owner: boolean;
      readonly dismissed: boolean;
    }
  | {
      readonly name: string;
      readonly kind: "ambiguous";
      readonly values: readonly string[];
      /** Several of the records bear the very same value, as when two analysts made one at the same time. */
      readonly twins?: true;
    }
  | { readonly name: string; readonly kind: "failed"; readonly failure: XsoarFailure };

export interface RecordReport {
  readonly outcomes: readonly RecordOutcome[];
  /** Set when XSOAR as a whole could not be used (unreachable, key refused): the rest was not tried. */
  readonly failure: XsoarFailure | null;
  /** Records asked for earlier and completed now; left out when there are none. */
  readonly created?: readonly CreateOutcome[];
  /** In a dry run: what would have been sent. Nothing was. */
  readonly planned?: readonly PlannedWrite[];
  /** Another window or process is writing to XSOAR for this workspace; nothing was tried. */
  readonly busy?: true;
}

export type CreateOutcome =
  | {
      readonly name: string;
      readonly kind: "created";
      readonly id: string;
      readonly notes: number;
      readonly answer: string;
      /** Ids of other records with the same name, made by somebody else at the same time: to be merged in XSOAR. */
      readonly twins?: readonly string[];
      /** The server has made it and does not find it yet. */
      readonly unseen?: true;
    }
  | RecordOutcome
  /** On XSOAR's exclusion list: the server answered without making a record. */
  | { readonly name: string; readonly kind: "excluded" };

export interface CreateReport {
  readonly outcomes: readonly CreateOutcome[];
  readonly failure: XsoarFailure | null;
  /** As in `RecordReport`. */
  readonly planned?: readonly PlannedWrite[];
  readonly busy?: true;
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

/** One request that would be sent, and what it would change. */
export interface PlannedWrite {
  /** The names that share the record. */
  readonly names: readonly string[];
  readonly kind: "edit" | "create";
  /** Null for a record to be made. */
  readonly id: string | null;
  readonly value: string;
  /** Texts of the notes to be added. */
  readonly notes: readonly string[];
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

export type AliasOutcome =
  | {
      readonly kind: "done";
      readonly added: readonly string[];
      readonly removed: readonly string[];
      readonly count: number;
      /** Profiles whose aliases were kept, and why. */
      readonly kept: readonly { readonly name: string; readonly why: "missing" | "ambiguous" | "failed" }[];
      /** Where the alias file was put that could not be read, below the workspace folder; absent when it could. */
      readonly setAside?: string;
    }
  | { readonly kind: "failed"; readonly failure: XsoarFailure }
  | { readonly kind: "config"; readonly state: Exclude<ConfigState, { kind: "ok" }> };
