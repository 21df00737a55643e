import { MAX_ARTICLE_ID_CHARACTERS } from "../limits";
import { canonicalUrl } from "./canonicalUrl";

/**
 * What makes an article, in everything that is remembered: its canonical address where that tells it, else the address with what the
 * entry is told by (its fragment, or an identifier of its own), with a blank between them, which no address has.
 */
export function sharedKey(address: string, id: string): string {
  const whole = id.replace(/\s+/g, " ").trim();
  return `${address} ${whole.length > MAX_ARTICLE_ID_CHARACTERS ? `${whole.slice(0, MAX_ARTICLE_ID_CHARACTERS / 2)}…${whole.slice(-MAX_ARTICLE_ID_CHARACTERS / 2)}` : whole}`;
}

/** Remembered beside the key of an article whose key is its address alone: which identifier it has, should others share the address. */
export function ownerKey(address: string, id: string): string {
  return sharedKey(address, `=${id}`);
}

/** The address a key begins with, and by what kind of identifier it says more; null when it does not. */
export function addressOfKey(key: string): { readonly address: string; readonly by: "fragment" | "id" | null } {
  const blank = key.indexOf(" ");
  if (blank < 0) return { address: key, by: null };
  return { address: key.slice(0, blank), by: /^=?#/.test(key.slice(blank + 1)) ? "fragment" : "id" };
}

/** The fragment with its `#`; empty when there is none, or when it only says where a reader has come from (`#xtor=RSS-1`). */
export function fragmentOf(url: string): string {
  if (!url.includes("#")) return "";
  const hash = URL.canParse(url) ? new URL(url).hash : "";
  return hash.length > 1 && !hash.includes("=") ? hash : "";
}

/** The keys an address stands for: of the article it is the address of, and of the one at its fragment. */
export function keysOfAddress(url: string): readonly string[] {
  const address = canonicalUrl(url);
  const fragment = fragmentOf(url);
  return fragment === "" ? [address] : [address, sharedKey(address, fragment)];
}
