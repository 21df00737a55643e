import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import path from "node:path";
import { useCommandLine } from "./useCommandLine";

/** Clears the screen, sets its title, colours, goes back, and turns round what follows: each an order to the terminal. */
const EVIL = "\u001b[2J\u001b]0;owned\u0007\u009b31m\u202egnp.exe\u2066\u200f\u061c\b\r\u0085";
const ORDERS =
  // oxlint-disable-next-line no-control-regex -- that none of them is there is the point
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** A text in JSON and in YAML, where the characters can be written as escapes. */
const written = (text: string): string =>
  JSON.stringify(text).replace(/[\u007f-\uffff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);

const feed: RequestListener = (request, response) => {
  if (request.url?.includes("gone")) return void response.writeHead(404, { "x-a": "b" }).end(EVIL);
  const title = `Clop ${EVIL.replace(/[^\u0085\u009b\u061c\u2000-\u2fff\w.[\]; ]/g, "")}`;
  response
    .writeHead(200, { "content-type": "application/rss+xml; charset=utf-8" })
    .end(
      `<rss version="2.0"><channel><title>${title}</title><item><title>${title}</title><link>https://news.example/a</link></item></channel></rss>`,
    );
};

/** Whatever a folder, a feed, a file or an argument holds, nothing that the command line prints is an order to the terminal. */
describe("what the command line prints", function () {
  this.timeout(60_000);
  const work = useCommandLine(feed);

  const commands: readonly (readonly [what: string, args: (folder: string, origin: string) => readonly string[]])[] = [
    ["a command that there is not", () => [EVIL.replace("\0", "")]],
    ["an option that there is not", (folder) => ["scan", folder, `--${EVIL}`]],
    ["a value that cannot be", (folder) => ["export", folder, "--format", EVIL]],
    ["a folder that is not there", (folder) => ["scan", path.join(folder, EVIL)]],
    ["the help of a command with an odd name", () => ["--help", EVIL]],
    ["a scan, for people", (folder) => ["scan", folder]],
    ["a scan, as JSON", (folder) => ["scan", folder, "--json"]],
    ["its sources", (folder) => ["sources", folder]],
    ["a test of a source", (folder, origin) => ["sources", folder, "test", `${origin}/gone?${EVIL}`]],
    ["a source that is added", (folder, origin) => ["sources", folder, "add", `${origin}/rss?${EVIL}`]],
    ["a file that is not there", (folder) => ["sources", folder, "import", EVIL]],
    ["names from a file", (folder) => ["names", folder, "import", path.join(folder, "names.txt")]],
    ["names", (folder) => ["names", folder]],
    ["an export", (folder) => ["export", folder]],
    ["an export as Markdown", (folder) => ["export", folder, "--format", "markdown"]],
    ["the activity", (folder) => ["activity", folder]],
    [
      "a preview of a broken configuration",
      (folder) => ["preview", folder, "--config", path.join(folder, "broken.yaml")],
    ],
    ["a preview", (folder) => ["preview", folder, "--config", path.join(folder, "other.yaml")]],
    ["a feed read from a file", (folder) => ["parse", path.join(folder, "feed.xml")]],
    ["a feed that is no file", (folder) => ["parse", path.join(folder, EVIL)]],
    [
      "names matched in lines",
      (folder) => ["match", path.join(folder, "names.json"), path.join(folder, "lines.jsonl")],
    ],
    ["names that are none", (folder) => ["match", path.join(folder, EVIL), EVIL]],
    ["records without a server", (folder) => ["records", folder, "check", "--names", EVIL]],
  ];

  for (const [what, args] of commands) {
    it(what, async () => {
      const { folder, news, run } = work;
      const config = (name: string, names: readonly string[], more = ""): void =>
        writeFileSync(
          path.join(folder, name),
          `websiteconfig:\n  rss_feeds: [${written(`${news.origin}/rss`)}, ${written(`${news.origin}/gone`)}]\n  webpages: []\nprofiling:\n  profileData: [${names.map(written).join(", ")}]\n${more}`,
        );
      mkdirSync(path.join(folder, "config"));
      config("config/articles_config.yaml", ["Clop", `Clop ${EVIL}`], `${written(`x${EVIL}`)}: 1\n`);
      config("other.yaml", ["Clop"]);
      config(
        "broken.yaml",
        [EVIL],
        `recordss: 1\nrecords: { techniqueForm: ${written(EVIL)}, onionSource: ${written(`x://${EVIL}`)} }\n`,
      );
      writeFileSync(path.join(folder, "names.txt"), `Clop ${EVIL}\n`);
      writeFileSync(path.join(folder, "names.json"), written(`{"names": ["${EVIL}"]}`));
      writeFileSync(path.join(folder, "lines.jsonl"), `{"title": ${written(EVIL)}\n${EVIL}\n`);
      writeFileSync(path.join(folder, "feed.xml"), `<rss><channel><item><title>${EVIL}</title></item></channel></rss>`);
      await run(["scan", folder]);
      const { out, err } = await run(args(folder, news.origin));
      assert.ok(out + err !== "", "it says something");
      for (const said of [out, err]) assert.doesNotMatch(said, ORDERS, JSON.stringify(ORDERS.exec(said)?.[0]));
    });
  }
});
