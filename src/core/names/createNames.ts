import { LIBRARY_LOCK_MS } from "../limits";
import { nameKey } from "../matching/nameKey";
import type { Web } from "../ports";
import { standing } from "../config/nameFacts";
import type { RowMemory } from "../memory/memory";
import type { StateStore } from "../ports";
import type { Workspace } from "../memory/workspace";
import { attackTableSteps, newestBundles } from "./attackTable";
import { type AliasDecision, aliasQuestions, decisionOn, settledAliases } from "./choices";
import { createImports, lacksAttack, publicSource } from "./createImports";
import { type Library, factsAfterImport, factsAfterRemoval, factsOfChoice } from "./entryFacts";
import type { Names } from "./names";
import type { NameReaders } from "./importNames";
import { type Merged, mergeSteps } from "./mergeNames";
import { type NameSearch, nameSearchSteps } from "./searchNames";
import type { NameStore, StoredSource } from "./nameStore";
import { type ChosenNames, chosenNames, pickedFacts } from "./sharedChoices";
import { type AliasChange, type PartedFacts, partFacts } from "./tidings";
import type { SharedNames } from "../memory/namesFile";
import { finishInTurns } from "../text/turns";
import type { Choice, WrittenAlias } from "./types";
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

  /** What a source says now of the names that are chosen here, beside what is known of them. */
  const saidBy = async (title: string) => {
    const now = await library();
    return ({ facts }: Pick<SharedNames, "facts">): PartedFacts =>
      partFacts(factsAfterImport(facts, title, now), facts);
  };
  /** Takes over what changes nothing that is looked for; gives the rest, about which somebody has to be asked. */
  const tellChosen = async (title: string): Promise<readonly AliasChange[]> => {
    const { facts } = await namesFile.read();
    if (standing(facts, "picked").length === 0) return [];
    const said = await saidBy(title);
    const { changes } = await namesFile.change([], (_now, shared) => {
      const parted = said(shared);
      return { facts: parted.quiet, mayWait: true, changes: parted.changes };
    });
    return changes;
  };

  const importing = createImports({
    store,
    web,
    readers: imports,
    clock,
    pause,
    changeLibrary,
    afterChange: tellChosen,
  });

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
    readImport: importing.read,
    refresh: importing.refresh,
    remove: async (id) => {
      const removed = (await store.sources()).find((source) => source.id === id);
      await changeLibrary(() => store.remove(id));
      if (removed === undefined || (await store.sources()).some(({ title }) => title === removed.title)) return;
      await namesFile.change([], (_now, { facts }) => ({
        facts: factsAfterRemoval(facts, removed.title),
        mayWait: true,
      }));
    },
    acceptChanges: async (id, profiles) => {
      const source = (await store.sources()).find((one) => one.id === id);
      if (source === undefined) return { kind: "done" };
      const said = await saidBy(source.title);
      return namesFile.add((shared) => {
        const { asked } = said(shared);
        return profiles.flatMap((profile) => asked.get(profile) ?? []);
      });
    },
    search: async (query, limit, filter) => (await load()).search.search(query, limit, filter),
    count: async (query, filter) => (await load()).search.count(query, filter),
    facets: async () => (await load()).search.facets,
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
