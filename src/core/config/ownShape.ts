import { LEAST_SCAN_MINUTES, MAX_LAYOUT_CHARACTERS } from "../limits";
import type { Job } from "../model/model";
import { compileFieldPattern } from "../text/linearPattern";
import { OLD_NAMES, SHAPES } from "./files";
import {
  type ExtractConfig,
  type FieldRule,
  type FormatConfig,
  OWN_BASES,
  type OwnBase,
  type OwnHead,
  type RecordsSelect,
  type ScriptConfig,
} from "./ownTypes";
import { isBlank, oneOf } from "./rules";
import { type Field, type Fields, type Shape, field, flag, list, mapped, report, section, text } from "./shape";
import { selector, term } from "./sourceShape";
import { entriesOf, script, word } from "./scriptShape";
import type { ConfigOf } from "./types";

/** The keys that a job of the user's own has beside those of its base. */

/** What the file says of each step; undefined where it says nothing. */
export interface WrittenSteps {
  readonly delta: boolean | undefined;
  readonly profiles: boolean | undefined;
  readonly notes: boolean | undefined;
  readonly mail: boolean | undefined;
}

export interface OwnParts {
  readonly job: OwnHead | null;
  readonly extract: ExtractConfig | null;
  readonly format: FormatConfig | null;
  readonly steps: Partial<WrittenSteps>;
  readonly script: ScriptConfig | null;
}

export const FIELD_NAME = /^[A-Za-z_][A-Za-z0-9_-]{0,59}$/;
export const EVERY_PATTERN = /^\s*(\d{1,5})\s*(m|min|h|d)\s*$/;
const UNIT_MINUTES: Readonly<Record<string, number>> = { m: 1, min: 1, h: 60, d: 1440 };

/** Time between two runs, in minutes. */
const every: Shape<number> = mapped(
  text((value, node, trail, reading) => {
    const minutes = minutesIn(value);
    if (minutes === null) report(reading, node, trail, { code: "everyForm", args: { value } });
    else if (minutes < LEAST_SCAN_MINUTES)
      report(reading, node, trail, { code: "everyTooShort", args: { limit: LEAST_SCAN_MINUTES } });
    else return value;
    return undefined;
  }),
  (value) => minutesIn(value) ?? LEAST_SCAN_MINUTES,
);

function minutesIn(value: string): number | null {
  const [, count, unit = ""] = EVERY_PATTERN.exec(value) ?? [];
  return count === undefined ? null : Number(count) * (UNIT_MINUTES[unit] ?? 1);
}

const headSection = section<{ name: string; base: OwnBase | null; every: number | null }>({
  name: field(text(), ""),
  base: field<OwnBase | null>(oneOf(OWN_BASES), null),
  every: field<number | null>(every, null),
});

export const head: Shape<OwnHead> = {
  fields: headSection.fields ?? {},
  read(node, trail, reading) {
    const written = headSection.read(node, trail, reading);
    if (written === undefined) return undefined;
    if (written.base !== null) return { name: written.name.trim(), base: written.base, every: written.every };
    if (!reading.values.has("job.base"))
      report(reading, node, trail, { code: "baseMissing", args: { choices: OWN_BASES.join(", ") } });
    return undefined;
  },
};

const WHOLE_ITEM: FieldRule = { from: "", attribute: "", pattern: "", volatile: false };

const innerSelector: Shape<string> = {
  read(node, trail, reading) {
    return node.kind === "text" && node.value.trim() === "" ? "" : selector.read(node, trail, reading);
  },
};

const pattern: Shape<string> = text((value, node, trail, reading) => {
  const outcome = compileFieldPattern(value);
  if (outcome.ok) return value;
  report(reading, node, trail, { code: "badPattern", args: { pattern: value, reason: outcome.reason } });
  return undefined;
});

const ruleSection = section<FieldRule>({
  from: field(innerSelector, WHOLE_ITEM.from),
  attribute: field(text(), WHOLE_ITEM.attribute),
  pattern: field(pattern, WHOLE_ITEM.pattern),
  volatile: field(flag, WHOLE_ITEM.volatile),
});

/** A field: a selector as text, or a section that says more. */
const rule: Shape<FieldRule> = {
  fields: ruleSection.fields ?? {},
  read(node, trail, reading) {
    if (node.kind !== "text") return ruleSection.read(node, trail, reading);
    const from = innerSelector.read(node, trail, reading);
    return from === undefined ? undefined : { ...WHOLE_ITEM, from };
  },
};

type FieldList = ExtractConfig["fields"];

/** Any fields, by their names. */
const anyFields: Shape<FieldList> = {
  read(node, trail, reading) {
    const entries = entriesOf(node, trail, reading);
    if (entries === undefined) return undefined;
    return entries.flatMap(({ key, keyStart, keyEnd, value }): FieldList => {
      const at = { ...trail, path: [...trail.path, key] };
      if (!FIELD_NAME.test(key)) {
        report(reading, { start: keyStart, end: keyEnd }, at, { code: "extractField", args: { key } });
        return [];
      }
      const read = rule.read(value, at, reading);
      return read === undefined ? [] : [[key, read]];
    });
  },
};

/** The fields an article can have. */
const articleFields: Shape<FieldList> = mapped(
  section<Record<"title" | "url" | "published" | "summary", FieldRule | null>>({
    title: field<FieldRule | null>(rule, null),
    url: field<FieldRule | null>(rule, null),
    published: field<FieldRule | null>(rule, null),
    summary: field<FieldRule | null>(rule, null),
  }),
  (written) => Object.entries(written).flatMap(([name, one]): FieldList => (one === null ? [] : [[name, one]])),
);

const ARTICLE_EXTRACT = {
  select: field(selector, ""),
  fields: field(articleFields, []),
  exclude: field(list(term), []),
};

const articleExtract: Shape<ExtractConfig> = mapped(
  section<Omit<ExtractConfig, "key">>(ARTICLE_EXTRACT),
  (written) => ({ ...written, key: [] }),
);

const rowExtract: Shape<ExtractConfig> = section<ExtractConfig>({
  ...ARTICLE_EXTRACT,
  fields: field(anyFields, []),
  key: field(list(text()), []),
});

const layout: Shape<string> = text((value, node, trail, reading) => {
  if (isBlank(value, node, trail, reading)) return undefined;
  if (value.length <= MAX_LAYOUT_CHARACTERS) return value;
  report(reading, node, trail, { code: "textTooLong", args: { limit: MAX_LAYOUT_CHARACTERS } });
  return undefined;
});

/** Headings with what stands below them, in their order. */
const columns: Shape<FormatConfig["columns"]> = {
  read(node, trail, reading) {
    return entriesOf(node, trail, reading)?.flatMap(({ key, value }): FormatConfig["columns"] => {
      const cell = layout.read(value, { ...trail, path: [...trail.path, key] }, reading);
      return cell === undefined ? [] : [[key, cell]];
    });
  },
};

const format: Shape<FormatConfig> = section<FormatConfig>({ item: field(layout, ""), columns: field(columns, []) });

const step: Field<boolean | undefined> = field<boolean | undefined>(flag, undefined);

function partsOf(extract: Shape<ExtractConfig>, steps: Fields<Partial<WrittenSteps>>): Fields<OwnParts> {
  return {
    job: field<OwnHead | null>(head, null),
    extract: field<ExtractConfig | null>(extract, null),
    format: field<FormatConfig | null>(format, null),
    steps: field<Partial<WrittenSteps>>(section(steps), {}),
    script: field<ScriptConfig | null>(script, null),
  };
}

const ARTICLE_PARTS = partsOf(articleExtract, { delta: step, profiles: step, notes: step, mail: step });
const PAGE_PARTS = partsOf(rowExtract, { delta: step, mail: step });

function extended<J extends Job>(
  job: J,
  parts: Fields<OwnParts>,
  oldNames?: typeof OLD_NAMES,
): Shape<ConfigOf[J] & OwnParts> {
  const fields = { ...SHAPES[job].fields, ...parts } as unknown as Fields<ConfigOf[J] & OwnParts>;
  return section(fields, oldNames as ReadonlyMap<string, never> | undefined);
}

/** What a job that looks at records says of them. */
export interface RecordsParts {
  readonly job: OwnHead | null;
  readonly select: RecordsSelect;
  readonly script: ScriptConfig | null;
}

/** The whole file of a job that looks at records. */
export const RECORDS_SHAPE: Shape<RecordsParts> = section<RecordsParts>({
  job: field<OwnHead | null>(head, null),
  select: field<RecordsSelect>(
    section<RecordsSelect>({ names: field(list(word), []), query: field(text(), ""), type: field(text(), "") }),
    { names: [], query: "", type: "" },
  ),
  script: field<ScriptConfig | null>(script, null),
});

/** The whole file of a job that reads sources, by its base. */
export const OWN_SHAPES: { readonly [J in Job]: Shape<ConfigOf[J] & OwnParts> } = {
  articles: extended("articles", ARTICLE_PARTS, OLD_NAMES),
  keywords: extended("keywords", ARTICLE_PARTS, OLD_NAMES),
  counts: extended("counts", PAGE_PARTS),
  contents: extended("contents", PAGE_PARTS),
};
