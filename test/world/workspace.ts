import fs from "node:fs";
import path from "node:path";
import { ATTACK_FILE, LEAK_SITES_FILE, attackBundle, leakSites } from "./knowledge";
import type { NewsWeb } from "./news/web";
import { OLD_ALIASES, PROFILES } from "./news/stories";

export interface WorkspaceOptions {
  readonly news: NewsWeb;
  /** Base URL of the XSOAR the configuration names. */
  readonly xsoarHost: string;
  readonly now: Date;
}

/** Links that hold one of these are no articles; feeds are not asked. */
const STOPWORDS = ["analytics", "/author/", "#comment", "javascript", "facebook.com", "/download/"];

/**
 * Writes the folder a user of the original tool would open: its four configuration files, the alias file of an earlier sync,
 * and a result file of an earlier run that holds two of today's articles. Beside them lies what records are updated from: a bundle
 * of ATT&CK's form and a list of leak sites, both invented.
 */
export function writeWorkspace(folder: string, { news, xsoarHost, now }: WorkspaceOptions): void {
  const config = path.join(folder, "config");
  const results = path.join(folder, "00 Article Result Files");
  fs.mkdirSync(config, { recursive: true });
  fs.mkdirSync(results, { recursive: true });
  const write = (name: string, value: unknown): void =>
    fs.writeFileSync(path.join(config, name), `${JSON.stringify(value, null, 4)}\n`);
  write("articles_config.json", articlesConfig(news, xsoarHost));
  write("keywords_config.json", keywordsConfig(news));
  write("counts_config.json", countsConfig(news));
  write("contents_config.json", contentsConfig(news));
  write("cortex_aliases.json", OLD_ALIASES);
  fs.mkdirSync(path.join(folder, path.dirname(ATTACK_FILE)), { recursive: true });
  fs.writeFileSync(path.join(folder, ATTACK_FILE), attackBundle());
  fs.writeFileSync(path.join(folder, LEAK_SITES_FILE), leakSites());

  const old = news.sources
    .flatMap(({ planted }) => planted)
    .flatMap(({ title, oldUrl }) => (oldUrl === undefined ? [] : [`${title ?? ""}\n${oldUrl}\n\n`]));
  const day = new Date(now.getTime() - 3 * 86_400_000).toISOString().slice(0, 10);
  fs.writeFileSync(path.join(results, `${day}_073000_articles.txt`), old.join(""));
}

function urls(news: NewsWeb, kind: "feed" | "page"): string[] {
  return news.sources.filter((source) => source.kind === kind).map(({ url }) => url);
}

function mail(subject: string): object {
  return {
    sendMail: false,
    sendSummary: false,
    mailServer: "",
    senderMailAddress: "",
    destinationMailAddress: "",
    mailSubject: subject,
    placeholder: "Currently there are no new articles.",
  };
}

function profiling(profile2cortex: boolean, host: string): object {
  return {
    profileData: PROFILES,
    profile2file: false,
    profileFolderName: "99 Archive",
    profile2cortex,
    CortexXSOARAPIConfig: { host, api_key: "", search_field: "aliases" },
  };
}

function articlesConfig(news: NewsWeb, xsoarHost: string): object {
  // A section page whose value was written for addresses glued together, as older configurations have them.
  const section = news.originOf(12);
  return {
    websiteconfig: {
      rss_feeds: urls(news, "feed"),
      webpages: urls(news, "page"),
      stopwords: STOPWORDS,
      specialHandling: { [section.replace("http://", "")]: `${section}/security//news/` },
    },
    getDeltaRecords: true,
    timeDelta4Delete: 10,
    controllerPort: 0,
    resultfile: { createFile: true, folder: "00 Article Result Files", filename: "articles.txt" },
    mailconfig: mail("New articles"),
    profileRecords: true,
    profiling: profiling(true, xsoarHost),
    records: { onionSource: LEAK_SITES_FILE },
  };
}

function keywordsConfig(news: NewsWeb): object {
  return {
    websiteconfig: {
      rss_feeds: urls(news, "feed").slice(0, 4),
      webpages: urls(news, "page").slice(0, 2),
      keywords: ["router", "ransom"],
    },
    getDeltaRecords: true,
    timeDelta4Delete: 10,
    controllerPort: 0,
    resultfile: { createFile: true, folder: "01 Keyword Result Files", filename: "keyword_search.txt" },
    mailconfig: mail("New keyword hits"),
    profileRecords: false,
    profiling: profiling(false, ""),
  };
}

function countsConfig(news: NewsWeb): object {
  return {
    websiteconfig: { webpages: urls(news, "page").slice(0, 3), hit: ["BlackCat", "Conti"] },
    timeDelta4Delete: 10,
    controllerPort: 0,
    resultfile: {
      createFile: true,
      folder: "02 Count Hits Result Files",
      filename: "counts.csv",
      tableHeaders: ["Name", "Hit", "URL and Context"],
    },
    mailconfig: mail("Hits"),
  };
}

function contentsConfig(news: NewsWeb): object {
  return {
    websiteconfig: { webpages: urls(news, "page").slice(0, 2) },
    getDeltaRecords: true,
    timeDelta4Delete: 10,
    controllerPort: 0,
    resultfile: { createFile: true, folder: "03 Content Result Files", filename: "contents.txt" },
    mailconfig: mail("New contents"),
  };
}
