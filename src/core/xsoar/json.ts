/**
 * JSON read by place, not by value. XSOAR takes an edit as a full replacement of the record, and a round trip through
 * `JSON.parse` would change what it does not mean to change: `1.0` becomes `1`, an int64 loses its last digits, doubled
 * keys vanish. So values are found by their offsets in the text, and an edit replaces only the slices it is about.
 * Strict as RFC 8259, and without recursion, so that no nesting can exhaust the stack.
 */

import { MAX_XSOAR_DEPTH } from "../limits";
import { type Turns, finish } from "../text/turns";

/** A slice of a text: `start` inclusive, `end` exclusive, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One `"key": value` of an object; the key is decoded. */
export interface Member {
  readonly key: string;
  /** From the key's quote to the end of the value. */
  readonly whole: Span;
  readonly value: Span;
}

/** Replaces `span` (empty: inserts) by `text`. */
export interface Splice {
  readonly span: Span;
  readonly text: string;
}

/** Read before other work of the process gets its turn: a few milliseconds' worth. */
const UNITS_PER_TURN = 50_000;

const TAB = 0x09;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const BLANK = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const LETTER_U = 0x75;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const HEX4 = /[\da-fA-F]{4}/y;
const LITERALS = ["null", "true", "false"] as const;

/** The one JSON value a whole text consists of, or null when the text is not well-formed JSON. */
export function documentSpan(text: string): Span | null {
  return finish(documentInTurns(text));
}

/** The same in turns: a text of megabytes takes longer than others should wait. */
export function* documentInTurns(text: string): Turns<Span | null> {
  const start = skipBlanks(text, 0);
  const end = yield* valueEnd(text, start);
  return end >= 0 && skipBlanks(text, end) === text.length ? { start, end } : null;
}

/** The members of an object in their order, doubled keys included; empty when the value is no object. The text must be well-formed. */
export function membersOf(text: string, span: Span): Member[] {
  return finish(membersInTurns(text, span));
}

/** The same in turns. */
export function* membersInTurns(text: string, span: Span): Turns<Member[]> {
  const members: Member[] = [];
  if (text.charCodeAt(span.start) !== OPEN_OBJECT) return members;
  let at = skipBlanks(text, span.start + 1);
  while (text.charCodeAt(at) === QUOTE) {
    const keyEnd = skipString(text, at);
    const start = skipBlanks(text, skipBlanks(text, keyEnd) + 1);
    const end = yield* skipInTurns(text, start);
    members.push({
      key: decodeString(text, { start: at, end: keyEnd }),
      whole: { start: at, end },
      value: { start, end },
    });
    at = skipBlanks(text, skipBlanks(text, end) + 1);
  }
  return members;
}

/** The elements of an array; empty when the value is no array. The text must be well-formed. */
export function elementsOf(text: string, span: Span): Span[] {
  return finish(elementsInTurns(text, span, Number.POSITIVE_INFINITY));
}

/** The same in turns, `most` of them at most. */
export function* elementsInTurns(text: string, span: Span, most: number): Turns<Span[]> {
  const elements: Span[] = [];
  if (text.charCodeAt(span.start) !== OPEN_ARRAY) return elements;
  let start = skipBlanks(text, span.start + 1);
  if (text.charCodeAt(start) === CLOSE_ARRAY) return elements;
  let turn = start + UNITS_PER_TURN;
  while (elements.length < most) {
    const end = yield* skipInTurns(text, start);
    elements.push({ start, end });
    const next = skipBlanks(text, end);
    if (text.charCodeAt(next) !== COMMA) break;
    start = skipBlanks(text, next + 1);
    if (start < turn) continue;
    turn = start + UNITS_PER_TURN;
    yield;
  }
  return elements;
}

/** The value of a key: the last one when the key is doubled, as every common parser reads it. */
export function memberOf(text: string, span: Span, key: string): Span | null {
  return membersOf(text, span).findLast((member) => member.key === key)?.value ?? null;
}

type JsonKind = "object" | "array" | "string" | "number" | "boolean" | "null";

/** What a value is, by its first character. */
export function kindAt(text: string, span: Span): JsonKind {
  switch (text[span.start]) {
    case "{":
      return "object";
    case "[":
      return "array";
    case '"':
      return "string";
    case "t":
    case "f":
      return "boolean";
    case "n":
      return "null";
    default:
      return "number";
  }
}

/** The decoded string, or null when the value is no string. */
export function stringAt(text: string, span: Span): string | null {
  return kindAt(text, span) === "string" ? decodeString(text, span) : null;
}

/** The text with all splices made. They must not overlap. */
export function spliced(text: string, splices: readonly Splice[]): string {
  let out = "";
  let at = 0;
  for (const { span, text: replacement } of splices.toSorted((a, b) => a.span.start - b.span.start)) {
    out += text.slice(at, span.start) + replacement;
    at = span.end;
  }
  return out + text.slice(at);
}

/** The splice that gives an object one more member, at its end. */
export function insertMember(text: string, object: Span, key: string, value: string): Splice {
  const last = membersOf(text, object).at(-1);
  const at = last?.value.end ?? object.start + 1;
  return { span: { start: at, end: at }, text: `${last === undefined ? "" : ","}${JSON.stringify(key)}:${value}` };
}

/** The splice that gives an array more elements, at its end. */
export function appendElements(text: string, array: Span, values: readonly string[]): Splice {
  const last = elementsOf(text, array).at(-1);
  const at = last?.end ?? array.start + 1;
  return { span: { start: at, end: at }, text: (last === undefined ? "" : ",") + values.join(",") };
}

/** The splices that take members with a key out of an object, each with one comma: what `insertMember` has put in goes without a trace. */
export function removeMembers(text: string, object: Span, key: string): Splice[] {
  const members = membersOf(text, object);
  const wholes = members.map(({ whole }) => whole);
  return removals(wholes, new Set([...members.keys()].filter((at) => members[at]?.key === key)));
}

/** The splices that take some elements, by their places, out of an array. */
export function removeElements(text: string, array: Span, places: ReadonlySet<number>): Splice[] {
  return removals(elementsOf(text, array), places);
}

/** Each goes with what stands between it and the one before; at the beginning with what stands behind it. */
function removals(spans: readonly Span[], places: ReadonlySet<number>): Splice[] {
  let anyKept = false;
  return spans.flatMap((span, at): Splice[] => {
    if (!places.has(at)) anyKept = true;
    else if (anyKept) return [{ span: { start: spans[at - 1]?.end ?? span.start, end: span.end }, text: "" }];
    else return [{ span: { start: span.start, end: spans[at + 1]?.start ?? span.end }, text: "" }];
    return [];
  });
}

function decodeString(text: string, span: Span): string {
  const inner = text.slice(span.start + 1, span.end - 1);
  return inner.includes("\\") ? (JSON.parse(text.slice(span.start, span.end)) as string) : inner;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== BLANK && code !== LINE_FEED && code !== RETURN && code !== TAB) return at;
    at++;
  }
}

/** The end of the value that starts at `from` in a text known to be well-formed: brackets are counted, no more. */
function* skipInTurns(text: string, from: number): Turns<number> {
  let depth = 0;
  let turn = from + UNITS_PER_TURN;
  for (let at = from; at < text.length;) {
    if (at >= turn) {
      turn = at + UNITS_PER_TURN;
      yield;
    }
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = skipString(text, at);
      if (depth === 0) return at;
      continue;
    }
    if (code === OPEN_OBJECT || code === OPEN_ARRAY) depth++;
    else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) depth--;
    else if (depth === 0) return scalarEnd(text, at);
    at++;
    if (depth === 0) return at;
  }
  return text.length;
}

/** The end of the string that starts at `from` in a well-formed text. */
function skipString(text: string, from: number): number {
  let at = from;
  for (;;) {
    at = text.indexOf('"', at + 1);
    if (at < 0) return text.length;
    let before = at - 1;
    while (text.charCodeAt(before) === BACKSLASH) before--;
    if ((at - before) % 2 === 1) return at + 1;
  }
}

/** The end of the value that starts exactly at `from`, or -1 when there is no well-formed one. */
function* valueEnd(text: string, from: number): Turns<number> {
  const insideObject: boolean[] = [];
  let at = from;
  let turn = from + UNITS_PER_TURN;
  for (;;) {
    if (at >= turn) {
      turn = at + UNITS_PER_TURN;
      yield;
    }
    const code = text.charCodeAt(at);
    let end: number;
    if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
      const isObject = code === OPEN_OBJECT;
      const inner = skipBlanks(text, at + 1);
      if (text.charCodeAt(inner) === (isObject ? CLOSE_OBJECT : CLOSE_ARRAY)) {
        end = inner + 1;
      } else {
        if (insideObject.length >= MAX_XSOAR_DEPTH) return -1;
        insideObject.push(isObject);
        at = isObject ? memberValueStart(text, inner) : inner;
        if (at < 0) return -1;
        continue;
      }
    } else {
      end = code === QUOTE ? stringEnd(text, at) : scalarEnd(text, at);
    }
    if (end < 0) return -1;
    for (;;) {
      const isObject = insideObject.at(-1);
      if (isObject === undefined) return end;
      const next = skipBlanks(text, end);
      const after = text.charCodeAt(next);
      if (after === COMMA) {
        at = skipBlanks(text, next + 1);
        if (isObject) at = memberValueStart(text, at);
        if (at < 0) return -1;
        break;
      }
      if (after !== (isObject ? CLOSE_OBJECT : CLOSE_ARRAY)) return -1;
      insideObject.pop();
      end = next + 1;
    }
  }
}

/** Where the value of the member whose key starts at `from` begins, or -1. */
function memberValueStart(text: string, from: number): number {
  if (text.charCodeAt(from) !== QUOTE) return -1;
  const keyEnd = stringEnd(text, from);
  if (keyEnd < 0) return -1;
  const colon = skipBlanks(text, keyEnd);
  return text.charCodeAt(colon) === COLON ? skipBlanks(text, colon + 1) : -1;
}

function stringEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code < BLANK) return -1;
    if (code !== BACKSLASH) continue;
    at++;
    if (text.charCodeAt(at) === LETTER_U) {
      HEX4.lastIndex = at + 1;
      if (!HEX4.test(text)) return -1;
      at += 4;
    } else if (!'"\\/bfnrt'.includes(text[at] ?? "?")) {
      return -1;
    }
  }
  return -1;
}

function scalarEnd(text: string, from: number): number {
  for (const literal of LITERALS) if (text.startsWith(literal, from)) return from + literal.length;
  NUMBER.lastIndex = from;
  return NUMBER.test(text) ? NUMBER.lastIndex : -1;
}
