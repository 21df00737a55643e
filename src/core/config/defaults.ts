import {
  KEEP_RESULTS_DAYS,
  MAX_NOTE_CHARACTERS,
  NOTES_NOT_OLDER_DAYS,
  REVIEW_ABOVE_NOTES,
  STORY_DAYS,
} from "../limits";
import type {
  ArticlesConfig,
  CountsResultFileConfig,
  CsvConfig,
  MailConfig,
  ProfilingConfig,
  RecordsConfig,
  ResultFileConfig,
  StoriesConfig,
} from "./types";

/** What a missing key stands for: the values the original tool ships. */

/** Read when a file names no source at all, neither feed nor page. */
export const SHIPPED_FEEDS: readonly string[] = ["https://www.darkreading.com/rss.xml"];
export const SHIPPED_PAGES: readonly string[] = [
  "https://www.bleepingcomputer.com/news/security",
  "https://thehackernews.com",
  "https://www.infosecurity-magazine.com/news/",
  "https://www.security-insider.de/fachbeitraege",
  "https://www.heise.de/security/news",
];

export const SHIPPED_STOPWORDS: readonly string[] = [
  "analytics",
  "/author/",
  "#comment",
  "javascript",
  "facebook.com",
  "/download/",
];

export const SHIPPED_SPECIAL_HANDLING: Readonly<Record<string, string>> = {
  heise: "https://www.heise.de/security//news/",
  infosecurity: "https://www.infosecurity-magazine.com/news/",
  bleeping: "https://www.bleepingcomputer.com/news/security",
};

export const DELTA_RECORDS = true;
export const NO_CONTROLLER_PORT = 0;

const resultFile = (folder: string, filename: string): ResultFileConfig => ({ createFile: true, folder, filename });

export const ARTICLES_RESULT_FILE = resultFile("00 Article Result Files", "articles.txt");
export const KEYWORDS_RESULT_FILE = resultFile("01 Keyword Result Files", "keyword_search.txt");
export const COUNTS_RESULT_FILE: CountsResultFileConfig = {
  ...resultFile("02 Count Hits Result Files", "counts.csv"),
  tableHeaders: ["Name", "Hit", "URL and Context"],
};
export const CONTENTS_RESULT_FILE = resultFile("03 Content Result Files", "contents.txt");

export const MAIL: MailConfig = {
  sendMail: false,
  sendSummary: false,
  previewFirst: false,
  mailServer: "",
  senderMailAddress: "",
  destinationMailAddress: "",
  mailSubject: "TI Scraper: New Articles",
  placeholder: "Currently there are no new articles.",
};

export const ARTICLES_PROFILE_RECORDS = true;
export const KEYWORDS_PROFILE_RECORDS = false;

const NAMES: readonly string[] = ["Clop", "Conti", "APT", "WinterVivern", "BlackCat"];

export const PROFILING: ProfilingConfig = {
  profileData: NAMES,
  profiles: NAMES.map((name) => ({ name, aliases: [], match: {}, notHere: [] })),
  match: {},
  profile2file: false,
  profileFolderName: "99 Archive",
  profile2cortex: false,
  CortexXSOARAPIConfig: {
    host: "",
    api_key: "",
    key_id: "",
    key_type: "standard",
    search_field: "aliases",
    nameFields: ["aliases"],
    indicator_type: "Threat Actor",
    record_types: ["Threat Actor", "Intrusion Set", "Malware", "Tool", "Campaign"],
    note_template: "{title}: {url}",
    note_max_length: MAX_NOTE_CHARACTERS,
    set_last_seen: true,
    dry_run: false,
    write: "limits",
    notes_not_older_than: NOTES_NOT_OLDER_DAYS,
    review_above: REVIEW_ABOVE_NOTES,
  },
};

/** The fields are those of the original's own server. */
export const RECORDS: RecordsConfig = {
  techniqueField: "mitreattacktechnique",
  techniqueForm: "name",
  subtechniques: "parent",
  attackDomains: ["enterprise"],
  onionField: "note",
  onionSource: "https://api.ransomware.live/groups",
  onionLine: "{host},\t{status}",
};

export const STORIES: StoriesConfig = { days: STORY_DAYS };

/** As programs read it: commas, and nothing before the first line. */
export const CSV: CsvConfig = { separator: "auto", language: "", sepLine: true };

/** The articles file without a single key. */
export const ARTICLES_DEFAULTS: ArticlesConfig = {
  websiteconfig: {
    rss_feeds: SHIPPED_FEEDS,
    webpages: SHIPPED_PAGES,
    sourceRules: [],
    stopwords: SHIPPED_STOPWORDS,
    specialHandling: SHIPPED_SPECIAL_HANDLING,
  },
  getDeltaRecords: DELTA_RECORDS,
  timeDelta4Delete: KEEP_RESULTS_DAYS,
  controllerPort: NO_CONTROLLER_PORT,
  resultfile: ARTICLES_RESULT_FILE,
  mailconfig: MAIL,
  profileRecords: ARTICLES_PROFILE_RECORDS,
  profiling: PROFILING,
  records: RECORDS,
  stories: STORIES,
  csv: CSV,
};
