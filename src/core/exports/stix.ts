import type { Indicator } from "../model/indicators";
import { describeMatch } from "../matching/describeMatch";
import { nameKey } from "../matching/nameKey";
import type { Article, ProfileArticle } from "../model/model";
import type { Translate } from "../text/translate";
import { siteName } from "../urls/siteName";
import type { ExportRow } from "./exportRows";
import { indented } from "./json";

/** Namespace of our ids (UUID version 5, RFC 9562 §5.5): the same thing has the same id in every export of every installation. */
const NAMESPACE = "6f3f5c1e-2f0a-4d59-9d0c-7a1f6c2be8d4";

type StixObject = Readonly<Record<string, unknown>> & {
  readonly type: string;
  readonly id: string;
  readonly created: string;
};

/** What stands for a name or for us was made by nobody at any time, but has to say when, and the same in every export. */
const BEGINNING = "2026-01-01T00:00:00.000Z";

/** Makes a UUID of version 5. */
export type Uuid5 = (namespace: string, name: string) => string;

/**
 * The matches as a STIX 2.1 bundle, in pieces: a report for each article with its address, the threat it names, the CVE ids it holds as vulnerabilities
 * and its other indicators as patterns.
 */
export function* toStix(rows: readonly ExportRow[], uuid5: Uuid5, t: Translate): Iterable<string> {
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
  const reports = new Map<string, { readonly item: ProfileArticle; readonly refs: Set<string> }>();
  for (const row of rows) {
    // Its aliases change in time: of two exports the newer one counts.
    const modified = row.articles.map(({ article }) => exactTime(article.found)).reduce(later, BEGINNING);
    const description = t("A name that TI Scraper looks for in the news.");
    const threat = add(threatOf(row, id, { ...common(BEGINNING, modified), created_by_ref: identity, description }));
    for (const item of row.articles) {
      yield "";
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
    yield "";
    const { article, matches } = item;
    const found = exactTime(article.found);
    const weight = Math.max(0, ...matches.map((match) => match.weight ?? 1));
    add({
      type: "report",
      id: id("report", key),
      ...common(firstFound(article), found),
      created_by_ref: identity,
      name: article.title === "" ? article.url : article.title,
      description: [
        sentences.get(key)?.join(" ") ?? article.summary ?? "",
        ...new Set(matches.map((match) => describeMatch(match, t))),
      ]
        .filter((part) => part !== "")
        .join("\n"),
      report_types: ["threat-report"],
      published: exactTime(article.published ?? article.found),
      confidence: Math.round(weight * 100),
      ...(article.categories === undefined || article.categories.length === 0 ? {} : { labels: article.categories }),
      external_references: [{ source_name: siteName(article.source), url: article.url }],
      object_refs: [...refs],
    });
  }
  // The bundle's id follows from all that is in it.
  let uuid = "";
  const texts: string[] = [];
  for (const object of objects.values()) {
    yield "";
    const text = indented(object, "    ");
    uuid = uuid5(NAMESPACE, `${uuid} ${text}`);
    texts.push(`${texts.length === 0 ? "" : ","}\n    ${text}`);
  }
  yield `{\n  "type": "bundle",\n  "id": "bundle--${uuid}",\n  "objects": [`;
  yield* texts;
  yield "\n  ]\n}\n";
}

function threatOf(
  { name, kind, ids, aliases }: ExportRow,
  id: (type: string, name: string) => string,
  common: Readonly<Record<string, unknown>> & { readonly created: string },
): StixObject {
  const others = aliases.filter((alias) => alias !== name);
  const references = ids.map((one) => ({
    source_name: /^[CGS]\d{4}$/.test(one.id) ? "mitre-attack" : one.source,
    external_id: one.id,
  }));
  const named = {
    ...common,
    name,
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
  const pattern = patternOf(indicator);
  return {
    type: "indicator",
    id: id("indicator", pattern),
    ...common,
    name: value,
    pattern,
    pattern_type: "stix",
    valid_from: common.created,
  };
}

/** In the patterning language of STIX 2.1 §9. */
function patternOf({ kind, value }: Indicator): string {
  const text = `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
  switch (kind) {
    case "ipv4":
      return `[ipv4-addr:value = ${text}]`;
    case "ipv6":
      return `[ipv6-addr:value = ${text}]`;
    case "domain":
      return `[domain-name:value = ${text}]`;
    case "url":
      return `[url:value = ${text}]`;
    case "email":
      return `[email-addr:value = ${text}]`;
    case "md5":
      return `[file:hashes.MD5 = ${text}]`;
    case "sha1":
      return `[file:hashes.'SHA-1' = ${text}]`;
    case "sha256":
      return `[file:hashes.'SHA-256' = ${text}]`;
    case "sha512":
      return `[file:hashes.'SHA-512' = ${text}]`;
    case "cve":
      throw new Error("A vulnerability has no pattern.");
  }
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
  return Number.isNaN(time.getTime()) ? "1970-01-01T00:00:00.000Z" : time.toISOString();
}
