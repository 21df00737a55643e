import { headMark } from "../memory/seenKeys";
import { ownerKey, sharedKey } from "../urls/articleKey";
import type { KnownKeys, ToldBy } from "./knownKeys";

/** What tells an entry apart from others at its address. */
export interface Member {
  readonly index: number;
  /** Folded. */
  readonly headline: string;
  /** With its `#`; empty when there is none that says something, as the next two. */
  readonly fragment: string;
  readonly id: string;
  /** Of the identifier. */
  readonly mark: string;
  /** ISO 8601 UTC, or empty. */
  readonly date: string;
  /** The key by which the entry was known at another address. */
  readonly earlier: () => string | null;
}

/** Entries with one headline: one article, however many identifiers they have. */
interface Candidate {
  readonly members: readonly Member[];
  /** What no other entry at the address has, the fragments first. */
  readonly tokens: readonly string[];
}

interface AddressKeys {
  /** By the index of the entry. */
  readonly keys: ReadonlyMap<number, string>;
  /** To be remembered with them: see `ownerKey`. */
  readonly owners: readonly string[];
}

/**
 * The keys of entries of one answer that have one address, in whatever order they come. Entries with one headline are one article. Others
 * are articles of their own if they have something of their own: a fragment, or an identifier. What was known before keeps its key: by
 * its fragment or identifier, else by its headline, since some feeds give new identifiers every day.
 */
export function keysAtAddress(address: string, members: readonly Member[], known: KnownKeys): AddressKeys {
  const candidates = candidatesOf(members);
  const base = known.keyAt(address);
  const given = new Map<Candidate, string>();
  const taken = new Set<string>();
  const owners = new Set<string>();
  const give = (candidate: Candidate, key: string): void => {
    given.set(candidate, key);
    taken.add(key);
  };
  const rest = (): readonly Candidate[] => candidates.filter((candidate) => !given.has(candidate));
  const isAlone = candidates.length === 1;

  for (const candidate of candidates) {
    const key = keyByToken(address, base, candidate, known);
    if (key !== null) give(candidate, key);
  }
  if (base !== null && !taken.has(base)) {
    const ids = new Set(known.version(base)?.ids);
    const same = rest().find((candidate) => candidate.members.some(({ mark }) => mark !== "" && ids.has(mark)));
    if (same !== undefined) give(same, base);
  }
  const byHead = headlinesAt(address, base, known, taken);
  for (const candidate of rest()) {
    const key = byHead.size === 0 ? undefined : byHead.get(headMark(candidate.members[0]?.headline ?? ""));
    if (key !== undefined && !taken.has(key)) give(candidate, key);
  }
  const owner = base === null || taken.has(base) ? null : ownerAmong(address, base, rest(), isAlone, known);
  if (owner !== null && base !== null) give(owner, base);
  for (const candidate of rest()) give(candidate, freshKey(address, base, candidate, isAlone, known));

  for (const [candidate, key] of given) {
    const [token] = candidate.tokens;
    if (key !== (base ?? address) || token === undefined) continue;
    // Alone, an identifier says nothing: it may change at one address, a fragment does not.
    if (!isAlone || toldBy(token) === "fragment" || known.isShared(address, "id")) {
      owners.add(ownerKey(address, candidate.tokens.find((one) => known.has(ownerKey(address, one))) ?? token));
    }
  }
  return {
    keys: new Map(
      [...given].flatMap(([candidate, key]) => candidate.members.map(({ index }) => [index, key] as const)),
    ),
    owners: [...owners],
  };
}

function candidatesOf(members: readonly Member[]): readonly Candidate[] {
  const byHeadline = new Map<string, Member[]>();
  for (const member of members) {
    const same = byHeadline.get(member.headline);
    if (same === undefined) byHeadline.set(member.headline, [member]);
    else same.push(member);
  }
  /** How many headlines have it. */
  const counts = new Map<string, number>();
  const tokensOf = (of: readonly Member[], part: "fragment" | "id"): readonly string[] =>
    [...new Set(of.map((member) => member[part]))].filter((token) => token !== "").sort();
  const all = [...byHeadline.values()].map((of) => ({
    members: of,
    tokens: [...tokensOf(of, "fragment"), ...tokensOf(of, "id")],
  }));
  for (const { tokens } of all) for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
  return all.map(({ members: of, tokens }) => ({
    members: of,
    tokens: tokens.filter((token) => counts.get(token) === 1),
  }));
}

function keyByToken(address: string, base: string | null, { tokens }: Candidate, known: KnownKeys): string | null {
  for (const token of tokens) {
    const key = sharedKey(address, token);
    if (known.has(key)) return key;
    if (known.has(ownerKey(address, token))) return base ?? address;
  }
  return null;
}

/** Mark of a headline → the article at the address that had it, of those not found yet. */
function headlinesAt(
  address: string,
  base: string | null,
  known: KnownKeys,
  taken: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const key of [...(base === null ? [] : [base]), ...known.sharing(address)]) {
    const head = taken.has(key) ? undefined : known.version(key)?.head;
    if (head !== undefined && !found.has(head)) found.set(head, key);
  }
  return found;
}

/** The entry that the address alone stands for, since an earlier answer had no other one there; null when there is none. */
function ownerAmong(
  address: string,
  base: string,
  candidates: readonly Candidate[],
  isAlone: boolean,
  known: KnownKeys,
): Candidate | null {
  const [first, ...others] = candidates.filter(({ tokens }) => tokens.length > 0);
  // Where others share the address already, its owner was found out then.
  if (first === undefined || known.isShared(address, "fragment") || known.isShared(address, "id")) return null;
  if (known.version(base) !== null) {
    // It was to be known again. Alone at its address it may have changed all the same, unless it says itself that it is another place.
    return isAlone && toldBy(first.tokens[0] ?? "") === "id" ? first : null;
  }
  const dateOf = ({ members }: Candidate): string => members.map(({ date }) => date).find((date) => date !== "") ?? "";
  // Feeds list the newest first.
  return others.reduce((oldest, one) => (dateOf(one) !== "" && dateOf(one) > dateOf(oldest) ? oldest : one), first);
}

/** Of an entry that was not there before. */
function freshKey(
  address: string,
  base: string | null,
  { members, tokens }: Candidate,
  isAlone: boolean,
  known: KnownKeys,
): string {
  const earlier = (): string | null => members.map((member) => member.earlier()).find((key) => key !== null) ?? null;
  const [token] = tokens;
  if (token === undefined) return base ?? earlier() ?? address;
  const by = toldBy(token);
  const isOwn =
    isAlone && !known.isShared(address, by) && (by === "id" || base === null || known.version(base) === null);
  if (isOwn) return base ?? earlier() ?? address;
  return earlier() ?? sharedKey(address, token);
}

function toldBy(token: string): ToldBy {
  return token.startsWith("#") ? "fragment" : "id";
}
