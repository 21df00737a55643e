import type { Article, Job, JobId, ScanReport, SourceFailure, SourceReport, SourceSkip } from "../model/model";
import type { ScriptRefusal } from "./scriptConsent";
import type { OwnBase } from "../config/ownTypes";
import type { Proposal } from "../records/proposals";
import type { ConfigStateOf, NoConfig } from "../config/configState";

/** What a job of the user's own is known by, and what it is shown as. */
export interface OwnJob {
  readonly id: JobId;
  readonly name: string;
  readonly base: OwnBase;
}

/** What came of the script of a job. */
export interface ScriptRan {
  readonly ok: boolean;
  /** Why it has failed, in a sentence; empty when it has not. */
  readonly why: string;
  /** What it has written for people. */
  readonly log: string;
  /** What it says it has done. */
  readonly summary: string;
}

interface JobReportBase {
  /** Set when a script has taken part. */
  readonly script?: ScriptRan;
  /** Left out for the four. */
  readonly own?: OwnJob;
  /** ISO 8601 UTC. */
  readonly started: string;
  readonly durationMs: number;
  /** A cancelled job has changed nothing. */
  readonly cancelled: boolean;
  readonly sources: readonly SourceReport[];
  /** Path of the result file written, relative to the workspace. */
  readonly resultFile: string | null;
  /** What went wrong beside the sources, in sentences. */
  readonly notices: readonly string[];
}

/** An article with the keywords it holds. */
export interface KeywordArticle {
  readonly article: Article;
  /** As configured, in their order. */
  readonly keywords: readonly string[];
}

export interface KeywordsReport extends JobReportBase {
  readonly job: "keywords";
  /** Found by no earlier run and in no result file. */
  readonly newArticles: readonly KeywordArticle[];
  /** Notes for Cortex XSOAR that this run has decided on; null when it writes none. */
  readonly notes: number | null;
}

/** A page that holds a name. */
export interface CountedPage {
  readonly url: string;
  /** 35 characters before the name, and 35 from its beginning: as the page's source has them. */
  readonly before: string;
  readonly from: string;
}

export interface CountRow {
  readonly name: string;
  readonly pages: readonly CountedPage[];
}

export interface CountsReport extends JobReportBase {
  readonly job: "counts";
  /** By name, those without a page included. */
  readonly rows: readonly CountRow[];
}

/** What became of a page since it was read last. */
export type PageChange = "new" | "changed" | "same" | "failed";

export interface PageState {
  readonly url: string;
  readonly change: PageChange;
  /** ISO 8601 UTC of the last reading that succeeded, and of the last change; null when there was none. */
  readonly read: string | null;
  readonly changed: string | null;
  readonly failure?: SourceFailure;
  /** Set when it was not asked. */
  readonly skipped?: SourceSkip;
  /** Of a job of the user's own: it is due, and no result file could be told of it yet. */
  readonly unwritten?: true;
}

export interface ContentsReport extends JobReportBase {
  readonly job: "contents";
  readonly pages: readonly PageState[];
}

/** What a job of the user's own has taken out of a page: values in the order of its fields. */
export interface JobRow {
  /** The same row has the same one. */
  readonly key: string;
  /** The page it stands on. */
  readonly url: string;
  readonly values: readonly string[];
  /** The counted names that it holds. */
  readonly names: readonly string[];
  /** ISO 8601 UTC of the run that has found it first. */
  readonly found: string;
}

export interface RowsReport extends JobReportBase {
  readonly job: "rows";
  readonly own: OwnJob;
  /** Found by no earlier run. */
  readonly newRows: readonly JobRow[];
  /** Names of the values. */
  readonly fields: readonly string[];
  /** How many there are now. */
  readonly rowCount: number;
}

/** What the script of a job that looks at records has proposed. */
export interface ProposalsReport extends Omit<JobReportBase, "sources" | "resultFile" | "own"> {
  readonly own: OwnJob;
  /** How many it was shown. */
  readonly records: number;
  /** They wait for a review. */
  readonly proposals: readonly Proposal[];
}

export type OtherReport = KeywordsReport | CountsReport | ContentsReport | RowsReport;
export type AnyReport = ScanReport | OtherReport;

/** The report of each job. */
export interface ReportOf {
  readonly articles: ScanReport;
  readonly keywords: KeywordsReport;
  readonly counts: CountsReport;
  readonly contents: ContentsReport;
}

/** A job that has run, with the configuration it ran by. */
export type DoneJob =
  | ShippedShape
  | {
      readonly kind: "done";
      readonly job: "rows";
      readonly report: RowsReport;
      readonly state: Extract<ConfigStateOf<"counts"> | ConfigStateOf<"contents">, { kind: "ok" }>;
    };

/** The four, and jobs of the user's own that find what one of them does. */
type ShippedShape = {
  readonly [J in Job]: {
    readonly kind: "done";
    readonly job: J;
    readonly report: ReportOf[J];
    readonly state: Extract<ConfigStateOf<J>, { kind: "ok" }>;
  };
}[Job];

/** What became of a job in a run. */
export type JobResult =
  | DoneJob
  | { readonly kind: "config"; readonly job: JobId; readonly state: NoConfig }
  /** A job whose script proposes changes of records. */
  | { readonly kind: "proposed"; readonly job: JobId; readonly report: ProposalsReport }
  /** A job whose script may not run, so that the job does not. */
  | { readonly kind: "passedOver"; readonly job: JobId; readonly refusal: ScriptRefusal };

/** What the sidebar shows of the other jobs, from memory; null where a job is not configured. */
export interface JobsOverview {
  readonly keywords: readonly ByKeyword[] | null;
  readonly counts: readonly CountRow[] | null;
  readonly contents: readonly PageState[] | null;
  readonly own: readonly OwnOverview[];
}

/** What a job of the user's own has found, from memory. */
/** `broken`: its configuration has errors; `script`: its script cannot be run; `paused`: that has failed too often; `failed`: it has failed. */
export type OwnTrouble = "broken" | "consent" | "script" | "paused" | "failed";

export interface OwnOverview extends Pick<OwnJob, "id" | "name"> {
  /** Relative to the workspace. */
  readonly file: string;
  /** What keeps it from running, or has kept it; null where nothing does. */
  readonly trouble: OwnTrouble | null;
  readonly found: OwnFound;
}

export type OwnFound =
  /** By keyword where the job looks for some. */
  | { readonly kind: "keywords"; readonly keywords: readonly ByKeyword[] }
  /** Newest first. */
  | { readonly kind: "articles"; readonly articles: readonly KeywordArticle[] }
  | { readonly kind: "counts"; readonly rows: readonly CountRow[] }
  | { readonly kind: "contents"; readonly pages: readonly PageState[] }
  /** Newest first, with the names of their values. */
  | { readonly kind: "rows"; readonly rows: readonly JobRow[]; readonly fields: readonly string[] }
  /** Changes of records that wait for a review. */
  | { readonly kind: "proposals"; readonly proposals: readonly Proposal[] }
  | { readonly kind: "nothing" };

/** A keyword with its articles, newest first. */
export interface ByKeyword {
  readonly keyword: string;
  readonly articles: readonly KeywordArticle[];
}
