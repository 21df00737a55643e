import type { Turns } from "../text/turns";
import { headLength } from "./compounds";
import type { Match, RuleCode } from "../model/model";
import { PatternSearch } from "./patternSearch";
import { type Judge, type Place, type Verdict, createJudge } from "./judge";
import { plainDigits } from "./leet";
import type { Neighbour, Neighbours } from "./listed";
import { hasForeignLetters } from "./lookalikes";
import type { NameEntry, ScannedField } from "./nameEntry";
import { buildNameIndex } from "./nameIndex";
import { type Accept, NameFinder } from "./nameFinder";
import { COMPOUND, DIGITS, DIGITS_PLURAL, EXACT, Hits, PLURAL, VARIANT, longestWins } from "./overlaps";
import type { CompilePattern, RuleProblem } from "../text/patterns";
import { FIELD_WEIGHTS } from "./rules";
import { type Headline, TextContext } from "./textContext";
import type { Variant } from "./variants";
import { Words } from "./words";

interface Compiled {
  readonly entries: readonly NameEntry[];
  readonly variants: readonly Variant[];
  /** Of all entries, then of all variants; empty for those that are found otherwise. */
  readonly names: readonly string[];
  /** Entries found otherwise than by words. */
  readonly apart: readonly number[];
  readonly compilePattern?: CompilePattern;
  readonly now?: () => number;
}

/** The working memory for longer texts is given back afterwards. */
const KEPT_LENGTH = 1 << 16;
/** So many spellings of a title are remembered for its address. */
const MAX_JUDGED = 256;
/** A name of a list has at most so many words behind its first. */
const NEIGHBOUR_WORDS = 4;

/** Prepares the search in one field of an article after the other, in pieces. */
export function* createFieldScan(compiled: Compiled): Turns<FieldScan> {
  const { entries, variants, names, apart } = compiled;
  const search = new NameFinder(yield* buildNameIndex(names), names, entries.length);
  const owners =
    variants.length === 0 ? entries : [...entries, ...variants.map(({ entry }) => entries[entry] as NameEntry)];
  const others = new PatternSearch(entries, apart, compiled);
  return new FieldScan(search, createJudge(entries, variants), owners, variants, others);
}

/** The search in one field. Its working memory is used again for the next. */
class FieldScan {
  private readonly search: NameFinder;
  private readonly judge: Judge;
  /** The entry of each spelling. */
  private readonly owners: readonly NameEntry[];
  private readonly variants: readonly Variant[];
  private readonly apart: PatternSearch;
  private readonly ownWords = new Words();
  private readonly ownHits = new Hits();

  // Of the field that is searched just now.
  private field: ScannedField = { name: "title", raw: "", text: "", from: 0, to: 0, offsets: null };
  private text = "";
  private words = this.ownWords;
  private hits = this.ownHits;
  private context: TextContext | null = null;

  // Of the article that is searched just now.
  private title: string | null = null;
  /** Spellings judged in its title. */
  private readonly refused: number[] = [];
  private readonly accepted: number[] = [];
  private aboutThreats: boolean | null = null;

  constructor(
    search: NameFinder,
    judge: Judge,
    owners: readonly NameEntry[],
    variants: readonly Variant[],
    apart: PatternSearch,
  ) {
    this.search = search;
    this.judge = judge;
    this.owners = owners;
    this.variants = variants;
    this.apart = apart;
  }

  get problems(): readonly RuleProblem[] {
    return this.apart.problems;
  }

  /** Begins another article. @param title of it, where its address is searched too */
  begin(title: string | null): void {
    this.title = title;
    this.aboutThreats = null;
    if (this.refused.length > 0) this.refused.length = 0;
    if (this.accepted.length > 0) this.accepted.length = 0;
  }

  /** Adds what counts of the names in a field to `found`: by start, longer before shorter, then in the order of the entries. */
  scan(field: ScannedField, found: Match[]): void {
    const isLong = field.to - field.from > KEPT_LENGTH;
    this.field = field;
    this.words = isLong ? new Words() : this.ownWords;
    this.hits = isLong ? new Hits() : this.ownHits;
    this.read(field.text);
    const hasInnerDigits = this.words.hasInnerDigits;
    const isIdle = this.apart.isIdle(this.words);
    if (isIdle && !hasInnerDigits) {
      this.findNames(found);
      return;
    }
    const own: Match[] = [];
    this.findNames(own);
    if (!isIdle) this.findApart(own);
    if (hasInnerDigits) this.findLettersAsDigits(own);
    own.sort((a, b) => a.start - b.start || b.end - a.end);
    for (const match of own) found.push(match);
  }

  private read(text: string): void {
    const { field, words } = this;
    words.read(text, field.from, field.to, field.name === "url");
    this.text = text;
    this.context = null;
  }

  private findNames(found: Match[]): void {
    const { search, text, words, hits, accept } = this;
    for (let first = 0; first < words.count; first++) {
      hits.count = 0;
      search.collect(text, words, first, accept);
      if (hits.count === 0) continue;
      // Names that overlap, be it through others, are settled together. The last hit of a word reaches farthest.
      let last = hits.lasts[hits.count - 1] as number;
      for (let inner = first + 1; inner <= last; inner++) {
        search.collect(text, words, inner, accept);
        last = Math.max(last, hits.lasts[hits.count - 1] as number);
      }
      for (const at of longestWins(this.owners, words, hits, last)) this.report(at, found);
      first = last;
    }
  }

  private readonly accept: Accept = (first, last, length, form, id) => {
    const kind = form === EXACT && id >= this.owners.length - this.variants.length ? VARIANT : form;
    if (this.verdictOn(id, { first, last, kind }) !== null) this.hits.add(first, last, length, kind, id);
  };

  private verdictOn(id: number, place: Place): Verdict | null {
    const context = this.contextOf();
    const verdict = this.judge.judge(id, place, this.field.name, context, this.neighbours);
    if (this.title !== null && this.field.name === "title")
      this.remember(verdict === null ? this.refused : this.accepted, id);
    return verdict;
  }

  private remember(judged: number[], id: number): void {
    if (judged.length < MAX_JUDGED) judged.push(id);
  }

  private contextOf(): TextContext {
    const headline = this.field.name === "url" ? this.headline : null;
    this.context ??= new TextContext(this.text, this.words, headline, this.field.text);
    return this.context;
  }

  private readonly headline: Headline = {
    isAboutThreats: () => {
      if (this.aboutThreats === null) {
        const title = this.title ?? "";
        const words = new Words();
        words.read(title, 0, title.length, false);
        this.aboutThreats = new TextContext(title, words, null).isAboutThreats();
      }
      return this.aboutThreats;
    },
    refuses: (id) => this.refused.includes(id) && !this.accepted.includes(id),
    accepts: (id) => this.accepted.includes(id),
  };

  private readonly neighbours: Neighbours = {
    beginsAt: (word) => this.neighbourAt(word, () => true),
    endsAt: (word) => {
      for (let first = word; first >= Math.max(0, word - NEIGHBOUR_WORDS); first--) {
        const found = this.neighbourAt(first, (last) => last === word);
        if (found !== null) return found;
      }
      return null;
    },
  };

  /** The tracked name that begins at a word; one that is nothing but a name before others. */
  private neighbourAt(word: number, isWanted: (last: number) => boolean): Neighbour | null {
    if (word < 0 || word >= this.words.count) return null;
    const context = this.contextOf();
    let best: Neighbour | null = null;
    this.search.collect(this.text, this.words, word, (first, last, _length, kind, id) => {
      if (!isWanted(last) || best?.standing === "coined") return;
      const standing = this.judge.standingOf(id, { first, last, kind }, context);
      if (standing !== null && (best === null || standing === "coined")) best = { first, last, standing };
    });
    return best;
  }

  private report(at: number, found: Match[]): void {
    const { hits } = this;
    const id = hits.entries[at] as number;
    const place = { first: hits.firsts[at] as number, last: hits.lasts[at] as number, kind: hits.kinds[at] as number };
    const verdict = this.verdictOn(id, place);
    if (verdict === null) return;
    const { words } = this;
    const start = words.starts[place.first] as number;
    // The nouns of compounds are of as many characters as units.
    const end = (words.ends[place.last] as number) - (place.kind === COMPOUND ? headLength(words, place.last) : 0);
    this.push(id, start, end, this.codesOf(id, place, start, end), verdict, this.rivalsOf(at), found);
  }

  private codesOf(id: number, { kind }: Place, start: number, end: number): readonly RuleCode[] {
    const variant =
      id < this.owners.length - this.variants.length
        ? undefined
        : this.variants[id - this.owners.length + this.variants.length];
    const isCompound = kind === COMPOUND;
    const isPlural = kind === PLURAL || kind === DIGITS_PLURAL;
    const hasDigits = kind === DIGITS || kind === DIGITS_PLURAL;
    const written = this.text.slice(start, end);
    const isLookalike =
      variant?.kind === "letters" || (hasForeignLetters(written) && !hasForeignLetters(this.owners[id]?.name ?? ""));
    return [
      ...(variant?.kind === "shortForm"
        ? (["shortForm"] as const)
        : hasDigits || isPlural || isCompound
          ? []
          : (["exact"] as const)),
      ...(hasDigits ? (["digits"] as const) : []),
      ...(isPlural ? (["plural"] as const) : []),
      ...(isCompound ? (["compound"] as const) : []),
      ...(isLookalike ? (["lookalike"] as const) : []),
      ...(version.test(this.text.slice(end, end + 12)) ? (["version"] as const) : []),
    ];
  }

  /** Other profiles that go by the same name there; of a profile's own name nobody doubts whose it is. */
  private rivalsOf(at: number): readonly string[] {
    const { hits, owners } = this;
    const { profile: own, name } = owners[hits.entries[at] as number] as NameEntry;
    if (hits.kinds[at] !== VARIANT && own === name) return [];
    const rivals = new Set<string>();
    for (let other = 0; other < hits.count; other++) {
      const isSame =
        hits.firsts[other] === hits.firsts[at] &&
        hits.lasts[other] === hits.lasts[at] &&
        hits.lengths[other] === hits.lengths[at] &&
        hits.kinds[other] === hits.kinds[at];
      const profile = isSame ? (owners[hits.entries[other] as number]?.profile ?? null) : null;
      if (profile !== null && profile !== own) rivals.add(profile);
    }
    return [...rivals];
  }

  private push(
    id: number,
    from: number,
    to: number,
    form: readonly RuleCode[],
    { codes, contextWord }: Verdict,
    rivals: readonly string[],
    found: Match[],
  ): void {
    const { field, words } = this;
    const { profile, name, aliasSource, ambiguous } = this.owners[id] as NameEntry;
    const { start, end } = this.offsets(from, to);
    const isSettled = ambiguous?.length === 0;
    const others = isSettled || rivals.length === 0 ? ambiguous : [...new Set([...(ambiguous ?? []), ...rivals])];
    const near =
      contextWord < 0 ? null : this.offsets(words.starts[contextWord] as number, words.ends[contextWord] as number);
    found.push({
      profile,
      name,
      field: field.name,
      start,
      end,
      text: field.raw.slice(start, end),
      rule: codes.length === 0 ? form : [...form, ...codes],
      weight: FIELD_WEIGHTS[field.name],
      ...(aliasSource === undefined ? {} : { aliasSource }),
      ...(others === undefined || isSettled ? {} : { ambiguous: others }),
      ...(near === null ? {} : { context: { text: field.raw.slice(near.start, near.end), ...near } }),
    });
  }

  /** Places of the searched text as places of the raw one. */
  private offsets(from: number, to: number): { readonly start: number; readonly end: number } {
    const { offsets } = this.field;
    if (offsets === null) return { start: from, end: to };
    return { start: offsets.starts[from] as number, end: offsets.ends[to - 1] as number };
  }

  private findApart(found: Match[]): void {
    for (const { id, start, end, form, first, last } of this.apart.find(this.field, this.words)) {
      const verdict = this.verdictOn(id, { first, last, kind: EXACT });
      if (verdict !== null) this.push(id, start, end, [form], verdict, [], found);
    }
  }

  /** Reads the field again with letters for the digits that stand for them, and adds what is found by these alone. */
  private findLettersAsDigits(found: Match[]): void {
    const { field } = this;
    const read = field.text.slice(field.from, field.to);
    const known = [...found];
    for (const reading of plainDigits(read)) {
      this.read(field.text.slice(0, field.from) + reading);
      const others: Match[] = [];
      this.findNames(others);
      for (const match of others) {
        const isNew = !known.some(({ start, end }) => start < match.end && end > match.start);
        const isRead = reading.slice(match.start - field.from, match.end - field.from) !== match.text;
        if (isNew && isRead) found.push({ ...match, rule: [...(match.rule ?? []), "lookalike"] });
      }
    }
  }
}

/** What is written of a version right behind a name: *3.0*, *v2*, or *.0* behind digits that follow it directly. */
const version = /^(?:\.\d|[\s_-]?v?\d+\.\d|[\s_-]v\d)/iu;
