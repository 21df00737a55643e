import type { NameFact } from "../../../src/core/config/nameFacts";

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  return items
    .map((item) => [random(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}

const NAMES = ["Grey Heron", "Night Stork", "Tin Otter", 'Mud "Q" Owl', "Ünsichtbar 7"];
const ALIASES = ["Marsh Crew", "marsh-crew", "Reed Crew", "UNK-77", "[Odd], {one}: # x", "海莲花"];
const SOURCES = ["MISP galaxy threat-actor", "MITRE ATT&CK", "a list.csv"];
const SERVERS = ["https://soar.example", "https://other.example/prefix"];

/** Facts of all kinds about few things, so that many are about the same; also several of one moment. */
export function randomFacts(random: () => number, count: number): readonly NameFact[] {
  const one = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const some = () => NAMES.filter(() => random() < 0.4);
  const maybe = <T extends object>(part: T): Partial<T> => (random() < 0.5 ? part : {});
  const fact = (): NameFact => {
    const at = new Date(Date.UTC(2026, 5, 1, 12, Math.floor(random() * 20))).toISOString();
    const head = { at, ...(random() < 0.25 ? { withdrawn: true as const } : {}) };
    const from = { ...maybe({ source: one(SOURCES) }), ...maybe({ version: String(Math.floor(random() * 3)) }) };
    const [name, alias] = [one(NAMES), one(ALIASES)];
    const unsaid = head.withdrawn === true;
    switch (Math.floor(random() * 8)) {
      case 0:
        return {
          is: "picked",
          name,
          entry: one(NAMES),
          ...maybe({ kind: one(["actor", "malware"]) }),
          ...from,
          ...head,
        };
      case 1:
        return { is: "alias", name, alias, ...from, ...head };
      case 2:
        return { is: "other", alias, other: one(NAMES), ...maybe({ country: "BR" }), ...from, ...head };
      case 3:
        return { is: "listed", alias, recordOf: name, ...head };
      case 4:
        return unsaid
          ? { is: "decision", alias, owners: [], known: [], ...head }
          : { is: "decision", alias, owners: some(), ...maybe({ known: NAMES }), ...head };
      case 5: {
        const record = unsaid ? { id: "", value: "" } : { id: String(Math.floor(random() * 9)), value: name };
        return { is: "record", name, server: one(SERVERS), ...maybe({ tenant: "acc_blue" }), ...record, ...head };
      }
      case 6:
        return { is: "attack", name, attack: one(["G0001", "G0002", ""]), ...head };
      default:
        return { is: "leakSite", name, leakSite: one(["otter2", ""]), ...head };
    }
  };
  return Array.from({ length: count }, fact);
}
