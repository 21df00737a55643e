// Its main entry is a UMD module whose parts a bundler cannot follow.
import {
  createScanner,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from "jsonc-parser/lib/esm/main.js";
import { MAX_CONFIG_DEPTH } from "../limits";
import {
  type ConfigEntry,
  type ConfigNode,
  type Flaw,
  type NodeSize,
  type ReadNodes,
  TOO_MUCH,
  isTooMuch,
  sizeFrom,
  unreadable,
} from "./configNode";

/**
 * Reads strict JSON (no comments, no trailing commas) with the place of everything. Of syntax errors only the first is
 * reported, the others mostly follow from it. A byte order mark counts as blank. A key that stands twice is a
 * warning; the last one counts, as it does for every JSON reader.
 */
export function readJsonNodes(source: string): ReadNodes {
  const hopeless = unreadable(source);
  if (hopeless !== null) return { root: null, flaws: [hopeless] };
  const text = source.startsWith("\uFEFF") ? ` ${source.slice(1)}` : source;
  const deep = tooDeepAt(text);
  if (deep !== null) {
    const flaw: Flaw = {
      code: "tooDeep",
      severity: "error",
      args: { limit: MAX_CONFIG_DEPTH },
      start: deep,
      end: deep + 1,
    };
    return { root: null, flaws: [flaw] };
  }
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const flaws: Flaw[] = [];
  const first = errors.sort((a, b) => a.offset - b.offset)[0];
  if (first !== undefined) flaws.push(syntaxFlaw(first, text));
  const root = tree === undefined ? null : toNode(tree, text, flaws);
  return root !== null && isTooMuch(sizeOf(root)) ? { root: null, flaws: [TOO_MUCH] } : { root, flaws };
}

function sizeOf(node: ConfigNode): NodeSize {
  return sizeFrom(node, sizeOf);
}

/** Where the nesting passes the limit, found without recursion, or null. */
function tooDeepAt(text: string): number | null {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token: number = scanner.scan(); token !== EOF; token = scanner.scan()) {
    if (token === OPEN_BRACE || token === OPEN_BRACKET) depth += 1;
    else if (token === CLOSE_BRACE || token === CLOSE_BRACKET) depth -= 1;
    if (depth > MAX_CONFIG_DEPTH) return scanner.getTokenOffset();
  }
  return null;
}

// Values of jsonc-parser's SyntaxKind, an ambient const enum that single-file compilation cannot read.
const OPEN_BRACE = 1;
const CLOSE_BRACE = 2;
const OPEN_BRACKET = 3;
const CLOSE_BRACKET = 4;
const EOF = 17;

/** At the end of the text there is nothing to underline: the last character written is. */
function syntaxFlaw(error: ParseError, text: string): Flaw {
  let start = Math.min(error.offset, text.length);
  let end = Math.min(error.offset + error.length, text.length);
  if (start === end) {
    start = Math.max(0, start - 1);
    while (start > 0 && /\s/.test(text.charAt(start))) start -= 1;
    end = start + 1;
  }
  const args = { reason: printParseErrorCode(error.error), trailing: trailingComma(text, end) ? 1 : 0 };
  return { code: "jsonSyntax", severity: "error", args, start, end };
}

/** True when what is wrong is a comma before a closing bracket: worth words of its own. */
function trailingComma(text: string, end: number): boolean {
  return /,\s*$/.test(text.slice(Math.max(0, end - 200), end - 1)) && /[}\]]/.test(text.charAt(end - 1));
}

function toNode(node: Node, text: string, flaws: Flaw[]): ConfigNode {
  const place = { start: node.offset, end: node.offset + node.length };
  switch (node.type) {
    case "object":
      return { kind: "section", ...place, entries: toEntries(node, text, flaws) };
    case "array":
      return { kind: "list", ...place, items: (node.children ?? []).map((child) => toNode(child, text, flaws)) };
    case "string":
      return { kind: "text", ...place, value: String(node.value) };
    case "number":
      return {
        kind: "number",
        ...place,
        value: Number(node.value),
        decimal: text.slice(place.start, place.end).includes("."),
      };
    case "boolean":
      return { kind: "flag", ...place, value: node.value === true };
    default:
      return { kind: "nothing", ...place };
  }
}

function toEntries(node: Node, text: string, flaws: Flaw[]): ConfigEntry[] {
  const seen = new Set<string>();
  const entries: ConfigEntry[] = [];
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    // A key whose value is missing is a syntax error, reported already.
    if (key === undefined || value === undefined) continue;
    const name = String(key.value);
    const keyStart = key.offset;
    const keyEnd = key.offset + key.length;
    // `//` several times over is how people write comments in JSON.
    if (seen.has(name) && name !== "//") {
      flaws.push({ code: "duplicateKey", severity: "warning", args: { key: name }, start: keyStart, end: keyEnd });
    }
    seen.add(name);
    entries.push({ key: name, keyStart, keyEnd, value: toNode(value, text, flaws) });
  }
  return entries;
}
