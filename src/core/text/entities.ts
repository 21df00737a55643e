import { decodeHTMLAttribute } from "entities/decode";
import { withoutZeroReferences } from "./controls";

/**
 * Resolves the references of HTML, numeric and named, as in an attribute: a name without its semicolon is none before `=`, a letter or a
 * digit. In text a browser would read more of them, and `?lang=en&region=us` as an address with a ® in it. Entities that a document
 * defines itself stay as they are written: a DTD is never read.
 */
export function decodeEntities(text: string): string {
  return text.includes("&") ? decodeHTMLAttribute(withoutZeroReferences(text)) : text;
}
