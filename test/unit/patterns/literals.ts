import fs from "node:fs";
import path from "node:path";

/** A regular expression as it is written in the sources. */
export interface Literal {
  /** `src/core/text/dates.ts:12` */
  readonly place: string;
  readonly source: string;
  readonly flags: string;
}

/** Every file of src, `src/core/text/dates.ts`. */
export function sourceFiles(root: string): readonly string[] {
  return fs
    .readdirSync(path.join(root, "src"), { recursive: true })
    .map((name) => path.join("src", String(name)))
    .filter((name) => name.endsWith(".ts"))
    .sort();
}

/** Every regular-expression literal of src. */
export function literalsOfSource(root: string): readonly Literal[] {
  return sourceFiles(root).flatMap((file) => literalsIn(fs.readFileSync(path.join(root, file), "utf8"), file));
}

/** Behind one of these a slash begins an expression; behind any other word, a closing bracket or a text it divides. */
const BEFORE_EXPRESSION = new Set(
  "return typeof case in of delete void throw new else do instanceof await yield".split(" "),
);

/**
 * The literals of one file of TypeScript, told from divisions, comments and texts by what stands before them, as a tokenizer does. A
 * template is left for the code in its `${}`, and returned to behind it.
 */
export function literalsIn(text: string, file: string): readonly Literal[] {
  const found: Literal[] = [];
  /** For each open template the brackets that are open in its code. */
  const templates: number[] = [];
  let mayBegin = true;
  let at = 0;
  const skip = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const [part = ""] = pattern.exec(text) ?? [];
    at += part.length;
    return part;
  };
  const template = (): void => {
    const part = skip(/(?:[^`\\$]|\\[^]|\$(?!\{))*(?:`|\$\{)/y);
    if (part.endsWith("${")) templates.push(0);
    mayBegin = part.endsWith("${");
  };
  while (at < text.length) {
    if (skip(/\s+|^#!.*|\/\/.*|\/\*[^]*?\*\//y) !== "") continue;
    const literal = mayBegin ? skip(/\/(?![*/])(?:[^\\/[\n]|\\.|\[(?:[^\\\]\n]|\\.)*\])+\/[a-z]*/y) : "";
    if (literal !== "") {
      const end = literal.lastIndexOf("/");
      const line = text.slice(0, at).split("\n").length;
      found.push({ place: `${file}:${line}`, source: literal.slice(1, end), flags: literal.slice(end + 1) });
      mayBegin = false;
    } else if (skip(/"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'/y) !== "") {
      mayBegin = false;
    } else if (text[at] === "`") {
      at += 1;
      template();
    } else {
      const word = skip(/[\w$]+|[^]/y);
      const open = templates.length - 1;
      if (word === "{" && open >= 0) templates[open] = (templates[open] ?? 0) + 1;
      if (word === "}" && templates[open] === 0) {
        templates.pop();
        template();
        continue;
      }
      if (word === "}" && open >= 0) templates[open] = (templates[open] ?? 0) - 1;
      mayBegin = /^[\w$]/.test(word) ? BEFORE_EXPRESSION.has(word) : !/[)\]}]/.test(word);
    }
  }
  return found;
}
