import type { ProfilingConfig } from "./config/types";
import type { ExportChoice, ExportFormat } from "./exports/exportRows";
import type { JobDesk } from "./jobs/jobDesk";
import type { AliasQuestion } from "./names/choices";
import type { NameLibrary } from "./names/nameLibrary";
import type { MailDesk } from "./mail/mailDesk";
import type { LaterState } from "./memory/laterState";
import type { ProfileMatches, ScanReport } from "./model/model";
import type { NameHint, NameInsight } from "./scan/nameInsight";
import type { PreviewOutcome } from "./scan/previewRules";
import type { RematchReport } from "./scan/rematch";
import type { ConfigText } from "./scan/storedMatches";
import type { SourceDesk } from "./sources/sourceDesk";
import type { SummaryDesk, SummaryOptions } from "./summaries/summaryDesk";
import type { ConfigState } from "./config/configState";
import type { ScanOptions } from "./fetching/scanOptions";
import type { XsoarAccess } from "./xsoar/connection";
import type { CreateReport, PendingRow, PreviewReport, RecordReport } from "./xsoar/reports";
import type { AliasOutcome } from "./notes/aliasOutcome";

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
  /** What a later version of the product has written here, if any: then nothing else is to be asked of the folder. */
  laterState(): Promise<LaterState | null>;
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
