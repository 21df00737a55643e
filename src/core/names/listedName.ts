import { aliasesIn, slashed } from "./cells";

/** A name as it stands in a list. */
interface ListedName {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly description?: string;
}

/** Where a line says of itself that other names follow. */
const AKA = / ?[([,]? ?\b(?:aka|a\.k\.a\.|also known as|alias(?:es)?|auch bekannt als|auch genannt)\b:? /iu;

/**
 * The name of a line without the mark of its list, and the other names that the line calls so: `APT28 (aka Fancy Bear, Sofacy)`. What
 * stands behind a dash with blanks around it tells about it.
 */
export function listedName(line: string): ListedName {
  const text = line
    .slice(0, 4_000)
    .replace(/^\s*(?:[-*+•]|\d{1,4}[.)](?=\s))\s+(?:\[[ xX]\]\s+)?/u, "")
    .replace(/!?\[([^\][]*)\]\([^()\s]*\)/gu, "$1")
    .replace(/\*\*|__|`/gu, "")
    .replace(/\s+/gu, " ");
  const [head = "", description] = text.split(/\s[–—]\s(.*)/su);
  const aka = AKA.exec(head);
  const [name = "", ...others] = slashed(aka === null ? head : head.slice(0, aka.index));
  const called = aka === null ? "" : head.slice(aka.index + aka[0].length).replace(/[)\]]\s*$/u, "");
  return { name, aliases: [...others, ...aliasesIn(called)], ...(description === undefined ? {} : { description }) };
}
