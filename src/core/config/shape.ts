import type { ConfigEntry, ConfigNode } from "./configNode";
import type { Finding, ProblemCode, ProblemPath } from "./problems";
import { nearest, plain } from "./suggest";

/** Where a value stands: as written in the file, and by the names keys have today. */
export interface Trail {
  readonly path: ProblemPath;
  /** Keys joined by dots, old names replaced: `profiling.profileData`. */
  readonly name: string;
}

export interface PlacedValue {
  readonly entry: ConfigEntry;
  readonly trail: Trail;
  /** False when a problem with its type was found. */
  readonly sound: boolean;
}

/** One file being read: what was found so far. */
export interface Reading {
  readonly findings: Finding[];
  /** Each known key that the file has, by its dotted name of today. */
  readonly values: Map<string, PlacedValue>;
  /** Every dotted name there is in this kind of file. */
  readonly names: readonly string[];
  /** Where each key can stand: those names, and `list[].key` for the keys of entries. The outermost first. */
  readonly places: readonly string[];
}

/** What a value has to be. */
export interface Shape<T> {
  /** Undefined when it is something else, which is reported then. */
  read(node: ConfigNode, trail: Trail, reading: Reading): T | undefined;
  readonly fields?: Readonly<Record<string, Field<unknown>>>;
  /** Of the entries of a list. */
  readonly items?: Shape<unknown>;
}

/** A key of a section with what its absence stands for. */
export interface Field<T> {
  readonly shape: Shape<T>;
  readonly missing: T;
}

export type Fields<T> = { readonly [K in keyof T]: Field<T[K]> };

/** Says what is wrong, and where. */
export function report(
  reading: Reading,
  at: { readonly start: number; readonly end: number },
  trail: Trail,
  problem: {
    readonly code: ProblemCode;
    readonly severity?: "error" | "warning";
    readonly args?: Readonly<Record<string, string | number>>;
  },
): void {
  reading.findings.push({
    code: problem.code,
    severity: problem.severity ?? "error",
    args: problem.args ?? {},
    start: at.start,
    end: at.end,
    path: trail.path,
  });
}

/** A key of a section with the shape of its value, and what counts where it is missing. */
export function field<T>(shape: Shape<T>, missing: T): Field<T> {
  return { shape, missing };
}

/** A section with these keys. `oldNames` gives today's name of keys older files have. */
export function section<T extends object>(
  fields: Fields<T>,
  oldNames: ReadonlyMap<string, keyof T & string> = new Map(),
): Shape<T> {
  const known: Readonly<Record<string, Field<unknown>>> = fields;
  return {
    fields: known,
    read(node, trail, reading) {
      if (node.kind !== "section") return wrongType(node, trail, reading, "section");
      const chosen = chooseEntries(node.entries, known, oldNames, trail, reading);
      const values = Object.entries(known).map(([key, { shape, missing }]) => {
        const entry = chosen.get(key);
        if (entry === undefined) return [key, missing] as const;
        const below: Trail = {
          path: [...trail.path, entry.key],
          name: joined(trail.name, key),
        };
        const value = shape.read(entry.value, below, reading);
        reading.values.set(below.name, { entry, trail: below, sound: value !== undefined });
        return [key, value ?? missing] as const;
      });
      return Object.fromEntries(values) as T;
    },
  };
}

/** The entry that counts for each key: the last one of today's name, else the last one of an old name. */
function chooseEntries(
  entries: readonly ConfigEntry[],
  known: Readonly<Record<string, Field<unknown>>>,
  oldNames: ReadonlyMap<string, string>,
  trail: Trail,
  reading: Reading,
): ReadonlyMap<string, ConfigEntry> {
  const chosen = new Map<string, ConfigEntry>();
  for (const entry of entries) if (Object.hasOwn(known, entry.key)) chosen.set(entry.key, entry);
  for (const entry of entries) {
    if (Object.hasOwn(known, entry.key) || isRemark(entry.key, trail)) continue;
    const at = { start: entry.keyStart, end: entry.keyEnd };
    const below: Trail = { path: [...trail.path, entry.key], name: trail.name };
    const today = oldNames.get(entry.key);
    if (today === undefined) {
      const args: Record<string, string> = { key: entry.key };
      Object.assign(args, suggestKey(entry.key, known, trail, reading.places));
      report(reading, at, below, { code: "unknownKey", severity: "warning", args });
      continue;
    }
    const code = chosen.get(today)?.key === today ? "oldKeyIgnored" : "oldKey";
    report(reading, at, below, { code, severity: "warning", args: { key: entry.key, newKey: today } });
    if (code === "oldKey") chosen.set(today, entry);
  }
  return chosen;
}

/** `$schema` for editors, `//` for remarks in JSON, `x-…` for what YAML anchors are hung on. */
function isRemark(key: string, trail: Trail): boolean {
  return (key === "$schema" && trail.path.length === 0) || key === "//" || key.startsWith("x-");
}

/**
 * What an unknown key was meant to be: a key of this section; else the same key where it belongs, further in if it does (`below` this
 * section, where that is an entry of a list), else elsewhere in the file; else a key of this section that is near.
 */
function suggestKey(
  key: string,
  known: Readonly<Record<string, Field<unknown>>>,
  { name, path }: Trail,
  places: readonly string[],
): { readonly suggestion?: string; readonly below?: 1 } {
  const siblings = Object.keys(known);
  const isSame = (other: string) => plain(other.slice(other.lastIndexOf(".") + 1)) === plain(key);
  const sibling = siblings.find(isSame);
  if (sibling !== undefined) return { suggestion: sibling };
  const further = placesBelow(known).find((other) => isSame(other) && !other.includes("[]"));
  const isInEntry = path.some((part) => typeof part === "number");
  if (further !== undefined)
    return isInEntry ? { suggestion: further, below: 1 } : { suggestion: joined(name, further) };
  const elsewhere = places.find((other) => isSame(other) && other !== joined(name, key));
  const suggestion = elsewhere ?? nearest(key, siblings);
  return suggestion === null ? {} : { suggestion };
}

/** Where keys can stand in a file of this shape, the outermost first. */
export function placesOf({ fields = {} }: Shape<unknown>): readonly string[] {
  const depth = (place: string) => place.split("[]").length * 100 + place.split(".").length;
  return placesBelow(fields).toSorted((a, b) => depth(a) - depth(b));
}

function placesBelow(fields: Readonly<Record<string, Field<unknown>>>): readonly string[] {
  return Object.entries(fields).flatMap(([key, { shape }]) => [
    key,
    ...placesBelow(shape.fields ?? {}).map((below) => `${key}.${below}`),
    ...placesBelow(shape.items?.fields ?? {}).map((below) => `${key}[].${below}`),
  ]);
}

/** The dotted names of all keys below a shape. */
export function namesOf(shape: Shape<unknown>, prefix = ""): readonly string[] {
  return Object.entries(shape.fields ?? {}).flatMap(([key, below]) => [
    joined(prefix, key),
    ...namesOf(below.shape, joined(prefix, key)),
  ]);
}

function joined(prefix: string, key: string): string {
  return prefix === "" ? key : `${prefix}.${key}`;
}

/** A list; items that are not right are reported and left out. */
export function list<T>(item: Shape<T>): Shape<readonly T[]> {
  return {
    items: item,
    read(node, trail, reading) {
      if (node.kind !== "list") return wrongType(node, trail, reading, "list");
      const values: T[] = [];
      for (const [index, child] of node.items.entries()) {
        const value = item.read(child, { ...trail, path: [...trail.path, index] }, reading);
        if (value !== undefined) values.push(value);
      }
      return values;
    },
  };
}

/** A list that says something. An empty one is a warning and counts as left out, or as an error where it cannot be meant. */
export function filledList<T>(item: Shape<T>, severity: "error" | "warning"): Shape<readonly T[]> {
  const items = list(item);
  return {
    items: item,
    read(node, trail, reading) {
      const values = items.read(node, trail, reading);
      if (node.kind !== "list" || node.items.length > 0) return values;
      report(reading, node, trail, { code: "emptyList", severity });
      return undefined;
    },
  };
}

/** What is made of a value once it is read. */
export function mapped<T, U>(shape: Shape<T>, map: (value: T) => U): Shape<U> {
  return {
    read(node, trail, reading) {
      const value = shape.read(node, trail, reading);
      return value === undefined ? undefined : map(value);
    },
    ...(shape.fields === undefined ? {} : { fields: shape.fields }),
    ...(shape.items === undefined ? {} : { items: shape.items }),
  };
}

/** Text by any key. */
export const textByKey: Shape<Readonly<Record<string, string>>> = {
  read(node, trail, reading) {
    if (node.kind !== "section") return wrongType(node, trail, reading, "section");
    const values = new Map<string, string>();
    for (const [key, entry] of new Map(node.entries.map((entry) => [entry.key, entry]))) {
      const value = text().read(entry.value, { ...trail, path: [...trail.path, key] }, reading);
      if (value !== undefined) values.set(key, value);
    }
    // Defines own properties, `__proto__` too.
    return Object.fromEntries(values);
  },
};

/** Text; `check` can report more about it and gives the value that counts, undefined to leave it out. */
export function text(
  check?: (value: string, node: ConfigNode, trail: Trail, reading: Reading) => string | undefined,
): Shape<string> {
  return {
    read(node, trail, reading) {
      if (node.kind !== "text") return wrongType(node, trail, reading, "text");
      return check === undefined ? node.value : check(node.value, node, trail, reading);
    },
  };
}

export const flag: Shape<boolean> = {
  read(node, trail, reading) {
    return node.kind === "flag" ? node.value : wrongType(node, trail, reading, "flag");
  },
};

/** A whole number in a range, both ends included. */
export function wholeNumber(minimum: number, maximum: number): Shape<number> {
  return {
    read(node, trail, reading) {
      if (node.kind !== "number") return wrongType(node, trail, reading, "wholeNumber");
      const { value, decimal } = node;
      const range = { minimum, maximum };
      // A decimal point is no whole number, whatever its value; 1e300 is one, and too big.
      if (decimal || (Number.isFinite(value) && !Number.isInteger(value)) || Number.isNaN(value)) {
        report(reading, node, trail, { code: "notWhole", args: range });
        if (decimal) return undefined;
      }
      if (value < minimum) report(reading, node, trail, { code: "tooSmall", args: range });
      else if (value > maximum) report(reading, node, trail, { code: "tooBig", args: range });
      else return value;
      return undefined;
    },
  };
}

function wrongType(
  node: ConfigNode,
  trail: Trail,
  reading: Reading,
  expected: "section" | "list" | "text" | "flag" | "wholeNumber",
): undefined {
  report(reading, node, trail, { code: "wrongType", args: { expected, actual: node.kind } });
}
