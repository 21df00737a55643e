import { classWordCuts, nounsFor } from "../matching/classNouns";
import { nameKey } from "../matching/nameKey";
import { bareName } from "./entryText";
import type { Turns } from "../text/turns";
import type { KnowledgeEntry, NameKind } from "./types";

/** Entries read before others get their turn: a millisecond or two. */
const ENTRIES_PER_TURN = 100;
/** Two entries with this many names in common are the same when none is closer to either. */
const SHARED_NAMES = 2;

/** An entry with the import it came in. */
export interface SourcedEntry {
  readonly sourceId: string;
  readonly entry: KnowledgeEntry;
}

/** What has to be the same for two entries to be one thing; ambiguity is a matter of actors alone. */
type Family = "actor" | "campaign" | "software";

/** One actor, malware, tool or campaign over all sources. */
export interface KnownName {
  /** Of the source imported first. */
  readonly name: string;
  readonly aliases: readonly string[];
  readonly family: Family;
  readonly kind: NameKind;
  readonly country?: string;
  readonly description?: string;
  readonly entries: readonly SourcedEntry[];
}

export interface Merged {
  readonly names: readonly KnownName[];
  /** Key of a name or alias → positions in `names` of all that go by it. */
  readonly owners: ReadonlyMap<string, readonly number[]>;
}

interface Node {
  readonly sourced: SourcedEntry;
  readonly family: Family;
  readonly own: string;
  readonly base: string;
  readonly keys: ReadonlySet<string>;
  group: Node[];
}

/**
 * Puts the entries together that several sources have for the same thing. The rules, the surest first:
 * - the same name;
 * - in different sources, the same name but for class words (*Sandworm*, *Sandworm Team*, *Everest*, *Everest Ransomware Group*) or a bracket, where only one
 *   entry of each source fits;
 * - in different sources, each has the other's name as an alias;
 * - in different sources, two or more names in common, when neither has more with another entry of the other's source.
 *
 * Two entries of one source that it keeps apart are never put together, not even through a third. An alias that just one side
 * knows joins nothing: sources disagree about who is part of whom.
 */
export function* mergeSteps(entries: readonly SourcedEntry[]): Turns<Merged> {
  const nodes: Node[] = [];
  const kinds = knownFamilies(entries);
  for (const [index, sourced] of entries.entries()) {
    nodes.push(nodeOf(sourced, kinds));
    if (index % ENTRIES_PER_TURN === 0) yield;
  }
  const byKey = new Map<string, Node[]>();
  const byBase = new Map<string, Node[]>();
  for (const [index, node] of nodes.entries()) {
    for (const key of node.keys) push(byKey, `${node.family} ${key}`, node);
    push(byBase, `${node.family} ${node.base}`, node);
    if (index % ENTRIES_PER_TURN === 0) yield;
  }
  for (const rule of [sameName, sameBase, mutualNames, sharedNames]) {
    for (const [index, node] of nodes.entries()) {
      rule(node, byKey, byBase);
      if (index % ENTRIES_PER_TURN === 0) yield;
    }
  }
  const groups = [...new Set(nodes.map(({ group }) => group))];
  const names: KnownName[] = [];
  const owners = new Map<string, number[]>();
  for (const [index, group] of groups.entries()) {
    names.push(knownName(group));
    for (const key of new Set(group.flatMap(({ keys }) => [...keys]))) push(owners, key, index);
    if (index % ENTRIES_PER_TURN === 0) yield;
  }
  return { names, owners };
}

const FAMILIES: Readonly<Record<NameKind, Family | null>> = {
  actor: "actor",
  campaign: "campaign",
  malware: "software",
  ransomware: "software",
  tool: "software",
  name: null,
};

/** Key of a name → its family, actors first: what a plain list names is what the other sources say it is. */
function knownFamilies(entries: readonly SourcedEntry[]): ReadonlyMap<string, Family> {
  const families = new Map<string, Family>();
  for (const { entry } of entries) {
    const family = FAMILIES[entry.kind];
    if (family === null) continue;
    const key = nameKey(entry.name);
    if (family === "actor" || !families.has(key)) families.set(key, family);
  }
  return families;
}

function nodeOf(sourced: SourcedEntry, families: ReadonlyMap<string, Family>): Node {
  const { entry } = sourced;
  const own = nameKey(entry.name);
  const base = nameKey(withoutClass(bareName(entry.name)));
  const node: Node = {
    sourced,
    family: FAMILIES[entry.kind] ?? families.get(own) ?? "actor",
    own,
    base: base === "" ? own : base,
    keys: new Set([own, ...entry.aliases.map(nameKey)]),
    group: [],
  };
  node.group.push(node);
  return node;
}

const IDLE_NOUNS = new Set(nounsFor("idle"));

function withoutClass(name: string): string {
  const bare = name.replace(/^the\s+/iu, "");
  return bare.slice(0, classWordCuts(bare, IDLE_NOUNS).at(-1));
}

type Rule = (
  node: Node,
  byKey: ReadonlyMap<string, readonly Node[]>,
  byBase: ReadonlyMap<string, readonly Node[]>,
) => void;

const sameName: Rule = (node, byKey) => {
  for (const other of byKey.get(`${node.family} ${node.own}`) ?? []) if (other.own === node.own) join(node, other);
};

const sameBase: Rule = (node, _byKey, byBase) => {
  const alike = byBase.get(`${node.family} ${node.base}`) ?? [];
  const source = sourceOf(node);
  if (new Set(alike.filter((other) => sourceOf(other) === source).map(({ own }) => own)).size > 1) return;
  for (const other of alike) {
    const theirs = alike.filter((one) => sourceOf(one) === sourceOf(other));
    if (sourceOf(other) !== source && new Set(theirs.map(({ own }) => own)).size === 1) join(node, other);
  }
};

const mutualNames: Rule = (node, byKey) => {
  for (const other of byKey.get(`${node.family} ${node.own}`) ?? []) {
    if (sourceOf(other) !== sourceOf(node) && node.keys.has(other.own)) join(node, other);
  }
};

const sharedNames: Rule = (node, byKey) => {
  for (const [source, other] of closest(node, byKey)) {
    if (source === sourceOf(node)) continue;
    if (closest(other, byKey).get(sourceOf(node)) === node) join(node, other);
  }
};

/** The entry of each other source with the most names in common, when there is just one. */
function closest(node: Node, byKey: ReadonlyMap<string, readonly Node[]>): ReadonlyMap<string, Node> {
  const shared = new Map<Node, number>();
  for (const key of node.keys) {
    for (const other of byKey.get(`${node.family} ${key}`) ?? []) {
      if (sourceOf(other) !== sourceOf(node)) shared.set(other, (shared.get(other) ?? 0) + 1);
    }
  }
  const best = new Map<string, Node>();
  for (const [other, count] of shared) {
    if (count < SHARED_NAMES) continue;
    const source = sourceOf(other);
    const rivals = [...shared].filter(([one]) => one !== other && sourceOf(one) === source);
    if (rivals.every(([, theirs]) => theirs < count)) best.set(source, other);
  }
  return best;
}

function sourceOf({ sourced }: Node): string {
  return sourced.sourceId;
}

function join(a: Node, b: Node): void {
  if (a.group === b.group) return;
  const apart = a.group.some((one) =>
    b.group.some((other) => sourceOf(one) === sourceOf(other) && one.own !== other.own),
  );
  if (apart) return;
  // In the order of import, so that the first source names the whole.
  const [first, second] = [a.group, b.group];
  first.push(...second);
  for (const node of second) node.group = first;
}

function knownName(group: readonly Node[]): KnownName {
  const entries = group.map(({ sourced }) => sourced);
  const all = entries.map(({ entry }) => entry);
  const [first] = all as [KnowledgeEntry, ...KnowledgeEntry[]];
  const name = bareName(first.name);
  const aliases = new Map<string, string>();
  for (const entry of all) {
    for (const alias of [entry.name, ...entry.aliases]) {
      const key = nameKey(alias);
      // “Anubis (Android)” is no name that a headline has.
      if (key !== nameKey(name) && alias === bareName(alias) && !aliases.has(key)) aliases.set(key, alias);
    }
  }
  const country = all.find((entry) => entry.country !== undefined)?.country;
  const description = all.find((entry) => entry.description !== undefined)?.description;
  return {
    name,
    aliases: [...aliases.values()],
    family: (group[0] as Node).family,
    kind: all.find((entry) => entry.kind !== "name")?.kind ?? "name",
    ...(country === undefined ? {} : { country }),
    ...(description === undefined ? {} : { description }),
    entries,
  };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
