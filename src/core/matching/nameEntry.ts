import type { AliasSource, MatchField } from "../model/model";
import type { NameRule } from "./rules";
import type { CompilePattern } from "../text/patterns";
import type { UrlPath } from "./urlPath";

/** A name to look for and the profile it stands for (null: an alias whose owner is not known). */
export interface NameEntry {
  readonly profile: string | null;
  /** The name or alias, as written. */
  readonly name: string;
  /** How to look for it; derived from the name when left out. */
  readonly rule?: NameRule;
  /** Where an alias comes from; the first source that has it. */
  readonly aliasSource?: AliasSource;
  /** Other actors the alias may stand for; none when somebody has said that it stands for this one. */
  readonly ambiguous?: readonly string[];
}

export interface CompileOptions {
  /** The engine for the patterns of rules; without one they are problems. */
  readonly compilePattern?: CompilePattern;
  /** Milliseconds from some moment on: with it, a pattern that takes too long is switched off. */
  readonly now?: () => number;
}

/** What of an article is searched. */
export interface MatchableText {
  readonly title: string;
  readonly url: string;
  /** The address is not the article's: no name is looked for in it. */
  readonly ownAddress?: false;
  readonly summary?: string;
  readonly content?: string;
}

/** What is searched: a text, or the path of the address. */
export interface ScannedField extends UrlPath {
  readonly name: MatchField;
  /** As given; matches hold offsets into it. */
  readonly raw: string;
}
