import { isRecord } from "../text/isRecord";
import { stringsOf } from "./entryList";

/** An object of STIX, as it stands in a bundle. */
export type StixObject = Readonly<Record<string, unknown>>;

/**
 * The objects of a STIX bundle (2.0 or 2.1), of an answer of a TAXII server (`{ more, objects }`), of a bare array of STIX objects, or
 * a single one; null when it is none.
 */
export function stixObjects(json: unknown): readonly unknown[] | null {
  if (isRecord(json) && json["type"] === "bundle") return stringsOf(json["objects"]);
  const objects = isRecord(json) ? (Array.isArray(json["objects"]) ? (json["objects"] as unknown[]) : [json]) : json;
  if (!Array.isArray(objects)) return null;
  return objects.some((object) => isRecord(object) && isStixId(object["id"])) ? (objects as unknown[]) : null;
}

function isStixId(id: unknown): boolean {
  return typeof id === "string" && /^[a-z0-9]+(?:-[a-z0-9]+)*--[0-9a-f-]{8,}$/u.test(id);
}

/** The objects of some types by their ids, each as its newest version has it; those without an id each by themselves. */
export function newestVersions(
  objects: readonly unknown[],
  types: ReadonlySet<string>,
): ReadonlyMap<string, StixObject> {
  const newest = new Map<string, StixObject>();
  for (const [index, object] of objects.entries()) {
    if (!isRecord(object) || typeof object["type"] !== "string" || !types.has(object["type"])) continue;
    const id = typeof object["id"] === "string" ? object["id"] : `#${index}`;
    const before = newest.get(id);
    // Both are RFC 3339 in UTC: text order is time order.
    if (before === undefined || modifiedOf(before) <= modifiedOf(object)) newest.set(id, object);
  }
  return newest;
}

/** When an object was changed last, as it says; "" where it does not. */
export function modifiedOf({ modified }: StixObject): string {
  return typeof modified === "string" ? modified : "";
}

/** Neither revoked nor, as ATT&CK calls what it has dropped, deprecated. */
export function isAlive(object: StixObject): boolean {
  return object["revoked"] !== true && object["x_mitre_deprecated"] !== true;
}

/** What an object refers to as itself in ATT&CK. */
interface MitreReference {
  /** `G0007`, `S0154`, `C0024`, `T1059.003`. */
  readonly id: string;
  /** As written; "" for none. */
  readonly url: string;
  /** `mitre-attack`, in older bundles of other domains `mitre-mobile-attack`. */
  readonly source: string;
}

/** ATT&CK's number of an object with its page; null for an object that is none of ATT&CK's. */
export function mitreReference(object: StixObject): MitreReference | null {
  for (const reference of stringsOf(object["external_references"])) {
    if (!isRecord(reference)) continue;
    const { source_name: source, external_id: id, url } = reference;
    if (typeof source !== "string" || !source.startsWith("mitre") || typeof id !== "string") continue;
    return { id, url: typeof url === "string" ? url : "", source };
  }
  return null;
}
