import { LIBRARY_LOCK_MS } from "../limits";
import { nameKey } from "../matching/nameKey";
import type { Web } from "../ports";
import type { StateFolder } from "../memory/documents";
import type { RowMemory } from "../memory/memory";
import type { Workspace } from "../memory/workspace";
import { attackTableSteps, newestBundles } from "./attackTable";
import { type AliasDecision, aliasQuestions, decisionOn, resolveChoice, settledAliases } from "./choices";
import { createImports, lacksAttack, publicSource } from "./createImports";
import type { Names } from "./names";
import type { NameReaders } from "./importNames";
import { type Merged, type SourcedEntry, mergeSteps } from "./mergeNames";
import { type NameSearch, nameSearchSteps } from "./searchNames";
import { CHOSEN_NAMES, type ChosenNames, type StoredSource, createNameStore } from "./nameStore";
import { finishInTurns } from "../text/turns";
import type { NameFacts, WrittenAlias } from "./types";
import { withWritten } from "./writtenAliases";

/** Where imported names are kept, for all workspaces of the user, and how they are read. */
interface Imports extends NameReaders {
  readonly folder: StateFolder;
}

interface Loaded {
  readonly merged: Merged;
  readonly search: NameSearch;
}

/** Imported names, what is chosen of them, and whose their ambiguous aliases are. */
export function createNames(workspace: Workspace, web: Web, imports: Imports): Names {
  const { clock } = workspace;
  const store = createNameStore(imports.folder);
  const memory = workspace.memory.with({ chosen: CHOSEN_NAMES });
  const chosenNames = async (): Promise<ChosenNames> => (await memory.load("chosen")).chosen;
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
    const done = await imports.folder.store.withLock("state", LIBRARY_LOCK_MS, work);
    if (done === null) throw new Error("The imported names are locked by another process.");
    return done.value;
  };
  const changeChosen = async (change: (chosen: ChosenNames) => ChosenNames): Promise<void> => {
    await memory.change(["chosen"], ({ chosen }) => ({ chosen: change(chosen) }));
  };

  /** Every choice anew, from what the sources hold now. */
  const resolveAll = async (): Promise<void> => {
    if ((await chosenNames()).choices.length === 0) return;
    const [{ merged }, sources] = await Promise.all([load(), store.sources()]);
    await changeChosen(({ choices, decisions }) => ({
      choices: choices.map((choice) => resolveChoice(choice, merged, sources, choice)),
      decisions,
    }));
  };

  const importing = createImports({
    store,
    web,
    readers: imports,
    clock,
    pause,
    changeLibrary,
    afterChange: resolveAll,
  });

  /** What is chosen, with the written aliases that are in doubt. */
  const chosenWith = async (profiles: readonly string[], written: readonly WrittenAlias[]): Promise<ChosenNames> => {
    const { choices, decisions } = await chosenNames();
    return { choices: withWritten(choices, written, profiles), decisions };
  };

  return {
    sources: async () => (await store.sources()).map(publicSource),
    readImport: importing.read,
    refresh: importing.refresh,
    remove: async (id) => {
      await changeLibrary(() => store.remove(id));
      await resolveAll();
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
    facts: async (profiles) => {
      const wanted = new Set(profiles);
      const choices = (await chosenNames()).choices.filter(({ profile }) => wanted.has(profile));
      if (choices.length === 0) return new Map();
      const { merged } = await load();
      const facts = new Map<string, NameFacts>();
      for (const { profile, refs } of choices) {
        const isChosen = ({ sourceId, entry }: SourcedEntry): boolean =>
          refs.some(({ source, name }) => sourceId === source && entry.name === name);
        const known = merged.names.find(({ entries }) => entries.some(isChosen));
        if (known === undefined) continue;
        const ids = known.entries
          .filter(isChosen)
          .flatMap(({ entry: { source, id } }) => (id === undefined ? [] : [{ source, id }]));
        facts.set(profile, { kind: known.kind, ids });
      }
      return facts;
    },
    choose: async (picks) => {
      const [{ merged }, sources] = await Promise.all([load(), store.sources()]);
      await changeChosen(({ choices, decisions }) => {
        const kept = new Map(choices.map((choice) => [choice.profile, choice]));
        for (const pick of picks) {
          kept.set(pick.profile, resolveChoice(pick, merged, sources, kept.get(pick.profile)));
        }
        return { choices: [...kept.values()], decisions };
      });
    },
    chosen: async () => (await chosenNames()).choices,
    settle: async (profiles, written) => {
      const { choices, decisions } = await chosenWith(profiles, written);
      return settledAliases(choices, decisions, profiles);
    },
    questions: async (profiles, written = [], all = false) => {
      const { choices, decisions } = await chosenWith(profiles, written);
      return aliasQuestions(choices, decisions, profiles, all);
    },
    decide: async (question, owners) => {
      const decision = decisionOn(question, owners, clock.now().toISOString().slice(0, 10));
      await memory.change(["chosen", "rows"], ({ chosen: { choices, decisions }, rows }) => {
        const key = nameKey(decision.alias);
        const others = decisions.filter(({ alias }) => nameKey(alias) !== key);
        // The decision first: without it the rows would be filled again.
        return { chosen: { choices, decisions: [...others, decision] }, rows: rowsAfter(rows, decision) };
      });
    },
  };
}

/** The rows without what the alias alone had found for names it does not stand for. */
function rowsAfter(rows: ReadonlyMap<string, RowMemory>, decision: AliasDecision): ReadonlyMap<string, RowMemory> {
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
