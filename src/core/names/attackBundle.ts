import { MAX_ALIASES_OF_ENTRY, MAX_ATTACK_NAME_CHARACTERS } from "../limits";
import { sameText } from "../xsoar/fieldEdits";
import { oneLine } from "../text/foreignText";
import { type AttackKind, type AttackObject, byNumber } from "./attack";
import type { AttackBundle, AttackFacts, AttackItem, KeptTechnique } from "./attackItems";
import { stringsOf } from "./entryList";
import { cleanParagraphs } from "./entryText";
import { type StixObject, isAlive, mitreReference, modifiedOf, newestVersions } from "./stixObjects";

/** STIX types of what uses techniques. */
const KINDS: Readonly<Record<string, AttackKind>> = {
  "intrusion-set": "actor",
  malware: "malware",
  tool: "tool",
  campaign: "campaign",
};
const TYPES: ReadonlySet<string> = new Set([
  ...Object.keys(KINDS),
  "attack-pattern",
  "relationship",
  "x-mitre-collection",
  "x-mitre-matrix",
]);
/** The domains as `x_mitre_domains` calls them, and bundles of before by the source of the number. */
const DOMAINS: ReadonlyMap<unknown, string> = new Map([
  ["enterprise-attack", "enterprise"],
  ["mobile-attack", "mobile"],
  ["ics-attack", "ics"],
  ["mitre-attack", "enterprise"],
  ["mitre-mobile-attack", "mobile"],
  ["mitre-ics-attack", "ics"],
]);

const OBJECT_ID = /^[GSC]\d{4,6}$/u;
const TECHNIQUE_ID = /^T\d{4,6}(?:\.\d{3})?$/u;
const PAGE = /^https:\/\/attack\.mitre\.org\/[\w./-]{1,100}$/u;
const DAY = /^\d{4}-\d{2}-\d{2}/u;
const PARAGRAPHS = 2;

/** What is known of an object while the relationships are read. */
interface Node {
  readonly object: StixObject;
  readonly id: string;
  readonly kind: AttackKind;
  readonly alive: boolean;
  readonly techniques: Set<string>;
  readonly software: Set<string>;
  readonly campaigns: Set<string>;
  revokedBy: string | null;
}

/** Groups, software, campaigns and techniques of a bundle of ATT&CK with what ties them together, those that are no more among them. */
export function parseAttack(objects: readonly unknown[]): AttackBundle {
  const newest = newestVersions(objects, TYPES);
  const nodes = new Map<string, Node>();
  const techniques = new Map<string, KeptTechnique>();
  for (const [stixId, object] of newest) {
    const reference = mitreReference(object);
    if (reference === null || textOf(object["name"]) === "") continue;
    const kind = KINDS[String(object["type"])];
    if (kind !== undefined && OBJECT_ID.test(reference.id)) nodes.set(stixId, nodeOf(object, reference.id, kind));
    if (object["type"] === "attack-pattern" && TECHNIQUE_ID.test(reference.id) && isAlive(object)) {
      const { id, source } = reference;
      const own = domainsOf(object);
      const domains = own.length > 0 ? own : [DOMAINS.get(source) ?? "enterprise"];
      techniques.set(stixId, { kind: "technique", id, name: textOf(object["name"]), parent: null, domains });
    }
  }
  const parents = tie(newest.values(), nodes, techniques);
  return {
    ...factsOf([...newest.values()]),
    items: [...withParents(techniques, parents), ...[...nodes.values()].map(itemOf)],
  };
}

function nodeOf(object: StixObject, id: string, kind: AttackKind): Node {
  const sets = { techniques: new Set<string>(), software: new Set<string>(), campaigns: new Set<string>() };
  return { object, id, kind, alive: isAlive(object), ...sets, revokedBy: null };
}

/** Puts relationships into the nodes. Gives the techniques of sub-techniques, by their ids in the bundle. */
function tie(
  relationships: Iterable<StixObject>,
  nodes: ReadonlyMap<string, Node>,
  techniques: ReadonlyMap<string, KeptTechnique>,
): ReadonlyMap<string, string> {
  const parents = new Map<string, string>();
  for (const object of relationships) {
    if (object["type"] !== "relationship" || !isAlive(object)) continue;
    const [from, to] = [String(object["source_ref"]), String(object["target_ref"])];
    const [source, target] = [nodes.get(from), nodes.get(to)];
    switch (object["relationship_type"]) {
      case "subtechnique-of":
        parents.set(from, to);
        break;
      case "revoked-by":
        if (source !== undefined && target !== undefined) source.revokedBy = target.id;
        break;
      case "attributed-to":
        if (source?.alive && source.kind === "campaign" && target?.alive) target.campaigns.add(source.id);
        break;
      case "uses":
        if (!source?.alive) break;
        if (target?.alive && (target.kind === "malware" || target.kind === "tool")) source.software.add(target.id);
        else if (techniques.has(to)) source.techniques.add(techniques.get(to)?.id ?? "");
    }
  }
  return parents;
}

function* withParents(
  techniques: ReadonlyMap<string, KeptTechnique>,
  parents: ReadonlyMap<string, string>,
): Generator<KeptTechnique> {
  const ids = new Set([...techniques.values()].map(({ id }) => id));
  for (const [stixId, technique] of techniques) {
    // A bundle without relationships still has the numbers.
    const byItsNumber = technique.id.includes(".") ? (technique.id.split(".", 1)[0] ?? "") : "";
    const parent = techniques.get(parents.get(stixId) ?? "")?.id ?? byItsNumber;
    yield { ...technique, parent: parent !== technique.id && ids.has(parent) ? parent : null };
  }
}

function itemOf({ object, id, kind, techniques, software, campaigns, revokedBy }: Node): AttackItem {
  const name = textOf(object["name"]);
  const { description } = object;
  const url = mitreReference(object)?.url ?? "";
  return {
    id,
    kind,
    name,
    aliases: aliasesOf(object, name),
    description: typeof description === "string" ? cleanParagraphs(description, PARAGRAPHS) : "",
    url: PAGE.test(url) ? url : "",
    version: textOf(object["x_mitre_version"]).slice(0, 20),
    domains: domainsOf(object),
    deprecated: object["x_mitre_deprecated"] === true,
    revoked: object["revoked"] === true,
    revokedBy,
    techniques: [...techniques].sort(byNumber),
    software: [...software].sort(byNumber),
    campaigns: [...campaigns].sort(byNumber),
    modified: modifiedOf(object).slice(0, 30),
  };
}

function aliasesOf(object: StixObject, name: string): AttackObject["aliases"] {
  const known = new Map([[sameText(name), name]]);
  for (const raw of [...stringsOf(object["aliases"]), ...stringsOf(object["x_mitre_aliases"])]) {
    const alias = textOf(raw);
    if (alias !== "" && !known.has(sameText(alias)) && known.size <= MAX_ALIASES_OF_ENTRY)
      known.set(sameText(alias), alias);
  }
  return [...known.values()].slice(1);
}

function domainsOf(object: StixObject): readonly string[] {
  const domains = stringsOf(object["x_mitre_domains"]).flatMap((domain) => DOMAINS.get(domain) ?? []);
  return [...new Set(domains)];
}

function factsOf(objects: readonly StixObject[]): AttackFacts {
  const ofType = (wanted: string): StixObject | undefined => objects.find(({ type }) => type === wanted);
  const collection = ofType("x-mitre-collection");
  const day = objects.reduce((newest, object) => {
    const own = DAY.exec(modifiedOf(object))?.[0] ?? "";
    return own > newest ? own : newest;
  }, "");
  return {
    name: textOf((collection ?? ofType("x-mitre-matrix"))?.["name"]).slice(0, 60),
    version: textOf(collection?.["x_mitre_version"]).slice(0, 20) || day,
    day,
  };
}

/** A text of a bundle as one line; "" when it is none, or too long for what it should be. */
function textOf(value: unknown): string {
  return typeof value === "string" && value.length <= MAX_ATTACK_NAME_CHARACTERS ? oneLine(value) : "";
}
