import type { AttackTable } from "./attack";
import type { AliasQuestion, SettleAliases } from "./choices";
import type { Remembering, SharedNames } from "../memory/namesFile";
import type { Choice, ImportFailure, KnowledgeSource, LeftOut, NameFacts, NamePick, WrittenAlias } from "./types";
import type { NameHit } from "./searchNames";

export type ImportOutcome =
  | ({
      readonly kind: "imported";
      readonly source: KnowledgeSource;
      /** Names that were not there before; all of them at the first import. */
      readonly added: number;
      /** Names that the source no longer has. */
      readonly gone: readonly string[];
    } & Pick<LeftOut, "left" | "cut">)
  /** The server says that nothing has changed; the date is new. */
  | { readonly kind: "unchanged"; readonly source: KnowledgeSource }
  | { readonly kind: "failed"; readonly failure: ImportFailure }
  | { readonly kind: "cancelled" };

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
  /** @param location an absolute path or a web address; one imported before is refreshed */
  importNames(location: string, signal: AbortSignal): Promise<ImportOutcome>;
  /** @param id of the source */
  refresh(id: string, signal: AbortSignal): Promise<ImportOutcome>;
  /** The names stay tracked; their aliases from this source go. */
  remove(id: string): Promise<void>;
  /** The best first; the first call reads all sources, in turns. */
  search(query: string, limit: number): Promise<readonly NameHit[]>;
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
