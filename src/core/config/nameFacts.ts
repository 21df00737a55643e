import { nameKey } from "../matching/nameKey";
import { asEscapes } from "../text/foreignText";
import { sameNameKey } from "../xsoar/query";

/** What every line of the names file tells beside its own. */
interface FactHead {
  /** ISO 8601 UTC with milliseconds: of two facts about one thing the later counts. */
  readonly at: string;
  /** It was taken back. */
  readonly withdrawn?: true;
}

/** Where a fact about names is from. */
interface FromSource {
  /** As an import is called: `MISP galaxy threat-actor`. Written by hand there may be none. */
  readonly source?: string;
  /** What the source calls its version, else the day it was read. */
  readonly version?: string;
}

/** A tracked name stands for an entry of a source. */
export interface PickedFact extends FactHead, FromSource {
  readonly is: "picked";
  readonly name: string;
  readonly entry: string;
  /** `actor`, `malware`, … as the source has it. */
  readonly kind?: string;
  /** The source's own id. */
  readonly id?: string;
}

/** A tracked name goes by an alias as well. */
export interface AliasFact extends FactHead, FromSource {
  readonly is: "alias";
  readonly name: string;
  readonly alias: string;
}

/** Another actor goes by an alias as well: whom it stands for is in doubt. */
export interface OtherFact extends FactHead, FromSource {
  readonly is: "other";
  readonly alias: string;
  readonly other: string;
  readonly country?: string;
}

/** The record of a tracked name lists an alias of the alias file. */
export interface ListedFact extends FactHead {
  readonly is: "listed";
  readonly alias: string;
  readonly recordOf: string;
}

/** Whom an alias stands for that several go by; nobody: it is not looked for. */
export interface DecisionFact extends FactHead {
  readonly is: "decision";
  readonly alias: string;
  readonly owners: readonly string[];
  /** All it could stand for when that was asked: somebody else since then asks again. Left out, whoever it may be. */
  readonly known?: readonly string[];
}

/** Which of several records a name means on a server. */
export interface RecordFact extends FactHead {
  readonly is: "record";
  readonly name: string;
  /** Base URL without the tenant. */
  readonly server: string;
  readonly tenant?: string;
  readonly id: string;
  /** As it was when it was chosen. */
  readonly value: string;
}

/** What a name means of several objects of ATT&CK, by their number; empty: none of them. */
export interface AttackFact extends FactHead {
  readonly is: "attack";
  readonly name: string;
  readonly attack: string;
}

/** The same of several entries of the list of leak sites. */
export interface LeakSiteFact extends FactHead {
  readonly is: "leakSite";
  readonly name: string;
  readonly leakSite: string;
}

/** One line of the names file: it can be read, merged and taken back without any other. */
export type NameFact =
  | PickedFact
  | AliasFact
  | OtherFact
  | ListedFact
  | DecisionFact
  | RecordFact
  | AttackFact
  | LeakSiteFact;

/** A fact that is about to be told: it gets its time when it is written. */
export type NewFact = Untimed<NameFact>;
type Untimed<F> = F extends NameFact ? Omit<F, "at"> : never;

/** The latest fact about each thing, by what it is about (`factKey`); those that were taken back as well. */
export type FactMap = ReadonlyMap<string, NameFact>;

/** Keys of a line in the order they are written in. */
const FACT_FIELDS = [
  "name",
  "alias",
  "owners",
  "known",
  "other",
  "recordOf",
  "entry",
  "kind",
  "server",
  "tenant",
  "attack",
  "leakSite",
  "id",
  "value",
  "country",
  "source",
  "version",
  "withdrawn",
  "at",
] as const;

/** What a fact is about: two of one key are about the same thing. */
export function factKey(fact: NewFact): string {
  return JSON.stringify([fact.is, ...aboutWhat(fact)]);
}

function aboutWhat(fact: NewFact): readonly string[] {
  switch (fact.is) {
    case "picked":
      return [fact.name, nameKey(fact.entry), fact.source ?? "", fact.kind ?? ""];
    case "alias":
      return [fact.name, nameKey(fact.alias), fact.source ?? ""];
    case "other":
      return [nameKey(fact.alias), nameKey(fact.other), fact.source ?? ""];
    case "listed":
      // The alias file knows spellings.
      return [fact.recordOf, fact.alias.toLowerCase()];
    case "decision":
      return [nameKey(fact.alias)];
    case "record":
      return [fact.name, fact.server, fact.tenant ?? ""];
    case "attack":
    case "leakSite":
      return [sameNameKey(fact.name) || fact.name];
  }
}

/** What nobody has to repeat who takes a fact back. */
export const UNSAID: { readonly [K in NameFact["is"]]?: readonly string[] } = {
  decision: ["owners", "known"],
  record: ["id", "value"],
};

/** A fact as the file has it: one line of YAML, every text in quotes, nothing in it that hides or reorders what stands there. */
export function factLine(fact: NewFact | NameFact): string {
  const written = fact as { readonly [K in (typeof FACT_FIELDS)[number]]?: unknown };
  const unsaid = fact.withdrawn === true ? (UNSAID[fact.is] ?? []) : [];
  const parts = FACT_FIELDS.flatMap((field) => {
    const value = written[field];
    if (value === undefined || unsaid.includes(field)) return [];
    const text = Array.isArray(value) ? `[${value.map(quoted).join(", ")}]` : quoted(value);
    return [`${field}: ${text}`];
  });
  return `- {${parts.join(", ")}}`;
}

const UNSEEN = /[\p{C}\u2028\u2029]/gu;

function quoted(value: unknown): string {
  return JSON.stringify(value).replace(UNSEEN, asEscapes);
}

/** Whether a fact says what another one about the same thing says: a newer version of the source is no news. */
export function saysTheSame(one: NewFact, other: NewFact): boolean {
  return bare(one) === bare(other);
}

function bare(fact: NewFact): string {
  return fact.withdrawn === true ? "" : factLine({ ...fact, at: undefined, version: undefined } as unknown as NewFact);
}

/**
 * The facts that count. The order they come in, and how often, makes no difference: of two about one thing the later counts, of two of
 * one moment the one that stands before the one that is taken back, and else whichever line comes last in the order of code units.
 */
export function foldFacts(facts: Iterable<NameFact>, before: FactMap = new Map()): FactMap {
  const latest = new Map(before);
  for (const fact of facts) {
    const key = factKey(fact);
    const known = latest.get(key);
    if (known === undefined || counts(fact, known)) latest.set(key, fact);
  }
  return latest;
}

/** Whether a fact counts and not the other one about the same thing. */
function counts(fact: NameFact, known: NameFact): boolean {
  if (fact.at !== known.at) return fact.at > known.at;
  if (fact.withdrawn !== known.withdrawn) return known.withdrawn === true;
  return factLine(fact) > factLine(known);
}

/**
 * Of new facts those that change something, with their time: later than what they are to replace, whatever the clock of whoever wrote
 * that has said.
 */
export function newsAmong(facts: readonly NewFact[], known: FactMap, now: Date): readonly NameFact[] {
  return facts.flatMap((fact) => {
    const before = known.get(factKey(fact));
    if (before === undefined ? fact.withdrawn === true : saysTheSame(before, fact)) return [];
    const time = before === undefined ? now.getTime() : Math.max(now.getTime(), Date.parse(before.at) + 1);
    return [{ ...fact, at: new Date(time).toISOString() }];
  });
}

/** Those of one kind that stand, in an order of their own: where a line stands in the file says nothing. */
export function standing<K extends NameFact["is"]>(
  facts: FactMap,
  is: K,
): readonly Extract<NameFact, { readonly is: K }>[] {
  const found = [...facts].filter(([, fact]) => fact.is === is && fact.withdrawn !== true);
  return found
    .sort(([a, one], [b, other]) => (one.at === other.at ? (a < b ? -1 : 1) : one.at < other.at ? -1 : 1))
    .map(([, fact]) => fact as Extract<NameFact, { readonly is: K }>);
}

/** Of facts that have waited those that change something still. */
export function stillNews(facts: readonly NameFact[], known: FactMap): readonly NameFact[] {
  return facts.filter((fact) => {
    const before = known.get(factKey(fact));
    return before === undefined || (counts(fact, before) && !saysTheSame(fact, before));
  });
}
