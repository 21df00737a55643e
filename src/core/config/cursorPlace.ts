import { type FlowPart, FlowReader } from "./flowPlace";

/** What may be written at a place of a configuration. */
export interface CursorPlace {
  /** A key of a section, or a value. */
  readonly at: "key" | "value";
  /** Keys that lead to the section or the value, `[]` for an entry of a list. */
  readonly path: readonly string[];
  /** The keys that the section has, the one at the place included. */
  readonly keys: ReadonlySet<string>;
  /** What stands there, without quotes; empty for nothing. */
  readonly word: string;
  /** UTF-16 offsets of what stands there: it is what a choice replaces. */
  readonly start: number;
  readonly end: number;
  /** Between brackets, as all of JSON is. */
  readonly isFlow: boolean;
  /** The value is an entry of a list for which the dash is still missing. */
  readonly needsDash: boolean;
  /** Blanks by which further lines are in from the line of the place: behind a dash. */
  readonly inset: number;
}

interface Section {
  readonly kind: "section";
  readonly indent: number;
  readonly path: readonly string[] | null;
  readonly keys: Set<string>;
  last: string | null;
  /** Nothing stands behind the last key in its line. */
  isOpen: boolean;
}

interface Item {
  readonly kind: "item";
  readonly indent: number;
  readonly path: readonly string[] | null;
}

/**
 * What may be written at an offset of a JSON or YAML text, however broken it is: told by brackets and indentation, not by a parser, which
 * gives up where somebody is still typing. Nothing in remarks, and in texts of several lines.
 */
export function placesAt(text: string, offset: number): readonly CursorPlace[] {
  const reader = new BlockReader(offset);
  let start = text.startsWith("\uFEFF") ? 1 : 0;
  for (const line of text.slice(start).split("\n")) {
    reader.line(line.endsWith("\r") ? line.slice(0, -1) : line, start);
    start += line.length + 1;
  }
  return reader.places();
}

interface WrittenKey {
  readonly name: string;
  /** Characters of the key, and of it with its colon and the blanks before that. */
  readonly length: number;
  readonly whole: number;
}

/** A key at the beginning of a text: in quotes, or up to a colon that is followed by a blank. */
function keyOf(text: string): WrittenKey | null {
  const quoted = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/.exec(text)?.[0];
  if (quoted !== undefined) {
    const colon = /^\s*:(?=\s|$)/.exec(text.slice(quoted.length))?.[0];
    const name = quoted.slice(1, -1).replaceAll("''", "'");
    return colon === undefined ? null : { name, length: quoted.length, whole: quoted.length + colon.length };
  }
  if (!/^(?:[^\s#[\]{},&*!|>%@"'-]|-[^\s#])/.test(text)) return null;
  const at = text.search(/:(?=\s|$)/);
  const remark = text.indexOf("#");
  if (at < 0 || (remark >= 0 && remark < at)) return null;
  const name = text.slice(0, at).trimEnd();
  return { name, length: name.length, whole: at + 1 };
}

class BlockReader {
  private readonly stack: (Section | Item)[] = [];
  private readonly flow: FlowReader;
  private found: readonly CursorPlace[] = [];
  /** In a text of several lines: that of the key it belongs to. */
  private textIndent: number | null = null;

  constructor(private readonly offset: number) {
    this.flow = new FlowReader(offset);
  }

  places(): readonly CursorPlace[] {
    return this.flow.found === null ? this.found : [placeOf(this.flow.found)];
  }

  line(line: string, start: number): void {
    const cursor = this.offset - start;
    const isHere = cursor >= 0 && cursor <= line.length;
    if (this.flow.isOpen) {
      this.flow.read(line, 0, start);
      return;
    }
    let column = /^ */.exec(line)?.[0].length ?? 0;
    if (this.textIndent !== null) {
      if (line.trim() === "" || column > this.textIndent) return;
      this.textIndent = null;
    }
    const isBlank = /^\s*(?:#|$)/.test(line);
    if (isBlank) {
      if (isHere && cursor <= column) this.word(cursor, this.offset, this.offset, false);
      return;
    }
    let isBehindDash = false;
    while (/^-(?: |$)/.test(line.slice(column))) {
      this.openItem(column);
      isBehindDash = true;
      const blanks = /^ */.exec(line.slice(column + 1))?.[0].length ?? 0;
      const next = column + 1 + blanks;
      const isEmpty = /^(?:#|$)/.test(line.slice(next));
      if (isEmpty && isHere && cursor > column + 1 && cursor <= next) this.word(cursor, this.offset, this.offset, true);
      if (isEmpty) return;
      column = next;
    }
    this.content(line, column, start, isHere ? cursor : null, isBehindDash);
  }

  /** What a line says behind its blanks and dashes. */
  private content(line: string, column: number, start: number, cursor: number | null, isBehindDash: boolean): void {
    const rest = line.slice(column);
    const key = keyOf(rest);
    if (key === null) {
      if (/^[[{]/.test(rest)) {
        this.flow.open(this.pathBelow(column, isBehindDash), line, column, start);
        return;
      }
      const end = column + withoutRemark(rest).length;
      if (cursor !== null && cursor >= column && cursor <= end)
        this.word(column, start + column, start + end, isBehindDash);
      return;
    }
    const { name, length, whole } = key;
    const section = this.sectionAt(column);
    const keyEnd = column + length;
    if (cursor !== null && cursor >= column && cursor <= keyEnd)
      this.found = [{ ...this.keyPlace(section, start + column, start + keyEnd, isBehindDash), word: name }];
    section.keys.add(name);
    section.last = name;
    const behind = line.slice(column + whole);
    const value = column + whole + (/^ */.exec(behind)?.[0].length ?? 0);
    const written = withoutRemark(line.slice(value));
    section.isOpen = written === "";
    const path = section.path === null ? null : [...section.path, name];
    if (/^[|>]/.test(written)) this.textIndent = /^ */.exec(line)?.[0].length ?? 0;
    else if (/^[[{]/.test(written)) this.flow.open(path, line, value, start);
    else if (cursor !== null && cursor > column + whole && cursor <= Math.max(value, value + written.length)) {
      const from = written === "" ? this.offset : start + value;
      this.found = [valuePlace(path, from, written === "" ? this.offset : start + value + written.length)];
    }
  }

  /** A word, or nothing yet, at a column: what it may become. */
  private word(column: number, start: number, end: number, isBehindDash: boolean): void {
    const stack = [...this.stack];
    const popped: (Section | Item)[] = [];
    const isInner = (one: Section | Item) =>
      one.indent > column || (one.kind === "item" && one.indent >= column && !isBehindDash);
    for (let top = stack.at(-1); top !== undefined && isInner(top); top = stack.at(-1)) {
      popped.push(top);
      stack.pop();
    }
    const top = stack.at(-1);
    if (top?.kind === "section" && top.indent === column) {
      this.found = [this.keyPlace(top, start, end, false), ...this.entryPlace(top, top.isOpen, start, end)];
      return;
    }
    const isSibling = popped.some((one) => one.kind === "item" && one.indent === column);
    const isBelow = top === undefined ? column === 0 : top.kind === "item" || top.isOpen || isSibling;
    if (!isBelow) return;
    const path = top === undefined ? [] : valuePath(top);
    const section: Section = { kind: "section", indent: column, path, keys: new Set(), last: null, isOpen: false };
    // Further lines that are as far in belong to the same section.
    if (popped.length === 0) this.stack.push(section);
    const isInAnother = popped.some((one) => one.kind === "section" && one.indent !== column);
    this.found = [
      ...(isSibling || isInAnother ? [] : [this.keyPlace(section, start, end, isBehindDash)]),
      ...(isBehindDash ? [valuePlace(path, start, end, 2)] : this.entryPlace(top, true, start, end)),
    ];
  }

  private entryPlace(top: Section | Item | undefined, isOpen: boolean, start: number, end: number): CursorPlace[] {
    const path = top === undefined ? [] : valuePath(top);
    if (!isOpen || path === null) return [];
    return [{ ...valuePlace([...path, "[]"], start, end), needsDash: true }];
  }

  private keyPlace({ path, keys }: Section, start: number, end: number, isBehindDash: boolean): CursorPlace {
    const inset = isBehindDash ? 2 : 0;
    return { at: "key", path: path ?? [""], keys, word: "", start, end, isFlow: false, needsDash: false, inset };
  }

  /** The section whose keys stand at a column. */
  private sectionAt(column: number): Section {
    this.leave((one) => one.indent > column || (one.kind === "item" && one.indent >= column));
    const top = this.stack.at(-1);
    if (top?.kind === "section" && top.indent === column) return top;
    const path = top === undefined ? [] : valuePath(top);
    const section: Section = { kind: "section", indent: column, path, keys: new Set(), last: null, isOpen: false };
    this.stack.push(section);
    return section;
  }

  private openItem(column: number): void {
    this.leave((one) => one.indent > column || (one.kind === "item" && one.indent >= column));
    const top = this.stack.at(-1);
    const list = top === undefined ? [] : valuePath(top);
    this.stack.push({ kind: "item", indent: column, path: list === null ? null : [...list, "[]"] });
  }

  /** Where a value at a column belongs that is no key. */
  private pathBelow(column: number, isBehindDash: boolean): readonly string[] | null {
    if (!isBehindDash) this.leave((one) => one.indent >= column);
    const top = this.stack.at(-1);
    return top === undefined ? [] : valuePath(top);
  }

  private leave(isLeft: (one: Section | Item) => boolean): void {
    for (let top = this.stack.at(-1); top !== undefined && isLeft(top); top = this.stack.at(-1)) this.stack.pop();
  }
}

function valuePath(top: Section | Item): readonly string[] | null {
  if (top.kind === "item" || top.path === null) return top.path;
  return top.last === null ? null : [...top.path, top.last];
}

/** Without the blanks and the remark at its end. */
function withoutRemark(text: string): string {
  const quoted = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/.exec(text)?.[0];
  if (quoted !== undefined) return quoted;
  const remark = text.search(/(?:^|\s)#/);
  return (remark < 0 ? text : text.slice(0, remark)).trimEnd();
}

function valuePlace(path: readonly string[] | null, start: number, end: number, inset = 0): CursorPlace {
  // A path that nothing is known of.
  const known = path ?? [""];
  return { at: "value", path: known, keys: new Set(), word: "", start, end, isFlow: false, needsDash: false, inset };
}

function placeOf({ at, path, keys, word, start, end }: FlowPart): CursorPlace {
  return { at, path: path ?? [""], keys, word, start, end, isFlow: true, needsDash: false, inset: 0 };
}
