import { isRecord } from "../text/isRecord";
import { EntryList, stringsOf } from "./entryList";
import { fixedColumns } from "./fixedColumns";
import { isAlive, mitreReference, newestVersions } from "./stixObjects";
import type { NameKind, ParsedEntries } from "./types";

/** STIX types that name something to track (STIX 2.0 part 2 §2; STIX 2.1 §4). */
const KINDS: Readonly<Record<string, NameKind>> = {
  "intrusion-set": "actor",
  "threat-actor": "actor",
  campaign: "campaign",
  malware: "malware",
  tool: "tool",
};

const TYPES: ReadonlySet<string> = new Set(Object.keys(KINDS));

/** The title of a bundle that has objects of ATT&CK. */
export const ATTACK_TITLE = "MITRE ATT&CK";

/**
 * Actors, campaigns, malware and tools of STIX objects. Other names are in `aliases`, or in ATT&CK's software in
 * `x_mitre_aliases`. Revoked and deprecated objects are left out; an object that comes in several versions counts with
 * its newest.
 */
export function parseStixObjects(objects: readonly unknown[]): ParsedEntries {
  const newest = newestVersions(objects, TYPES);
  const isAttack = [...newest.values()].some((object) => mitreReference(object) !== null);
  const title = isAttack ? ATTACK_TITLE : "STIX bundle";
  const list = new EntryList(title);
  const countries = originCountries(objects);
  for (const [id, object] of newest) {
    if (!isAlive(object)) {
      list.skip("revoked", object["name"]);
      continue;
    }
    const kind = KINDS[String(object["type"])] ?? "name";
    const types = [...stringsOf(object["malware_types"]), ...stringsOf(object["labels"])];
    list.add({
      name: object["name"],
      aliases: [
        ...stringsOf(object["aliases"]),
        ...stringsOf(object["x_mitre_aliases"]),
        ...stringsOf(object["x_opencti_aliases"]),
      ],
      kind: kind === "malware" && types.includes("ransomware") ? "ransomware" : kind,
      country: countries.get(id),
      description: object["description"],
      id: mitreReference(object)?.id ?? id,
    });
  }
  return { title, ...fixedColumns(list, { name: "name", aliases: "aliases", country: "originates-from" }) };
}

/** Object id → country, from `originates-from` and `located-at` relationships to locations (STIX 2.1 §4.6, §5.1). */
function originCountries(objects: readonly unknown[]): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  for (const object of objects) {
    if (isRecord(object) && object["type"] === "location" && typeof object["country"] === "string") {
      places.set(String(object["id"]), object["country"]);
    }
  }
  const countries = new Map<string, string>();
  if (places.size === 0) return countries;
  for (const object of objects) {
    if (!isRecord(object) || object["type"] !== "relationship" || object["revoked"] === true) continue;
    const place = places.get(String(object["target_ref"]));
    const kind = object["relationship_type"];
    if (place === undefined || (kind !== "originates-from" && kind !== "located-at")) continue;
    countries.set(String(object["source_ref"]), place);
  }
  return countries;
}
