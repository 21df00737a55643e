import { isRecord } from "../text/isRecord";
import { EntryList, stringsOf } from "./entryList";
import { fixedColumns } from "./fixedColumns";
import type { NameKind, ParsedEntries } from "./types";

/** The types of galaxy clusters that name malware without saying so (https://github.com/MISP/misp-galaxy, folder clusters). */
const MALWARE_TYPES =
  /malpedia|malware|rat$|botnet|banker|backdoor|stealer|exploit-kit|cryptominer|stalkerware|android/u;

type GalaxyCluster = Readonly<Record<string, unknown>> & { readonly values: readonly unknown[] };

/** A MISP galaxy cluster: `{ values: [{ value, meta }] }`, or one of its entries by itself (as Malpedia gives an actor); else null. */
export function galaxyCluster(json: unknown): GalaxyCluster | null {
  if (!isRecord(json)) return null;
  if (typeof json["value"] === "string" && isRecord(json["meta"])) return { type: "", values: [json] };
  if (!Array.isArray(json["values"])) return null;
  const values = json["values"] as unknown[];
  const isOne = values.length === 0 || values.some((value) => isRecord(value) && typeof value["value"] === "string");
  return isOne ? { ...json, values } : null;
}

/**
 * The entries of a MISP galaxy cluster: `value`, `meta.synonyms`, `meta.country` or else the state said to be behind it.
 * An entry that the cluster marks as revoked is left out.
 */
export function parseGalaxyCluster(json: GalaxyCluster): ParsedEntries {
  const type = typeof json["type"] === "string" ? json["type"] : typeof json["name"] === "string" ? json["name"] : "";
  const kind = kindOf(type.toLowerCase(), json["category"]);
  const title = `MISP galaxy ${type}`.trim().slice(0, 100);
  const list = new EntryList(title);
  for (const value of json.values) {
    if (!isRecord(value) || value["revoked"] === true) {
      if (isRecord(value)) list.skip("revoked", value["value"]);
      else list.skip("noName", value);
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
  return { title, ...fixedColumns(list, { name: "value", aliases: "meta.synonyms", country: "meta.country" }) };
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
