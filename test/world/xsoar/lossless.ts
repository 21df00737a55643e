/**
 * JSON read with the exact text of every value kept. A record must come back byte for byte, and `JSON.parse` followed by
 * `JSON.stringify` turns `1.0` into `1` and rounds a 64-bit sequence number.
 */

/** One member of an object: `raw` is the text of its value as it was sent, `value` what `JSON.parse` makes of it. */
export interface Member {
  readonly key: string;
  readonly raw: string;
  readonly value: unknown;
}

/** The members of a JSON object in order (the last of a repeated key counts), or null when the text is no JSON object. */
export function readObject(text: string): readonly Member[] | null {
  let whole: unknown;
  try {
    whole = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof whole !== "object" || whole === null || Array.isArray(whole)) return null;
  const members = new Map<string, Member>();
  let at = skipBlank(text, 0) + 1;
  for (;;) {
    at = skipBlank(text, at);
    if (text[at] === "}") break;
    if (text[at] === ",") {
      at++;
      continue;
    }
    const keyEnd = skipValue(text, at);
    const key = JSON.parse(text.slice(at, keyEnd)) as string;
    const start = skipBlank(text, skipBlank(text, keyEnd) + 1);
    const end = skipValue(text, start);
    const raw = text.slice(start, end);
    members.set(key, { key, raw, value: JSON.parse(raw) });
    at = end;
  }
  return [...members.values()];
}

/** Writes members as one object; the text of each value is used as it is. */
export function writeObject(members: Iterable<{ readonly key: string; readonly raw: string }>): string {
  return `{${Array.from(members, ({ key, raw }) => `${JSON.stringify(key)}:${raw}`).join(",")}}`;
}

function skipBlank(text: string, from: number): number {
  let at = from;
  while (/\s/.test(text[at] ?? "x")) at++;
  return at;
}

/** The offset behind the value that starts at `from`. The text is known to be valid JSON. */
function skipValue(text: string, from: number): number {
  let depth = 0;
  let at = from;
  for (;;) {
    const char = text[at];
    if (char === '"') {
      at = skipString(text, at);
      if (depth === 0) return at;
      continue;
    }
    if (char === "{" || char === "[") depth++;
    else if (char === "}" || char === "]") {
      if (depth === 0) return at;
      depth--;
      if (depth === 0) return at + 1;
    } else if (depth === 0 && (char === undefined || char === "," || /\s/.test(char))) return at;
    at++;
  }
}

function skipString(text: string, from: number): number {
  let at = from + 1;
  while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
}
