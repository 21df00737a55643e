import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseFeed as parseByFeedsmith } from "feedsmith";
import RssParser from "rss-parser";
import { parseFeed } from "../../src/core/parsing/feed";
import { type BenchResult, median } from "./benchResult";
import { type BenchFeed, makeFeeds } from "./feedMix";

const FEEDS = 200;
const ITEMS_EACH = 25;
const ROUNDS = 7;

interface Item {
  readonly title: string;
  readonly link: string;
  readonly date: string | null;
}

/**
 * Parses 200 made-up feeds (RSS 2.0 with full text, Atom, RDF), bytes in, items with title, address and ISO date out:
 * against feedsmith and rss-parser, in one process, in turns, after a warm-up. The time is the median of the rounds. All
 * three must find every item, or the result is no result. And against sfeed, a parser in C, which reads all of them as one file.
 */
export async function feedParsingBench(): Promise<readonly BenchResult[]> {
  const feeds = makeFeeds(FEEDS, ITEMS_EACH);
  const readers = [
    { name: "TI Scraper", read: readByUs },
    { name: "feedsmith", read: readByFeedsmith },
    { name: "rss-parser", read: readByRssParser() },
  ].map((reader) => ({ ...reader, times: [] as number[] }));
  for (const { name, read } of readers) await assertComplete(name, feeds, read);
  for (let round = 0; round < ROUNDS; round++) {
    for (const { read, times } of readers) {
      const start = performance.now();
      for (const feed of feeds) await read(feed);
      times.push(performance.now() - start);
    }
  }
  const sfeed = sfeedMs(feeds);
  const [ours = Number.NaN, ...peers] = readers.map(({ times }) => median(times));
  const ratio = Math.min(...peers) / ours;
  const megabytes = feeds.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1e6;
  return [
    {
      name: `parse ${FEEDS} feeds (${megabytes.toFixed(1)} MB, ${FEEDS * ITEMS_EACH} items), against the faster of feedsmith and rss-parser`,
      goal: "at least 3×",
      ratio,
      met: ratio >= 3,
      lines: readers.map(({ name, times }) => {
        const ms = median(times);
        return `${name}: ${ms.toFixed(1)} ms, ${((megabytes / ms) * 1000).toFixed(0)} MB/s`;
      }),
    },
    {
      name: `parse the same feeds in this process, against sfeed`,
      goal: "at least 0.5×",
      ratio: sfeed === null ? null : sfeed / ours,
      met: sfeed === null ? null : sfeed / ours >= 0.5,
      lines: [
        `TI Scraper: ${ours.toFixed(1)} ms`,
        sfeed === null
          ? "sfeed is not installed here: not compared"
          : `sfeed: ${sfeed.toFixed(1)} ms, its start included`,
      ],
    },
  ];
}

/** The median of its runs; null when it is not installed. It reads one feed behind the other as one with the items of all. */
function sfeedMs(feeds: readonly BenchFeed[]): number | null {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-bench-"));
  const file = path.join(folder, "feeds.xml");
  fs.writeFileSync(file, Buffer.concat(feeds.map(({ bytes }) => bytes)));
  const run = (stdout: "pipe" | "ignore") => {
    const input = fs.openSync(file, "r");
    try {
      return spawnSync("sfeed", [], { stdio: [input, stdout, "inherit"], maxBuffer: 1e9 });
    } finally {
      fs.closeSync(input);
    }
  };
  try {
    const { error, stdout } = run("pipe");
    if (error) return null;
    const lines = stdout.toString().split("\n").length - 1;
    if (lines !== FEEDS * ITEMS_EACH) throw new Error(`sfeed reads ${lines} items.`);
    const times = Array.from({ length: ROUNDS }, () => {
      const started = performance.now();
      run("ignore");
      return performance.now() - started;
    });
    return median(times);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

type Read = (feed: BenchFeed) => readonly Item[] | Promise<readonly Item[]>;

async function assertComplete(name: string, feeds: readonly BenchFeed[], read: Read): Promise<void> {
  for (const feed of feeds) {
    const items = await read(feed);
    const isComplete = items.every(
      ({ title, link, date }) => title !== "" && link.startsWith("https://") && date !== null,
    );
    if (items.length !== ITEMS_EACH || !isComplete)
      throw new Error(`${name} does not read the ${feed.format} feeds whole.`);
  }
}

function readByUs({ bytes }: BenchFeed): readonly Item[] {
  const outcome = parseFeed(bytes);
  return outcome.ok ? outcome.items.map(({ title, link, published }) => ({ title, link, date: published })) : [];
}

function readByFeedsmith({ bytes }: BenchFeed): readonly Item[] {
  const parsed = parseByFeedsmith(new TextDecoder().decode(bytes));
  switch (parsed.format) {
    case "rss":
      return (parsed.feed.items ?? []).map(({ title, link, pubDate }) => toItem(title, link, pubDate));
    case "rdf":
      return (parsed.feed.items ?? []).map(({ title, link, dc }) => toItem(title, link, dc?.dates?.[0]));
    case "atom":
      return (parsed.feed.entries ?? []).map(({ title, links, published }) =>
        toItem(title?.value, links?.[0]?.href, published),
      );
    case "json":
      return [];
  }
}

function toItem(title: string | undefined, link: string | undefined, date: string | undefined): Item {
  return { title: title ?? "", link: link ?? "", date: date === undefined ? null : new Date(date).toISOString() };
}

function readByRssParser(): Read {
  const parser = new RssParser();
  return async ({ bytes }) => {
    const feed = await parser.parseString(new TextDecoder().decode(bytes));
    return feed.items.map(({ title = "", link = "", isoDate }) => ({ title, link, date: isoDate ?? null }));
  };
}
