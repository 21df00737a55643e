import { nameKey } from "../matching/nameKey";
import { isRecord } from "../text/isRecord";

/** What stands in a cell that holds nothing. */
const NOTHING = /^(?:[-–—?.*]+|n\/?a\.?|none|null|nil|nan|undefined|unknown|tbd|keine?|unbekannt|k\. ?a\.)$/iu;

/** The texts of a cell: of a table one; of JSON also those of a list, and the names of objects. */
export function textsOf(cell: unknown): readonly string[] {
  const values = Array.isArray(cell) ? (cell as unknown[]) : [cell];
  return values.flatMap((value) => {
    const text = isRecord(value) ? (value["name"] ?? value["value"] ?? value["alias"]) : value;
    return typeof text === "string" && !NOTHING.test(text.trim()) ? [text] : [];
  });
}

/** The names in the cell of a name, the first of them what it is called: several are parted by `/`, `&`, `;`, `|` or a line end. */
export function namesIn(text: string): readonly string[] {
  return parts(text, /[;|\n•]|\s&\s/u);
}

/** The names in a cell of other names, which commas part as well. Python's way to write a list is one. */
export function aliasesIn(text: string): readonly string[] {
  const listed = /^\s*\[(.*)\]\s*$/su.exec(text)?.[1] ?? text;
  return parts(listed, /[,;|\n•]|\s&\s/u).map((name) => name.replace(/^\s*'(.*)'\s*$/su, "$1"));
}

function parts(text: string, marks: RegExp): readonly string[] {
  return text
    .split(marks)
    .flatMap(slashed)
    .filter((part) => part.trim() !== "" && !NOTHING.test(part.trim()));
}

/** `ALPHV/BlackCat` are two names; `Vault 7/8`, `AC/DC` and an address are one. */
export function slashed(text: string): readonly string[] {
  if (!text.includes("/") || text.includes("://")) return [text];
  const names = text.split("/");
  const least = /\s\/\s/u.test(text) ? 2 : 3;
  return names.every((name) => /\p{L}/u.test(name) && nameKey(name).length >= least) ? names : [text];
}
