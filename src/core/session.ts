import type { ConfigState, ConfigStateOf } from "./config/configState";
import type { MailConfig, ProfilingConfig } from "./config/types";
import type { CsvForm } from "./exports/csv";
import type { ScanOptions } from "./fetching/scanOptions";
import type { Lent } from "./jobs/deliver";
import type { Jobs } from "./jobs/jobs";
import type { RunOutcome } from "./jobs/run";
import type { Mail } from "./mail/mail";
import type { ActivityEntry } from "./memory/activity";
import type { LaterState } from "./memory/laterState";
import type { OwnScripts } from "./jobs/ownScripts";
import type { readJobFile } from "./config/ownJobs";
import type { Job, JobId } from "./model/model";
import type { AliasQuestion } from "./names/choices";
import type { Names } from "./names/names";
import type { Notes } from "./notes/notes";
import type { Records } from "./records/records";
import type { Articles } from "./scan/articles";
import type { ArticleSearch } from "./search/articleSearch";
import type { Sources } from "./sources/sources";
import type { Summaries } from "./summaries/summaries";

/** What the front doors ask of one workspace folder. Implemented by `createSession`; every expected failure is a value. */
export interface Session {
  /**
   * Runs jobs, in two stages. *Read*: the sources of all of them, each asked once, what is new in them, matches, result files; its report
   * is there when it is over. *Deliver*, begun by the caller, sends out what was found: notes, records, mail. One reading at a time in a
   * folder, by whichever process; a further one may begin while an earlier run delivers.
   *
   * @param which null for all jobs that are configured, those of the user's own with `every` only where they are due
   * @param options.signal ends the first stage, which then has changed nothing
   * @param lent left out, nothing is sent: notes and mail wait
   */
  run(which: readonly JobId[] | null, options: ScanOptions, lent?: Lent): Promise<RunOutcome>;
  /**
   * Tells the stories of what an earlier version has stored: once, before any scan does. It takes no turn of others for long.
   *
   * @returns false where that was done before, or nothing is stored
   */
  tellStored(): Promise<boolean>;
  /** What was sent out from this folder, newest first. */
  activity(): Promise<readonly ActivityEntry[]>;
  /** The stored articles and their matches. */
  readonly articles: Articles;
  /** Searches all of them, those of the other jobs included. */
  readonly search: ArticleSearch;
  /** What is written to Cortex XSOAR. */
  readonly notes: Notes;
  /** Batch changes of records. */
  readonly records: Records;
  /** Keywords, counts, contents and those of the user's own. */
  readonly jobs: Jobs;
  /** The scripts of jobs of the user's own. */
  readonly scripts: OwnScripts;
  /** Imported names, the aliases that come with them, and whose they are. */
  readonly names: Names;
  /** What articles say, in a few sentences. */
  readonly summaries: Summaries;
  /** Mail about what was found. */
  readonly mail: Mail;
  /** The configured sources: how they fare, testing them, finding and changing them. */
  readonly sources: Sources;
  /** Reads and validates the configuration of a job, by default that of the articles. */
  readConfig<J extends Job = "articles">(job?: J): Promise<ConfigStateOf<J>>;
  /** The file of any job, those of the user's own among them. */
  jobFile(job: JobId): ReturnType<typeof readJobFile>;
  /** The configuration that notes are written by: that of the articles job, and of the keywords job where that writes notes too. */
  noteConfig(): Promise<ConfigState>;
  /** How CSV files are written, by the configuration of the articles. */
  csvForm(): Promise<CsvForm>;
  /** How the jobs that have a valid configuration want their mail sent, in their order. */
  mailConfigs(): Promise<readonly MailConfig[]>;
  /** What nobody has decided about yet: aliases of imported names, of the configuration and of records; with `all`, the decided ones too. */
  aliasQuestions(
    profiling: Pick<ProfilingConfig, "profileData" | "profiles">,
    all?: boolean,
  ): Promise<readonly AliasQuestion[]>;
  /** Set when a later version of the product has written something here that this one cannot read. */
  laterState(): Promise<LaterState | null>;
  /** The result files of all configured jobs that are older than their `timeDelta4Delete` days: paths in the workspace. */
  oldResultFiles(): Promise<readonly string[]>;
  /** ISO 8601 UTC of the last finished scan, by whomever, or of the other jobs where the articles have none; null when there was none. */
  lastScan(): Promise<string | null>;
}
