import type { AttackTable } from "../../../src/core/names/attack";
import { attackTableSteps, newestBundles } from "../../../src/core/names/attackTable";
import { isRecord } from "../../../src/core/text/isRecord";
import { finish } from "../../../src/core/text/turns";
import { parseText } from "./fixtures";

// Small bundles of ATT&CK's form. Numbers, names and facts are invented.

interface ObjectParts {
  readonly aliases?: readonly string[];
  readonly domains?: readonly string[];
  readonly more?: object;
}

const PAGES: Readonly<Record<string, string>> = {
  "intrusion-set": "groups",
  malware: "software",
  tool: "software",
  campaign: "campaigns",
  "attack-pattern": "techniques",
};

/** An object of STIX with a number of ATT&CK. */
export function stixObject(type: string, id: string, name: string, parts: ObjectParts = {}) {
  const { aliases = [], domains = ["enterprise-attack"], more = {} } = parts;
  const key = type === "malware" || type === "tool" ? "x_mitre_aliases" : "aliases";
  return {
    type,
    id: stixId(type, id),
    name,
    ...(aliases.length === 0 ? {} : { [key]: [name, ...aliases] }),
    modified: "2025-02-03T04:05:06.000Z",
    x_mitre_domains: domains,
    x_mitre_version: "1.0",
    external_references: [
      { source_name: "Some Lab 2020", url: "https://lab.example/report" },
      {
        source_name: "mitre-attack",
        external_id: id,
        url: `https://attack.mitre.org/${PAGES[type]}/${id.replace(".", "/")}`,
      },
    ],
    ...more,
  };
}

/** A relationship between two objects, given as `type number`. */
export function relation(kind: string, source: string, target: string, more: object = {}) {
  const [from, to] = [source, target].map((one) => stixId(...(one.split(" ") as [string, string])));
  return {
    type: "relationship",
    id: `relationship--${kind}-${source}-${target}`,
    relationship_type: kind,
    source_ref: from,
    target_ref: to,
    modified: "2025-02-03T04:05:06.000Z",
    description: "Shows it: for example (Citation: Some Lab 2020).",
    ...more,
  };
}

function stixId(type: string, id: string): string {
  return `${type}--00000000-0000-4000-8000-${id.replace(/\W/gu, "").toLowerCase().padStart(12, "0")}`;
}

const BEAR = "intrusion-set G9001";

export const AMBER_BEAR = stixObject("intrusion-set", "G9001", "Amber Bear", {
  aliases: ["Fancy Finch", "Tin Kettle", "Shared Spoon"],
  more: {
    x_mitre_version: "2.1",
    description:
      "[Amber Bear](https://attack.mitre.org/groups/G9001) steals `teapots` from harbours.(Citation: Some Lab (North) 2020)(Citation: Two)\n\n" +
      "It once used <code>kettle.exe</code> against [Doorbell](https://attack.mitre.org/software/S9001) owners. (Citation: Two)\n\n" +
      "A third paragraph that nobody needs.",
  },
});

export const TECHNIQUES = [
  stixObject("attack-pattern", "T9002", "Kettle Whistling"),
  stixObject("attack-pattern", "T9001", "Teapot and Saucer Interpreter"),
  stixObject("attack-pattern", "T9001.003", "Porcelain", { more: { x_mitre_is_subtechnique: true } }),
  stixObject("attack-pattern", "T9001.010", "Stoneware", { more: { x_mitre_is_subtechnique: true } }),
  stixObject("attack-pattern", "T9003", "Remote Pouring"),
  stixObject("attack-pattern", "T9004", "Spoon Discovery"),
  stixObject("attack-pattern", "T9005", "Old Whistling", { more: { revoked: true } }),
  stixObject("attack-pattern", "T9006", "Dropped Whistling", { more: { x_mitre_deprecated: true } }),
];

export const OBJECTS = [
  AMBER_BEAR,
  stixObject("intrusion-set", "G9002", "Old Amber", { aliases: ["Rusty Amber"], more: { revoked: true } }),
  stixObject("intrusion-set", "G9003", "Faded Heron", { more: { x_mitre_deprecated: true } }),
  stixObject("intrusion-set", "G9004", "APT900", { aliases: ["APT-Z-9"] }),
  stixObject("intrusion-set", "G9005", "Copper Viper", { aliases: ["Viper", "Shared Spoon"] }),
  stixObject("malware", "S9001", "Doorbell", { aliases: ["Custom Doorbell"] }),
  stixObject("malware", "S9002", "Viper"),
  stixObject("malware", "S9003", "Contessa", { more: { description: "Locks files." } }),
  stixObject("malware", "S9004", "Cyclops Blinker"),
  stixObject("tool", "S9005", "Spanner"),
  stixObject("campaign", "C9001", "Operation Teapot"),
];

export const RELATIONS = [
  relation("uses", BEAR, "attack-pattern T9002"),
  relation("uses", BEAR, "attack-pattern T9001.010"),
  relation("uses", BEAR, "attack-pattern T9001.003"),
  relation("uses", BEAR, "attack-pattern T9001"),
  relation("uses", BEAR, "attack-pattern T9005"),
  relation("uses", BEAR, "attack-pattern T9006"),
  relation("uses", BEAR, "attack-pattern T9003", { revoked: true }),
  relation("uses", "intrusion-set G9002", "attack-pattern T9003"),
  relation("uses", BEAR, "malware S9001"),
  relation("uses", BEAR, "tool S9005"),
  relation("uses", "malware S9001", "attack-pattern T9003"),
  relation("uses", "malware S9003", "attack-pattern T9003"),
  relation("uses", "tool S9005", "attack-pattern T9002"),
  relation("uses", "campaign C9001", "attack-pattern T9004"),
  relation("uses", "malware S9002", "attack-pattern T9004"),
  relation("attributed-to", "campaign C9001", BEAR),
  relation("revoked-by", "intrusion-set G9002", BEAR),
  relation("subtechnique-of", "attack-pattern T9001.003", "attack-pattern T9001"),
  relation("subtechnique-of", "attack-pattern T9001.010", "attack-pattern T9001"),
];

const MATRIX = { type: "x-mitre-matrix", id: "x-mitre-matrix--1", name: "Enterprise ATT&CK" };
const COLLECTION = {
  type: "x-mitre-collection",
  id: "x-mitre-collection--1",
  name: "Enterprise ATT&CK",
  x_mitre_version: "99.1",
};

/** A bundle of objects; 2.0 says its version of STIX once, 2.1 with each object. */
export function bundle(objects: readonly unknown[], stix: "2.0" | "2.1" = "2.1"): string {
  return stix === "2.0"
    ? JSON.stringify({ type: "bundle", id: "bundle--1", spec_version: "2.0", objects })
    : JSON.stringify({
        type: "bundle",
        id: "bundle--1",
        objects: objects.map((one) => (isRecord(one) ? { ...one, spec_version: stix } : one)),
      });
}

/** A domain as `attack-stix-data` publishes it (2.1), or as `mitre/cti` does (2.0). */
export function enterpriseBundle(stix: "2.0" | "2.1" = "2.1"): string {
  const head = stix === "2.1" ? [COLLECTION, MATRIX] : [MATRIX];
  return bundle([...head, ...RELATIONS, ...TECHNIQUES, ...OBJECTS], stix);
}

/** Another domain: it knows the group, a technique and a software of its own. */
export function mobileBundle(): string {
  const domains = ["mobile-attack"];
  return bundle([
    { ...COLLECTION, id: "x-mitre-collection--2", name: "Mobile ATT&CK" },
    { ...AMBER_BEAR, x_mitre_domains: ["mobile-attack", "enterprise-attack"] },
    stixObject("attack-pattern", "T9101", "Pocket Pouring", { domains }),
    stixObject("malware", "S9101", "Thermos", { domains }),
    relation("uses", BEAR, "attack-pattern T9101"),
    relation("uses", BEAR, "malware S9101"),
    relation("uses", "malware S9101", "attack-pattern T9101"),
  ]);
}

/** The table of some bundles, all imported on one day. */
export function tableOf(bundles: readonly string[], domains: readonly string[] = ["enterprise"]): AttackTable {
  const parsed = bundles.map((text) => {
    const outcome = parseText(text, "attack.json");
    if (!outcome.ok || outcome.attack === undefined) throw new Error("No bundle of ATT&CK.");
    return { ...outcome.attack, imported: "2026-11-30T08:00:00.000Z" };
  });
  const newest = newestBundles(parsed);
  return finish(
    attackTableSteps(
      newest,
      newest.flatMap(({ items }) => items),
      domains,
    ),
  );
}
