import { isRecord } from "../text/isRecord";
import type { AttackBundle } from "./attackItems";
import { EntryList, stringsOf } from "./entryList";
import type { KnowledgeEntry, LeftOut, NameKind } from "./types";

/** The types of galaxy clusters that name malware without saying so (https://github.com/MISP/misp-galaxy, folder clusters). */
const MALWARE_TYPES =
  /malpedia|malware|rat$|botnet|banker|backdoor|stealer|exploit-kit|cryptominer|stalkerware|android/u;

export interface ParsedEntries extends LeftOut {
  readonly title: string;
  readonly entries: readonly KnowledgeEntry[];
  readonly attack?: AttackBundle;
}

/** Whether JSON is a MISP galaxy cluster: `{ values: [{ value, meta }] }`. */
export function isGalaxyCluster(json: unknown): json is Record<string, unknown> & { values: unknown[] } {
  if (!isRecord(json) || !Array.isArray(json["values"])) return false;
  const values = json["values"] as unknown[];
  return values.length === 0 || values.some((value) => isRecord(value) && typeof value["value"] === "string");
}

/**
 * The entries of a MISP galaxy cluster: `value`, `meta.synonyms`, `meta.country` or else the state said to be behind it.
 * An entry that the cluster marks as revoked is left out.
 */
export function parseGalaxyCluster(json: Record<string, unknown> & { readonly values: unknown[] }): ParsedEntries {
  const type = typeof json["type"] === "string" ? json["type"] : typeof json["name"] === "string" ? json["name"] : "";
  const kind = kindOf(type.toLowerCase(), json["category"]);
  const title = `MISP galaxy ${type}`.trim().slice(0, 100);
  const list = new EntryList(title);
  for (const value of json.values) {
    if (!isRecord(value) || value["revoked"] === true) {
      list.skip();
      continue;
    }
    const meta = isRecord(value["meta"]) ? value["meta"] : {};
    list.add({
      name: value["value"],
      aliases: stringsOf(meta["synonyms"]),
      kind,
      country: countryOf(meta),
      description: value["description"],
      id: meta["external_id"] ?? value["uuid"],
    });
  }
  return { title, ...list.read() };
}

function kindOf(type: string, category: unknown): NameKind {
  if (/ransomware/u.test(type)) return "ransomware";
  if (/campaign/u.test(type)) return "campaign";
  if (/actor|intrusion-set|activity-group/u.test(type) || category === "actor") return "actor";
  if (MALWARE_TYPES.test(type)) return "malware";
  return /tool/u.test(type) || category === "tool" ? "tool" : "name";
}

function countryOf(meta: Record<string, unknown>): unknown {
  const stated = [meta["country"], meta["cfr-suspected-state-sponsor"]].flatMap(stringsOf);
  return stated.find((value) => typeof value === "string" && value.trim() !== "" && !/^unknown$/iu.test(value.trim()));
}
