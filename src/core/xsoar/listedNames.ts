import { NAME_SIGN } from "./query";

/**
 * The names in a text of a field that holds names. Feeds write a whole list as one text (`['Turla', 'Snake']`,
 * `["Turla","Snake"]`), and who uses a name in brackets behind it (`Fancy Bear (CrowdStrike)`): the names are read without
 * either. Blanks around them are dropped.
 *
 * @param enumerates the text is all the field holds: commas, semicolons, bars and lines divide it
 */
export function listedNames(text: string, enumerates: boolean): string[] {
  const trimmed = text.trim();
  const items = listItems(trimmed) ?? (enumerates ? divided(trimmed) : [trimmed]);
  return items.map((item) => withoutGiver(item.trim())).filter((name) => name !== "");
}

/** Signs that divide names, but for those inside brackets. */
const DIVIDERS = ",;|\r\n";

/** From the end, where the next bracket is known: the text comes from a server and may be long. */
function divided(text: string): string[] {
  const items: string[] = [];
  let end = text.length;
  let inBrackets = false;
  for (let at = end - 1; at >= 0; at -= 1) {
    const sign = text.charAt(at);
    if (sign === ")" || sign === "]") inBrackets = true;
    else if (sign === "(" || sign === "[") inBrackets = false;
    else if (!inBrackets && DIVIDERS.includes(sign)) {
      items.push(text.slice(at + 1, end));
      end = at;
    }
  }
  items.push(text.slice(0, end));
  return items.toReversed();
}

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
  const begin = name.search(NAME_SIGN);
  let rest = name;
  for (;;) {
    const at = rest.endsWith(")") ? rest.lastIndexOf("(") : rest.endsWith("]") ? rest.lastIndexOf("[") : -1;
    if (begin < 0 || at <= begin) return rest;
    rest = rest.slice(0, at).trimEnd();
  }
}
