import { LIBRARY_LOCK_MS } from "../limits";
import { nameKey } from "../matching/nameKey";
import type { Web } from "../ports";
import { standing } from "../config/nameFacts";
import type { RowMemory } from "../memory/memory";
import type { StateStore } from "../ports";
import type { Workspace } from "../memory/workspace";
import { attackTableSteps, newestBundles } from "./attackTable";
import { type AliasDecision, aliasQuestions, decisionOn, settledAliases } from "./choices";
import { type Library, factsAfterImport, factsAfterRemoval, factsOfChoice } from "./entryFacts";
import type { ImportOutcome, Names } from "./names";
import { type NameReaders, importLocation, readNames } from "./importNames";
import { type Merged, mergeSteps } from "./mergeNames";
import { type NameSearch, nameSearchSteps } from "./searchNames";
import type { NameStore, StoredSource } from "./nameStore";
import { type ChosenNames, chosenNames, pickedFacts } from "./sharedChoices";
import { ATTACK_TITLE } from "./stixBundle";
import { finishInTurns } from "../text/turns";
import type { Choice, KnowledgeEntry, KnowledgeLocation, KnowledgeSource, WrittenAlias } from "./types";
import { withWritten } from "./writtenAliases";

/** Where imported names are kept, for all workspaces of the user, and how they are read. */
interface Imports extends NameReaders {
  readonly store: NameStore;
  readonly library: StateStore;
}

interface Loaded {
  readonly merged: Merged;
  readonly search: NameSearch;
}

/** Imported names, what is chosen of them, and whose their ambiguous aliases are. */
export function createNames(workspace: Workspace, web: Web, imports: Imports): Names {
  const { clock, memory, namesFile } = workspace;
  const { store } = imports;
  const chosen = async (): Promise<ChosenNames> => chosenNames((await namesFile.read()).facts);
  const pause = (): Promise<void> => clock.wait(0);
  let loaded: Promise<Loaded> | null = null;
  let loadedStamp = "";

  /** The index of all imported names: built on first use, and anew when a source has changed, in this window or another. */
  const load = async (): Promise<Loaded> => {
    const sources = await store.sources();
    const stamp = JSON.stringify(sources.map(({ id, generation, imported }) => [id, generation, imported]));
    if (loaded === null || loadedStamp !== stamp) {
      loadedStamp = stamp;
      const building = build(sources);
      loaded = building;
      // What could not be read now may be readable the next time.
      building.catch(() => {
        if (loaded === building) loaded = null;
      });
    }
    return loaded;
  };
  const build = async (sources: readonly StoredSource[]): Promise<Loaded> => {
    const entries = await store.entries(sources, pause);
    const merged = await finishInTurns(mergeSteps(entries), pause);
    return { merged, search: await finishInTurns(nameSearchSteps(merged.names), pause) };
  };

  const changeLibrary = async <T>(work: () => Promise<T>): Promise<T> => {
    const done = await imports.library.withLock("state", LIBRARY_LOCK_MS, work);
    if (done === null) throw new Error("The imported names are locked by another process.");
    return done.value;
  };
  const library = async (): Promise<Library> => {
    const [{ merged }, sources] = await Promise.all([load(), store.sources()]);
    return { merged, sources };
  };

  /** What a source that came, changed or went says now of the names that are chosen here. */
  const tellChosen = async (title: string): Promise<void> => {
    const { facts } = await namesFile.read();
    if (standing(facts, "picked").length === 0) return;
    const now = await library();
    const isLeft = now.sources.some((source) => source.title === title);
    await namesFile.change([], (_now, shared) => ({
      facts: isLeft ? factsAfterImport(shared.facts, title, now) : factsAfterRemoval(shared.facts, title),
      mayWait: true,
    }));
  };

  const importFrom = async (
    location: KnowledgeLocation,
    before: StoredSource | undefined,
    signal: AbortSignal,
  ): Promise<ImportOutcome> => {
    // The server would say that nothing has changed, and what an earlier version has left out would stay out.
    const { validators, wasPublic = false } = before ?? {};
    const known = {
      ...(validators === undefined || before === undefined || lacksAttack(before) ? {} : { validators }),
      wasPublic,
    };
    const read = await readNames(web, imports, location, known, signal);
    if (read.kind === "failed" || read.kind === "cancelled") return read;
    const imported = clock.now().toISOString();
    if (read.kind === "unchanged") {
      if (before === undefined) return { kind: "failed", failure: { code: "empty" } };
      await changeLibrary(() => store.touch(before.id, imported));
      await tellChosen(before.title);
      return { kind: "unchanged", source: publicSource({ ...before, imported }) };
    }
    const { names } = read;
    const old = before === undefined ? [] : await store.entries([before], pause);
    const saved = await changeLibrary(async () => {
      const id = before?.id ?? (await store.freeId());
      const source: KnowledgeSource = {
        id,
        title: names.title,
        format: names.format,
        location,
        imported,
        entryCount: names.entries.length,
        skipped: names.skipped,
      };
      await store.save({ ...source, ...read.known }, names.entries, names.attack);
      return source;
    });
    await tellChosen(saved.title);
    const oldKeys = keysOf(old.map(({ entry }) => entry));
    const newKeys = keysOf(names.entries);
    return {
      kind: "imported",
      source: saved,
      added: [...newKeys].filter((key) => !oldKeys.has(key)).length,
      gone: old.filter(({ entry }) => !newKeys.has(nameKey(entry.name))).map(({ entry }) => entry.name),
      left: names.left,
      cut: names.cut,
    };
  };

  /** What is chosen, with the written aliases that are in doubt. */
  const chosenWith = async (profiles: readonly string[], written: readonly WrittenAlias[]): Promise<ChosenNames> => {
    const { choices, decisions } = await chosen();
    const places = new Map(profiles.map((profile, at) => [profile, at]));
    const placeOf = ({ profile }: Choice): number => places.get(profile) ?? profiles.length;
    // In the order of the configuration: that of the file is an accident.
    const inOrder = choices.toSorted((a, b) => placeOf(a) - placeOf(b));
    return { choices: withWritten(inOrder, written, profiles), decisions };
  };

  return {
    sources: async () => (await store.sources()).map(publicSource),
    importNames: async (text, signal) => {
      const location = importLocation(text);
      if (location === null) return { kind: "failed", failure: { code: "noAddress" } };
      const before = (await store.sources()).find(
        (source) => source.location.kind === location.kind && source.location.value === location.value,
      );
      return importFrom(location, before, signal);
    },
    refresh: async (id, signal) => {
      const source = (await store.sources()).find((one) => one.id === id);
      if (source === undefined) return { kind: "failed", failure: { code: "noAddress" } };
      return importFrom(source.location, source, signal);
    },
    remove: async (id) => {
      const removed = (await store.sources()).find((source) => source.id === id);
      await changeLibrary(() => store.remove(id));
      if (removed !== undefined) await tellChosen(removed.title);
    },
    search: async (query, limit) => (await load()).search.search(query, limit),
    attack: async (domains) => {
      const sources = await store.sources();
      const old = sources.filter(lacksAttack);
      if (old.length > 0) return { kind: "refresh", sources: old.map(publicSource) };
      const bundles = newestBundles(
        sources.flatMap((source) =>
          source.attack === undefined ? [] : [{ ...source.attack, imported: source.imported, source }],
        ),
      );
      if (bundles.length === 0) return { kind: "none" };
      const stored = bundles.map(({ source }) => source);
      const items = await store.attack(stored, pause);
      return { kind: "table", table: await finishInTurns(attackTableSteps(bundles, items, domains), pause) };
    },
    facts: async (profiles) => pickedFacts((await namesFile.read()).facts, profiles),
    choose: async (picks) => {
      const now = await library();
      return namesFile.add(({ facts }) => picks.flatMap((pick) => factsOfChoice(facts, pick, now)));
    },
    chosen: async () => (await chosen()).choices,
    settle: async (profiles, written) => {
      const { choices, decisions } = await chosenWith(profiles, written);
      return settledAliases(choices, decisions, profiles);
    },
    questions: async (profiles, written = [], all = false) => {
      const { choices, decisions } = await chosenWith(profiles, written);
      return aliasQuestions(choices, decisions, profiles, all);
    },
    decide: async (question, owners) => {
      const decision = decisionOn(question, owners);
      // The decision first: without it the rows would be filled again.
      const done = await namesFile.add(() => [{ is: "decision", ...decision }]);
      if (done.kind !== "refused") {
        await memory.change(["rows"], ({ rows }) => ({ rows: rowsAfter(rows, decision) }));
      }
      return done;
    },
    file: async () => ({ path: namesFile.path, ...(await namesFile.read()) }),
    compact: () => namesFile.compact(),
    addMergeRule: () => namesFile.addMergeRule(),
  };
}

/** The rows without what the alias alone had found for names it does not stand for. */
function rowsAfter(
  rows: ReadonlyMap<string, RowMemory>,
  decision: Required<AliasDecision>,
): ReadonlyMap<string, RowMemory> {
  const key = nameKey(decision.alias);
  const chosen = new Set(decision.owners.map(nameKey));
  // Of a name that is spelled so itself nothing is taken.
  const losing = new Set(decision.known.filter((name) => !chosen.has(nameKey(name)) && nameKey(name) !== key));
  return new Map(
    [...rows].map(([name, row]) => {
      if (!losing.has(name)) return [name, row];
      const items = row.items.flatMap((item) => {
        const matches = item.matches.filter((match) => nameKey(match.name) !== key);
        return matches.length === 0 ? [] : [{ ...item, matches }];
      });
      return [name, { ...row, items }];
    }),
  );
}

/** Whether a source is a bundle of ATT&CK that an earlier version of the product took only the names from. */
function lacksAttack({ format, title, attack }: StoredSource): boolean {
  return format === "stix" && title === ATTACK_TITLE && attack === undefined;
}

function publicSource({ id, title, format, location, imported, entryCount, skipped }: StoredSource): KnowledgeSource {
  return { id, title, format, location, imported, entryCount, skipped };
}

function keysOf(entries: readonly KnowledgeEntry[]): ReadonlySet<string> {
  return new Set(entries.map(({ name }) => nameKey(name)));
}
