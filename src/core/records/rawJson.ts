/** JSON text that is written as it is: a value of a record, in which numbers keep all of their digits. */
export class RawJson {
  constructor(readonly text: string) {}
}

/** What `jsonText` writes. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | RawJson
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** A value as JSON with indents of two blanks. Members that are undefined are left out. */
export function jsonText(value: JsonValue, indent = ""): string {
  if (value instanceof RawJson) return value.text;
  const inner = `${indent}  `;
  if (isList(value))
    return bracketed(
      "[]",
      value.map((one) => inner + jsonText(one, inner)),
      indent,
    );
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  const members = Object.entries(value).filter(([, one]) => one !== undefined);
  return bracketed(
    "{}",
    members.map(([key, one]) => `${inner}${JSON.stringify(key)}: ${jsonText(one, inner)}`),
    indent,
  );
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function bracketed(brackets: string, parts: readonly string[], indent: string): string {
  const [open = "", close = ""] = brackets;
  return parts.length === 0 ? brackets : `${open}\n${parts.join(",\n")}\n${indent}${close}`;
}
