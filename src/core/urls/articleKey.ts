import { MAX_ARTICLE_ID_CHARACTERS } from "../limits";
import { articleAddress } from "./articleAddress";
import { canonicalUrl, isTracking } from "./canonicalUrl";

/**
 * What makes an article, in everything that is remembered, written and exported: its address (`articleAddress`) where that tells it, else the
 * address with what the entry is told by (its fragment, or an identifier of its own), with a blank between them, which no address has. An
 * article keeps the key it was given first, whatever its address is later.
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

/** Parameters in fragments alone that say where a reader has come from. */
const CHANNEL = /^(?:echobox|ref(?:errer)?|source|medium|campaign|intcid|rss)=/i;

/** The fragment with its `#`; empty when there is none, or when it only says where a reader has come from (`#xtor=RSS-1`). */
export function fragmentOf(url: string): string {
  if (!url.includes("#")) return "";
  const hash = URL.canParse(url) ? new URL(url).hash : "";
  const parts = hash.slice(1).split("&");
  return parts.every((part) => part === "" || isTracking(part) || CHANNEL.test(part)) ? "" : hash;
}

/**
 * The keys that an address stands for, as a rule of the configuration or a file has it: of the article it is the address of, and of the one
 * at its fragment. Behind a blank may stand what tells an article from others at the address (`ruleAddress`).
 */
export function keysOfAddress(written: string): readonly string[] {
  const [, url = "", id = ""] = /^(\S*)\s*(.*)$/s.exec(written.trim()) ?? [];
  if (id !== "") return [canonicalUrl(written), sharedKey(articleAddress(url), id)];
  const address = articleAddress(url);
  const fragment = fragmentOf(url);
  // Earlier versions knew an article by the address of a redirector.
  return [...new Set([canonicalUrl(url), address, ...(fragment === "" ? [] : [sharedKey(address, fragment)])])];
}

/** How a rule names an article: by its address; where others share that, or it has none of its own, with what tells it from them. */
export function ruleAddress({ key, url }: { readonly key: string; readonly url: string }): string {
  const { address, by } = addressOfKey(key);
  if (by === null) return keysOfAddress(url).includes(key) || !URL.canParse(key) ? url : key;
  const base = new URL(articleAddress(url) === address && URL.canParse(url) ? url : address);
  base.hash = "";
  return `${base.href} ${key.slice(address.length + 1)}`;
}
