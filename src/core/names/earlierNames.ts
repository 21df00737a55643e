import { type NameFact, type NewFact, factLine } from "../config/nameFacts";
import { parseNamesFile } from "../config/namesFile";
import { nameKey } from "../matching/nameKey";
import type { StateDocument } from "../memory/documents";
import type { MemoryStore } from "../memory/memory";
import { isRecord } from "../text/isRecord";
import { textsIn } from "../text/textsIn";
import { serverOf } from "../xsoar/connection";
import type { NameStore } from "./nameStore";
import type { EntryRef } from "./types";

/** What version 0.1.0 and those before kept of names in one user's memory of a folder, where nobody else could find it. */
interface EarlierNames {
  readonly choices: readonly EarlierChoice[];
  readonly decisions: readonly EarlierDecision[];
}

interface EarlierChoice {
  readonly profile: string;
  readonly refs: readonly EntryRef[];
  readonly knownAs: readonly string[];
  readonly aliases: readonly {
    readonly alias: string;
    readonly sources: readonly { readonly title: string; readonly date: string }[];
    readonly others: readonly {
      readonly name: string;
      readonly sources: readonly string[];
      readonly country?: string;
    }[];
  }[];
}

interface EarlierDecision {
  readonly alias: string;
  readonly owners: readonly string[];
  readonly known: readonly string[];
  /** `YYYY-MM-DD`. */
  readonly day: string;
}

interface EarlierPick {
  readonly kind: "attack" | "leakSite";
  readonly name: string;
  readonly id: string | null;
  readonly at: string;
}

const CHOSEN_NAMES: StateDocument<EarlierNames> = {
  name: "chosen-names",
  empty: { choices: [], decisions: [] },
  decode: (data) =>
    isRecord(data)
      ? {
          choices: listOf(data["choices"]).flatMap((one) => decodeChoice(one) ?? []),
          decisions: listOf(data["decisions"]).flatMap((one) => decodeDecision(one) ?? []),
        }
      : null,
};

const RECORD_PICKS: StateDocument<readonly EarlierPick[]> = {
  name: "record-picks",
  empty: [],
  decode: (data) => (Array.isArray(data) ? (data as unknown[]).flatMap((one) => decodePick(one) ?? []) : null),
};

/** Before all that has a time: nobody knows when it was read, and it gives way to whatever is known better. */
const LONG_AGO = "2000-01-01T00:00:00.000Z";

/**
 * All of it as facts; the same memory gives the same. What had no time gets the day of the source it is from, so that nothing
 * is taken for newer than it is.
 */
export async function earlierFacts(
  memory: MemoryStore,
  store: NameStore,
  pause: () => Promise<void>,
): Promise<readonly NameFact[]> {
  const { chosen, recordChoices, recordPicks, owners } = await memory
    .with({ chosen: CHOSEN_NAMES, recordPicks: RECORD_PICKS })
    .load("chosen", "recordChoices", "recordPicks", "owners");
  const facts = [
    ...(chosen.choices.length === 0 ? [] : await choiceFacts(chosen.choices, store, pause)),
    ...chosen.decisions.map(({ alias, owners: decided, known, day }) =>
      timed({ is: "decision", alias, owners: decided, known }, day),
    ),
    ...[...owners].flatMap(([alias, names]) =>
      names.map((recordOf) => timed({ is: "listed", alias, recordOf }, LONG_AGO)),
    ),
    ...recordChoices.flatMap(({ name, server, id, value, at }) =>
      URL.canParse(server) ? [timed({ is: "record", name, ...serverOf(server), id, value }, at)] : [],
    ),
    ...recordPicks.map(({ kind, name, id, at }) => {
      const pick = id ?? "";
      return timed(kind === "attack" ? { is: kind, name, attack: pick } : { is: kind, name, leakSite: pick }, at);
    }),
  ];
  // What could not be read again would be lost when it is written.
  const text = facts.map((fact) => `${factLine(fact)}\n`).join("");
  return facts.length === 0 ? [] : [...(await parseNamesFile(text, pause)).facts.values()];
}

async function choiceFacts(
  choices: readonly EarlierChoice[],
  store: NameStore,
  pause: () => Promise<void>,
): Promise<readonly NameFact[]> {
  const wanted = new Set(choices.flatMap(({ refs }) => refs.map(({ source }) => source)));
  const sources = (await store.sources()).filter(({ id }) => wanted.has(id));
  const entries = new Map(
    (await store.entries(sources, pause)).map(({ sourceId, entry }) => [`${sourceId} ${entry.name}`, entry]),
  );
  const titles = new Map(sources.map((source) => [source.id, source]));
  return choices.flatMap(({ profile: name, refs, knownAs, aliases }): readonly NameFact[] => {
    const told = aliases.flatMap(({ alias, sources: of, others }): readonly NameFact[] => {
      const day = of[0]?.date ?? LONG_AGO;
      const own =
        of.length === 0
          ? [timed({ is: "alias", name, alias }, day)]
          : of.map(({ title, date }) => timed({ is: "alias", name, alias, source: title, version: date }, date));
      const theirs = others.flatMap(({ name: other, sources: by, country }) =>
        by.map((source) =>
          timed({ is: "other", alias, other, source, ...(country === undefined ? {} : { country }) }, day),
        ),
      );
      return [...own, ...theirs];
    });
    const picked = refs.flatMap((ref): readonly NameFact[] => {
      const source = titles.get(ref.source);
      if (source === undefined) return [];
      const { title, imported } = source;
      const entry = entries.get(`${ref.source} ${ref.name}`);
      const rest = entry === undefined ? {} : { kind: entry.kind, ...(entry.id === undefined ? {} : { id: entry.id }) };
      const version = imported.slice(0, 10);
      return [timed({ is: "picked", name, entry: ref.name, ...rest, source: title, version }, version)];
    });
    // Of sources that have been removed their name for it is all that is left.
    const left = picked.length > 0 ? [] : knownAs.filter((entry) => nameKey(entry) !== "");
    return [...told, ...picked, ...left.map((entry) => timed({ is: "picked", name, entry }, LONG_AGO))];
  });
}

function timed(fact: NewFact, at: string): NameFact {
  const time = new Date(at);
  return { ...fact, at: Number.isNaN(time.getTime()) ? LONG_AGO : time.toISOString() };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

function decodeChoice(value: unknown): EarlierChoice | null {
  if (!isRecord(value) || typeof value["profile"] !== "string") return null;
  return {
    profile: value["profile"],
    refs: listOf(value["refs"]).flatMap((ref) =>
      isRecord(ref) && typeof ref["source"] === "string" && typeof ref["name"] === "string"
        ? [{ source: ref["source"], name: ref["name"] }]
        : [],
    ),
    knownAs: textsIn(value["knownAs"]),
    aliases: listOf(value["aliases"]).flatMap((one) =>
      isRecord(one) && typeof one["alias"] === "string"
        ? [
            {
              alias: one["alias"],
              sources: listOf(one["sources"]).flatMap((source) =>
                isRecord(source) && typeof source["title"] === "string" && typeof source["date"] === "string"
                  ? [{ title: source["title"], date: source["date"] }]
                  : [],
              ),
              others: listOf(one["others"]).flatMap((other) =>
                isRecord(other) && typeof other["name"] === "string"
                  ? [
                      {
                        name: other["name"],
                        sources: textsIn(other["sources"]),
                        ...(typeof other["country"] === "string" ? { country: other["country"] } : {}),
                      },
                    ]
                  : [],
              ),
            },
          ]
        : [],
    ),
  };
}

function decodeDecision(value: unknown): EarlierDecision | null {
  if (!isRecord(value)) return null;
  const { alias, owners, known, day } = value;
  return typeof alias === "string" && typeof day === "string" && isTextList(owners) && isTextList(known)
    ? { alias, owners, known, day }
    : null;
}

function decodePick(value: unknown): EarlierPick | null {
  if (!isRecord(value)) return null;
  const { kind, name, id, at } = value;
  const isKind = kind === "attack" || kind === "leakSite";
  return isKind && typeof name === "string" && (id === null || typeof id === "string") && typeof at === "string"
    ? { kind, name, id, at }
    : null;
}
