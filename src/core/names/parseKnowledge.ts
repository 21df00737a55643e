import { binaryFailure } from "../text/binary";
import { decodeBytes } from "../text/decode";
import { type ParsedEntries, isGalaxyCluster, parseGalaxyCluster } from "./mispGalaxy";
import { parseNameArray, parseNameText } from "./nameTables";
import { parseAttack } from "./attackBundle";
import { ATTACK_TITLE, parseStixObjects } from "./stixBundle";
import { stixObjects } from "./stixObjects";
import type { KnowledgeFormat, KnowledgeJob, KnowledgeOutcome, ParseFailure } from "./types";

/**
 * Reads names from the bytes of a MISP galaxy cluster, a STIX bundle, a JSON array, a CSV or a plain list; the content
 * tells which. Runs in the worker: a large bundle takes seconds.
 */
export function parseKnowledge({ bytes, contentType, fileName }: KnowledgeJob): KnowledgeOutcome {
  const binary = binaryFailure(bytes);
  if (binary !== null) return notRead(binary);
  const text = decodeBytes(bytes, contentType, "json").replace(/^\uFEFF/u, "");
  const start = text.slice(0, 2000).trimStart();
  if (start === "") return text.trim() === "" ? notRead({ code: "empty" }) : fromText(text, fileName);
  if (/^<(?:!doctype html|html|head|body|\?xml)/iu.test(start)) return notRead({ code: "webPage" });
  if (start.startsWith("{") || /^\[\s*(?:[{"\]]|$)/u.test(start))
    return fromJson(text, fileName) ?? notRead({ code: "notJson" });
  // A list may begin with “[Vault 7/8]”: that is a name.
  if (start.startsWith("[")) return fromJson(text, fileName) ?? fromText(text, fileName);
  // What servers answer who have nothing: JSON too.
  if (/^(?:null|true|false|-?\d+(?:\.\d+)?)\s*$/u.test(start)) return notRead({ code: "unknownShape" });
  return fromText(text, fileName);
}

/** Null when it is no JSON. */
function fromJson(text: string, fileName: string): KnowledgeOutcome | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  if (isGalaxyCluster(json)) return done("misp", parseGalaxyCluster(json));
  const objects = stixObjects(json);
  if (objects !== null) {
    const parsed = parseStixObjects(objects);
    return done("stix", parsed.title === ATTACK_TITLE ? { ...parsed, attack: parseAttack(objects) } : parsed);
  }
  const names = parseNameArray(json, titleOf(fileName));
  return names === null ? notRead({ code: "unknownShape" }) : done("json", names);
}

function fromText(text: string, fileName: string): KnowledgeOutcome {
  const { format, ...parsed } = parseNameText(text, titleOf(fileName), fileName);
  return done(format, parsed);
}

function titleOf(fileName: string): string {
  return fileName.trim().slice(0, 100) || "names";
}

function done(format: KnowledgeFormat, parsed: ParsedEntries): KnowledgeOutcome {
  return parsed.entries.length === 0 ? notRead({ code: "noNames" }) : { ok: true, format, ...parsed };
}

function notRead(failure: ParseFailure): KnowledgeOutcome {
  return { ok: false, failure };
}
