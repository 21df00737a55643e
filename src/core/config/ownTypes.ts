/** A user's own job as the rest of the tool sees it: its base, and what its file says beside the keys of that. */

import { JOBS, type JobId } from "../model/model";
import type { ExtractField } from "../model/parseJob";
import type { ConfigOf, KeywordsConfig } from "./types";

/** How one field is taken out of an item of a page. */
export interface FieldRule extends ExtractField {
  /** Says nothing of whether a row is known. */
  readonly volatile: boolean;
}

/** What of a page counts: `extract` of the file. */
export interface ExtractConfig {
  /** A CSS selector: each hit is an item. */
  readonly select: string;
  readonly fields: readonly (readonly [name: string, rule: FieldRule])[];
  /** Terms: items in whose text one is found do not count. */
  readonly exclude: readonly string[];
  /** The fields a row is known by; empty for all that are not volatile. */
  readonly key: readonly string[];
}

/** How the result file is laid out: `format` of the file. One of both is empty. */
export interface FormatConfig {
  /** The text of an item, with `{field}` in it. */
  readonly item: string;
  /** Columns of CSV: heading and what stands below it, with `{field}` in it. */
  readonly columns: readonly (readonly [heading: string, cell: string])[];
}

/** What a job of the user's own is made of: what one of the four reads, or records of Cortex XSOAR. */
export const OWN_BASES = [...JOBS, "records"] as const;
export type OwnBase = (typeof OWN_BASES)[number];

/** The records that a job looks at: `select` of the file. */
export interface RecordsSelect {
  /** Tracked names, or other names of records; empty where a query says which. */
  readonly names: readonly string[];
  /** A search as Cortex XSOAR has it; empty for none. */
  readonly query: string;
  /** The type of the records; empty for those that names may mean. */
  readonly type: string;
}

/** What the file says of the job itself: `job`. */
export interface OwnHead {
  /** As it is shown; empty where the file says nothing. */
  readonly name: string;
  readonly base: OwnBase;
  /** Minutes between two runs; null for a job that runs with every scan. */
  readonly every: number | null;
}

/** What a job is called where it is shown. */
export function shownName(id: JobId, { name }: Pick<OwnHead, "name">): string {
  return name === "" ? id : name;
}

/** Where a script takes part: in place of what the product does there, or after all of it. */
export type ScriptPoint = "extract" | "filter" | "format" | "records" | "after" | "alone";

/** A program of the user's own that takes part in a job: `script` of the file. */
export interface ScriptConfig {
  /** The command line, word by word; one of its words is a file of the workspace. */
  readonly run: readonly string[];
  readonly at: ScriptPoint;
  /** JSON lines both ways, or a text that it prints. */
  readonly speaks: "lines" | "text";
  /** Seconds. */
  readonly timeout: number;
  /** Variables of the environment it is given beside those that every program needs. */
  readonly env: readonly string[];
  /** Names of secrets it is given. */
  readonly secrets: readonly string[];
  /** What it is told, as the file has it. */
  readonly params: Readonly<Record<string, unknown>>;
  /** At `records`: the fields of a record that it is shown and may propose to change. */
  readonly fields: readonly string[];
}

/** What a job of one of the bases runs by: articles and keywords make articles, counts and contents read pages. */
export type ReadingBasis =
  | { readonly base: "articles"; readonly config: ArticleListConfig }
  | { readonly base: "keywords"; readonly config: KeywordsConfig }
  | { readonly base: "counts"; readonly config: ConfigOf["counts"] }
  | { readonly base: "contents"; readonly config: ConfigOf["contents"] };

/** The keys of the articles for a job that keeps a list of its own: all articles count, whatever words they hold. */
export type ArticleListConfig = KeywordsConfig & {
  readonly websiteconfig: Pick<ConfigOf["articles"]["websiteconfig"], "stopwords" | "specialHandling">;
  readonly csv: ConfigOf["articles"]["csv"];
};

/** The configuration of a user's own job that reads sources. */
export type ReadingConfig = ReadingBasis & {
  readonly head: OwnHead;
  readonly extract: ExtractConfig | null;
  readonly format: FormatConfig | null;
  readonly script: ScriptConfig | null;
  /** Only what is new counts. */
  readonly isDelta: boolean;
};

/** That of one whose script proposes changes of records. */
export interface ProposingConfig {
  readonly base: "records";
  readonly head: OwnHead;
  readonly select: RecordsSelect;
  readonly script: ScriptConfig;
}

export type OwnConfig = ReadingConfig | ProposingConfig;
