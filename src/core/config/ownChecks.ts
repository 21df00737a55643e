import type { ConfigNode } from "./configNode";
import { OWN_SHAPES, type OwnParts, RECORDS_SHAPE, type RecordsParts } from "./ownShape";
import type { OwnJobCode } from "./problems";
import { type PlacedValue, type Reading, namesOf, report } from "./shape";
import type { Job, JobId } from "../model/model";
import { OWN_BASES, type OwnBase, type ScriptConfig } from "./ownTypes";

/** What stands in `{…}` of a layout. */
export const HOLE = /\{([A-Za-z_][A-Za-z0-9_-]*)\}/g;

/** What a layout can name, by the base, beside the fields of `extract`. */
const OWN_HOLES: Readonly<Record<Job, readonly string[]>> = {
  articles: ["title", "url", "published", "source", "summary", "found"],
  keywords: ["title", "url", "published", "source", "summary", "found", "keywords"],
  counts: ["name", "url", "context", "found"],
  contents: ["url", "text", "change", "found"],
};
const ROW_HOLES: Readonly<Record<"counts" | "contents", readonly string[]>> = {
  counts: ["name", "url", "found"],
  contents: ["url", "found"],
};

/** The fields that a layout of a job can name. */
export function holesOf(base: Job, extract: OwnParts["extract"]): readonly string[] {
  if (extract === null || base === "articles" || base === "keywords") return OWN_HOLES[base];
  return [...new Set([...extract.fields.map(([name]) => name), ...ROW_HOLES[base]])];
}

/** What does not go together in a job of the user's own. */
export function checkOwn(id: JobId, base: Job, { extract, format, script }: OwnParts, reading: Reading): void {
  const valueOf = (name: string): PlacedValue | undefined => reading.values.get(name);
  const complain = complainer(reading);
  const isScripted = script !== null && (script.at === "extract" || script.at === "alone");
  if (extract !== null && isScripted) complain("extract", "scriptAndExtract", "warning");
  if (script !== null) checkScript(id, script, reading, complain);
  const isListed = base === "articles" || base === "keywords" || extract !== null || isScripted;
  if (script?.at === "records") complain("script.at", "scriptRecords", "error", { base });
  else if (script !== null && !isListed) complain("script.at", "scriptNeedsItems", "error", { value: script.at });
  if (extract !== null && !isScripted) {
    const fields = new Set(extract.fields.map(([name]) => name));
    if (valueOf("extract.select") === undefined) complain("extract", "selectMissing");
    if (base !== "articles" && base !== "keywords") {
      if (fields.size === 0 && valueOf("extract.fields")?.sound !== false) complain("extract", "fieldsMissing");
      eachText(valueOf("extract.key"), (node, path) => {
        if (fields.has(node.value)) return;
        const args = { value: node.value, known: [...fields].join(", ") };
        report(reading, node, { path, name: "extract.key" }, { code: "keyField", args });
      });
    } else if (!fields.has("title") && valueOf("extract.fields.title") === undefined) {
      complain(valueOf("extract.fields") === undefined ? "extract" : "extract.fields", "titleMissing");
    }
  }
  if (format !== null) {
    const [item, columns] = [valueOf("format.item"), valueOf("format.columns")];
    if (item !== undefined && columns !== undefined) complain("format.columns", "itemAndColumns");
    if (item === undefined && columns === undefined) complain("format", "nothingToFormat");
    const known = holesOf(base, extract);
    const check = (node: ConfigNode, path: PlacedValue["trail"]["path"]): void => {
      if (node.kind !== "text") return;
      for (const [, name = ""] of node.value.matchAll(HOLE)) {
        if (known.includes(name)) continue;
        const args = { name, known: known.map((one) => `{${one}}`).join(", ") };
        report(reading, node, { path, name: "format" }, { code: "templateHole", severity: "warning", args });
      }
    };
    // What a script gives, it names by itself.
    const isKnown = !(isScripted && base !== "articles" && base !== "keywords");
    if (isKnown && item !== undefined) check(item.entry.value, item.trail.path);
    if (isKnown && columns?.entry.value.kind === "section") {
      for (const { key, value } of columns.entry.value.entries) check(value, [...columns.trail.path, key]);
    }
    const filename = valueOf("resultfile.filename")?.entry.value;
    const isText = filename?.kind === "text" && filename.value.trim() !== "" && !/\.csv\s*$/i.test(filename.value);
    if (columns !== undefined && isText) complain("resultfile.filename", "columnsInText", "warning");
  }
  if (base === "counts" && extract === null && !isScripted) complain("steps.delta", "deltaOfCounts", "warning");
}

/** What does not go together in a job that looks at records. */
export function checkRecordsJob(id: JobId, { select, script }: RecordsParts, reading: Reading): void {
  const complain = complainer(reading);
  const written = reading.values.get("script");
  if (script === null) {
    if (written === undefined) complain("job", "recordsNeedScript");
    return;
  }
  checkScript(id, script, reading, complain);
  if (script.at !== "records") complain(reading.values.has("script.at") ? "script.at" : "script", "recordsNeedScript");
  const fields = reading.values.get("script.fields")?.entry.value;
  // Of those that cannot be fields each has a problem of its own.
  if (script.fields.length === 0 && !(fields?.kind === "list" && fields.items.length > 0))
    complain(reading.values.has("script.fields") ? "script.fields" : "script", "scriptFieldsMissing");
  const isNamed = select.names.length > 0;
  const isSearched = `${select.query}${select.type}`.trim() !== "";
  if (!isNamed && !isSearched) complain(reading.values.has("select") ? "select" : "job", "selectRecords");
  if (isNamed && select.query.trim() !== "") complain("select.query", "namesAndQuery");
}

type Complain = (name: string, code: OwnJobCode, severity?: "error" | "warning", args?: object) => void;

/** Says what is wrong at a key; nothing where that is not written. */
function complainer(reading: Reading): Complain {
  return (name, code, severity = "error", args = {}) => {
    const value = reading.values.get(name);
    if (value === undefined) return;
    const { keyStart, keyEnd } = value.entry;
    report(reading, { start: keyStart, end: keyEnd }, value.trail, { code, severity, args: { ...args } });
  };
}

function checkScript(
  id: JobId,
  { run, at, speaks, secrets, fields }: ScriptConfig,
  reading: Reading,
  complain: Complain,
): void {
  const written = reading.values.get("script.run");
  if (run.length === 0 && written?.sound !== false)
    complain(written === undefined ? "script" : "script.run", "scriptFile");
  if (speaks === "text" && at !== "alone") complain("script.speaks", "scriptText");
  if (fields.length > 0 && at !== "records") complain("script.fields", "fieldsWithoutRecords", "warning");
  const variables = new Map<string, string>();
  eachText(reading.values.get("script.secrets"), (node, path) => {
    if (!secrets.includes(node.value)) return;
    const variable = secretVariable(id, node.value);
    const other = variables.get(variable);
    variables.set(variable, node.value);
    if (other === undefined) return;
    const args = { value: node.value, other, variable };
    report(reading, node, { path, name: "script.secrets" }, { code: "secretTwice", args });
  });
}

/** The variable that a secret of a job is read from on the command line. */
export function secretVariable(id: JobId, secret: string): string {
  const part = (text: string): string => text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, "_");
  return `TI_SCRAPER_SECRET_${part(id)}_${part(secret)}`;
}

function eachText(
  value: PlacedValue | undefined,
  check: (node: Extract<ConfigNode, { kind: "text" }>, path: PlacedValue["trail"]["path"]) => void,
): void {
  const node = value?.entry.value;
  if (value === undefined || node?.kind !== "list") return;
  for (const [index, item] of node.items.entries()) {
    if (item.kind === "text") check(item, [...value.trail.path, index]);
  }
}

/** Says of keys that this base does not know, but another one does, whose they are. */
export function nameOtherBases(base: OwnBase, reading: Reading): void {
  for (const [index, finding] of reading.findings.entries()) {
    if (finding.code !== "unknownKey" || finding.path.some((part) => typeof part === "number")) continue;
    const name = finding.path.join(".");
    const others = OWN_BASES.filter((one) => one !== base && namesIn(one).has(name));
    if (others.length === 0) continue;
    const args = { key: String(finding.args["key"]), base, others: others.join(", ") };
    reading.findings[index] = { ...finding, code: "keyOfOtherBase", args };
  }
}

const names = new Map<OwnBase, ReadonlySet<string>>();

function namesIn(base: OwnBase): ReadonlySet<string> {
  const known = names.get(base) ?? new Set(namesOf(base === "records" ? RECORDS_SHAPE : OWN_SHAPES[base]));
  names.set(base, known);
  return known;
}
