import type { ParserFailure } from "../model/failureReasons";
import type { AliasSource, SourceFailure } from "../model/model";
import type { AttackBundle } from "./attackItems";

/** The words of imported names. Plain, readonly data that survives JSON and `postMessage`. */

export type NameKind = "actor" | "campaign" | "malware" | "ransomware" | "tool" | "name";

/** One actor, malware, tool or campaign, as one source knows it. `kind` is `name` where the source does not say. */
export interface KnowledgeEntry {
  readonly name: string;
  /** Other names, without the name itself; no two differ by case, blanks or hyphens only. */
  readonly aliases: readonly string[];
  readonly kind: NameKind;
  /** ISO 3166 code where the source gives one, else as written. */
  readonly country?: string;
  /** Plain text, shortened. */
  readonly description?: string;
  /** The source's own id: `G0007`, a UUID. */
  readonly id?: string;
  /** What an analyst would call the source: `MISP galaxy threat-actor`. */
  readonly source: string;
}

export type KnowledgeFormat = "misp" | "stix" | "json" | "csv" | "list" | "yaml" | "markdown";

/** What a column of a table, or a key of its entries, holds. */
export type ColumnRole = "name" | "aliases" | "country" | "description" | "kind" | "id";

/** What the user says of the columns: each by its heading or its number, from 1 on. What is not said is told by the headings. */
export interface ColumnChoice {
  readonly name?: string;
  readonly aliases?: readonly string[];
  /** Whether the first row holds headings, where no known heading tells. */
  readonly headings?: boolean;
}

/** A column as it was read. */
export interface ReadColumn {
  /** "" in a table without headings. */
  readonly heading: string;
  /** Null: left out. */
  readonly role: ColumnRole | null;
  /** Some of its first cells. */
  readonly samples: readonly string[];
}

/** Why an entry was left out. */
export type LeftOutReason =
  /** Revoked or deprecated by its source. */
  | "revoked"
  /** Without a name. */
  | "noName"
  /** With a text in its place that is too long to be one. */
  | "tooLong"
  /** A line that is no JSON among lines of JSON. */
  | "notJson"
  /** Part of a second table with other headings. */
  | "otherTable"
  /** A line of text outside of the list. */
  | "outsideList"
  /** Beyond what one source may have. */
  | "tooMany";

export interface LeftOut {
  readonly reason: LeftOutReason;
  readonly count: number;
  /** Some of the first, shortened; none where there is nothing to show. */
  readonly samples: readonly string[];
}

/** How much of a source limits have cut. */
export interface CutNames {
  /** Entries beyond what one source may have: they are not there. */
  readonly left: number;
  /** Names and aliases that are too long, and aliases too many of one entry. */
  readonly cut: number;
}

/** How a file was read, to be looked at before its names are taken. */
export interface ImportReading {
  /** Entries, rows or lines that could have held a name. */
  readonly total: number;
  /** What holds the names, their other names and the rest; empty for a plain list. */
  readonly columns: readonly ReadColumn[];
  /** Columns of a table, which may be told otherwise; else the format itself says what is what. */
  readonly isTable: boolean;
  /** The first row holds headings. */
  readonly hasHeadings: boolean;
  /** Nothing says which column holds the names: that of `columns` is a guess, and nothing is taken before somebody has said. */
  readonly isDoubtful: boolean;
  readonly leftOut: readonly LeftOut[];
  /** Aliases that are too long, or too many of one entry. */
  readonly cutAliases: number;
}

/** What a parser finds in the text of one source. */
export interface ParsedEntries {
  readonly title: string;
  readonly entries: readonly KnowledgeEntry[];
  /** Names that are left out because the source says that they are no more. */
  readonly revoked: readonly string[];
  readonly reading: ImportReading;
  readonly attack?: AttackBundle;
}

/** Text to read names from, as it was found. */
export interface KnowledgeJob {
  readonly columns?: ColumnChoice;
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
  /** Last part of the path or address: tells a CSV, and names a list. */
  readonly fileName: string;
}

export type KnowledgeOutcome =
  | {
      readonly ok: true;
      readonly format: KnowledgeFormat;
      /** `MISP galaxy threat-actor`, `MITRE ATT&CK`, or the name of the file. */
      readonly title: string;
      readonly entries: readonly KnowledgeEntry[];
      readonly revoked: readonly string[];
      readonly reading: ImportReading;
      /** Of a bundle that has objects of ATT&CK. */
      readonly attack?: AttackBundle;
    }
  | { readonly ok: false; readonly failure: ParseFailure };

/** Why text holds no names. */
export type ParseFailure =
  | { readonly code: "empty" }
  | { readonly code: "binary" }
  | { readonly code: "webPage" }
  /** A file of Excel or LibreOffice. */
  | { readonly code: "spreadsheet" }
  /** Begins like JSON and is none. */
  | { readonly code: "notJson" }
  /** JSON, but neither a galaxy cluster, a STIX bundle nor a list of names. */
  | { readonly code: "unknownShape" }
  | { readonly code: "noNames" }
  /** YAML that multiplies itself. */
  | { readonly code: "yamlAnchors" }
  | { readonly code: "notYaml"; readonly line: number }
  /** The column that was asked for is not there; `columns`: those that are, by heading or number. */
  | { readonly code: "noColumn"; readonly column: string; readonly columns: readonly string[] }
  /** Which column holds the names is not certain, and there is nobody to ask. */
  | { readonly code: "doubtfulColumns"; readonly columns: readonly string[] }
  | { readonly code: "parseTimeout"; readonly seconds: number }
  | ParserFailure;

/** Where names are imported from. */
export interface KnowledgeLocation {
  readonly kind: "file" | "url";
  readonly value: string;
}

/** A source of names that has been imported. */
export interface KnowledgeSource {
  /** Stays the same over refreshes. */
  readonly id: string;
  readonly title: string;
  readonly format: KnowledgeFormat;
  readonly location: KnowledgeLocation;
  /** ISO 8601 UTC: when its names were read last. */
  readonly imported: string;
  readonly entryCount: number;
  readonly skipped: number;
  /** What the user has said of its columns. */
  readonly columns?: ColumnChoice;
}

/** What imports say a tracked name is. */
export interface NameFacts {
  readonly kind: NameKind;
  /** The ids it has there: of ATT&CK `G0007`, of a MISP galaxy a UUID. */
  readonly ids: readonly { readonly source: string; readonly id: string }[];
}

/** An entry of one source. */
export interface EntryRef {
  /** `KnowledgeSource.id`. */
  readonly source: string;
  readonly name: string;
}

/** Which imported entries a tracked name is to stand for. */
export interface NamePick {
  /** The name in the configuration. */
  readonly profile: string;
  readonly refs: readonly EntryRef[];
}

/** A tracked name that was picked from imported names, with all that a scan needs, so that it need not read the sources. */
export interface Choice {
  /** The name in the configuration. */
  readonly profile: string;
  /** What the sources call it: the owner's name in `ChosenAlias.others` of other choices. */
  readonly knownAs: readonly string[];
  readonly aliases: readonly ChosenAlias[];
}

/** An alias that came with a chosen name. */
export interface ChosenAlias {
  readonly alias: string;
  readonly sources: readonly AliasSource[];
  /** The other actors that go by it, as the sources have it. */
  readonly others: readonly AliasOwner[];
}

export interface AliasOwner {
  readonly name: string;
  /** Titles of the sources that say so. */
  readonly sources: readonly string[];
  readonly country?: string;
}

/** An alias that the configuration or its record gives a tracked name. */
export interface WrittenAlias {
  readonly profile: string;
  readonly alias: string;
  readonly source: AliasSource;
}

export type ImportFailure = ParseFailure | SourceFailure | FileFailure | { readonly code: "noAddress" };

export type FileFailure =
  | { readonly code: "noFile" }
  | { readonly code: "fileDenied" }
  | { readonly code: "fileTooLarge"; readonly limitBytes: number }
  /** `detail`: the system's code. */
  | { readonly code: "fileUnreadable"; readonly detail: string };
