import type { AttackTable } from "./attack";
import type { AliasQuestion, SettleAliases } from "./choices";
import type { Remembering, SharedNames } from "../memory/namesFile";
import type {
  Choice,
  ColumnChoice,
  CutNames,
  ImportFailure,
  ImportReading,
  KnowledgeEntry,
  KnowledgeFormat,
  KnowledgeSource,
  NameFacts,
  NamePick,
  WrittenAlias,
} from "./types";
import type { NameFacets, NameFilter, NameHit } from "./searchNames";
import type { AliasChange, Tidings } from "./tidings";

export type ImportOutcome =
  | ({
      readonly kind: "imported";
      readonly source: KnowledgeSource;
      /** What it says otherwise than when it was read before; null at the first import. */
      readonly tidings: Tidings | null;
      readonly changes: readonly AliasChange[];
    } & CutNames)
  /** The server says that nothing has changed; the date is new. */
  | { readonly kind: "unchanged"; readonly source: KnowledgeSource; readonly changes: readonly AliasChange[] }
  | { readonly kind: "failed"; readonly failure: ImportFailure }
  | { readonly kind: "cancelled" };

/** What was read of a file of names, before any of it is taken. */
export interface NamesReading {
  readonly kind: "read";
  readonly title: string;
  readonly format: KnowledgeFormat;
  /** How many names there are. */
  readonly count: number;
  readonly reading: ImportReading;
  /** The first names, with those before them that have aliases. */
  readonly samples: readonly KnowledgeEntry[];
  /** The same bytes with other columns. */
  again(columns: ColumnChoice, signal: AbortSignal): Promise<ReadOutcome>;
  /** Keeps the names. Not before somebody has said what doubtful columns hold. */
  take(): Promise<ImportOutcome>;
}

export type ReadOutcome = NamesReading | Exclude<ImportOutcome, { kind: "imported" }>;

/** What the imports hold of ATT&CK. */
export type AttackImports =
  | { readonly kind: "none" }
  /** Earlier versions of the product took only names from these: they are to be refreshed once. */
  | { readonly kind: "refresh"; readonly sources: readonly KnowledgeSource[] }
  | { readonly kind: "table"; readonly table: AttackTable };

/** What the front doors ask of imported names. Every expected failure is a value. */
export interface Names {
  /** In the order of their first import. */
  sources(): Promise<readonly KnowledgeSource[]>;
  /**
   * Reads names without taking them.
   *
   * @param location an absolute path or a web address; one imported before is refreshed
   * @param columns what the user says of the columns of a table; else what was said of them before
   */
  readImport(location: string, signal: AbortSignal, columns?: ColumnChoice): Promise<ReadOutcome>;
  /**
   * Takes over, for some tracked names, what an import would change of the names they are looked for by.
   *
   * @param id of the source
   */
  acceptChanges(id: string, profiles: readonly string[]): Promise<Remembering>;
  /** Reads a source again, its columns as before, and takes it. @param id of the source */
  refresh(id: string, signal: AbortSignal): Promise<ImportOutcome>;
  /** The names stay tracked; their aliases from this source go. */
  remove(id: string): Promise<void>;
  /** The best first; the first call reads all sources, in turns. */
  search(query: string, limit: number, filter?: NameFilter): Promise<readonly NameHit[]>;
  /** How many a search would give without a limit. */
  count(query: string, filter?: NameFilter): Promise<number>;
  /** By what a search can be narrowed. */
  facets(): Promise<NameFacets>;
  /** What the bundles of ATT&CK among the sources hold of some domains; read from the disk each time, in turns. */
  attack(domains: readonly string[]): Promise<AttackImports>;
  /** What the sources say a tracked name is, for those that were picked from them. */
  facts(profiles: readonly string[]): Promise<ReadonlyMap<string, NameFacts>>;
  /** Remembers which imported entries tracked names stand for: their aliases come along from the next scan on. */
  choose(picks: readonly NamePick[]): Promise<Remembering>;
  chosen(): Promise<readonly Choice[]>;
  /** The aliases of the names tracked now, with the written ones that are in doubt, and what was decided to be others'. */
  readonly settle: SettleAliases;
  /** The aliases of tracked names that may stand for several actors and that nobody has decided about; with `all`, the decided ones too. */
  questions(
    profiles: readonly string[],
    written?: readonly WrittenAlias[],
    all?: boolean,
  ): Promise<readonly AliasQuestion[]>;
  /** Remembers whose the alias is (nobody's: it is never looked for) and takes what it found out of the other rows. */
  decide(question: AliasQuestion, owners: readonly string[]): Promise<Remembering>;
  /** The names file of the folder: where it is, what is wrong with it and in it. */
  file(): Promise<{ readonly path: string } & Omit<SharedNames, "facts">>;
  /** Leaves out the lines of the names file that later ones have replaced; gives how many, null where it cannot be read. */
  compact(): Promise<number | null>;
  /** Writes into `.gitattributes` that git keeps the lines of both sides, by the user's own wish. */
  addMergeRule(): Promise<void>;
}
