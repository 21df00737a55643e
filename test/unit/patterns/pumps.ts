/**
 * Texts that make a backtracking engine try a regular expression in as many ways as there are: for each place where it repeats
 * something, the shortest text that leads there, then what it repeats (or what it begins with) over and over, then what it cannot end with.
 */
export interface Pump {
  readonly prefix: string;
  readonly pump: string;
  readonly suffix: string;
}

type Node =
  | { readonly kind: "one"; readonly chars: readonly string[] }
  | { readonly kind: "nothing" }
  | { readonly kind: "group"; readonly alternatives: readonly (readonly Node[])[] }
  | { readonly kind: "repeat"; readonly node: Node; readonly least: number; readonly most: number };

/** Tried as what a class or an escape takes: of every kind of character one that few expressions name, and all that they do. */
const CHARACTERS: readonly string[] = Array.from(
  " a1Zq-./:<>\"'@#&=?%()[]{}!,;*+\\^$|~`_\n\t\r\u00A0\u00E9\u200B\u3002\u0000\u0301\u4E2D\u202E\uFEFF",
);
/** More repetitions than that count as no end of them. */
const MANY = 50;
const MOST_PUMPS = 400;

/** Whether it has a part that can be repeated without end, so that its time can grow faster than the text. */
export function pumpsFor(source: string, flags: string): readonly Pump[] {
  const root: Node = { kind: "group", alternatives: new Reader(source, flags).alternatives() };
  const prefixes = new Set<string>();
  const units = new Set<string>();
  const characters = new Set<string>();
  visit(root, "", (prefix, node) => {
    prefixes.add(prefix);
    units.add(example(node));
    for (const one of singles(node)) characters.add(one);
  });
  if (prefixes.size === 0) return [];
  const pumps: Pump[] = [];
  const alphabet = [...characters].slice(0, 14);
  const starts = [...prefixes].filter((one) => one !== "").slice(0, 12);
  const repeated = new Set([
    ...alphabet,
    ...[...units].slice(0, 12),
    ...starts,
    ...starts.flatMap((start) => alphabet.slice(0, 4).map((one) => start + one)),
    ...alphabet.slice(0, 6).flatMap((one) => alphabet.slice(0, 6).map((other) => one + other)),
  ]);
  for (const pump of repeated) {
    if (pump === "") continue;
    for (const prefix of ["", ...starts]) for (const suffix of ["\u0000", ""]) pumps.push({ prefix, pump, suffix });
  }
  // Evenly, where there are too many.
  const step = Math.max(1, pumps.length / MOST_PUMPS);
  return Array.from({ length: Math.min(pumps.length, MOST_PUMPS) }, (_, at) => pumps[Math.floor(at * step)] as Pump);
}

/** Each part that may be repeated without end, with the shortest text that leads to it. */
function visit(node: Node, before: string, found: (prefix: string, node: Node) => void): void {
  if (node.kind === "repeat") {
    if (node.most > MANY) found(before, node.node);
    visit(node.node, before, found);
  } else if (node.kind === "group") {
    for (const sequence of node.alternatives) {
      let prefix = before;
      for (const part of sequence) {
        visit(part, prefix, found);
        prefix += example(part);
      }
    }
  }
}

/** A short text that a part takes. */
function example(node: Node): string {
  switch (node.kind) {
    case "one":
      return node.chars[0] ?? "";
    case "nothing":
      return "";
    case "group":
      return (
        node.alternatives.map((sequence) => sequence.map(example).join("")).sort((a, b) => a.length - b.length)[0] ?? ""
      );
    case "repeat":
      return example(node.node).repeat(Math.min(node.least, MANY));
  }
}

/** Characters that a part takes alone, a few for each class in it. */
function singles(node: Node): readonly string[] {
  switch (node.kind) {
    case "one":
      return node.chars.slice(0, 4);
    case "nothing":
      return [];
    case "group":
      return node.alternatives.flat().flatMap(singles);
    case "repeat":
      return singles(node.node);
  }
}

/** Reads the syntax of ECMAScript, as far as the sources use it; classes and escapes are asked what they take. */
class Reader {
  private at = 0;

  constructor(
    private readonly source: string,
    private readonly flags: string,
  ) {}

  alternatives(): readonly (readonly Node[])[] {
    const all: Node[][] = [[]];
    while (this.at < this.source.length && this.source[this.at] !== ")") {
      if (this.take(/\|/y) !== null) all.push([]);
      else all.at(-1)?.push(this.repeated(this.atom()));
    }
    return all;
  }

  private repeated(node: Node): Node {
    const mark = this.take(/(?:[*+?]|\{\d+(?:,\d*)?\})\??/y);
    if (mark === null) return node;
    const [, least, comma, most] = /^\{(\d+)(,?)(\d*)\}/.exec(mark) ?? [];
    const range = { "*": [0, Infinity], "+": [1, Infinity], "?": [0, 1] }[mark[0] ?? ""] ?? [
      Number(least),
      most !== "" ? Number(most) : comma === "," ? Infinity : Number(least),
    ];
    return { kind: "repeat", node, least: range[0] ?? 0, most: range[1] ?? 0 };
  }

  private atom(): Node {
    const open = this.take(/\((?:\?(?:<?[=!]|:|<\w+>|[a-z-]+:))?/y);
    if (open !== null) {
      const alternatives = this.alternatives();
      this.at += 1;
      // What must or must not stand around takes nothing, and is walked for what it repeats all the same.
      const isLook = /[=!]$/.test(open);
      const group: Node = { kind: "group", alternatives };
      return isLook ? { kind: "repeat", node: group, least: 0, most: 1 } : group;
    }
    if (this.take(/[\^$]|\\[bB]|\\k<\w+>|\\[1-9]/y) !== null) return { kind: "nothing" };
    const nested = this.flags.includes("v") ? /\[(?:[^\\[\]]|\\.|\[(?:[^\\\]]|\\.)*\])*\]/y : /\[(?:[^\\\]]|\\.)*\]/y;
    const written =
      this.take(nested) ??
      this.take(/\\(?:[pP]\{[^}]*\}|u\{[0-9A-Fa-f]+\}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|c[A-Z]|.)/y) ??
      this.take(/[^]/y) ??
      "";
    const unicode = this.flags.replace(/[^iusv]/g, "");
    const own = new RegExp(`^${written}$`, unicode);
    const named = written.startsWith("[^") ? [] : Array.from(written.replace(/^\[|\\?\]$/g, ""));
    return { kind: "one", chars: [...new Set([...named, ...CHARACTERS])].filter((one) => own.test(one)) };
  }

  private take(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source)?.[0] ?? null;
    this.at += found?.length ?? 0;
    return found;
  }
}
