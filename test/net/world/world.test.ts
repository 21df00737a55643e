import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import path from "node:path";
import { createInterface } from "node:readline";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { parseConfig } from "../../../src/core/config/parseConfig";
import { OLD_ALIASES, PROFILES, STORY_IDS, story } from "../../world/news/stories";
import { remoteWorld } from "../../world/remote";
import { type FoundReport, compareRecords, compareReport, recordTexts } from "../../world/verdict";
import { type World, startWorld } from "../../world/world";

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** One GET with the address as it is. */
function get(address: string, headers: Record<string, string> = {}): Promise<Reply> {
  const [, origin = "", target = ""] = /^(http:\/\/[^/]+)(.*)$/.exec(address) ?? [];
  return new Promise((resolve, reject) => {
    const request = httpRequest(origin, { path: target, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    request.on("error", reject).end();
  });
}

async function follow(address: string, hops = 3): Promise<Reply> {
  const reply = await get(address);
  const { location } = reply.headers;
  return location === undefined || hops === 0 ? reply : follow(location, hops - 1);
}

function unpacked({ headers, body }: Reply): Buffer {
  if (headers["content-encoding"] === "gzip") return gunzipSync(body);
  return headers["content-encoding"] === "br" ? brotliDecompressSync(body) : body;
}

describe("demo world", function () {
  this.timeout(20_000);
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());

  it("has at least 40 sources, 25 matches and three failing sources", () => {
    const { news, truth } = world;
    assert.ok(news.sources.length >= 40, String(news.sources.length));
    assert.ok(truth.matches.length >= 25, String(truth.matches.length));
    assert.deepEqual(truth.failing.map(({ code }) => code).sort(), ["notFeed", "refused", "status"]);
    assert.equal(new Set(news.sources.map(({ url }) => url)).size, news.sources.length);
    assert.deepEqual(truth.missing, ["Clop", "Conti", "Venom"]);
    assert.deepEqual([truth.unknown, truth.ambiguous], [["Tundra Wasp"], ["BlackCat"]]);
    assert.equal(truth.articles.filter(({ isNew }) => !isNew).length, 2);
  });

  it("serves every planted address in its source", async () => {
    for (const { url, fails, planted } of world.news.sources) {
      if (fails !== undefined) continue;
      const reply = await follow(url);
      assert.equal(reply.status, 200, url);
      // Addresses are ASCII in every charset here; UTF-16 puts zeros between.
      const text = unpacked(reply).toString("latin1").replaceAll("\0", "");
      for (const entry of planted) {
        // Bases cut addresses short, so the last part has to do.
        const part = entry.url.replace(/\/$/, "").split("/").at(-1) ?? "";
        assert.ok(text.includes(part) || text.includes(part.replaceAll("&", "&amp;")), `${url} has no ${entry.url}`);
      }
    }
  });

  it("answers every article of its own, and fails where it should", async () => {
    const [host = ""] = /^http:\/\/[^:]+/.exec(world.news.originOf(1)) ?? [];
    for (const { urls, sources } of world.truth.articles) {
      for (const url of urls) {
        if (url.startsWith(host.replace(/\d+$/, "")))
          assert.equal((await get(url)).status, 200, `${url} of ${sources[0]}`);
      }
    }
    assert.equal((await get(`${world.news.originOf(1)}/gone.xml`)).status, 404);
    await assert.rejects(get(`${world.news.originOf(17)}/feed.xml`), /ECONNREFUSED/);
  });

  it("answers 304 to a reader who has the feed already", async () => {
    const etag = `${world.news.originOf(8)}/etag.xml`;
    const first = await get(etag);
    assert.equal((await get(etag, { "if-none-match": first.headers.etag ?? "" })).status, 304);
    assert.equal((await get(etag, { "if-none-match": '"other"' })).status, 200);
    const modified = `${world.news.originOf(8)}/modified.xml`;
    const since = (await get(modified)).headers["last-modified"] ?? "";
    assert.equal((await get(modified, { "if-modified-since": since })).status, 304);
  });

  it("plants exactly the names that its headlines and addresses hold", () => {
    for (const { titles, urls, hits } of world.truth.articles) {
      const said = hits.map(({ name, field }) => `${name} in ${field}`).sort();
      const [title = "", url = ""] = [titles[0], urls[0]];
      const address = decodeURIComponent(new URL(url).pathname);
      const read = [
        ...namesIn(title).map((name) => `${name} in title`),
        ...namesIn(address).map((name) => `${name} in url`),
      ];
      assert.deepEqual(said, [...new Set(read)].sort(), `${title} ${url}`);
    }
  });

  it("publishes every story it was written for", () => {
    const titles = new Set(world.truth.articles.flatMap((article) => article.titles));
    assert.deepEqual(
      STORY_IDS.filter((id) => !titles.has(story(id).title)),
      [],
    );
  });

  it("is the same for the same seed and another for another", async () => {
    const now = new Date("2026-03-01T12:00:00Z");
    const titles = async (seed: number): Promise<string[]> => {
      const other = await startWorld({ seed, now });
      await other.close();
      return other.truth.articles.flatMap((article) => article.titles);
    };
    const [one, again, two] = [await titles(1), await titles(1), await titles(2)];
    assert.deepEqual(one, again);
    assert.notDeepEqual(one, two);
  });

  it("writes a workspace whose four configurations are valid and hold every original key", () => {
    for (const job of ["articles", "keywords", "counts", "contents"] as const) {
      const text = fs.readFileSync(path.join(world.workspaceFolder, "config", `${job}_config.json`), "utf8");
      assert.deepEqual(parseConfig(job, text, "json").problems, [], job);
    }
    const results = path.join(world.workspaceFolder, "00 Article Result Files");
    const [name = ""] = fs.readdirSync(results);
    assert.match(name, /^\d{4}-\d\d-\d\d_\d{6}_articles\.txt$/);
    assert.match(fs.readFileSync(path.join(results, name), "utf8"), /^(?:[^\n]+\nhttp:[^\n]+\n\n){2}$/);
  });

  it("agrees with a report of the truth and says what another one misses", async () => {
    const { truth, xsoar } = world;
    const before = recordTexts(xsoar);
    const perfect: FoundReport = {
      durationMs: 1,
      sources: truth.failing.map(({ url, code }) => ({ url, outcome: "failed", error: { code, message: "" } })),
      articles: truth.articles.length,
      new: truth.articles
        .filter(({ isNew }) => isNew)
        .map(({ titles, urls }) => ({ title: titles[0] ?? "", url: urls[0] ?? "" })),
      matches: truth.matches.flatMap(({ urls, hits }) =>
        hits.map((hit) => ({ ...hit, title: "", url: urls.at(-1) ?? "" })),
      ),
      notesAdded: [],
      recordsMissing: truth.missing.map((name) => ({ name, articles: [] })),
      ambiguous: truth.ambiguous.map((name) => ({ name, values: [] })),
      errors: [],
    };
    assert.deepEqual(compareReport(perfect, truth), []);
    const worse: FoundReport = {
      ...perfect,
      sources: [],
      new: [...perfect.new.slice(1), { title: "Extra", url: "http://x.example/" }],
      matches: perfect.matches.slice(1),
      recordsMissing: [],
    };
    const problems = compareReport(worse, truth).join("\n");
    for (const word of [
      /missed failing source/,
      /extra article: Extra/,
      /missed article/,
      /missed match: Clop/,
      /missed record/,
    ]) {
      assert.match(problems, word);
    }
    assert.match(
      compareRecords(xsoar, before, truth).join("\n"),
      /record APT28: missed note .*\n[^]*record Winter Vivern: lastSeen was not set/,
    );
  });

  it("agrees with careful edits, and tells of careless ones", async () => {
    const other = await startWorld();
    try {
      const before = recordTexts(other.xsoar);
      for (const [id, text] of before) {
        const { value } = JSON.parse(text) as { value: string };
        const due = other.truth.notes.filter(({ record }) => record === value).flatMap(({ articles }) => articles);
        if (due.length > 0)
          await edit(
            other,
            id,
            withNotes(
              text,
              due.map(({ titles, urls }) => `${titles[0]}: ${urls[0]}`),
            ),
          );
      }
      assert.deepEqual(compareRecords(other.xsoar, before, other.truth), []);

      const careless = (value: string, change: (text: string) => string): Promise<void> => {
        const { id } = other.xsoar.records().find((record) => record.value === value) ?? { id: "" };
        return edit(other, id, change(other.xsoar.recordText(id) ?? ""));
      };
      await careless("APT28", (text) =>
        text.replace("9223372036854775807", "9223372036854776000").replace('"confidence":1.0', '"confidence":1'),
      );
      await careless("Winter Vivern", (text) =>
        withNotes(text, ["Winter Vivern returns with a webmail zero-day: http://x.example/"]),
      );
      await careless("MuddyWater", (text) => text);
      other.xsoar.put({ value: "Clop" });
      const problems = compareRecords(other.xsoar, before, other.truth).join("\n");
      for (const word of [
        /APT28: sequenceNumber was/,
        /APT28: field confidence was 1\.0/,
        /Winter Vivern: extra note/,
        /APT28 was edited 2/,
      ]) {
        assert.match(problems, word);
      }
      assert.match(problems, /record MuddyWater was changed\n[^]*extra record: Clop/);
    } finally {
      await other.close();
    }
  });

  it("runs as a process of its own, steered from another", async () => {
    const child = spawn(process.execPath, [path.join(__dirname, "../../world/serve.js"), "--seed", "3"], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    try {
      const [line = ""] = await new Promise<string[]>((resolve) =>
        createInterface(child.stdout).once("line", (text) => resolve([text])),
      );
      const served = JSON.parse(line) as { control: string; sources: string[]; workspaceFolder: string };
      const remote = remoteWorld(served.control);
      await follow(served.sources[0] ?? "");
      assert.equal((await remote.newsRequests()).length, 1);
      const id = await remote.put({ value: "New", indicator_type: "Threat Actor" });
      assert.ok((await remote.records()).some((text) => text.includes(`"id":"${id}"`)));
      await remote.publish("Clop again", `${served.sources[0]}/again`);
      assert.match((await follow(served.sources[0] ?? "")).body.toString(), /Clop again/);
      assert.ok(fs.existsSync(path.join(served.workspaceFolder, "config", "articles_config.json")));
      child.stdin.end();
      await new Promise((resolve) => child.once("close", resolve));
      assert.ok(!fs.existsSync(served.workspaceFolder));
    } finally {
      child.kill();
    }
  });
});

/** A record with notes behind the ones it has, as text, so that all else stays as it is. */
function withNotes(text: string, notes: readonly string[]): string {
  const rows = notes.map((note) => JSON.stringify({ notes: note, timestamp: "2026-03-01T12:00:00Z" })).join(",");
  const grid = /"communitynotes":(?:null|\[([^\]]*)\])/.exec(text);
  const filled = `"communitynotes":[${grid?.[1] ? `${grid[1]},` : ""}${rows}]`;
  const lasting = text.replace(/"lastSeen":"[^"]*"/, '"lastSeen":"2026-03-01T12:00:00Z"');
  if (grid !== null) return lasting.replace(grid[0], () => filled);
  return lasting.replace(
    /"CustomFields":(?:null|\{)/,
    (start) => `"CustomFields":{${filled}${start.endsWith("{") ? "," : "}"}`,
  );
}

async function edit({ xsoar }: World, id: string, body: string): Promise<void> {
  assert.notEqual(id, "");
  const headers = { authorization: xsoar.key, accept: "application/json", "content-type": "application/json" };
  const status = await new Promise((resolve, reject) => {
    const request = httpRequest(
      `${xsoar.origin}/indicator/edit`,
      { method: "POST", headers, agent: false },
      (response) => {
        response.resume().on("end", () => resolve(response.statusCode));
      },
    );
    request.on("error", reject).end(body);
  });
  assert.equal(status, 200);
}

/**
 * The names a text holds by the rules the truth was written by: runs of words, joined, may be followed by digits or a plural s; the
 * longest run counts, but not against a name that digits follow.
 */
function namesIn(text: string): string[] {
  const words = Array.from(text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu), ([word]) => word);
  const names = [...PROFILES, ...OLD_ALIASES].map((name) => ({ name, key: name.toLowerCase().replaceAll(" ", "") }));
  const found: { name: string; from: number; to: number }[] = [];
  for (let from = 0; from < words.length; from++) {
    for (let to = from + 1; to <= Math.min(from + 5, words.length); to++) {
      const joined = words.slice(from, to).join("");
      for (const { name, key } of names) {
        if (joined.startsWith(key) && /^(?:\d*|s)$/.test(joined.slice(key.length))) found.push({ name, from, to });
      }
    }
  }
  const longer = (a: { from: number; to: number }, b: { from: number; to: number }): boolean =>
    b.from <= a.from && b.to >= a.to && b.to - b.from > a.to - a.from;
  return found.filter((a) => !found.some((b) => longer(a, b))).map(({ name }) => name);
}
