import type { StateStore } from "../ports";
import type { AliasDecision } from "./choices";
import type { Choice, KnowledgeEntry, KnowledgeSource } from "./types";
import { isRecord } from "../text/isRecord";
import type { SourcedEntry } from "./mergeNames";

const VERSION = 1;
const CATALOGUE = "names";
const CHOICES = "chosen-names";
/** Entries in one document: reading one takes a few milliseconds. */
const ENTRIES_PER_PART = 500;

/** An imported source as the catalogue has it. */
export interface StoredSource extends KnowledgeSource {
  /** The entries are in parts of one of two generations: the new ones are whole before the catalogue names them. */
  readonly generation: "a" | "b";
  readonly parts: number;
  /** What the server said of its last answer, and the address that said it. */
  readonly validators?: { readonly url: string; readonly etag?: string; readonly lastModified?: string };
}

/** What was picked and decided for one workspace. */
export interface ChosenNames {
  readonly choices: readonly Choice[];
  readonly decisions: readonly AliasDecision[];
}

/** Keeps imported names, once for all workspaces of the user, and what was chosen of them, for one workspace. */
export interface NameStore {
  sources(): Promise<readonly StoredSource[]>;
  /** For a new source. No id is used twice, so that a choice cannot come to mean another source. */
  freeId(): Promise<string>;
  /** All entries of these sources, read in turns. */
  entries(sources: readonly StoredSource[], pause: () => Promise<void>): Promise<readonly SourcedEntry[]>;
  /** Writes the entries, then the catalogue. A source with the id of a stored one takes its place. */
  save(source: Omit<StoredSource, "generation" | "parts">, entries: readonly KnowledgeEntry[]): Promise<void>;
  remove(id: string): Promise<void>;
  /** Changes the catalogue's facts of a source whose entries stay. */
  touch(id: string, imported: string): Promise<void>;
  chosen(): Promise<ChosenNames>;
  saveChosen(chosen: ChosenNames): Promise<void>;
}

/** @param onDamaged gets the document's name and the name it was set aside under */
export function createNameStore(
  library: StateStore,
  workspace: StateStore,
  onDamaged: (name: string, asideName: string) => void,
): NameStore {
  const read = async (store: StateStore, name: string): Promise<unknown> => {
    const value = await store.read(name, (aside) => onDamaged(name, aside));
    if (value === null) return null;
    if (isRecord(value) && value["version"] === VERSION && isRecord(value["data"])) return value["data"];
    onDamaged(name, await store.setAside(name));
    return null;
  };
  const write = (store: StateStore, name: string, data: unknown): Promise<void> =>
    store.write(name, { version: VERSION, data });
  const listOf = async (store: StateStore, name: string, key: string): Promise<readonly unknown[]> => {
    const data = await read(store, name);
    return isRecord(data) && Array.isArray(data[key]) ? (data[key] as unknown[]) : [];
  };

  const sources = async (): Promise<readonly StoredSource[]> =>
    (await listOf(library, CATALOGUE, "sources")).filter(isStoredSource);
  const lastId = async (list: readonly StoredSource[]): Promise<number> => {
    const data = await read(library, CATALOGUE);
    const stored = isRecord(data) && Number.isSafeInteger(data["lastId"]) ? Number(data["lastId"]) : 0;
    return Math.max(stored, ...list.map(({ id }) => Number(id)));
  };
  const writeSources = async (list: readonly StoredSource[]): Promise<void> =>
    write(library, CATALOGUE, { sources: list, lastId: await lastId(list) });
  /** Gives back the space of parts that no catalogue names. */
  const blank = async ({ id, generation, parts }: StoredSource): Promise<void> => {
    for (let part = 0; part < parts; part++) await write(library, partName(id, generation, part), { entries: [] });
  };

  return {
    sources,
    freeId: async () => String((await lastId(await sources())) + 1),
    entries: async (list, pause) => {
      const all: SourcedEntry[] = [];
      for (const { id, generation, parts } of list) {
        for (let part = 0; part < parts; part++) {
          const entries = await listOf(library, partName(id, generation, part), "entries");
          for (const entry of entries) if (isEntry(entry)) all.push({ sourceId: id, entry });
          await pause();
        }
      }
      return all;
    },
    save: async (source, entries) => {
      const before = (await sources()).find(({ id }) => id === source.id);
      const generation = before?.generation === "a" ? "b" : "a";
      const parts = Math.ceil(entries.length / ENTRIES_PER_PART);
      for (let part = 0; part < parts; part++) {
        const slice = entries.slice(part * ENTRIES_PER_PART, (part + 1) * ENTRIES_PER_PART);
        await write(library, partName(source.id, generation, part), { entries: slice });
      }
      const stored: StoredSource = { ...source, generation, parts };
      const list = await sources();
      await writeSources(
        before === undefined ? [...list, stored] : list.map((one) => (one.id === source.id ? stored : one)),
      );
      if (before !== undefined) await blank(before);
    },
    remove: async (id) => {
      const list = await sources();
      await writeSources(list.filter((source) => source.id !== id));
      for (const source of list) if (source.id === id) await blank(source);
    },
    touch: async (id, imported) => {
      await writeSources((await sources()).map((source) => (source.id === id ? { ...source, imported } : source)));
    },
    chosen: async () => {
      const data = await read(workspace, CHOICES);
      const list = (key: string): readonly unknown[] =>
        isRecord(data) && Array.isArray(data[key]) ? (data[key] as unknown[]) : [];
      return { choices: list("choices").filter(isChoice), decisions: list("decisions").filter(isDecision) };
    },
    saveChosen: (chosen) => write(workspace, CHOICES, chosen),
  };
}

function partName(id: string, generation: string, part: number): string {
  return `names-${id}-${generation}-${part}`;
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
    Number.isSafeInteger(value["parts"])
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

function isChoice(value: unknown): value is Choice {
  return (
    isRecord(value) &&
    isText(value["profile"]) &&
    isTexts(value["knownAs"]) &&
    Array.isArray(value["refs"]) &&
    value["refs"].every((ref) => isRecord(ref) && isText(ref["source"]) && isText(ref["name"])) &&
    Array.isArray(value["aliases"]) &&
    value["aliases"].every(isChosenAlias)
  );
}

function isChosenAlias(value: unknown): boolean {
  return (
    isRecord(value) &&
    isText(value["alias"]) &&
    Array.isArray(value["sources"]) &&
    value["sources"].every((source) => isRecord(source) && isText(source["title"]) && isText(source["date"])) &&
    Array.isArray(value["others"]) &&
    value["others"].every((other) => isRecord(other) && isText(other["name"]) && isTexts(other["sources"]))
  );
}

function isDecision(value: unknown): value is AliasDecision {
  return (
    isRecord(value) &&
    isText(value["alias"]) &&
    isText(value["day"]) &&
    isTexts(value["owners"]) &&
    isTexts(value["known"])
  );
}
