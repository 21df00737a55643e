import { FIELD_NAME } from "../config/ownShape";
import { type FieldAction, NOTES_FIELD } from "../records/recipes/fieldActions";
import {
  MAX_ADDRESS_CHARACTERS,
  MAX_EXTRACTED_CHARACTERS,
  MAX_EXTRACT_FIELDS,
  MAX_PROPOSED_CHARACTERS,
  MAX_PROPOSED_VALUES,
  MAX_SCRIPT_STATE_CHARACTERS,
  MAX_SUMMARY_CHARACTERS,
  MAX_TITLE_CHARACTERS,
} from "../limits";
import { firstUnits, shortText } from "../text/beginning";
import { parseFeedDate } from "../text/dates";
import { inLine, oneLine, shortLine } from "../text/foreignText";
import { isRecord } from "../text/isRecord";

/** The protocol of scripts, version 1: JSON lines both ways. What a script says is as hostile as any feed. */
export const PROTOCOL = 1;

/** An article as a script gives it. */
export interface ScriptArticle {
  readonly title: string;
  /** An http(s) address; empty where there is none. */
  readonly url: string;
  readonly source: string;
  /** ISO 8601 UTC, or null. */
  readonly published: string | null;
  readonly summary: string;
}

/** A change of a record as a script proposes it. */
export interface ScriptChange {
  /** The id of the record, as it was handed over. */
  readonly id: string;
  readonly actions: readonly FieldAction[];
  readonly why: string;
}

/** Field → text in one line. */
export type ScriptRow = ReadonlyMap<string, string>;

export type ScriptMessage =
  | { readonly type: "article"; readonly article: ScriptArticle }
  | { readonly type: "row"; readonly row: ScriptRow }
  | { readonly type: "keep"; readonly key: string }
  | { readonly type: "drop"; readonly key: string; readonly why: string }
  | { readonly type: "change"; readonly change: ScriptChange }
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "log"; readonly level: "info" | "warn"; readonly message: string }
  | { readonly type: "problem"; readonly message: string }
  | { readonly type: "state"; readonly value: unknown }
  | { readonly type: "progress" }
  | { readonly type: "done"; readonly summary: string }
  | { readonly type: "unknown"; readonly name: string };

export type ReadMessage =
  | { readonly ok: true; readonly message: ScriptMessage }
  /** `line`: no message at all; `protocol`: of another version; `item`: a message that lacks something. */
  | { readonly ok: false; readonly why: "line" | "protocol" | "item" };

const MESSAGE_CHARACTERS = 500;

/** Reads one line of a script. */
export function readMessage(line: string): ReadMessage {
  let said: unknown;
  try {
    said = JSON.parse(line);
  } catch {
    return { ok: false, why: "line" };
  }
  if (!isRecord(said) || typeof said["type"] !== "string") return { ok: false, why: "line" };
  const { protocol } = said;
  if (protocol !== undefined && Math.floor(Number(protocol)) !== PROTOCOL) return { ok: false, why: "protocol" };
  const message = messageOf(said["type"], said);
  return message === null ? { ok: false, why: "item" } : { ok: true, message };
}

function messageOf(type: string, said: Readonly<Record<string, unknown>>): ScriptMessage | null {
  const text = (name: string): string => (typeof said[name] === "string" ? said[name] : "");
  switch (type) {
    case "article": {
      const article = articleOf(text);
      return article && { type, article };
    }
    case "row": {
      const { type: _, protocol: __, fields, ...own } = said;
      const row = rowOf(isRecord(fields) ? fields : own);
      return row && { type, row };
    }
    case "keep":
      return text("key") === "" ? null : { type, key: text("key") };
    case "drop":
      return text("key") === "" ? null : { type, key: text("key"), why: shortLine(text("why"), MESSAGE_CHARACTERS) };
    case "change": {
      const change = changeOf(said, text("id"), shortLine(text("why"), MESSAGE_CHARACTERS));
      return change && { type, change };
    }
    case "text":
      return typeof said["text"] === "string" ? { type, text: said["text"] } : null;
    case "log":
      return {
        type,
        level: ["warn", "warning", "error"].includes(text("level")) ? "warn" : "info",
        message: shortLine(text("message"), MESSAGE_CHARACTERS),
      };
    case "problem":
      return { type, message: shortLine(text("message"), MESSAGE_CHARACTERS) };
    case "state": {
      const { value = null } = said;
      return JSON.stringify(value).length > MAX_SCRIPT_STATE_CHARACTERS ? null : { type, value };
    }
    case "progress":
      return { type };
    case "done":
      return { type, summary: shortLine(text("summary"), MESSAGE_CHARACTERS) };
    default:
      return { type: "unknown", name: shortLine(type, 50) };
  }
}

/** Values are taken whole or not at all: a field must not come to hold the beginning of what was meant. */
function changeOf(said: Readonly<Record<string, unknown>>, id: string, why: string): ScriptChange | null {
  const actions: FieldAction[] = [];
  for (const action of ["set", "add", "remove"] as const) {
    const { [action]: fields = {} } = said;
    if (!isRecord(fields)) return null;
    for (const [field, value] of Object.entries(fields)) {
      const values = valuesOf(value);
      if (values === null) return null;
      actions.push({ action, field, text: typeof value === "string" ? value : (singleOf(values) ?? null), values });
    }
  }
  const { note } = said;
  if (note !== undefined) {
    const values = valuesOf(note);
    if (values === null || typeof note !== "string") return null;
    actions.push({ action: "note", field: NOTES_FIELD, text: note, values });
  }
  return id === "" || actions.length === 0 || actions.length > MAX_EXTRACT_FIELDS ? null : { id, actions, why };
}

function valuesOf(value: unknown): readonly string[] | null {
  const values: readonly unknown[] = Array.isArray(value) ? (value as unknown[]) : [value];
  const isWhole = (one: unknown): one is string =>
    typeof one === "string" && one.trim() !== "" && one.length <= MAX_PROPOSED_CHARACTERS;
  return values.length > 0 && values.length <= MAX_PROPOSED_VALUES && values.every(isWhole) ? values : null;
}

function singleOf(values: readonly string[]): string | undefined {
  return values.length === 1 ? values[0] : undefined;
}

function articleOf(text: (name: string) => string): ScriptArticle | null {
  const title = shortText(oneLine(text("title")), MAX_TITLE_CHARACTERS);
  const written = text("url");
  if (title === "" || (written !== "" && !isWebAddress(written))) return null;
  return {
    title,
    url: written === "" ? "" : new URL(written).href,
    source: isWebAddress(text("source")) ? new URL(text("source")).href : "",
    published: text("published") === "" ? null : parseFeedDate(text("published")),
    summary: shortText(oneLine(text("summary")), MAX_SUMMARY_CHARACTERS),
  };
}

function isWebAddress(url: string): boolean {
  return url.length <= MAX_ADDRESS_CHARACTERS && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

function rowOf(fields: unknown): ScriptRow | null {
  if (!isRecord(fields)) return null;
  const entries = Object.entries(fields);
  if (entries.length === 0 || entries.length > MAX_EXTRACT_FIELDS) return null;
  const row = new Map<string, string>();
  for (const [name, value] of entries) {
    if (!FIELD_NAME.test(name) || (value !== null && !["string", "number", "boolean"].includes(typeof value)))
      return null;
    const told = typeof value === "string" ? value : value === null ? "" : JSON.stringify(value);
    row.set(name, firstUnits(inLine(told).trim(), MAX_EXTRACTED_CHARACTERS));
  }
  return [...row.values()].every((value) => value === "") ? null : row;
}
