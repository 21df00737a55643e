import { type StateDocument, type StateFolder, createDocuments } from "../memory/documents";
import type { ColumnChoice, KnowledgeEntry, KnowledgeSource } from "./types";
import { isRecord } from "../text/isRecord";
import type { SourcedEntry } from "./mergeNames";
import { type AttackBundle, type AttackFacts, type AttackItem, isAttackFacts, isAttackItem } from "./attackItems";

/** Entries in one document: reading one takes a few milliseconds. */
const ENTRIES_PER_PART = 500;
/** The same for items of ATT&CK, whose descriptions are longer. */
const ITEMS_PER_PART = 250;

/** An imported source as the catalogue has it. */
export interface StoredSource extends KnowledgeSource {
  /** The entries are in parts of one of two generations: the new ones are whole before the catalogue names them. */
  readonly generation: "a" | "b";
  readonly parts: number;
  /** Of a bundle of ATT&CK; its items are in parts of the same generation. Imports of earlier versions have none. */
  readonly attack?: AttackFacts & { readonly parts: number };
  /** What the server said of its last answer, and the address that said it. */
  readonly validators?: { readonly url: string; readonly etag?: string; readonly lastModified?: string };
  /** Set when its host was in the public internet: inside a private network it is another one, and is not read again. */
  readonly wasPublic?: boolean;
}

/** What is known of a location that was read before. */
export type KnownAnswer = Pick<StoredSource, "validators" | "wasPublic">;

/** Keeps imported names, once for all workspaces of the user. What changes them is called within the lock of the library. */
export interface NameStore {
  sources(): Promise<readonly StoredSource[]>;
  /** For a new source. No id is used twice, so that a choice cannot come to mean another source. */
  freeId(): Promise<string>;
  /** All entries of these sources, read in turns. */
  entries(sources: readonly StoredSource[], pause: () => Promise<void>): Promise<readonly SourcedEntry[]>;
  /** What these sources hold of ATT&CK, read in turns. */
  attack(sources: readonly StoredSource[], pause: () => Promise<void>): Promise<readonly AttackItem[]>;
  /** Writes entries and items, then the catalogue. A source with the id of a stored one takes its place. */
  save(
    source: Omit<StoredSource, "generation" | "parts" | "attack">,
    entries: readonly KnowledgeEntry[],
    attack: AttackBundle | undefined,
  ): Promise<void>;
  remove(id: string): Promise<void>;
  /** Changes the catalogue's facts of a source whose entries stay. */
  touch(id: string, imported: string): Promise<void>;
}

interface Catalogue {
  readonly sources: readonly StoredSource[];
  /** The highest id that was ever given. */
  readonly lastId: number;
}

const CATALOGUE: StateDocument<Catalogue> = {
  name: "names",
  empty: { sources: [], lastId: 0 },
  decode: (data) =>
    isRecord(data)
      ? {
          sources: listOf(data["sources"]).filter(isStoredSource),
          lastId: Number.isSafeInteger(data["lastId"]) ? Number(data["lastId"]) : 0,
        }
      : null,
};

/** @param folder the user's, for all workspaces */
export function createNameStore(folder: StateFolder): NameStore {
  const documents = createDocuments(folder, "names");
  const load = async (): Promise<Catalogue> => withLastId(await documents.load(CATALOGUE));
  const change = async (edit: (sources: readonly StoredSource[]) => readonly StoredSource[]): Promise<void> => {
    const { sources, lastId } = await load();
    await documents.save(CATALOGUE, withLastId({ sources: edit(sources), lastId }));
  };
  /** Gives back the space of parts that no catalogue names. */
  const blank = async ({ id, generation, parts, attack }: StoredSource): Promise<void> => {
    for (let part = 0; part < parts; part++) await documents.save(partOf(id, generation, part), { entries: [] });
    for (let part = 0; part < (attack?.parts ?? 0); part++)
      await documents.save(attackPartOf(id, generation, part), { items: [] });
  };

  return {
    sources: async () => (await load()).sources,
    freeId: async () => String((await load()).lastId + 1),
    entries: async (list, pause) => {
      const all: SourcedEntry[] = [];
      for (const { id, generation, parts } of list) {
        for (let part = 0; part < parts; part++) {
          const { entries } = await documents.load(partOf(id, generation, part));
          for (const entry of entries) all.push({ sourceId: id, entry });
          await pause();
        }
      }
      return all;
    },
    attack: async (list, pause) => {
      const all: AttackItem[] = [];
      for (const { id, generation, attack } of list) {
        for (let part = 0; part < (attack?.parts ?? 0); part++) {
          all.push(...(await documents.load(attackPartOf(id, generation, part))).items);
          await pause();
        }
      }
      return all;
    },
    save: async (source, entries, attack) => {
      const before = (await load()).sources.find(({ id }) => id === source.id);
      const generation = before?.generation === "a" ? "b" : "a";
      const parts = Math.ceil(entries.length / ENTRIES_PER_PART);
      for (let part = 0; part < parts; part++) {
        const slice = entries.slice(part * ENTRIES_PER_PART, (part + 1) * ENTRIES_PER_PART);
        await documents.save(partOf(source.id, generation, part), { entries: slice });
      }
      const items = attack?.items ?? [];
      const attackParts = Math.ceil(items.length / ITEMS_PER_PART);
      for (let part = 0; part < attackParts; part++) {
        const slice = items.slice(part * ITEMS_PER_PART, (part + 1) * ITEMS_PER_PART);
        await documents.save(attackPartOf(source.id, generation, part), { items: slice });
      }
      const stored: StoredSource = {
        ...source,
        generation,
        parts,
        ...(attack === undefined
          ? {}
          : { attack: { name: attack.name, version: attack.version, day: attack.day, parts: attackParts } }),
      };
      await change((list) =>
        before === undefined ? [...list, stored] : list.map((one) => (one.id === source.id ? stored : one)),
      );
      if (before !== undefined) await blank(before);
    },
    remove: async (id) => {
      const { sources } = await load();
      await change((list) => list.filter((source) => source.id !== id));
      for (const source of sources) if (source.id === id) await blank(source);
    },
    touch: (id, imported) =>
      change((list) => list.map((source) => (source.id === id ? { ...source, imported } : source))),
  };
}

function withLastId({ sources, lastId }: Catalogue): Catalogue {
  return { sources, lastId: Math.max(lastId, ...sources.map(({ id }) => Number(id))) };
}

function partOf(id: string, generation: string, part: number): StateDocument<{ entries: readonly KnowledgeEntry[] }> {
  return {
    name: `names-${id}-${generation}-${part}`,
    empty: { entries: [] },
    decode: (data) => (isRecord(data) ? { entries: listOf(data["entries"]).filter(isEntry) } : null),
  };
}

function attackPartOf(id: string, generation: string, part: number): StateDocument<{ items: readonly AttackItem[] }> {
  return {
    name: `attack-${id}-${generation}-${part}`,
    empty: { items: [] },
    decode: (data) => (isRecord(data) ? { items: listOf(data["items"]).filter(isAttackItem) } : null),
  };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

// Entries that are not ours are left out: one bad entry must not cost the others.

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isText);
}

function isStoredSource(value: unknown): value is StoredSource {
  return (
    isRecord(value) &&
    isText(value["id"]) &&
    /^\d+$/u.test(value["id"]) &&
    isText(value["title"]) &&
    isText(value["imported"]) &&
    isRecord(value["location"]) &&
    isText(value["location"]["value"]) &&
    (value["location"]["kind"] === "file" || value["location"]["kind"] === "url") &&
    (value["generation"] === "a" || value["generation"] === "b") &&
    Number.isSafeInteger(value["parts"]) &&
    (value["attack"] === undefined || isStoredAttack(value["attack"])) &&
    (value["columns"] === undefined || isColumnChoice(value["columns"]))
  );
}

function isStoredAttack(value: unknown): boolean {
  return isRecord(value) && isAttackFacts(value) && Number.isSafeInteger(value["parts"]);
}

function isColumnChoice(value: unknown): value is ColumnChoice {
  if (!isRecord(value)) return false;
  const { name, aliases, headings } = value;
  return (
    (name === undefined || isText(name)) &&
    (aliases === undefined || isTexts(aliases)) &&
    (headings === undefined || typeof headings === "boolean")
  );
}

function isEntry(value: unknown): value is KnowledgeEntry {
  return (
    isRecord(value) &&
    isText(value["name"]) &&
    isTexts(value["aliases"]) &&
    isText(value["kind"]) &&
    isText(value["source"]) &&
    ["country", "description", "id"].every((key) => value[key] === undefined || isText(value[key]))
  );
}
