import { parseAllDocuments } from "yaml";
import { MAX_IMPORT_YAML_ALIASES } from "../limits";
import { binaryFailure } from "../text/binary";
import { decodeBytes } from "../text/decode";
import { isRecord } from "../text/isRecord";
import { parseAttack } from "./attackBundle";
import { EntryList } from "./entryList";
import { parseJsonNames } from "./jsonNames";
import { galaxyCluster, parseGalaxyCluster } from "./mispGalaxy";
import { ATTACK_TITLE, parseStixObjects } from "./stixBundle";
import { stixObjects } from "./stixObjects";
import type { UnknownColumn } from "./nameTables";
import { parseNameText } from "./textNames";
import type {
  ColumnChoice,
  KnowledgeFormat,
  KnowledgeJob,
  KnowledgeOutcome,
  ParseFailure,
  ParsedEntries,
} from "./types";

/** What is known of the text beside the text. */
interface Place {
  readonly title: string;
  readonly fileName: string;
  readonly columns: ColumnChoice | undefined;
}

/**
 * Reads names from the bytes of a MISP galaxy cluster, STIX, JSON (lines of it too), YAML, a table, Markdown or a plain list; the
 * content tells which. Runs in the worker: a large bundle takes seconds.
 */
export function parseKnowledge({ bytes, contentType, fileName, columns }: KnowledgeJob): KnowledgeOutcome {
  const binary = binaryFailure(bytes);
  if (binary !== null) return notRead(isSpreadsheet(bytes, fileName) ? { code: "spreadsheet" } : binary);
  const text = decodeBytes(bytes, contentType, "json").replace(/^\uFEFF/u, "");
  const place: Place = { title: fileName.trim().slice(0, 100) || "names", fileName, columns };
  const start = text.slice(0, 2000).trimStart();
  if (start === "") return text.trim() === "" ? notRead({ code: "empty" }) : fromText(text, place);
  if (/^<(?:!doctype html|html|head|body|\?xml)/iu.test(start)) return notRead({ code: "webPage" });
  if (start.startsWith("{") || /^\[\s*(?:[{"\]]|$)/u.test(start)) {
    return fromJson(text, place) ?? fromJsonLines(text, place) ?? notRead({ code: "notJson" });
  }
  // A list may begin with “[Vault 7/8]”: that is a name.
  if (start.startsWith("[")) return fromJson(text, place) ?? fromText(text, place);
  // What servers answer who have nothing: JSON too.
  if (/^(?:null|true|false|-?\d+(?:\.\d+)?)\s*$/u.test(start)) return notRead({ code: "unknownShape" });
  if (/\.ya?ml$/iu.test(fileName)) return fromYaml(text, place);
  if (/^(?:---[^\S\n]*\n\s*)?-\s+["']?\w+["']?:\s/u.test(start)) {
    const read = fromYaml(text, place);
    if (read.ok) return read;
  }
  return fromText(text, place);
}

/** Excel's and LibreOffice's files are ZIP archives, or compound files of before. */
function isSpreadsheet(bytes: Uint8Array, fileName: string): boolean {
  if (/\.(?:xls[xmb]?|ods|fods|numbers)$/iu.test(fileName)) return true;
  return new TextDecoder("latin1").decode(bytes.subarray(0, 2000)).includes("opendocument.spreadsheet");
}

/** Null when it is no JSON. */
function fromJson(text: string, place: Place): KnowledgeOutcome | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  return fromValue("json", json, place);
}

/** A value on each line. Null when most lines hold none: then it is damaged JSON. */
function fromJsonLines(text: string, place: Place): KnowledgeOutcome | null {
  const values: unknown[] = [];
  const list = new EntryList(place.title);
  let bad = 0;
  for (const [line] of text.matchAll(/[^\r\n]+/gu)) {
    if (line.trim() === "") continue;
    try {
      values.push(JSON.parse(line));
    } catch {
      bad += 1;
      list.skip("notJson", line);
    }
  }
  return bad < values.filter(isRecord).length ? fromValue("json", values, place, list) : null;
}

function fromYaml(text: string, place: Place): KnowledgeOutcome {
  const documents = parseAllDocuments(text, { uniqueKeys: false, logLevel: "silent" });
  const error = [...documents].flatMap(({ errors }) => errors)[0];
  if (error !== undefined) return notRead({ code: "notYaml", line: error.linePos?.[0].line ?? 1 });
  let values: unknown[];
  try {
    values = [...documents].map((document) => document.toJS({ maxAliasCount: MAX_IMPORT_YAML_ALIASES }) as unknown);
  } catch {
    return notRead({ code: "yamlAnchors" });
  }
  return fromValue("yaml", values.length === 1 ? values[0] : values.flat(), place);
}

function fromValue(
  format: KnowledgeFormat,
  value: unknown,
  { columns, title }: Place,
  list = new EntryList(title),
): KnowledgeOutcome {
  const cluster = galaxyCluster(value);
  if (cluster !== null) return done("misp", parseGalaxyCluster(cluster));
  const objects = stixObjects(value);
  if (objects !== null) {
    const parsed = parseStixObjects(objects);
    return done("stix", parsed.title === ATTACK_TITLE ? { ...parsed, attack: parseAttack(objects) } : parsed);
  }
  const names = parseJsonNames(value, columns, title, list);
  return names === null ? notRead({ code: "unknownShape" }) : done(format, names);
}

function fromText(text: string, { columns, title, fileName }: Place): KnowledgeOutcome {
  const parsed = parseNameText(text, columns, title, fileName);
  return done("missing" in parsed ? "list" : parsed.format, parsed);
}

function done(format: KnowledgeFormat, parsed: ParsedEntries | UnknownColumn): KnowledgeOutcome {
  if ("missing" in parsed) return notRead({ code: "noColumn", column: parsed.missing, columns: parsed.columns });
  return parsed.entries.length === 0 ? notRead({ code: "noNames" }) : { ok: true, format, ...parsed };
}

function notRead(failure: ParseFailure): KnowledgeOutcome {
  return { ok: false, failure };
}
