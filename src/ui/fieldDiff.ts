import type { RecordPlan } from "../core/records/types";
import { withEdits, withMissingFields } from "../core/xsoar/fieldEdits";
import { HIDDEN } from "./fieldText";

/** A record before a change, as the server sent it. */
export function recordBefore({ record }: RecordPlan): string {
  return brokenJson(record.raw);
}

/** The same record as it would be sent back. */
export function recordAfter({ record, changes, customFields }: RecordPlan): string {
  const edited = withEdits(record, changes) ?? record.raw;
  return brokenJson(customFields === undefined ? edited : withMissingFields(edited, customFields));
}

/**
 * JSON broken into lines, and otherwise to the letter: no byte of it is left out or written otherwise but characters that could not be
 * seen, which are shown in a way that JSON never has: `\u{200b}`.
 */
export function brokenJson(json: string): string {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  const flush = (to: number): void => void parts.push(json.slice(from, to));
  for (let at = 0; at < json.length; at++) {
    const sign = json[at];
    if (sign === '"') {
      at = stringEnd(json, at);
    } else if ((sign === "{" && json[at + 1] === "}") || (sign === "[" && json[at + 1] === "]")) {
      at += 1;
    } else if (sign === "{" || sign === "[" || sign === ",") {
      if (sign !== ",") depth += 1;
      flush(at + 1);
      parts.push(lineBreak(depth));
      from = at + 1;
    } else if (sign === "}" || sign === "]") {
      depth -= 1;
      flush(at);
      parts.push(lineBreak(depth));
      from = at;
    }
  }
  flush(json.length);
  return `${parts.join("").replace(HIDDEN, asNumbers)}\n`;
}

/** Deeper is not drawn deeper: a record nested without end would be all blanks. */
const DEEPEST = 40;

function lineBreak(depth: number): string {
  return `\n${"  ".repeat(Math.max(0, Math.min(depth, DEEPEST)))}`;
}

function stringEnd(json: string, from: number): number {
  for (let at = from + 1; at < json.length; at++) {
    if (json[at] === "\\") at += 1;
    else if (json[at] === '"') return at;
  }
  return json.length;
}

function asNumbers(sign: string): string {
  return `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`;
}
