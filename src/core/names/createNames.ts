import { LIBRARY_LOCK_MS } from "../limits";
import { nameKey } from "../matching/nameKey";
import type { Web } from "../ports";
import type { StateFolder } from "../memory/documents";
import type { RowMemory } from "../memory/memory";
import type { Workspace } from "../memory/workspace";
import { attackTableSteps, newestBundles } from "./attackTable";
import { type AliasDecision, aliasQuestions, decisionOn, resolveChoice, settledAliases } from "./choices";
import type { ImportOutcome, Names } from "./names";
import { type NameReaders, importLocation, readNames } from "./importNames";
import { type Merged, type SourcedEntry, mergeSteps } from "./mergeNames";
import { type NameSearch, nameSearchSteps } from "./searchNames";
import { CHOSEN_NAMES, type ChosenNames, type StoredSource, createNameStore } from "./nameStore";
import { ATTACK_TITLE } from "./stixBundle";
import { finishInTurns } from "../text/turns";
import type { KnowledgeEntry, KnowledgeLocation, KnowledgeSource, NameFacts, WrittenAlias } from "./types";
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
      await resolveAll();
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
    await resolveAll();
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
    const { choices, decisions } = await chosenNames();
    return { choices: withWritten(choices, written, profiles), decisions };
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
