import { type Indicator, type IndicatorKind, formsOf } from "../model/indicators";
import { describeMatch } from "../matching/describeMatch";
import { nameKey } from "../matching/nameKey";
import type { Article } from "../model/model";
import type { Translate } from "../text/translate";
import { siteName } from "../urls/siteName";
import type { ExportItem, ExportRow } from "./exportRows";
import { indented } from "./json";
import type { StixVersion, StixVersions } from "./stixVersions";

/** Namespace of our ids (UUID version 5, RFC 9562 §5.5): the same thing has the same id in every export of every installation. */
const NAMESPACE = "6f3f5c1e-2f0a-4d59-9d0c-7a1f6c2be8d4";

export type StixObject = Readonly<Record<string, unknown>> & {
  readonly type: string;
  readonly id: string;
  readonly created: string;
};

/** What stands for a name or for us was made by nobody at any time, but has to say when, and the same in every export. */
const BEGINNING = "2026-01-01T00:00:00.000Z";

/** Makes a UUID of version 5. */
export type Uuid5 = (namespace: string, name: string) => string;

/**
 * The matches as the objects of a STIX 2.1 bundle, by their ids: a report for each article with its address, the threat it names, the CVE
 * ids it holds as vulnerabilities and its other indicators as patterns. Yields so that others get their turn.
 */
export function* stixObjects(
  rows: readonly ExportRow[],
  uuid5: Uuid5,
  t: Translate,
): Generator<undefined, ReadonlyMap<string, StixObject>> {
  const id = (type: string, name: string): string => `${type}--${uuid5(NAMESPACE, `${type} ${name}`)}`;
  const objects = new Map<string, StixObject>();
  const identity = id("identity", "TI Scraper");
  // Of an indicator in several articles the earliest counts, in whatever order they come.
  const add = (object: StixObject): string => {
    const known = objects.get(object.id);
    if (known === undefined || object.created < known.created) objects.set(object.id, object);
    return object.id;
  };
  const common = (created: string, modified = created) => ({ spec_version: "2.1", created, modified });
  add({ type: "identity", id: identity, ...common(BEGINNING), name: "TI Scraper", identity_class: "system" });

  const sentences = new Map(rows.flatMap((row) => [...row.sentences]));
  const reports = new Map<string, { readonly item: ExportItem; readonly refs: Set<string> }>();
  for (const row of rows) {
    // Its aliases change in time: of two exports the newer one counts.
    const modified = row.articles.map(({ article }) => exactTime(article.found)).reduce(later, BEGINNING);
    const description = t("A name that TI Scraper looks for in the news.");
    const threat = add(threatOf(row, id, { ...common(BEGINNING, modified), created_by_ref: identity, description }));
    for (const item of row.articles) {
      yield;
      const { key, indicators = [] } = item.article;
      const report = reports.get(key) ?? { item, refs: new Set() };
      reports.set(key, { item: { ...item, matches: [...report.item.matches, ...item.matches] }, refs: report.refs });
      report.refs.add(threat);
      for (const indicator of indicators) {
        const made = { ...common(firstFound(item.article)), created_by_ref: identity };
        report.refs.add(add(indicatorOf(indicator, id, made)));
      }
    }
  }
  for (const [key, { item, refs }] of reports) {
    yield;
    const { article, matches } = item;
    const found = exactTime(article.found);
    const weights = matches.map(({ weight = 1 }) => (Number.isFinite(weight) ? weight : 1));
    const weight = Math.min(1, Math.max(0, ...weights));
    const labels = texts(article.categories ?? []);
    const description = texts([
      sentences.get(key)?.join(" ") ?? article.summary ?? "",
      ...matches.map((match) => describeMatch(match, t)),
    ]).join("\n");
    add({
      type: "report",
      id: id("report", key),
      ...common(firstFound(article), found),
      created_by_ref: identity,
      name: wellFormed(article.title === "" ? article.url : article.title),
      ...(description === "" ? {} : { description }),
      report_types: ["threat-report"],
      published: exactTime(article.published ?? article.found),
      confidence: Math.round(weight * 100),
      ...(labels.length === 0 ? {} : { labels }),
      external_references: [reference(siteName(article.source), article.url)],
      object_refs: [...refs],
    });
  }
  return objects;
}

/** A bundle of objects in pieces, with the times that they were exported with. Its id follows from all that is in it. */
export function* stixBundle(
  objects: ReadonlyMap<string, StixObject>,
  versions: StixVersions | null,
  uuid5: Uuid5,
): Iterable<string> {
  let uuid = "";
  const texts: string[] = [];
  for (const [id, object] of objects) {
    yield "";
    const version = versions?.get(id);
    const text = indented(version === undefined ? object : atTime(object, version), "    ");
    uuid = uuid5(NAMESPACE, `${uuid} ${text}`);
    texts.push(`${texts.length === 0 ? "" : ","}\n    ${text}`);
  }
  yield `{\n  "type": "bundle",\n  "id": "bundle--${uuid}",\n  "objects": [`;
  yield* texts;
  yield "\n  ]\n}\n";
}

function atTime(object: StixObject, { created, modified }: StixVersion): StixObject {
  return { ...object, created, modified, ...("valid_from" in object ? { valid_from: created } : {}) };
}

function threatOf(
  { name, kind, ids, aliases }: ExportRow,
  id: (type: string, name: string) => string,
  common: Readonly<Record<string, unknown>> & { readonly created: string },
): StixObject {
  const others = texts(aliases.filter((alias) => alias !== name));
  const references = ids
    .filter((one) => one.id !== "" && one.source !== "")
    .map((one) => ({
      source_name: /^[CGS]\d{4}$/.test(one.id) ? "mitre-attack" : wellFormed(one.source),
      external_id: wellFormed(one.id),
    }));
  const named = {
    ...common,
    name: wellFormed(name),
    ...(others.length === 0 ? {} : { aliases: others }),
    ...(references.length === 0 ? {} : { external_references: references }),
  };
  switch (kind) {
    case "malware":
    case "ransomware":
      return {
        type: "malware",
        id: id("malware", nameKey(name)),
        ...named,
        is_family: true,
        ...(kind === "ransomware" ? { malware_types: ["ransomware"] } : {}),
      };
    case "tool":
      return { type: "tool", id: id("tool", nameKey(name)), ...named };
    case "campaign":
      return { type: "campaign", id: id("campaign", nameKey(name)), ...named };
    case "actor":
    case "name":
      return { type: "intrusion-set", id: id("intrusion-set", nameKey(name)), ...named };
  }
}

function indicatorOf(
  indicator: Indicator,
  id: (type: string, name: string) => string,
  common: { readonly created: string },
): StixObject {
  const { kind, value } = indicator;
  if (kind === "cve") {
    return {
      type: "vulnerability",
      id: id("vulnerability", value),
      ...common,
      name: value,
      external_references: [{ source_name: "cve", external_id: value }],
    };
  }
  const pattern = patternOf(kind, indicator);
  return {
    type: "indicator",
    id: id("indicator", pattern),
    ...common,
    name: wellFormed(value),
    pattern,
    pattern_type: "stix",
    valid_from: common.created,
  };
}

/** In the patterning language of STIX 2.1 §9: by each form that the value has. */
function patternOf(kind: keyof typeof PROPERTIES, indicator: Indicator): string {
  const comparisons = formsOf(indicator).map((form) => {
    const text = wellFormed(form).replaceAll("\\", "\\\\").replaceAll("'", "\\'");
    return `${PROPERTIES[kind]} = '${text}'`;
  });
  return `[${comparisons.join(" OR ")}]`;
}

const PROPERTIES = {
  ipv4: "ipv4-addr:value",
  ipv6: "ipv6-addr:value",
  domain: "domain-name:value",
  url: "url:value",
  email: "email-addr:value",
  md5: "file:hashes.MD5",
  sha1: "file:hashes.'SHA-1'",
  sha256: "file:hashes.'SHA-256'",
  sha512: "file:hashes.'SHA-512'",
} satisfies Partial<Record<IndicatorKind, string>>;

/** Where something stands: the address where it is one by RFC 3986, else as a text. */
function reference(source: string, address: string): Readonly<Record<string, string>> {
  const name = { source_name: wellFormed(source).trim() || "TI Scraper" };
  if (/^[a-z][a-z\d+.-]*:[\w.~:/?#[\]@!$&'()*+,;=%-]+$/i.test(address)) return { ...name, url: address };
  return URL.canParse(address)
    ? { ...name, url: new URL(address).href }
    : { ...name, description: wellFormed(address) };
}

/** Each once, those without a character left out: no list of STIX has empty texts. */
function texts(all: readonly string[]): readonly string[] {
  return [...new Set(all.map(wellFormed))].filter((text) => text.trim() !== "");
}

/** STIX is I-JSON (RFC 7493): half a character is none. */
function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, "\uFFFD");
}

/** What has an id has it since then, whatever was changed. */
function firstFound(article: Article): string {
  return exactTime(article.firstFound ?? article.found);
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

/** In the form STIX wants; the beginning of time for none. */
function exactTime(iso: string): string {
  const time = new Date(iso);
  const exact = Number.isNaN(time.getTime()) ? "" : time.toISOString();
  return /^\d{4}-/.test(exact) ? exact : "1970-01-01T00:00:00.000Z";
}
