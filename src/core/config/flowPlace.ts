/** A place between brackets. */
export interface FlowPart {
  readonly at: "key" | "value";
  readonly path: readonly string[] | null;
  readonly keys: ReadonlySet<string>;
  /** What stands there, without quotes; empty for nothing. */
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

interface Bracket {
  readonly kind: "{" | "[";
  readonly path: readonly string[] | null;
  readonly keys: Set<string>;
  key: string | null;
  /** The word that stands where a key or a value does, since the last comma. */
  word: string | null;
}

/** Reads what is written between brackets, line by line, and remembers what stands at one offset. */
export class FlowReader {
  found: FlowPart | null = null;
  private readonly stack: Bracket[] = [];

  constructor(private readonly offset: number) {}

  /** False outside of all brackets. */
  get isOpen(): boolean {
    return this.stack.length > 0;
  }

  /** Begins at a bracket of a line. @param path of what the brackets hold @param start offset of the line */
  open(path: readonly string[] | null, line: string, column: number, start: number): void {
    this.push(line.charAt(column), path);
    this.read(line, column + 1, start);
  }

  /** Reads on in a line from a column, up to where the outermost bracket is closed. */
  read(line: string, column: number, start: number): void {
    const cursor = this.offset - start;
    let at = column;
    while (at < line.length) {
      const top = this.stack.at(-1);
      if (top === undefined) return;
      if (cursor === at) this.here(top, this.offset, this.offset, "");
      const sign = line.charAt(at);
      if (sign === "#" && /^$|\s/.test(line.charAt(at - 1))) {
        if (cursor > at) this.found = null;
        return;
      }
      if (sign === "{" || sign === "[") this.push(sign, pathOf(top));
      else if (sign === "}" || sign === "]") this.pop();
      else if (sign === ",") next(top);
      else if (sign === ":" && top.kind === "{" && top.key === null && top.word !== null) {
        top.key = top.word;
        top.keys.add(top.word);
        top.word = null;
      } else if (!/\s/.test(sign)) {
        const length = wordLength(line.slice(at));
        const word = unquoted(line.slice(at, at + length));
        if (cursor >= at && cursor <= at + length) this.here(top, start + at, start + at + length, word);
        top.word = word;
        at += length;
        continue;
      }
      at += 1;
    }
    const top = this.stack.at(-1);
    if (top !== undefined && cursor === line.length && this.found === null)
      this.here(top, this.offset, this.offset, "");
  }

  private here(top: Bracket, start: number, end: number, word: string): void {
    // Behind a value nothing but a comma can stand.
    if (start === end && top.word !== null) return;
    const at = top.kind === "{" && top.key === null ? "key" : "value";
    this.found = { at, path: at === "key" ? top.path : pathOf(top), keys: top.keys, word, start, end };
  }

  private push(sign: string, path: readonly string[] | null): void {
    this.stack.push({ kind: sign === "{" ? "{" : "[", path, keys: new Set(), key: null, word: null });
  }

  private pop(): void {
    this.stack.pop();
    const top = this.stack.at(-1);
    if (top !== undefined) top.word = "";
  }
}

function next(top: Bracket): void {
  top.key = null;
  top.word = null;
}

function pathOf({ kind, path, key }: Bracket): readonly string[] | null {
  if (path === null) return null;
  return kind === "[" ? [...path, "[]"] : key === null ? null : [...path, key];
}

/** Of a text in quotes, or of a plain word up to what ends it between brackets. */
function wordLength(text: string): number {
  const quoted = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/.exec(text)?.[0];
  if (quoted !== undefined) return quoted.length;
  // One that is not closed yet.
  const open = /^["'][\w.$-]*/.exec(text)?.[0];
  if (open !== undefined) return open.length;
  const plain = /^(?:[^\s,[\]{}:#]|:(?=[^\s,[\]{}])|(?<!\s)#|[ \t]+(?=[^\s,[\]{}:#]))+/.exec(text)?.[0];
  return Math.max(1, plain?.length ?? 1);
}

function unquoted(word: string): string {
  return /^"[^\\]*"$|^'[^']*'$/.test(word) ? word.slice(1, -1) : word;
}
