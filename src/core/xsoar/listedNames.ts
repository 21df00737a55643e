import { sameNameKey } from "./query";

/**
 * The names in a text of a field that holds names. Feeds write a whole list as one text (`['Turla', 'Snake']`,
 * `["Turla","Snake"]`), and who uses a name in brackets behind it (`Fancy Bear (CrowdStrike)`): the names are read without
 * either. Blanks around them are dropped.
 *
 * @param enumerates the text is all the field holds: commas, semicolons, bars and lines divide it
 */
export function listedNames(text: string, enumerates: boolean): string[] {
  const trimmed = text.trim();
  const items = listItems(trimmed) ?? (enumerates ? trimmed.split(DIVIDER) : [trimmed]);
  return items.map((item) => withoutGiver(item.trim())).filter((name) => name !== "");
}

/** A sign that divides names, but for those inside brackets. */
const DIVIDER = /[,;|\r\n](?![^()[\]]*[)\]])/;
/** In quotes of either kind, else up to a comma. */
const ITEM = /u?"((?:[^"\\]|\\.)*)"|u?'((?:[^'\\]|\\.)*)'|([^,\s][^,]*)/gs;

/** The items of a list that was made a text, in JSON or as other languages print it; null for a text that is none. */
function listItems(text: string): string[] | null {
  if (!/^\[.*\]$/s.test(text)) return null;
  const inner = text.slice(1, -1);
  return [...inner.matchAll(ITEM)].map(([, double, single, bare]) => {
    const quoted = double ?? single;
    return quoted === undefined ? (bare ?? "") : unescaped(quoted);
  });
}

function unescaped(text: string): string {
  return text
    .replace(/\\u([0-9a-f]{4})/gi, (_, unit: string) => String.fromCharCode(Number.parseInt(unit, 16)))
    .replace(/\\(.)/gs, "$1");
}

/** Without what stands in brackets at its end, unless nothing else stands there. */
function withoutGiver(name: string): string {
  const opener = name.endsWith(")") ? "(" : name.endsWith("]") ? "[" : null;
  const at = opener === null ? -1 : name.lastIndexOf(opener);
  const rest = name.slice(0, Math.max(at, 0)).trim();
  return sameNameKey(rest) === "" ? name : withoutGiver(rest);
}
