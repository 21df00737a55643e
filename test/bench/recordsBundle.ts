import { TECHNIQUES, bundle, relation, stixObject } from "../unit/names/attackFixtures";

const GROUPS = 190;
const SOFTWARE = 790;
const USED = 820;
const USES = 17_000;

/** A bundle of ATT&CK's size. Names and facts are invented. */
export function attackBundle(): string {
  const text = "What it does is told here at some length, as such descriptions do. ".repeat(10);
  const of = (type: string, letter: string, name: string, count: number): object[] =>
    Array.from({ length: count }, (_, at) =>
      stixObject(type, `${letter}${7000 + at}`, `${name} ${at}`, {
        aliases: letter === "T" ? [] : [`${name} ${at} Other`],
        more: { description: text },
      }),
    );
  const source = (at: number): string =>
    at % 4 === 0 ? `intrusion-set G${7000 + (at % GROUPS)}` : `malware S${7000 + (at % SOFTWARE)}`;
  const uses = Array.from({ length: USES }, (_, at) =>
    relation("uses", source(at), `attack-pattern T${7000 + ((at * 31) % USED)}`, { id: `relationship--${at}` }),
  );
  return bundle([
    { type: "x-mitre-matrix", id: "x-mitre-matrix--1", name: "Enterprise ATT&CK" },
    ...TECHNIQUES,
    ...of("intrusion-set", "G", "Kettle Heron", GROUPS),
    ...of("malware", "S", "Spoon Locker", SOFTWARE),
    ...of("attack-pattern", "T", "Pouring Kind", USED),
    ...uses,
  ]);
}
