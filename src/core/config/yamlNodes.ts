import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  Parser,
  type YAMLError,
} from "yaml";
import { MAX_CONFIG_DEPTH, MAX_CONFIG_NODES } from "../limits";
import { type Turns, finish, finishInTurns } from "../text/turns";
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

/** From this length on, reading a text takes so long that it is not done twice: hover, hints and scan read the same one. */
const LONG_TEXT = 20_000;
/** Long texts read last, the newest last: the saved one and the one that is edited. */
const KEPT_TEXTS = 2;
/** Some milliseconds' worth. */
const LEXEMES_PER_TURN = 4_000;
const kept = new Map<string, ReadNodes>();

/**
 * Reads one YAML 1.2 document with the place of everything; anchors, aliases and merge keys (`<<`) are followed. Of
 * syntax errors only the first is reported, the others mostly follow from it. A key that stands twice is a warning; the
 * last one counts, as it does in JSON.
 */
export function readYamlNodes(text: string): ReadNodes {
  if (text.length < LONG_TEXT) return finish(readDocument(text));
  return keep(text, kept.get(text) ?? finish(readDocument(text)));
}

/** Reads a text in pieces of some milliseconds, so that reading it at once does not take long any more. */
export async function prepareYaml(text: string, pause: () => Promise<void>): Promise<void> {
  if (text.length < LONG_TEXT || kept.has(text)) return;
  keep(text, await finishInTurns(readDocument(text), pause));
  await pause();
}

function keep(text: string, read: ReadNodes): ReadNodes {
  kept.delete(text);
  kept.set(text, read);
  for (const old of [...kept.keys()].slice(0, -KEPT_TEXTS)) kept.delete(old);
  return read;
}

function* readDocument(text: string): Turns<ReadNodes> {
  const hopeless = unreadable(text);
  if (hopeless !== null) return { root: null, flaws: [hopeless] };
  const tokens = yield* readTokens(text);
  if (typeof tokens === "number") {
    const place = { start: tokens, end: tokens + 1 };
    return { root: null, flaws: [{ code: "tooDeep", severity: "error", args: { limit: MAX_CONFIG_DEPTH }, ...place }] };
  }
  // Equal keys are looked for here: the library compares each with each.
  const composer = new Composer({ prettyErrors: false, uniqueKeys: false, resolveKnownTags: false });
  const [document, second] = [...composer.compose(tokens, true, text.length)];
  if (document === undefined) return { root: null, flaws: [EMPTY] };
  const flaws: Flaw[] = document.warnings.slice(0, 1).map((warning) => libraryFlaw(warning, text));
  const error = document.errors[0];
  if (error !== undefined) {
    flaws.push(libraryFlaw(error, text));
  } else if (second !== undefined) {
    const start = Math.min(second.range[0], text.length - 1);
    flaws.push(syntaxFlaw("MULTIPLE_DOCS", "", start, start + 1));
  }
  const broken = flaws.some(({ severity }) => severity === "error");
  // What the pieces of a broken document seem to be wrong about is no second mistake.
  const reader = new NodeReader(document, text, broken ? [] : flaws);
  const root = reader.root();
  if (root !== null && reader.tooMuch(root)) return { root: null, flaws: [TOO_MUCH] };
  if (root === null && flaws.length === 0) flaws.push(EMPTY);
  return { root, flaws };
}

const EMPTY: Flaw = { code: "empty", severity: "error", args: {}, start: 0, end: 0 };

/**
 * The document as the library's parser groups it, or the offset where the nesting passes the limit. The composer, the
 * next step, is recursive, and running out of stack inside it can end the process; the parser is not.
 */
function* readTokens(text: string): Turns<readonly CST.Token[] | number> {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let sinceTurn = 0;
  for (const lexeme of new Lexer().lex(text)) {
    sinceTurn += 1;
    if (sinceTurn % LEXEMES_PER_TURN === 0) yield;
    tokens.push(...parser.next(lexeme));
    // What is open right now, beside the document itself.
    if (parser.stack.length - 1 > MAX_CONFIG_DEPTH) return Math.min(parser.offset, text.length) - 1;
  }
  tokens.push(...parser.end());
  return tokens;
}

function syntaxFlaw(reason: string, detail: string, start: number, end: number): Flaw {
  return { code: "yamlSyntax", severity: "error", args: { reason, detail }, start, end };
}

/** The library points behind the text where something is missing: the last character written is underlined instead. */
function libraryFlaw(error: YAMLError, text: string): Flaw {
  let [start, end] = error.pos;
  end = Math.min(Math.max(end, start + 1), text.length);
  if (start >= end) {
    start = text.trimEnd().length - 1;
    end = start + 1;
  }
  if (error.name === "YAMLParseError") return syntaxFlaw(error.code, error.message, start, end);
  return { code: "yamlTag", severity: "warning", args: { written: text.slice(start, end) }, start, end };
}

/** Turns the library's nodes into ours. Holds the anchors met so far: an alias stands for the last one before it. */
class NodeReader {
  private readonly anchors = new Map<string, ConfigNode | "open">();
  /** What each node stands for: an alias makes the size of what it names count again, and the file a graph of any size. */
  private readonly sizes = new Map<ConfigNode, NodeSize>();
  /** Entries taken in by merging, which aliases can multiply before there is a node to measure. */
  private merged = 0;

  constructor(
    private readonly document: Document.Parsed,
    private readonly text: string,
    private readonly flaws: Flaw[],
  ) {}

  root(): ConfigNode | null {
    const { contents } = this.document;
    if (contents === null || (isScalar(contents) && contents.value === null && this.isBlank(contents.range)))
      return null;
    return this.node(contents, { start: 0, end: 0 });
  }

  /** Whether the file is larger, its aliases followed, than anybody should walk. */
  tooMuch(root: ConfigNode): boolean {
    return this.merged > MAX_CONFIG_NODES || isTooMuch(this.sizeOf(root));
  }

  private sizeOf(node: ConfigNode): NodeSize {
    const known = this.sizes.get(node);
    if (known !== undefined) return known;
    // The parts were measured when they were made: this goes one step down, however long a chain of aliases is.
    const size = sizeFrom(node, (part) => this.sizeOf(part));
    this.sizes.set(node, size);
    return size;
  }

  private isBlank(range: readonly [number, number, number] | null | undefined): boolean {
    return range === null || range === undefined || range[0] === range[1];
  }

  /** `gap` is where a value that is not there is missing. */
  private node(node: unknown, gap: { readonly start: number; readonly end: number }): ConfigNode {
    if (isAlias(node)) return this.alias(node.source, this.placeOf(node) ?? gap);
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) return { kind: "nothing", ...gap };
    const { anchor } = node;
    if (anchor !== undefined) this.anchors.set(anchor, "open");
    const read = isScalar(node)
      ? this.scalar(node.value, this.isBlank(node.range) ? gap : (this.placeOf(node) ?? gap))
      : this.collection(node, this.placeOf(node) ?? gap);
    if (anchor !== undefined) {
      this.sizeOf(read);
      this.anchors.set(anchor, read);
    }
    return read;
  }

  private placeOf(node: { readonly range?: readonly [number, number, number] | null | undefined }): Place | null {
    return place(node.range, this.text);
  }

  private alias(name: string, at: Place): ConfigNode {
    const target = this.anchors.get(name);
    if (target !== undefined && target !== "open") return target;
    this.flaws.push(syntaxFlaw(target === "open" ? "ALIAS_IN_ITSELF" : "ALIAS_WITHOUT_ANCHOR", name, at.start, at.end));
    return { kind: "nothing", ...at };
  }

  private scalar(value: unknown, at: Place): ConfigNode {
    if (typeof value === "string") return { kind: "text", ...at, value };
    if (typeof value === "boolean") return { kind: "flag", ...at, value };
    if (typeof value === "number") {
      return { kind: "number", ...at, value, decimal: this.text.slice(at.start, at.end).includes(".") };
    }
    return { kind: "nothing", ...at };
  }

  private collection(node: unknown, at: Place): ConfigNode {
    if (isSeq(node)) {
      return { kind: "list", ...at, items: node.items.map((item) => this.node(item, at)) };
    }
    return { kind: "section", ...at, entries: isMap(node) ? this.entries(node.items) : [] };
  }

  private entries(pairs: readonly { readonly key: unknown; readonly value: unknown }[]): ConfigEntry[] {
    const own: ConfigEntry[] = [];
    const names = new Set<string>();
    const merges: ConfigNode[] = [];
    for (const { key, value } of pairs) {
      const at = (isScalar(key) || isMap(key) || isSeq(key) || isAlias(key) ? this.placeOf(key) : null) ?? NOWHERE;
      const name = isScalar(key) ? keyText(key.value, key.source) : null;
      const read = this.node(value, at);
      if (name === null) {
        this.flaws.push(syntaxFlaw("KEY_NOT_TEXT", "", at.start, at.end));
        continue;
      }
      if (name === "<<") {
        merges.push(...(read.kind === "list" ? read.items : [read]));
        continue;
      }
      if (names.has(name)) {
        const args = { key: name };
        this.flaws.push({ code: "duplicateKey", severity: "warning", args, start: at.start, end: at.end });
      }
      names.add(name);
      own.push({ key: name, keyStart: at.start, keyEnd: at.end, value: read });
    }
    for (const merge of merges) this.mergeInto(own, names, merge);
    return own;
  }

  /** Keys of a merged section are added where they are not there yet; the first of several wins. */
  private mergeInto(own: ConfigEntry[], names: Set<string>, merge: ConfigNode): void {
    if (merge.kind !== "section") {
      this.flaws.push(syntaxFlaw("MERGE_NOT_SECTION", "", merge.start, merge.end));
      return;
    }
    this.merged += merge.entries.length;
    if (this.merged > MAX_CONFIG_NODES) return;
    const added = new Map(merge.entries.filter(({ key }) => !names.has(key)).map((entry) => [entry.key, entry]));
    for (const entry of added.values()) {
      names.add(entry.key);
      own.push(entry);
    }
  }
}

interface Place {
  readonly start: number;
  readonly end: number;
}

const NOWHERE: Place = { start: 0, end: 0 };

/** Without the line breaks that blocks end with. */
function place(range: readonly [number, number, number] | null | undefined, text: string): Place | null {
  if (range === null || range === undefined) return null;
  const [start] = range;
  let [, end] = range;
  while (end > start && /\s/.test(text.charAt(end - 1))) end -= 1;
  return { start, end };
}

/** Keys are text however they are written: `1:` is the key "1", and the merge key has a symbol for its value in YAML 1.1. */
function keyText(value: unknown, source: string | undefined): string | null {
  if (typeof value === "string") return value;
  if (source !== undefined && source !== "") return source;
  return value === null || value === undefined ? "" : null;
}
