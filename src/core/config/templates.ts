import { KEEP_RESULTS_DAYS } from "../limits";
import type { Job, OtherJob } from "../model/model";
import type { Translate } from "../text/translate";
import {
  ARTICLES_DEFAULTS,
  CONTENTS_RESULT_FILE,
  COUNTS_RESULT_FILE,
  DELTA_RECORDS,
  KEYWORDS_PROFILE_RECORDS,
  KEYWORDS_RESULT_FILE,
  MAIL,
  NO_CONTROLLER_PORT,
  PROFILING,
} from "./defaults";
import { NOTE_FIELDS, ONION_FIELDS } from "./rules";
import type { StarterFeed, StarterName } from "./starterPacks";
import type { ConfigFormat } from "./types";

type Value = string | number | boolean | readonly (string | Section)[] | Section;
interface Section {
  readonly [key: string]: Value;
}

/** What a new configuration of the articles reads and looks for. */
export interface Start {
  /** Each with the folder it is shown in. */
  readonly feeds: readonly (StarterFeed & { readonly category: string })[];
  readonly names: readonly StarterName[];
}

/** Sources and names are added later. */
export const NOTHING_YET: Start = { feeds: [], names: [] };

/**
 * A new configuration of a job that can be run at once, with the shipped values, or examples where nothing is shipped: as YAML each
 * key is explained, as JSON nothing is, since JSON has no comments and the schema explains a key on hover.
 *
 * @param start what the articles begin with
 */
export function configTemplate(
  format: ConfigFormat,
  t: Translate,
  job: Job = "articles",
  start: Start = NOTHING_YET,
): string {
  const file = job === "articles" ? articlesFile(start) : FILES[job];
  if (format === "json") return `${JSON.stringify(file, null, 4)}\n`;
  const comments = { ...commonComments(t), ...jobComments(job, t) };
  return `${[...head(job, t), ...section(file, 0, "", comments)].join("\n")}\n`;
}

const withoutDerived = (key: string, value: unknown): unknown =>
  key === "profiles" || key === "sourceRules" ? undefined : value;

const REST = {
  getDeltaRecords: DELTA_RECORDS,
  timeDelta4Delete: KEEP_RESULTS_DAYS,
  controllerPort: NO_CONTROLLER_PORT,
};

function articlesFile({ feeds, names }: Start): Section {
  const shipped = JSON.parse(JSON.stringify(ARTICLES_DEFAULTS, withoutDerived)) as Section;
  const { websiteconfig, profiling } = shipped;
  return {
    ...shipped,
    websiteconfig: {
      ...(websiteconfig as Section),
      rss_feeds: feeds.map(({ url, name, category }) => ({ url, name, category })),
      webpages: [],
      specialHandling: {},
    },
    profiling: {
      ...(profiling as Section),
      profileData: names.map(({ name, aliases }) => (aliases.length === 0 ? name : { name, aliases })),
    },
  };
}

const FILES: Readonly<Record<OtherJob, Section>> = {
  keywords: {
    websiteconfig: { keywords: ["ransomware", "zero-day"] },
    ...REST,
    resultfile: { ...KEYWORDS_RESULT_FILE },
    mailconfig: { ...MAIL },
    profileRecords: KEYWORDS_PROFILE_RECORDS,
    profiling: {
      profileData: PROFILING.profileData,
      profile2file: PROFILING.profile2file,
      profileFolderName: PROFILING.profileFolderName,
    },
  },
  counts: {
    websiteconfig: { hit: PROFILING.profileData },
    timeDelta4Delete: REST.timeDelta4Delete,
    controllerPort: REST.controllerPort,
    resultfile: { ...COUNTS_RESULT_FILE },
    mailconfig: { ...MAIL },
  },
  contents: {
    websiteconfig: {},
    ...REST,
    resultfile: { ...CONTENTS_RESULT_FILE },
    mailconfig: { ...MAIL },
  },
};

/** By the path of the key: the lines above it. */
type Comments = Readonly<Record<string, readonly string[]>>;

function head(job: Job, t: Translate): readonly string[] {
  const what: Readonly<Record<Job, string>> = {
    articles: t("TI Scraper: which news to read, what to look for in them, and where to keep what was found."),
    keywords: t("TI Scraper: which news to read, and the keywords that decide which of them are kept."),
    counts: t("TI Scraper: which pages to read, and the names to count in them."),
    contents: t("TI Scraper: pages whose text is kept, so that changes can be seen."),
  };
  const without =
    job === "articles"
      ? t(
          "A key you leave out takes the value shown here; sources, specialHandling and names those of the original tool.",
        )
      : t("A key you leave out takes the value shown here.");
  return [...remark(0, what[job]), ...remark(0, without)];
}

function commonComments(t: Translate): Comments {
  const xsoar = "profiling.CortexXSOARAPIConfig";
  return {
    "websiteconfig.rss_feeds": [
      t("Feeds to read: RSS, Atom or JSON Feed. The address alone is enough; enabled: false leaves one out."),
    ],
    "websiteconfig.webpages": [
      t("Pages that list news, for what has no feed of its own. Every link to the same site counts as an article."),
    ],
    "websiteconfig.stopwords": [
      t("A link on a page is dropped when its address contains one of these. Feeds are not filtered."),
    ],
    "websiteconfig.specialHandling": [
      t("An address with the left part in it is kept only when it begins with the right part:"),
      "  news.example: https://news.example/security/",
    ],
    "websiteconfig.keywords": [t("Kept is what holds one of these in its headline or address. Case does not matter.")],
    "websiteconfig.hit": [t("Names to count, with their case. A page counts once for each name.")],
    getDeltaRecords: [t("Write only news into the result file that no earlier result file holds.")],
    timeDelta4Delete: [t("Offer to delete result files that are older than this many days.")],
    controllerPort: [t("The control port of Tor (mostly 9051, not 9050), for onion addresses only. 0: none is asked.")],
    resultfile: [t("The result file: <folder>/<date and time>_<filename>, inside this workspace.")],
    "resultfile.tableHeaders": [
      t("The headers of the three columns: name, pages, addresses with the words around it."),
    ],
    mailconfig: [t("Mail over TLS. The password is asked for, and never belongs into this file.")],
    "mailconfig.sendSummary": [t("Send a summary of each article instead of headlines.")],
    "mailconfig.previewFirst": [t("In VS Code: a mail waits until you have seen it.")],
    "mailconfig.placeholder": [t("The text when there is nothing new, in the mail and in the result file.")],
    profileRecords: [t("Look for the names below in headlines and addresses.")],
    "profiling.profileData": [
      t("Threat actors and malware to look for. Case, blanks and hyphens do not matter."),
      t("A name of digits alone needs quotes."),
      t("A name can have other names and rules of its own:"),
      "- name: Play",
      "  aliases: [PlayCrypt]",
      "  match: { requireContext: true, notNear: [Google Play] }",
    ],
    "profiling.profile2file": [t("Collect the news of each name in <profileFolderName>/<name>_profile.txt.")],
    "profiling.profile2cortex": [t("Note the news of each name on its record in Cortex XSOAR.")],
    [`${xsoar}.host`]: [t("Base address, such as https://xsoar.example.com")],
    [`${xsoar}.api_key`]: [t("Leave this empty: the command Set XSOAR API Key keeps the key in secret storage.")],
    [`${xsoar}.key_id`]: [t("Cortex XSOAR 8 and Cortex cloud only: the number of the key, and standard or advanced.")],
    [`${xsoar}.search_field`]: [t("The indicator field that holds the names.")],
    [`${xsoar}.nameFields`]: [t("Fields a new record gets its name in; write field[] for one that takes a list.")],
    [`${xsoar}.indicator_type`]: [t("The type of a new record (before XSOAR 6.2: STIX Threat Actor).")],
    [`${xsoar}.record_types`]: [
      t("Names mean records of these types; those of any other type are never found, noted on or changed."),
    ],
    [`${xsoar}.note_template`]: [
      t("The text of a note. Filled in: {fields}", { fields: NOTE_FIELDS.map((name) => `{${name}}`).join(" ") }),
    ],
    [`${xsoar}.note_max_length`]: [
      t("The longest note, in characters; the headline is cut, the address never. 0: no limit."),
    ],
    [`${xsoar}.set_last_seen`]: [t("Set a record to seen last now when a note is added.")],
    [`${xsoar}.dry_run`]: [t("Write nothing to Cortex XSOAR; only show what would be written.")],
    [`${xsoar}.write`]: [
      t(
        "review: each note waits until you have seen it. limits: notes within the two limits below are written at once. never: none is written.",
      ),
    ],
    [`${xsoar}.notes_not_older_than`]: [
      t("News older than this many days are not noted unless you ask for it. 0: no limit."),
    ],
    [`${xsoar}.review_above`]: [
      t("More notes than this for one record within a day wait for your review. 0: no limit."),
    ],
    records: [t("How records in Cortex XSOAR are updated when you ask for it.")],
    "records.techniqueField": [t("The custom field for the techniques of MITRE ATT&CK, by its machine name.")],
    "records.techniqueForm": [t('How a technique is written: name, id, or "id name".')],
    "records.subtechniques": [t("What stands for a sub-technique: its parent, or itself (keep).")],
    "records.attackDomains": [t("Parts of ATT&CK to take techniques of: enterprise, mobile, ics.")],
    "records.onionField": [t("The custom field for leak sites, by its machine name.")],
    "records.onionSource": [t("Where leak sites are read from: a web address, or a file of this workspace.")],
    "records.onionLine": [
      t("A line about a leak site. Filled in: {fields}", {
        fields: ONION_FIELDS.map((name) => `{${name}}`).join(" "),
      }),
    ],
    stories: [t("Which articles tell the same story.")],
    "stories.days": [
      t("An article joins a story while it is at most this many days away from the articles of that story."),
    ],
    csv: [t("CSV files: exports, reports of updates, and counts where its own file says nothing.")],
    "csv.separator": [t("; or , or auto: by the language below, a comma where that is empty.")],
    "csv.sepLine": [
      t("Name it in the first line (sep=;). Excel may then read letters such as ä wrongly: false leaves the line out."),
    ],
  };
}

/** What the other jobs read, and where a key means something else than in the configuration of the articles. */
function jobComments(job: Job, t: Translate): Comments {
  const own = t("Without sources of its own this job reads those of the articles; each is asked once for all jobs.");
  switch (job) {
    case "articles":
      return {};
    case "keywords":
      return { websiteconfig: [own, t("To read others, write them here: rss_feeds and webpages.")] };
    case "counts":
      return {
        websiteconfig: [
          t("Names are counted in pages as they were sent, tags and all."),
          own,
          t("To read others, write them here: webpages."),
        ],
      };
    case "contents":
      return {
        websiteconfig: [
          t("The text of each page, or of its main part, is kept and compared."),
          own,
          t("To read others, write them here: webpages."),
        ],
        getDeltaRecords: [t("Write only texts into the result file that no earlier result file holds.")],
      };
  }
}

function section(file: Section, level: number, path: string, comments: Comments): readonly string[] {
  return Object.entries(file).flatMap(([key, value], index) => {
    const place = path === "" ? key : `${path}.${key}`;
    const above = (comments[place] ?? []).flatMap((text) => remark(level, text));
    // What is told about has room above it, but for the details of a section.
    const room = level === 0 || (level === 1 && above.length > 0 && index > 0 && !/^(mail|result)/.test(place));
    return [...(room ? [""] : []), ...above, ...entry(key, value, level, place, comments)];
  });
}

function entry(key: string, value: Value, level: number, place: string, comments: Comments): readonly string[] {
  const name = `${indent(level)}${key}:`;
  if (isList(value) && value.length === 0) return [`${name} []`];
  if (isList(value)) return [name, ...value.map((item) => `${indent(level + 1)}- ${inLine(item)}`)];
  if (typeof value === "object" && Object.keys(value).length === 0) return [`${name} {}`];
  if (typeof value === "object") return [name, ...section(value, level + 1, place, comments)];
  // JSON's way to write a value is YAML's as well.
  return [`${name} ${JSON.stringify(value)}`];
}

function isList(value: Value): value is readonly (string | Section)[] {
  return Array.isArray(value);
}

/** An entry of a list, in one line. */
function inLine(item: string | Section): string {
  if (typeof item === "string") return JSON.stringify(item);
  const pairs = Object.entries(item).map(([key, value]) => {
    const written = isList(value) ? `[${value.map(inLine).join(", ")}]` : JSON.stringify(value);
    return `${key}: ${written}`;
  });
  return `{ ${pairs.join(", ")} }`;
}

const indent = (level: number): string => "  ".repeat(level);

/** A translation may have several lines: each is a comment. */
function remark(level: number, text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/).map((line) => `${indent(level)}# ${line}`.trimEnd());
}
