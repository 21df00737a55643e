import { type Turns, finish, finishInTurns } from "../text/turns";
import { MATCH_FIELDS, type Match, type MatchField } from "../model/model";
import { createFieldScan } from "./fieldScan";
import type { MatchableText, CompileOptions, NameEntry, ScannedField } from "./nameEntry";
import type { RuleProblem } from "../text/patterns";
import { isDense } from "./fold";
import { urlPath } from "./urlPath";
import { type Variant, addVariants } from "./variants";

/** Finds compiled names in articles. */
export interface Matcher {
  /**
   * Every occurrence of a name in the title and in the path of the address, then in summary and content: field by field, in
   * each by start, longer before shorter, then in the order of the entries. Offsets are UTF-16 offsets into the given strings.
   */
  match(article: MatchableText): Match[];
  /** Rules that cannot be followed, such as patterns that are none: these names are not looked for. Grows while matching. */
  readonly problems: readonly RuleProblem[];
}

/** Entries looked at before other work may have its turn. */
const ENTRIES_PER_TURN = 1024;
/** Searched whatever the rules say: names without a rule of their own are looked for there. */
const ALWAYS: readonly MatchField[] = ["title", "url"];

/**
 * Prepares names for matching. Where the letters of a name are found:
 * - A name is found where one to five consecutive words, or as many as it has itself, give its key when joined. Between
 *   them may stand blanks, hyphens, underscores, dots, apostrophes and `$`; other punctuation only where the name has
 *   the same (`DEV#POPPER`); never a `/` of an address.
 *   A possessive s begins no name.
 * - Where a script parts no words by blanks (Chinese, Japanese, Thai …) the letters may stand anywhere in a run of them; of Katakana
 *   not beside more Katakana, of Hangul not behind more Hangul: particles follow.
 * - Digits may follow directly (`APT` in `APT28`) unless the name ends in a digit itself, a `v` and digits, and a plural s.
 * - Of five letters or more, and no ordinary word, it may be written together with a German noun (*Contibande*).
 * - Without its class word (*Lazarus* for `Lazarus Group`) or article, unless what is left is an ordinary word or a name that
 *   is tracked itself. With letters for digits that stand for them, and the other way round (*L0ckBit*).
 *
 * Whether it counts there is for its rule to say (`NameRule`). Of those that count:
 * - The longest name wins: of names that overlap the one with the longest key counts, whatever the profile, of equally
 *   long ones the leftmost; what overlaps only names that lost is free. But a name followed by digits is a match of its
 *   own and stays beside another profile's longer one (`APT` beside `APT28`, `APT-28`, `APT28 Group`).
 * - The same words are reported once for each profile: by the closest form, then by the profile's own name. A name
 *   of unknown owner is left out where a profile owns the same name.
 *
 * Entries without letter or digit find nothing.
 */
export function compileNames(entries: readonly NameEntry[], options: CompileOptions = {}): Matcher {
  return finish(compileSteps(entries, options));
}

/** The same in pieces of some milliseconds; `pause` lets other work of the process have its turn between them. */
export async function compileNamesInTurns(
  entries: readonly NameEntry[],
  pause: () => Promise<void>,
  options: CompileOptions = {},
): Promise<Matcher> {
  return await finishInTurns(compileSteps(entries, options), pause);
}

function* compileSteps(entries: readonly NameEntry[], options: CompileOptions): Turns<Matcher> {
  const variants: Variant[] = [];
  const names: string[] = [];
  /** Entries that are found otherwise than by words, or also so: by a pattern, or inside of words. */
  const apart: number[] = [];
  const searched = new Set(ALWAYS);
  for (let at = 0; at < entries.length; at++) {
    if (at % ENTRIES_PER_TURN === ENTRIES_PER_TURN - 1) yield;
    const { name, rule } = entries[at] as NameEntry;
    if (rule !== undefined) {
      for (const field of rule.matchIn) searched.add(field);
      if (!rule.word || rule.pattern !== null) {
        if (rule.enabled) apart.push(at);
        // Numbers stay what they are; nothing finds an empty name.
        names.push("");
        continue;
      }
    }
    names.push(name);
    addVariants(name, at, variants);
    // Such a name mostly stands inside of a run of letters.
    if (isDense(name) && rule?.enabled !== false) apart.push(at);
  }
  for (const { text } of variants) names.push(text);
  const fields = MATCH_FIELDS.filter((field) => searched.has(field));
  const scanner = yield* createFieldScan({ entries, variants, names, apart, ...options });

  return {
    problems: scanner.problems,
    match: (article) => {
      const found: Match[] = [];
      scanner.begin(article.url === "" ? null : article.title);
      for (const name of fields) {
        const field = fieldOf(article, name);
        if (field !== null) scanner.scan(field, found);
      }
      return found;
    },
  };
}

function fieldOf(article: MatchableText, name: MatchField): ScannedField | null {
  const raw = article[name];
  if (raw === undefined || raw === "") return null;
  if (name === "url" && article.ownAddress === false) return null;
  if (name === "url") return { name, raw, ...urlPath(raw) };
  return { name, raw, text: raw, from: 0, to: raw.length, offsets: null };
}
