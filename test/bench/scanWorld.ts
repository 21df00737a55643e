import fs from "node:fs";
import path from "node:path";

export const FEEDS = 100;
export const PAGES = 10;
export const LATENCY_MS = 100;
/** Items of a feed (about 30 KB) and links of a page's main part (about 30 KB): common sizes of security news sites. */
export const ITEMS = 30;
export const LINKS = 60;

/** The addresses of the sources, each on a host of its own. */
export function sourceUrls(port: number): { readonly feeds: readonly string[]; readonly pages: readonly string[] } {
  const urls = Array.from({ length: FEEDS + PAGES }, (_, source) => `http://127.0.2.${source + 1}:${port}/${source}`);
  return { feeds: urls.slice(0, FEEDS), pages: urls.slice(FEEDS) };
}

export const MANY = 1_000;

/** The feeds of the scale benchmark, each on a host of its own. */
export function manyUrls(port: number): readonly string[] {
  return Array.from(
    { length: MANY },
    (_, source) => `http://127.0.${3 + Math.floor(source / 250)}.${(source % 250) + 1}:${port}/many/${source}`,
  );
}

/** Writes a workspace with these sources, 100 tracked names and XSOAR off. */
export function writeWorkspace(
  folder: string,
  { feeds, pages }: { readonly feeds: readonly string[]; readonly pages: readonly string[] },
): void {
  const made = Array.from({ length: 95 }, (_, index) => `Tracked${index}Name`);
  const config = {
    websiteconfig: { rss_feeds: feeds, webpages: pages, stopwords: ["/section/"], specialHandling: {} },
    getDeltaRecords: true,
    resultfile: { createFile: true, folder: "results", filename: "articles.txt" },
    profileRecords: true,
    profiling: {
      profileData: ["AmberHeron", "QuietBadger", "IronWren", "SlateOtter", "CopperNewt", ...made],
      profile2file: false,
      profile2cortex: false,
    },
  };
  fs.mkdirSync(path.join(folder, "config"), { recursive: true });
  fs.writeFileSync(path.join(folder, "config", "articles_config.json"), JSON.stringify(config, null, 2));
}
