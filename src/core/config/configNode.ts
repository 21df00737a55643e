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
  readonly code: "empty" | "tooLong" | "tooDeep" | "jsonSyntax" | "yamlSyntax" | "yamlTag" | "duplicateKey";
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

/** Far above what a configuration needs, far below what exhausts the stack of a recursive parser. */
export const MAX_DEPTH = 64;

/** UTF-16 units. 10,000 names and 1,000 sources are a quarter of this. */
export const MAX_LENGTH = 1_000_000;

/** A first flaw that makes reading pointless, or null. */
export function unreadable(text: string): Flaw | null {
  if (text.length > MAX_LENGTH) {
    return { code: "tooLong", severity: "error", args: { limit: MAX_LENGTH }, start: 0, end: 1 };
  }
  if (text.trim() === "") return { code: "empty", severity: "error", args: {}, start: 0, end: 0 };
  return null;
}

/** The value of a key, the last one where it stands twice. */
export function entryOf(node: ConfigNode | undefined, key: string): ConfigEntry | undefined {
  if (node?.kind !== "section") return undefined;
  return node.entries.findLast((entry) => entry.key === key);
}
