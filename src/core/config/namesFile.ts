import {
  MAX_CONFIG_CHARACTERS,
  MAX_FACT_LINE_CHARACTERS,
  MAX_NAMES_FILE_BYTES,
  MAX_NAMES_FILE_LINES,
  MAX_YAML_FACT_CHARACTERS,
} from "../limits";
import { type Turns, finishInTurns } from "../text/turns";
import { NAMES_FILE } from "./configFiles";
import type { ConfigEntry, ConfigNode } from "./configNode";
import { type FactMap, type NameFact, factKey, factLine, foldFacts } from "./nameFacts";
import { readFact } from "./factShape";
import { type Finding, type Problem, placeFindings } from "./problems";
import type { Reading } from "./shape";
import { readYamlNodes } from "./yamlNodes";

/** Lines as we write them that are read before others get their turn: some milliseconds. */
const LINES_PER_TURN = 1_000;
/** UTF-16 units of lines that are read as YAML, for which this takes as long as for a line. */
const YAML_UNITS_OF_LINE = 10;

/** Why nothing that stands in the file counts. */
export type NamesFileTrouble =
  /** A merge was not finished: the lines of its marks, from 1. */
  | { readonly code: "conflict"; readonly lines: readonly number[] }
  | { readonly code: "tooLong" }
  /** In the words of the system. */
  | { readonly code: "unreadable"; readonly detail: string };

/** What stands in the file. */
export interface NamesFileContent {
  /** None where there is trouble: a file is never half read. */
  readonly facts: FactMap;
  readonly trouble: Exclude<NamesFileTrouble, { readonly code: "unreadable" }> | null;
  /** A line with an error does not count; the others do. */
  readonly problems: readonly Problem[];
}

/** What git writes where both sides have changed the same lines; the third only where it is asked to. */
const CONFLICT_MARK = /^(?:<{7}|={7}|>{7}|\|{7})(?:[ \t]|$)/;

/** Reads the file in turns; never throws, whatever the text is. */
export function parseNamesFile(text: string, pause: () => Promise<void>): Promise<NamesFileContent> {
  return finishInTurns(readSteps(text), pause);
}

function* readSteps(text: string): Turns<NamesFileContent> {
  const lines = linesOf(text);
  if (text.length > MAX_NAMES_FILE_BYTES || lines === null) return withoutFacts({ code: "tooLong" }, [TOO_LONG], text);
  const marks = [...lines.entries()].filter(([, line]) => CONFLICT_MARK.test(line.text));
  if (marks.length > 0) {
    const findings = marks.map(([, { text: mark, start }]) => problemAt("conflictMark", start, start + mark.length));
    return withoutFacts({ code: "conflict", lines: marks.map(([at]) => at + 1) }, findings, text);
  }
  const findings: Finding[] = [];
  const facts: NameFact[] = [];
  let sinceTurn = 0;
  /** A configuration's worth: whoever writes more by hand writes it as we do. */
  let yamlLeft = MAX_CONFIG_CHARACTERS;
  for (const { text: line, start } of lines) {
    if (sinceTurn >= LINES_PER_TURN) {
      sinceTurn = 0;
      yield;
    }
    if (isNoLine(line)) continue;
    const reading: Reading = { findings: [], values: new Map(), names: [], places: [] };
    const own = ownLineNode(line);
    const node = own ?? yamlNode(line, yamlLeft, reading);
    sinceTurn += own === null ? line.length / YAML_UNITS_OF_LINE : 1;
    if (own === null) yamlLeft -= line.length;
    const fact = node === null ? null : readFact(node, reading);
    if (fact !== null) facts.push(fact);
    for (const finding of reading.findings)
      findings.push({ ...finding, start: start + finding.start, end: start + finding.end });
  }
  return { facts: foldFacts(facts), trouble: null, problems: placeFindings(findings, text) };
}

const TOO_LONG: Finding = {
  ...problemAt("namesFileTooLong", 0, 1),
  args: { lines: MAX_NAMES_FILE_LINES, limit: MAX_NAMES_FILE_BYTES / 1_000_000 },
};

/** What is wrong with a file of more than `MAX_NAMES_FILE_BYTES`, which is not read. */
export const NAMES_FILE_TOO_LONG: readonly Problem[] = placeFindings([TOO_LONG], "");

function withoutFacts(
  trouble: NonNullable<NamesFileContent["trouble"]>,
  findings: readonly Finding[],
  text: string,
): NamesFileContent {
  return { facts: new Map(), trouble, problems: placeFindings(findings, text) };
}

function problemAt(code: Finding["code"], start: number, end: number): Finding {
  return { code, severity: "error", args: {}, start, end, path: [] };
}

interface Line {
  readonly text: string;
  /** UTF-16 offset into the file. */
  readonly start: number;
}

/** Null for more lines than the file may have. */
function linesOf(text: string): readonly Line[] | null {
  const lines: Line[] = [];
  // A byte order mark is no part of the first line.
  let start = text.startsWith("\uFEFF") ? 1 : 0;
  while (start < text.length) {
    if (lines.length >= MAX_NAMES_FILE_LINES) return null;
    const at = text.indexOf("\n", start);
    const end = at === -1 ? text.length : at;
    lines.push({ text: text.slice(start, text[end - 1] === "\r" ? end - 1 : end), start });
    start = end + 1;
  }
  return lines;
}

/** Blank lines, remarks and the mark a document begins with. */
function isNoLine(line: string): boolean {
  return /^[ \t]*(?:#|$)/.test(line) || /^---[ \t]*$/.test(line);
}

/**
 * The section of a line of YAML; null for what is none, which is reported then.
 *
 * @param left UTF-16 units that may be read
 */
function yamlNode(line: string, left: number, { findings }: Reading): ConfigNode | null {
  if (line.length > MAX_FACT_LINE_CHARACTERS) {
    findings.push({
      ...problemAt("lineTooLong", 0, MAX_FACT_LINE_CHARACTERS),
      args: { limit: MAX_FACT_LINE_CHARACTERS },
    });
    return null;
  }
  // What is no entry of a list needs no reading.
  const isEntry = line.trimStart().startsWith("- ") && line.length <= Math.min(left, MAX_YAML_FACT_CHARACTERS);
  const { root, flaws } = isEntry ? readYamlNodes(line) : { root: null, flaws: [] };
  const [item] = root?.kind === "list" && flaws.every(({ code }) => code === "yamlTag") ? root.items : [];
  if (item?.kind === "section") return item;
  const start = line.length - line.trimStart().length;
  findings.push(problemAt("noFact", start, line.trimEnd().length));
  return null;
}

const KEY = /([a-zA-Z]+): /y;
const TEXT = /"(?:[^"\\]|\\.)*"/y;

/**
 * The section of a line as `factLine` writes it, fifty times faster than YAML is read; null for any other. All that stands here means the same in YAML.
 */
function ownLineNode(line: string): ConfigNode | null {
  if (line.length > MAX_FACT_LINE_CHARACTERS || !line.startsWith("- {") || !line.endsWith("}")) return null;
  const last = line.length - 1;
  const entries: ConfigEntry[] = [];
  const known = new Set<string>();
  let at = 3;
  for (;;) {
    KEY.lastIndex = at;
    const key = KEY.exec(line)?.[1];
    if (key === undefined || known.has(key)) return null;
    known.add(key);
    const value = ownValue(line, at + key.length + 2);
    if (value === null) return null;
    entries.push({ key, keyStart: at, keyEnd: at + key.length, value });
    at = value.end;
    if (at === last) return { kind: "section", start: 2, end: line.length, entries };
    if (!line.startsWith(", ", at)) return null;
    at += 2;
  }
}

function ownValue(line: string, start: number): ConfigNode | null {
  if (line.startsWith("true", start)) return { kind: "flag", start, end: start + 4, value: true };
  if (line[start] !== "[") return ownText(line, start);
  const items: ConfigNode[] = [];
  for (let at = start + 1; line[at] !== "]";) {
    if (items.length > 0) {
      if (!line.startsWith(", ", at)) return null;
      at += 2;
    }
    const item = ownText(line, at);
    if (item === null) return null;
    items.push(item);
    at = item.end;
  }
  const end = (items.at(-1)?.end ?? start + 1) + 1;
  return { kind: "list", start, end, items };
}

function ownText(line: string, start: number): ConfigNode | null {
  TEXT.lastIndex = start;
  const written = TEXT.exec(line)?.[0];
  if (written === undefined) return null;
  try {
    return { kind: "text", start, end: start + written.length, value: JSON.parse(written) as string };
  } catch {
    return null;
  }
}

const HEAD = `# What was chosen and decided about names, for all who work with this folder. One line is one whole fact; of two about one thing the later
# "at" counts. TI Scraper adds lines and changes none. For git: ${NAMES_FILE} merge=union in .gitattributes.
`;

/** The text of the file with more facts. What stands there stays to the letter, its kind of line ends as well. */
export function withFacts(text: string, facts: readonly NameFact[]): string {
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const base = text.trim() === "" ? HEAD : text.endsWith("\n") ? text : text + lineEnd;
  return base + facts.map((fact) => factLine(fact) + lineEnd).join("");
}

/**
 * The text without the lines that do not count since a later one is about the same thing. The last word about each thing stays, also that it was
 * taken back: whatever a merge brings back of what has gone is older than that. Only lines as we write them go.
 *
 * @returns null when there is nothing to leave out
 */
export function compacted(text: string): { readonly text: string; readonly left: number } | null {
  const lines = text.split(/(?<=\n)/);
  const factOf = (line: string): NameFact | null => {
    const node = ownLineNode(line.replace(/\r?\n$/, ""));
    return node && readFact(node, { findings: [], values: new Map(), names: [], places: [] });
  };
  const all = lines.map(factOf);
  const latest = foldFacts(all.filter((fact) => fact !== null));
  const told = new Set<string>();
  const kept = lines.filter((_line, at) => {
    const fact = all[at];
    if (fact == null) return true;
    const key = factKey(fact);
    if (told.has(key) || factLine(latest.get(key) as NameFact) !== factLine(fact)) return false;
    told.add(key);
    return true;
  });
  return kept.length === lines.length ? null : { text: kept.join(""), left: lines.length - kept.length };
}
