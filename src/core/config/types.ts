/**
 * The four configuration files as the rest of the tool sees them: every key is there, with its shipped value when the
 * file leaves it out. Keys are named as in the files.
 */

import type { SourceKind } from "../model/model";
import type { RuleSettings } from "../matching/rules";

export type ConfigFormat = "json" | "yaml";

export interface ResultFileConfig {
  readonly createFile: boolean;
  /** Relative to the workspace; empty for the workspace itself. */
  readonly folder: string;
  readonly filename: string;
}

export interface CountsResultFileConfig extends ResultFileConfig {
  /** The three column headers: name, hits, addresses with context. */
  readonly tableHeaders: readonly [string, string, string];
}

export interface MailConfig {
  readonly sendMail: boolean;
  readonly sendSummary: boolean;
  readonly mailServer: string;
  readonly senderMailAddress: string;
  readonly destinationMailAddress: string;
  readonly mailSubject: string;
  /** In VS Code: a mail waits until it was seen and sent by hand. */
  readonly previewFirst: boolean;
  /** The text of the mail, and of the result file, when nothing was found. */
  readonly placeholder: string;
}

export interface XsoarConfig {
  /** Base URL with http or https, or empty. */
  readonly host: string;
  /** A key that stands in the file in plain text. It is never sent; see `readPlainKey`. */
  readonly api_key: string;
  /** The indicator field that holds the names. */
  readonly search_field: string;
  /** The fields a created record gets its name in: `field` as text, `field[]` as a list (`aliases` always is one). */
  readonly nameFields: readonly string[];
  /** The number of the key in XSOAR 8; empty for XSOAR 6, whose keys have none. */
  readonly key_id: string;
  /** How a key of XSOAR 8 is used; without a `key_id` it says nothing. */
  readonly key_type: XsoarKeyType;
  /** The type a created record gets. */
  readonly indicator_type: string;
  /**
   * The types of the records a name may mean, each with its form before XSOAR 6.2 (`STIX …`); case and blanks do not matter.
   * `indicator_type` belongs to them, written here or not. Records of other types are left alone.
   */
  readonly record_types: readonly string[];
  /** The text of a note, with `{url}` in it and `{title}`, `{source}`, `{published}`, `{matched}`, `{why}`, `{remark}` as wished. */
  readonly note_template: string;
  /** UTF-16 units; 0 for no limit. The address is never cut, so a note with a long one may be longer. */
  readonly note_max_length: number;
  /** Whether a note sets the record's `lastSeen`. */
  readonly set_last_seen: boolean;
  /** Nothing is written to XSOAR: what would be is shown. Another word for `write: never`; each says so of the other. */
  readonly dry_run: boolean;
  /** How notes go out that nobody has asked for by name. */
  readonly write: XsoarWriting;
  /** Days; 0 for no limit. News that are older when they are found are not noted unless asked for. */
  readonly notes_not_older_than: number;
  /** Notes for one record within a day; 0 for no limit. More wait for review; for one source and for the folder several times as many. */
  readonly review_above: number;
}

/** Each note after a review, those within the limits at once, or none. */
export type XsoarWriting = "review" | "limits" | "never";

export type XsoarKeyType = "standard" | "advanced";

/** A name as it is looked for. */
export interface AliasConfig {
  readonly name: string;
  /** What the file says of its rule; the rest is derived from the name. */
  readonly match: RuleSettings;
  /** Addresses of articles that do not mean it. */
  readonly notHere: readonly string[];
}

/** A tracked name with its other names. */
export interface ProfileConfig extends AliasConfig {
  readonly aliases: readonly AliasConfig[];
  /** What holds for all names of the file, aliases too, where nothing else is said: `match` of `profiling`. No key of the name. */
  readonly defaults?: RuleSettings;
}

export interface ProfilingConfig {
  /** The tracked names, each with a letter or digit. */
  readonly profileData: readonly string[];
  /** The same with what the file says about each: no key of the file. */
  readonly profiles: readonly ProfileConfig[];
  /** How every name is looked for that says nothing else. */
  readonly match: RuleSettings;
  readonly profile2file: boolean;
  /** Relative to the workspace. */
  readonly profileFolderName: string;
  readonly profile2cortex: boolean;
  readonly CortexXSOARAPIConfig: XsoarConfig;
}

/** What is said about a source beside its address. Keys are named as in the files. */
export interface SourceRule {
  readonly kind: SourceKind;
  readonly url: string;
  /** Empty when none is given, as with `select` and `category`. */
  readonly name: string;
  readonly enabled: boolean;
  /** Terms that `readTerm` reads. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** CSS selector: of a page, only the links inside what it finds. */
  readonly select: string;
  /** Through Tor, whatever its address is. */
  readonly tor: boolean;
  /** Folders with `/` between them, `|` between several places; see `core/opml/category.ts`. */
  readonly category: string;
  /** Its place among the sources of its list. */
  readonly at?: number;
}

interface WithSources extends WithSourceRules {
  /** The file names no sources, so those of the articles are read: no key of the file. */
  readonly sourcesOfArticles: boolean;
}

interface WithSourceRules {
  /** The sources that more is said about, those that are switched off included: no key of the file. */
  readonly sourceRules: readonly SourceRule[];
}

/** What parts the cells of a CSV file; `auto` goes by the language. */
export type CsvSeparator = ";" | "," | "auto";

/** How every CSV file is written: `csv` of `articles_config`, and of `counts_config` for its own. */
export interface CsvConfig {
  readonly separator: CsvSeparator;
  /** Of the spreadsheet that reads it: a BCP 47 tag, or empty for none in particular. */
  readonly language: string;
  /** Whether the file names its separator in a line of its own (`sep=;`), where it is not the one that goes without saying. */
  readonly sepLine: boolean;
}

/** How records are updated: `records` of `articles_config`. */
export interface RecordsConfig {
  /** The custom field (`cliName`) that ATT&CK techniques are written to. */
  readonly techniqueField: string;
  /** How a technique is written there. */
  readonly techniqueForm: TechniqueForm;
  /** Whether a sub-technique is written as its technique or as itself. */
  readonly subtechniques: "parent" | "keep";
  readonly attackDomains: readonly AttackDomain[];
  /** The custom field that leak sites are written to. */
  readonly onionField: string;
  /** Where leak sites are read from: a web address, or a file of the workspace. */
  readonly onionSource: string;
  /** A line of that field, with `{host}` in it and `{url}`, `{status}`, `{title}`, `{checked}` as wished. */
  readonly onionLine: string;
}

/** Which articles tell one story: `stories` of `articles_config`. */
export interface StoriesConfig {
  /** How many days may lie between an article and those of its story. */
  readonly days: number;
}

export type TechniqueForm = "name" | "id" | "id name";
export type AttackDomain = "enterprise" | "mobile" | "ics";

/** `articles_config`: news from feeds and pages. */
export interface ArticlesConfig {
  readonly websiteconfig: WithSourceRules & {
    /** Addresses of the sources that are switched on. */
    readonly rss_feeds: readonly string[];
    readonly webpages: readonly string[];
    readonly stopwords: readonly string[];
    /** Own properties only, whatever their name: go through it with `Object.entries`. */
    readonly specialHandling: Readonly<Record<string, string>>;
  };
  readonly getDeltaRecords: boolean;
  /** Days. */
  readonly timeDelta4Delete: number;
  /** Tor's control port; 0 for none. */
  readonly controllerPort: number;
  readonly resultfile: ResultFileConfig;
  readonly mailconfig: MailConfig;
  readonly profileRecords: boolean;
  readonly profiling: ProfilingConfig;
  readonly records: RecordsConfig;
  readonly stories: StoriesConfig;
  readonly csv: CsvConfig;
}

/** `keywords_config`: news that contain a keyword. */
export interface KeywordsConfig {
  readonly websiteconfig: WithSources & {
    readonly rss_feeds: readonly string[];
    readonly webpages: readonly string[];
    readonly keywords: readonly string[];
  };
  readonly getDeltaRecords: boolean;
  /** Days. */
  readonly timeDelta4Delete: number;
  readonly controllerPort: number;
  readonly resultfile: ResultFileConfig;
  readonly mailconfig: MailConfig;
  readonly profileRecords: boolean;
  readonly profiling: ProfilingConfig;
}

/** `counts_config`: how many pages name each of some words. */
export interface CountsConfig {
  readonly websiteconfig: WithSources & {
    readonly webpages: readonly string[];
    readonly hit: readonly string[];
  };
  /** Days. */
  readonly timeDelta4Delete: number;
  readonly controllerPort: number;
  readonly resultfile: CountsResultFileConfig;
  readonly mailconfig: MailConfig;
  readonly csv: CsvConfig;
}

/** `contents_config`: the whole text of pages. */
export interface ContentsConfig {
  readonly websiteconfig: WithSources & {
    readonly webpages: readonly string[];
  };
  readonly getDeltaRecords: boolean;
  /** Days. */
  readonly timeDelta4Delete: number;
  readonly controllerPort: number;
  readonly resultfile: ResultFileConfig;
  readonly mailconfig: MailConfig;
}

/** The configuration that belongs to each job. */
export interface ConfigOf {
  readonly articles: ArticlesConfig;
  readonly keywords: KeywordsConfig;
  readonly counts: CountsConfig;
  readonly contents: ContentsConfig;
}
