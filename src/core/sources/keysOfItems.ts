import { type Version, headMark, idMark, minutesOf, sourceTag, worthlessIdKey } from "../memory/seenKeys";
import type { ParsedItem } from "../model/parseJob";
import { foldedHeadline } from "../text/plainText";
import { articleAddress, mayBeWrapped } from "../urls/articleAddress";
import { addressOfKey, fragmentOf, sharedKey } from "../urls/articleKey";
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
  const ids = identifiers(items, source);
  const drop = (mark: string): void => void marks.set(worthlessIdKey(mark), null);
  for (const mark of ids.worthless) drop(mark);
  let listed: ReadonlySet<string> | undefined;
  /** Whether the article with that key is listed at its own address. */
  const isListed = (key: string): boolean => {
    listed ??= new Set([...groups.alone(known)].map(([address]) => known.keyAt(address) ?? address));
    return listed.has(key);
  };
  /** The key by which an entry was known at another address. */
  const earlier = (index: number): string | null => {
    const item = items[index];
    const mark = ids.marks.get(index) ?? "";
    if (item === undefined) return null;
    const key = mark === "" ? null : (known.byId(mark) ?? keyOfPermalink(item, known));
    if (key === null) return isWrapped(item) ? known.byWrapped(item.address) : null;
    if (!isListed(key) && !isAnother(item, key, known.version(key))) return key;
    drop(mark);
    return null;
  };
  for (const [address, index] of groups.alone(known)) {
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
  return { keys, idMark: (index) => ids.marks.get(index) ?? "", marks };
}

const NONE: readonly string[] = [];

/** What is to be remembered of an entry as it is listed now. @param id mark of its identifier; empty for none */
export function versionOf({ title, published, modified }: ParsedItem, id: string): Version {
  const [first, last] = [minutesOf(published), modified === undefined ? null : minutesOf(modified)];
  return {
    head: headMark(title),
    date: first === null || (last !== null && last > first) ? last : first,
    ids: id === "" ? NONE : [id],
  };
}

/** What the identifiers of the entries of one answer say. */
interface Identifiers {
  /** By the index of the entry, the mark of one that says more than its address. */
  readonly marks: ReadonlyMap<number, string>;
  /** Entries with one that says nothing. */
  readonly mute: ReadonlySet<number>;
  /** Marks of those that entries of different addresses have. */
  readonly worthless: ReadonlySet<string>;
}

function identifiers(items: readonly AddressedItem[], source: string): Identifiers {
  const tag = sourceTag(source);
  const marks = new Map<number, string>();
  const mute = new Set<number>();
  const places = new Map<string, string>();
  const worthless = new Set<string>();
  for (let index = 0; index < items.length; index++) {
    const { guid, address, url, title, ownAddress } = items[index] as AddressedItem;
    if (guid === "" || (guid === url && ownAddress !== false)) continue;
    const id = guid.trim();
    if (id === source || FRONT_PAGE.test(id)) mute.add(index);
    else if (ownAddress === false || !/^https?:/i.test(id) || articleAddress(id) !== address) {
      const mark = idMark(tag, id);
      const place = ownAddress === false ? ` ${foldedHeadline(title)}` : address;
      const other = places.get(mark);
      if (other === undefined) places.set(mark, place);
      else if (other !== place) worthless.add(mark);
      marks.set(index, mark);
    }
  }
  if (worthless.size === 0) return { marks, mute, worthless };
  for (const [index, mark] of marks) {
    if (!worthless.has(mark)) continue;
    marks.delete(index);
    mute.add(index);
  }
  return { marks, mute, worthless };
}

/** What every entry of a site could have. */
const FRONT_PAGE = /^https?:\/\/[^/?#]*\/?$/i;

/** The identifier is an address, and the article was known by that. */
function keyOfPermalink({ guid }: ParsedItem, known: KnownKeys): string | null {
  return /^\s*https?:\/\//i.test(guid) ? known.keyAt(articleAddress(guid.trim())) : null;
}

/**
 * Whether it has nothing but the identifier in common with the article of a key, as where a feed counts from one in each answer: it was
 * published later, under another headline, and at an address that says something else.
 */
function isAnother(
  { title, address, published, modified }: AddressedItem,
  key: string,
  before: Version | null,
): boolean {
  const date = published === modified ? null : minutesOf(published);
  if (before?.date == null || date === null || date <= before.date || headMark(title) === before.head) return false;
  const words = wordsOf(lastPart(addressOfKey(key).address));
  const now = new Set([...wordsOf(lastPart(address)), ...wordsOf(title)]);
  return words.filter((word) => now.has(word)).length * 2 < Math.max(words.length, 1);
}

/** Of an address, what stands behind the last `/` that something stands behind. */
function lastPart(address: string): string {
  return address.split("/").findLast((part) => part !== "") ?? "";
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\d]{2,}/gu) ?? [];
}

function isWrapped({ href, url }: ParsedItem): boolean {
  return mayBeWrapped(href) || mayBeWrapped(url);
}

function partsOf({ title, url, guid, published }: AddressedItem, index: number, { marks, mute }: Identifiers) {
  return {
    index,
    headline: foldedHeadline(title),
    fragment: fragmentOf(url),
    id: mute.has(index) ? "" : guid.trim(),
    mark: marks.get(index) ?? "",
    date: published ?? "",
  };
}

/**
 * Keys of entries without an address: by their identifier, else by their headline, at the address of the site. One whose identifier is new
 * is known by its headline, unless that belongs to an entry that is listed as well.
 */
function keysWithoutAddress(
  { items, homeless }: ItemGroups,
  { marks }: Identifiers,
  earlier: (index: number) => string | null,
  known: KnownKeys,
): ReadonlyMap<number, string> {
  const keys = new Map<number, string>();
  const rest: (readonly [index: number, key: string, item: AddressedItem])[] = [];
  for (const index of homeless) {
    const item = items[index];
    if (item === undefined) continue;
    const key = sharedKey(item.address, marks.has(index) ? item.guid : foldedHeadline(item.title));
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
