import { isRecord } from "../../core/text/isRecord";
import type { Html } from "./html";

/** What a page says. It is input: `at` may name what is not there. */
export type PageMessage =
  /** The page has been loaded, for the first time or because it is shown again. */
  | { readonly kind: "ready" }
  | { readonly kind: "do"; readonly action: string; readonly at: PagePlace }
  | { readonly kind: "tick"; readonly at: PagePlace; readonly on: boolean }
  /** What has this key was before the reader's eyes for a while. */
  | { readonly kind: "seen"; readonly key: string };

/** Numbers, from outer to inner: the second note of the first record is 0.1. Empty for the page as a whole. */
export type PagePlace = readonly number[];

/** What a page is told to change. */
export type PageChange =
  /**
   * All of it, from the top when it is another page, else from where its reader left what has this key; the focus goes to an element when
   * it is nowhere else.
   */
  | {
      readonly kind: "body";
      readonly html: string;
      readonly focus: string;
      readonly top: boolean;
      readonly key: string;
    }
  /** Brings an element into sight, with the focus. */
  | { readonly kind: "go"; readonly id: string }
  /** In place of what an element holds, or behind it. */
  | { readonly kind: "fill" | "append"; readonly id: string; readonly html: string }
  /** Ticks a box, or all boxes within a place. */
  | { readonly kind: "tick"; readonly at: string; readonly on: boolean; readonly some: boolean }
  | { readonly kind: "tickWithin"; readonly at: string; readonly on: boolean };

/** Keys hold an address and a name at most. */
const MAX_KEY_CHARACTERS = 20_000;

/** Reads what a page has sent; null for what is none of it. */
export function readPageMessage(value: unknown): PageMessage | null {
  if (!isRecord(value)) return null;
  const { kind, action, at, on, key } = value;
  if (kind === "ready") return { kind };
  if (kind === "seen") return isKey(key) ? { kind, key } : null;
  const place = placeOf(at);
  if (place === null) return null;
  if (kind === "do" && typeof action === "string" && /^[a-z][a-zA-Z]{0,20}$/.test(action)) {
    return { kind, action, at: place };
  }
  return kind === "tick" && typeof on === "boolean" ? { kind, at: place, on } : null;
}

/** The key of what a page showed when its window was closed, in the state that VS Code has kept of it; null where there is none. */
export function keyOfState(state: unknown): string | null {
  return isRecord(state) && isKey(state["key"]) ? state["key"] : null;
}

/** A place as the page writes it. */
export function placeText(place: PagePlace): string {
  return place.join(".");
}

/** How a page is told what it shows. @param focus id of an element @param top it is another page than before @param key empty for none */
export function wholePage({ text }: Html, focus: string, top: boolean, key = ""): PageChange {
  return { kind: "body", html: text, focus, top, key };
}

/** How a page is told to show something in the place of what an element holds, or behind that. */
export function showing(kind: "fill" | "append", id: string, { text }: Html): PageChange {
  return { kind, id, html: text };
}

function isKey(key: unknown): key is string {
  return typeof key === "string" && key !== "" && key.length <= MAX_KEY_CHARACTERS;
}

function placeOf(at: unknown): PagePlace | null {
  if (at === "") return [];
  return typeof at === "string" && /^\d{1,7}(?:\.\d{1,7})?$/.test(at) ? at.split(".").map(Number) : null;
}
