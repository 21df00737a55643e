import fs from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import { MAIL_USER } from "../mailServer";

/** The world that the state in `fixture` was made in: news of made-up names, read through a proxy, since the addresses are made up too. */

export const PROFILES = ["Amber Heron", "Quiet Badger", "Iron Wren"];
/** Titles by the number of the article; the second scan met the last two as well. */
export const HEADLINES = [
  "Amber Heron empties a file server",
  "Quiet Badger asks a ransom of a shipyard",
  "Nothing about anybody",
  "Amber Heron is back",
  "Iron Wren asks a ransom of a dairy",
];
export const ARTICLES_OF_FIRST_SCAN = 3;

const SENTENCE =
  "The crew sent forged mails to three shipping companies and stole the passwords of their mail servers.";

/** Answers for every address of the news; `articles` of them are published. */
export function answer(articles: number) {
  return ({ url = "" }: IncomingMessage, response: ServerResponse): void => {
    const { pathname } = new URL(url, "http://news.example");
    response.setHeader("content-type", "text/html; charset=utf-8");
    if (pathname === "/rss") {
      const items = HEADLINES.slice(0, articles).map(
        (title, index) => `<item><title>${title}</title><link>http://news.example/a${index}</link></item>`,
      );
      response.end(`<rss version="2.0"><channel><title>News</title>${items.join("")}</channel></rss>`);
    } else if (pathname === "/names.json") {
      const values = [
        { value: "Amber Heron", meta: { synonyms: ["Marsh Crew", "Grey Lantern"] } },
        { value: "Iron Wren", meta: { synonyms: ["Grey Lantern"] } },
      ];
      response.end(JSON.stringify({ name: "Threat Actor", type: "threat-actor", values }));
    } else if (pathname === "/page") {
      response.end(`<html lang="en"><body><p>Amber Heron is on this page.</p></body></html>`);
    } else response.end(`<html lang="en"><body><article>${`<p>${SENTENCE}</p>`.repeat(6)}</article></body></html>`);
  };
}

/** Writes the configurations of all jobs. */
export function configure(folder: string, xsoarOrigin: string, mailPort: number): void {
  const mailServer = `smtp://127.0.0.1:${mailPort}`;
  const mailconfig = {
    sendMail: true,
    mailServer,
    senderMailAddress: MAIL_USER,
    destinationMailAddress: "analysts@example.com",
  };
  const page = "http://news.example/page";
  const write = (job: string, config: object): void => {
    fs.mkdirSync(path.join(folder, "config"), { recursive: true });
    fs.writeFileSync(path.join(folder, "config", `${job}_config.json`), JSON.stringify(config));
  };
  write("articles", {
    websiteconfig: { rss_feeds: ["http://news.example/rss"], webpages: [], stopwords: [], specialHandling: {} },
    resultfile: { createFile: true, folder: "results", filename: "articles.txt" },
    mailconfig,
    profiling: {
      profileData: PROFILES,
      profile2file: true,
      profileFolderName: "profiles",
      profile2cortex: true,
      CortexXSOARAPIConfig: { host: xsoarOrigin },
    },
  });
  write("keywords", {
    websiteconfig: { rss_feeds: ["http://news.example/rss"], webpages: [], keywords: ["ransom"] },
    resultfile: { createFile: true, folder: "keywords", filename: "keywords.txt" },
  });
  write("counts", {
    websiteconfig: { webpages: [page], hit: ["Amber Heron"] },
    resultfile: { createFile: false },
  });
  write("contents", { websiteconfig: { webpages: [page] }, resultfile: { createFile: false } });
}
