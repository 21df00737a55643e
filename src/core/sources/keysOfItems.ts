import { type Version, headMark, idMark, minutesOf, sourceTag, worthlessIdKey } from "../memory/seenKeys";
import type { ParsedItem } from "../model/parseJob";
import { foldedHeadline } from "../text/plainText";
import { articleAddress, mayBeWrapped } from "../urls/articleAddress";
import { fragmentOf, sharedKey } from "../urls/articleKey";
import type { KnownKeys } from "./knownKeys";
import { keysAtAddress } from "./sharedAddress";

/** An entry with what its address is known by (`articleAddress`). */
export interface AddressedItem extends ParsedItem {
  readonly address: string;
}

/** Keys of entries of one answer. */
interface ItemKeys {
  /** By the index of the entry, where its address is not its key. */
  readonly keys: ReadonlyMap<number, string>;
  /** The mark of an identifier that says more than the address, by the index of the entry; empty for none. */
  readonly idMark: (index: number) => string;
  /** To be remembered as well: a key, and the key of the article it leads to or null. */
  readonly marks: ReadonlyMap<string, string | null>;
}

/** The entries of one answer, put together one by one. */
export interface ItemGroups {
  readonly items: readonly AddressedItem[];
  add(item: AddressedItem): void;
  /** Entries without an address. */
  readonly homeless: readonly number[];
  /** Groups of indexes that may hold more than one article, by their address. */
  shared(known: KnownKeys): Iterable<readonly [address: string, indexes: readonly number[]]>;
  /** The others, each by its address. */
  alone(known: KnownKeys): Iterable<readonly [address: string, index: number]>;
}

/** A fresh one for one answer. Most entries have an address for themselves, and cost next to nothing. */
export function createItemGroups(): ItemGroups {
  const items: AddressedItem[] = [];
  const homeless: number[] = [];
  const first = new Map<string, number>();
  const groups = new Map<string, number[]>();
  const isShared = (address: string, known: KnownKeys): boolean => groups.has(address) || known.isShared(address, "id");
  return {
    items,
    homeless,
    add: (item) => {
      const { address, url, ownAddress } = item;
      const index = items.push(item) - 1;
      if (ownAddress === false) {
        homeless.push(index);
        return;
      }
      const before = first.get(address);
      const group = groups.get(address);
      if (group !== undefined) group.push(index);
      else if (before !== undefined) groups.set(address, [before, index]);
      else if (url.includes("#")) groups.set(address, [index]);
      if (before === undefined) first.set(address, index);
    },
    *shared(known) {
      yield* groups;
      for (const [address, index] of first) {
        if (!groups.has(address) && isShared(address, known)) yield [address, [index]];
      }
    },
    *alone(known) {
      for (const [address, index] of first) if (!isShared(address, known)) yield [address, index];
    },
  };
}

/**
 * The keys of the entries of one answer, whatever their order. An entry is known by its address or by its identifier. Where entries share
 * an address, each that has a headline and something of its own is an article (`keysAtAddress`). An identifier that several entries have
 * says nothing.
 */
export function keysOfItems(groups: ItemGroups, source: string, known: KnownKeys): ItemKeys {
  const { items } = groups;
  const keys = new Map<number, string>();
  const marks = new Map<string, string | null>();
  const { ids, worthless } = identifiers(items, source);
  const drop = (mark: string): void => void marks.set(worthlessIdKey(mark), null);
  for (const mark of worthless) drop(mark);
  const alone = [...groups.alone(known)];
  const listed = new Set(alone.flatMap(([address]) => known.keyAt(address) ?? []));
  /** The key by which an entry was known at another address. */
  const earlier = (index: number): string | null => {
    const item = items[index];
    const mark = ids.get(index)?.mark ?? "";
    if (item === undefined) return null;
    const key = mark === "" ? null : (known.byId(mark) ?? keyOfPermalink(item, known));
    if (key === null) return isWrapped(item) ? known.byWrapped(item.address) : null;
    if (!listed.has(key) && !isAnother(item, known.version(key))) return key;
    drop(mark);
    return null;
  };
  for (const [address, index] of alone) {
    const key = known.keyAt(address) ?? earlier(index) ?? address;
    if (key === address) continue;
    keys.set(index, key);
    marks.set(address, key);
  }
  for (const [address, indexes] of groups.shared(known)) {
    const members = indexes.flatMap((index) => {
      const item = items[index];
      return item === undefined ? [] : [{ ...partsOf(item, index, ids), earlier: () => earlier(index) }];
    });
    const found = keysAtAddress(address, members, known);
    for (const [index, key] of found.keys) if (key !== address) keys.set(index, key);
    for (const owner of found.owners) marks.set(owner, null);
  }
  for (const [index, key] of keysWithoutAddress(groups, ids, earlier, known)) keys.set(index, key);
  return { keys, idMark: (index) => ids.get(index)?.mark ?? "", marks };
}

/** What is to be remembered of an entry as it is listed now. @param id mark of its identifier; empty for none */
export function versionOf({ title, published, modified }: ParsedItem, id: string): Version {
  const dates = [minutesOf(published), minutesOf(modified)].filter((date) => date !== null);
  return { head: headMark(title), date: dates.length === 0 ? null : Math.max(...dates), ids: id === "" ? [] : [id] };
}

/** An identifier that says something. */
interface Identifier {
  readonly id: string;
  /** Empty where it says no more than the address. */
  readonly mark: string;
}

/** Identifiers by the index of their entries, and the marks of those that entries of different addresses have. */
function identifiers(
  items: readonly AddressedItem[],
  source: string,
): { readonly ids: ReadonlyMap<number, Identifier>; readonly worthless: ReadonlySet<string> } {
  const tag = sourceTag(source);
  const ids = new Map<number, Identifier>();
  const places = new Map<string, string>();
  const worthless = new Set<string>();
  for (const [index, { guid, address, url, title, ownAddress }] of items.entries()) {
    const id = guid.trim();
    if (id === "" || id === source || FRONT_PAGE.test(id)) continue;
    const isAddress = id === url || (/^https?:/i.test(id) && articleAddress(id) === address);
    if (isAddress && ownAddress !== false) {
      ids.set(index, { id, mark: "" });
      continue;
    }
    const mark = idMark(tag, id);
    const place = ownAddress === false ? ` ${foldedHeadline(title)}` : address;
    const other = places.get(mark);
    if (other === undefined) places.set(mark, place);
    else if (other !== place) worthless.add(mark);
    ids.set(index, { id, mark });
  }
  for (const [index, { mark }] of ids) if (worthless.has(mark)) ids.delete(index);
  return { ids, worthless };
}

/** What every entry of a site could have. */
const FRONT_PAGE = /^https?:\/\/[^/?#]*\/?$/i;

/** The identifier is an address, and the article was known by that. */
function keyOfPermalink({ guid }: ParsedItem, known: KnownKeys): string | null {
  return /^\s*https?:\/\//i.test(guid) ? known.keyAt(articleAddress(guid.trim())) : null;
}

/** Whether it has nothing but the identifier in common: it was published later, under another headline and at another address. */
function isAnother({ title, published, modified }: ParsedItem, before: Version | null): boolean {
  const date = published === modified ? null : minutesOf(published);
  return before?.date != null && date !== null && date > before.date && headMark(title) !== before.head;
}

function isWrapped({ href, url }: ParsedItem): boolean {
  return mayBeWrapped(href) || mayBeWrapped(url);
}

function partsOf({ title, url, published }: AddressedItem, index: number, ids: ReadonlyMap<number, Identifier>) {
  const { id, mark } = ids.get(index) ?? { id: "", mark: "" };
  return { index, headline: foldedHeadline(title), fragment: fragmentOf(url), id, mark, date: published ?? "" };
}

/**
 * Keys of entries without an address: by their identifier, else by their headline, at the address of the site. One whose identifier is new
 * is known by its headline, unless that belongs to an entry that is listed as well.
 */
function keysWithoutAddress(
  { items, homeless }: ItemGroups,
  ids: ReadonlyMap<number, Identifier>,
  earlier: (index: number) => string | null,
  known: KnownKeys,
): ReadonlyMap<number, string> {
  const keys = new Map<number, string>();
  const rest: (readonly [index: number, key: string, item: AddressedItem])[] = [];
  for (const index of homeless) {
    const item = items[index];
    if (item === undefined) continue;
    const key = sharedKey(item.address, ids.get(index)?.id ?? foldedHeadline(item.title));
    const before = known.has(key) ? key : earlier(index);
    if (before === null) rest.push([index, key, item]);
    else keys.set(index, before);
  }
  if (rest.length === 0) return keys;
  const listed = new Set(keys.values());
  for (const [index, key, { address, title }] of rest) {
    const head = headMark(title);
    const same = [...known.sharing(address)].find((one) => !listed.has(one) && known.version(one)?.head === head);
    keys.set(index, same ?? key);
  }
  return keys;
}
