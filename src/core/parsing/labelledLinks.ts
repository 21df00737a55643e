import { MAX_HEADING_CHARACTERS } from "../limits";
import { decodeEntities } from "../text/entities";
import { htmlAttributes } from "../text/htmlAttributes";
import { htmlTags } from "../text/htmlTags";
import { foldSpace } from "../text/plainText";
import { withoutCall } from "./linkWords";

const REFERS = /aria-(?:labelledby|describedby)/i;

/**
 * What links are called by other elements of the page (`aria-labelledby`, else `aria-describedby`), by the value of that attribute. What
 * describes links that lead to different places ("opens in a new window") is the headline of none.
 */
export function labelledLinks(html: string): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  if (!REFERS.test(html)) return labels;
  const users = new Map<string, Set<string>>();
  const references = new Set<string>();
  for (const { name, closing, attributes } of htmlTags(html)) {
    if (name !== "a" || closing || !REFERS.test(attributes)) continue;
    const read = htmlAttributes(attributes);
    const reference = referenceOf(read);
    references.add(reference);
    for (const id of idsIn(reference)) {
      const hrefs = users.get(id) ?? new Set();
      users.set(id, hrefs.add(read.get("href") ?? ""));
    }
  }
  const texts = textsOf(html, new Set([...users].filter(([, hrefs]) => hrefs.size === 1).map(([id]) => id)));
  for (const reference of references) {
    const said = idsIn(reference).flatMap((id) => withoutCall(texts.get(id) ?? "") ?? []);
    if (said.length > 0) labels.set(reference, said.join(" "));
  }
  return labels;
}

/** The ids by which a link is called; empty for none. */
export function referenceOf(attributes: ReadonlyMap<string, string>): string {
  return attributes.get("aria-labelledby") ?? attributes.get("aria-describedby") ?? "";
}

function idsIn(reference: string): readonly string[] {
  return reference
    .split(/\s+/)
    .filter((id) => id !== "")
    .slice(0, MOST_IDS);
}

/** A link has its own text, the headline and a date. */
const MOST_IDS = 10;

/** The beginning of the text of the elements with these ids. */
function textsOf(html: string, wanted: ReadonlySet<string>): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  let open: { readonly id: string; readonly name: string; depth: number; text: string } | null = null;
  for (const { name, closing, attributes, start, textStart } of htmlTags(html)) {
    if (open !== null) {
      if (open.text.length < MAX_HEADING_CHARACTERS) open.text += `${html.slice(textStart, start)} `;
      if (name === open.name) open.depth += closing ? -1 : 1;
      if (open.depth === 0) {
        texts.set(open.id, foldSpace(decodeEntities(open.text.slice(0, MAX_HEADING_CHARACTERS))));
        open = null;
      }
    } else if (!closing && /\sid\s*=/i.test(attributes)) {
      const id = htmlAttributes(attributes).get("id") ?? "";
      if (wanted.has(id) && !texts.has(id)) open = { id, name, depth: 1, text: "" };
    }
  }
  return texts;
}
