import { isRecord } from "../text/isRecord";
import { EntryList, stringsOf } from "./entryList";
import type { ParsedEntries } from "./mispGalaxy";
import type { NameKind } from "./types";

/** STIX types that name something to track (STIX 2.0 part 2 §2; STIX 2.1 §4). */
const KINDS: Readonly<Record<string, NameKind>> = {
  "intrusion-set": "actor",
  "threat-actor": "actor",
  campaign: "campaign",
  malware: "malware",
  tool: "tool",
};

/** The objects of a STIX bundle (2.0 or 2.1), or of a bare array of STIX objects; null when it is none. */
export function stixObjects(json: unknown): readonly unknown[] | null {
  const objects = isRecord(json) && json["type"] === "bundle" ? (json["objects"] ?? []) : json;
  if (!Array.isArray(objects)) return null;
  if (objects === json && !objects.some((object) => isRecord(object) && isStixId(object["id"]))) return null;
  return objects as unknown[];
}

function isStixId(id: unknown): boolean {
  return typeof id === "string" && /^[a-z0-9-]+--[0-9a-f-]{8,}$/u.test(id);
}

/**
 * Actors, campaigns, malware and tools of STIX objects. Other names are in `aliases`, or in ATT&CK's software in
 * `x_mitre_aliases`. Revoked and deprecated objects are left out; an object that comes in several versions counts with
 * its newest.
 */
export function parseStixObjects(objects: readonly unknown[]): ParsedEntries {
  const newest = newestVersions(objects);
  const title = [...newest.values()].some((object) => mitreId(object) !== null) ? "MITRE ATT&CK" : "STIX bundle";
  const list = new EntryList(title);
  const countries = originCountries(objects);
  for (const [id, object] of newest) {
    if (object["revoked"] === true || object["x_mitre_deprecated"] === true) {
      list.skip();
      continue;
    }
    const kind = KINDS[String(object["type"])] ?? "name";
    const types = [...stringsOf(object["malware_types"]), ...stringsOf(object["labels"])];
    list.add({
      name: object["name"],
      aliases: [...stringsOf(object["aliases"]), ...stringsOf(object["x_mitre_aliases"])],
      kind: kind === "malware" && types.includes("ransomware") ? "ransomware" : kind,
      country: countries.get(id),
      description: object["description"],
      id: mitreId(object) ?? id,
    });
  }
  return { title, entries: list.all(), skipped: list.skipped };
}

function newestVersions(objects: readonly unknown[]): ReadonlyMap<string, Record<string, unknown>> {
  const newest = new Map<string, Record<string, unknown>>();
  for (const [index, object] of objects.entries()) {
    if (!isRecord(object) || typeof object["type"] !== "string" || !Object.hasOwn(KINDS, object["type"])) continue;
    const id = typeof object["id"] === "string" ? object["id"] : `#${index}`;
    const before = newest.get(id);
    // Both are RFC 3339 in UTC: text order is time order.
    if (before === undefined || modified(before) <= modified(object)) {
      newest.set(id, object);
    }
  }
  return newest;
}

function modified({ modified: time }: Record<string, unknown>): string {
  return typeof time === "string" ? time : "";
}

/** ATT&CK's number of a group, software or campaign: G0007, S0154, C0024. */
function mitreId(object: Record<string, unknown>): string | null {
  for (const reference of stringsOf(object["external_references"])) {
    if (!isRecord(reference) || !String(reference["source_name"]).startsWith("mitre")) continue;
    if (typeof reference["external_id"] === "string") return reference["external_id"];
  }
  return null;
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
