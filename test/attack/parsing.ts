import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { ParseJob, ParseOutcome } from "../../src/core/model/parseJob";
import type { Parser } from "../../src/core/ports";
import { createParsePool } from "../../src/node/parsePool";
import { type BuiltWorker, buildWorker } from "../net/buildWorker";
import { type TestServer, serve } from "../net/servers";

/** The product gives more: what is ended is ended in the same way, and sooner. */
const DEADLINE_MS = 3000;
const LATE_MS = 15_000;
const LONGEST_TITLE = 1001;
const LONGEST_ADDRESS = 4096;
const SECRET = "the secret of a file";

/** The product's parser in its worker, and what documents might reach from within it: a file and a server of this machine. */
export interface ParserLab {
  /** An address on which every request is noted. */
  readonly server: string;
  /** The address of a file with a secret. */
  readonly file: string;
  /**
   * Parses a hostile document, and then a good one in the same parser. Fails where an answer does not come in time, holds what must not
   * be in it, or where anything outside was reached.
   */
  parse(job: Omit<ParseJob, "url">): Promise<ParseOutcome>;
  close(): Promise<void>;
}

const never = new AbortController().signal;
const GOOD: Omit<ParseJob, "url"> = {
  kind: "feed",
  bytes: new Uint8Array(),
  contentType: null,
};

export async function openParserLab(): Promise<ParserLab> {
  const worker: BuiltWorker = buildWorker();
  const folder = mkdtempSync(path.join(tmpdir(), "ti-scraper-attack-"));
  const file = path.join(folder, "secret.txt");
  writeFileSync(file, SECRET);
  const reached: TestServer = await serve((_, response) => response.end(SECRET));
  const parser: Parser = createParsePool({ workerFile: worker.file, size: 1, deadlineMs: DEADLINE_MS });
  const url = "https://news.example/a/";

  return {
    server: reached.origin,
    file: pathToFileURL(file).href,
    parse: async (job) => {
      const started = performance.now();
      const outcome = await parser.parse({ ...job, url }, never);
      assert.ok(performance.now() - started < DEADLINE_MS + LATE_MS, "it ends in time");
      check(outcome);
      assert.deepEqual(reached.log, [], "nothing is fetched");
      const bytes = new TextEncoder().encode(rss(GOOD_ITEM));
      const next = await parser.parse({ ...GOOD, bytes, url }, never);
      assert.equal(next.ok && next.items[0]?.title, "Good", "the next one is read");
      return outcome;
    },
    close: async () => {
      await parser.dispose();
      await reached.close();
      worker.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function check(outcome: ParseOutcome): void {
  assert.ok(!JSON.stringify(outcome).includes(SECRET), "no file and no server is read");
  if (!outcome.ok) return;
  for (const { title, url } of outcome.items) {
    assert.match(url, /^https?:\/\//, "an address of the web");
    assert.ok(URL.canParse(url) && url.length <= LONGEST_ADDRESS, "an address that can be opened");
    assert.ok(title !== "" && title.length <= LONGEST_TITLE, `a title of ${title.length} characters`);
  }
}

export const GOOD_ITEM = "<item><title>Good</title><link>https://news.example/good</link></item>";

export function rss(inner: string): string {
  return `<rss version="2.0"><channel>${inner}</channel></rss>`;
}

/** A piece over and over. */
export function times(part: string, characters: number): string {
  return part.repeat(Math.max(1, Math.floor(characters / part.length)));
}
