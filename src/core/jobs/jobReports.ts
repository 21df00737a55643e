import type { Article, Job, ScanReport, SourceFailure, SourceReport, SourceSkip } from "../model/model";
import type { ConfigStateOf, NoConfig } from "../config/configState";

interface JobReportBase {
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
}

export interface ContentsReport extends JobReportBase {
  readonly job: "contents";
  readonly pages: readonly PageState[];
}

export type OtherReport = KeywordsReport | CountsReport | ContentsReport;
export type AnyReport = ScanReport | OtherReport;

/** The report of each job. */
export interface ReportOf {
  readonly articles: ScanReport;
  readonly keywords: KeywordsReport;
  readonly counts: CountsReport;
  readonly contents: ContentsReport;
}

/** A job that has run, with the configuration it ran by. */
export type DoneJob = {
  readonly [J in Job]: {
    readonly kind: "done";
    readonly job: J;
    readonly report: ReportOf[J];
    readonly state: Extract<ConfigStateOf<J>, { kind: "ok" }>;
  };
}[Job];

/** What became of a job in a run. */
export type JobResult = DoneJob | { readonly kind: "config"; readonly job: Job; readonly state: NoConfig };

/** What the sidebar shows of the other jobs, from memory; null where a job is not configured. */
export interface JobsOverview {
  readonly keywords: readonly { readonly keyword: string; readonly articles: readonly KeywordArticle[] }[] | null;
  readonly counts: readonly CountRow[] | null;
  readonly contents: readonly PageState[] | null;
}
