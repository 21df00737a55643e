import { NAMES_FILE } from "../config/configFiles";

/** Where git is told how to merge which file (gitattributes(5)): in the folder it speaks of, or above it. */
export const ATTRIBUTES_FILE = ".gitattributes";

/** The line by which git keeps the lines of both sides. @param path of the names file, below the folder the rule stands in */
export function mergeRule(path: string): string {
  const pattern = `/${path.replace(/[*?[\\]/g, String.raw`\$&`)}`;
  // What holds a blank or begins with a quotation mark is quoted as in C.
  const quoted = /[\s"]/.test(pattern) ? `"${pattern.replace(/["\\]/g, String.raw`\$&`)}"` : pattern;
  return `${quoted} merge=union`;
}

/** Whether rules say something of merging the names file, whatever it is: then somebody has decided. */
export function hasMergeRule(text: string): boolean {
  return text.split("\n").some((line) => {
    const [pattern = "", attributes = ""] = line.split(NAMES_FILE);
    return !pattern.trimStart().startsWith("#") && /(?:^|[\s"])[-!]?merge(?:[\s=]|$)/.test(attributes);
  });
}

/** A text with one more line, its kind of line ends kept. */
export function withLine(text: string, line: string): string {
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const base = text === "" || text.endsWith("\n") ? text : text + lineEnd;
  return base + line + lineEnd;
}
