import { parseHTML } from "linkedom";

/** What tests ask of an element; linkedom's types speak of the browser's, which a program for Node does not have. */
export interface ParsedElement {
  readonly tagName: string;
  readonly textContent: string | null;
  readonly attributes: Iterable<{ readonly name: string }> & { readonly length: number };
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
  closest(selector: string): ParsedElement | null;
  querySelector(selector: string): ParsedElement | null;
  querySelectorAll(selector: string): Iterable<ParsedElement> & { readonly length: number };
}

export type ParsedDocument = ParsedElement & {
  readonly body: ParsedElement;
  readonly documentElement: ParsedElement;
};

/** A whole document as a browser takes it. */
export function parsedDocument(text: string): ParsedDocument {
  return (parseHTML(text) as unknown as { readonly document: ParsedDocument }).document;
}

/** The same of what stands in a body. */
export function parsedBody(text: string): ParsedDocument {
  return parsedDocument(`<!doctype html><html><body>${text}</body></html>`);
}
