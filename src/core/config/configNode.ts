import { MAX_CONFIG_CHARACTERS, MAX_CONFIG_NODES } from "../limits";

/**
 * One value of a configuration file with its place in the text, the same for JSON and YAML: `start` and `end` are
 * UTF-16 offsets, `end` behind the last character. YAML aliases share the node they stand for.
 */
export type ConfigNode =
  | { readonly kind: "section"; readonly start: number; readonly end: number; readonly entries: readonly ConfigEntry[] }
  | { readonly kind: "list"; readonly start: number; readonly end: number; readonly items: readonly ConfigNode[] }
  | { readonly kind: "text"; readonly start: number; readonly end: number; readonly value: string }
  | {
      readonly kind: "number";
      readonly start: number;
      readonly end: number;
      readonly value: number;
      /** Written with a decimal point, which JSON schema does not take for a whole number whatever its value. */
      readonly decimal: boolean;
    }
  | { readonly kind: "flag"; readonly start: number; readonly end: number; readonly value: boolean }
  | { readonly kind: "nothing"; readonly start: number; readonly end: number };

/** A key with its value, in the order of the text. A key can stand there twice: the last one counts. */
export interface ConfigEntry {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: ConfigNode;
}

/** What keeps a text from being read as JSON or YAML, or is odd about it. */
export interface Flaw {
  readonly code: "empty" | "tooLong" | "tooDeep" | "tooMuch" | "jsonSyntax" | "yamlSyntax" | "yamlTag" | "duplicateKey";
  readonly severity: "error" | "warning";
  /** The name the parser has for it, and its own words where we have none. */
  readonly args: Readonly<Record<string, string | number>>;
  readonly start: number;
  readonly end: number;
}

export interface ReadNodes {
  /** Null when there is nothing or when it cannot be read. With a syntax flaw it is what could be made out. */
  readonly root: ConfigNode | null;
  readonly flaws: readonly Flaw[];
}

/** UTF-8 bytes: no text of `MAX_CONFIG_CHARACTERS` takes more, so that a larger file need not be read to be known as too long. */
export const MAX_CONFIG_BYTES = MAX_CONFIG_CHARACTERS * 3 + 3;

/** What a file is that is larger than `MAX_CONFIG_BYTES` or has more than `MAX_CONFIG_CHARACTERS` units. */
export const TOO_LONG: Flaw = {
  code: "tooLong",
  severity: "error",
  args: { limit: MAX_CONFIG_CHARACTERS },
  start: 0,
  end: 1,
};

/** What there is below a node, itself included, with aliases followed: nodes, and UTF-16 units of texts and keys. */
export interface NodeSize {
  readonly nodes: number;
  readonly units: number;
}

/** What a file is that nobody should walk. */
export const TOO_MUCH: Flaw = {
  code: "tooMuch",
  severity: "error",
  args: { limit: MAX_CONFIG_NODES },
  start: 0,
  end: 1,
};

export function isTooMuch({ nodes, units }: NodeSize): boolean {
  return nodes > MAX_CONFIG_NODES || units > MAX_CONFIG_CHARACTERS;
}

/** Of a node from those of its parts, which are given by `sizeOf`. */
export function sizeFrom(node: ConfigNode, sizeOf: (part: ConfigNode) => NodeSize): NodeSize {
  let nodes = 1;
  let units = node.kind === "text" ? node.value.length : 0;
  const parts = node.kind === "list" ? node.items : node.kind === "section" ? node.entries : [];
  for (const part of parts) {
    const size = sizeOf("value" in part && "key" in part ? part.value : part);
    nodes += size.nodes;
    units += size.units + ("key" in part ? part.key.length : 0);
  }
  return { nodes, units };
}

/** A first flaw that makes reading pointless, or null. */
export function unreadable(text: string): Flaw | null {
  if (text.length > MAX_CONFIG_CHARACTERS) return TOO_LONG;
  if (text.trim() === "") return { code: "empty", severity: "error", args: {}, start: 0, end: 0 };
  return null;
}

/** What a node says, without where it stands. */
export function plainValue(node: ConfigNode): unknown {
  switch (node.kind) {
    case "section":
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, plainValue(value)]));
    case "list":
      return node.items.map(plainValue);
    case "nothing":
      return null;
    default:
      return node.value;
  }
}

/** The value of a key, the last one where it stands twice. */
export function entryOf(node: ConfigNode | undefined, key: string): ConfigEntry | undefined {
  if (node?.kind !== "section") return undefined;
  return node.entries.findLast((entry) => entry.key === key);
}
