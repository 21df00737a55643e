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

export type KnowledgeFormat = "misp" | "stix" | "json" | "csv" | "list";

/** Text to read names from, as it was found. */
export interface KnowledgeJob {
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
  /** Last part of the path or address: tells a CSV, and names a list. */
  readonly fileName: string;
}

/** How much of a source of names was left out, and why. */
export interface LeftOut {
  /** Entries that are revoked, deprecated, or without a usable name. */
  readonly skipped: number;
  /** Entries beyond what one source may have. */
  readonly left: number;
  /** Names and aliases that are too long, and aliases too many of one entry. */
  readonly cut: number;
}

export type KnowledgeOutcome =
  | ({
      readonly ok: true;
      readonly format: KnowledgeFormat;
      /** `MISP galaxy threat-actor`, `MITRE ATT&CK`, or the name of the file. */
      readonly title: string;
      readonly entries: readonly KnowledgeEntry[];
      /** Of a bundle that has objects of ATT&CK. */
      readonly attack?: AttackBundle;
    } & LeftOut)
  | { readonly ok: false; readonly failure: ParseFailure };

/** Why text holds no names. */
export type ParseFailure =
  | { readonly code: "empty" }
  | { readonly code: "binary" }
  | { readonly code: "webPage" }
  /** Begins like JSON and is none. */
  | { readonly code: "notJson" }
  /** JSON, but neither a galaxy cluster, a STIX bundle nor a list of names. */
  | { readonly code: "unknownShape" }
  | { readonly code: "noNames" }
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
