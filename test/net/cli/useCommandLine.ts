import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { type CommandLine, type Run, buildCommandLine } from "../commandLine";
import { type TestServer, serve } from "../servers";

/** What every case of a command has: the command line, and a folder and a news site of its own. */
export interface CommandLineWork {
  readonly cli: CommandLine;
  /** Where it works and where its memory is. */
  readonly folder: string;
  /** A feed of two articles at every path; at `/rich` with summaries, at `/gone` nothing. */
  readonly news: TestServer;
  readonly run: (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Run>;
  /** Writes `config/articles_config.json`: the name Clop and the feed of `news`, when nothing else is said. */
  readonly configure: (profiling?: Readonly<Record<string, unknown>>, feeds?: readonly string[]) => void;
}

/** To be called in a `describe`. @param answer what the news site answers instead */
export function useCommandLine(answer: RequestListener = twoArticles): CommandLineWork {
  let cli: CommandLine;
  let folder: string;
  let news: TestServer;
  before(() => {
    cli = buildCommandLine();
  });
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "ti-scraper-work-"));
    news = await serve(answer);
  });
  afterEach(async () => {
    await news.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });
  return {
    get cli() {
      return cli;
    },
    get folder() {
      return folder;
    },
    get news() {
      return news;
    },
    run: (args, env = {}) => cli.run(args, { home: folder, env }),
    configure: (profiling = {}, feeds = [`${news.origin}/rss`]) => {
      mkdirSync(path.join(folder, "config"), { recursive: true });
      writeFileSync(
        path.join(folder, "config", "articles_config.json"),
        JSON.stringify({
          websiteconfig: { rss_feeds: feeds, webpages: [], stopwords: [], specialHandling: {} },
          profiling: { profileData: ["Clop"], ...profiling },
        }),
      );
    },
  };
}

/** What a command has printed as JSON. */
export const json = ({ out }: Run): Record<string, unknown> => JSON.parse(out) as Record<string, unknown>;

const twoArticles: RequestListener = (request, response) => {
  if (request.url === "/gone") return void response.writeHead(404).end();
  const items = [
    ["Clop empties a file server", "https://news.example/clop", "Grey Heron sells the way in, CVE-2026-40404"],
    ["Umbrafly seen with &lt;b&gt;Quillbat&lt;/b&gt;", "https://news.example/quiet", "Calls hxxps://lure[.]example/a"],
  ];
  const text = items
    .map(([title, link, summary]) => {
      return `<item><title>${title}</title><link>${link}</link>${request.url === "/rich" ? `<description>${summary}</description>` : ""}</item>`;
    })
    .join("");
  response.end(`<rss version="2.0"><channel>${text}</channel></rss>`);
};
