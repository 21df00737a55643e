import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Parser } from "../../src/core/ports";
import type { Session } from "../../src/core/session";
import { plainText } from "../../src/core/text/translate";
import { createHttp } from "../../src/node/http";
import { openWorkspace } from "../../src/node/openWorkspace";
import { createParsePool } from "../../src/node/parsePool";
import { runOne } from "../oneJob";
import { type BuiltWorker, buildWorker } from "./buildWorker";
import { type TestServer, serve } from "./servers";

const [NAMED, SECOND, NAMELESS] = ["https://lab.example/1", "https://press.example/2", "https://third.example/3"];
const HEADLINES = {
  [NAMED]: "Emberfox exploits CVE-2026-4711 in Harbourgate VPN appliances",
  [SECOND]: "Emberfox hits Harbourgate VPN appliances through CVE-2026-4711",
  [NAMELESS]: "Attackers exploit Harbourgate VPN flaw CVE-2026-4711",
};
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

describe("stories of a folder on disk", function () {
  this.timeout(20_000);
  let worker: BuiltWorker;
  let parser: Parser;
  let folder: string;
  let stateHome: string | undefined;
  let server: TestServer;

  before(async () => {
    worker = buildWorker();
    parser = createParsePool({ workerFile: worker.file });
    server = await serve((_request, response) => {
      const items = Object.entries(HEADLINES).map(
        ([link, title]) => `<item><title>${title}</title><link>${link}</link></item>`,
      );
      response.end(`<rss version="2.0"><channel>${items.join("")}</channel></rss>`);
    });
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-stories-"));
    stateHome = process.env["XDG_STATE_HOME"];
    process.env["XDG_STATE_HOME"] = path.join(folder, "state");
    fs.mkdirSync(path.join(folder, "work", "config"), { recursive: true });
    const config = {
      websiteconfig: { rss_feeds: [`${server.origin}/feed`], webpages: [], stopwords: [], specialHandling: {} },
      profiling: { profileData: ["Emberfox"] },
    };
    fs.writeFileSync(path.join(folder, "work", "config", "articles_config.json"), JSON.stringify(config));
  });
  after(async () => {
    if (stateHome === undefined) delete process.env["XDG_STATE_HOME"];
    else process.env["XDG_STATE_HOME"] = stateHome;
    await server.close();
    await parser.dispose();
    worker.remove();
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  /** As another window, or the command line, opens it. */
  const opened = (): Session =>
    openWorkspace({
      root: path.join(folder, "work"),
      configFolder: "config",
      http: createHttp({ userAgent: "ti-scraper/test" }),
      parser,
      log: silent,
      t: plainText,
    });
  const shown = async (session: Session) => {
    const { rows } = await session.articles.overview();
    return rows.map(({ name, articles, carried = [] }) => ({
      name,
      told: articles.flatMap(({ article, story }) => (story === undefined ? [] : [article.key])).sort(),
      carried: carried.map(({ article }) => article.key),
    }));
  };

  it("are split, joined and undone in one window, and another one sees it", async () => {
    const one = opened();
    await runOne(one, "articles", {
      signal: new AbortController().signal,
      concurrency: 4,
      perHost: 4,
      timeoutMs: 2_000,
      crawlDelayMs: 0,
      onProgress: () => {},
    });
    const whole = [{ name: "Emberfox", told: [NAMED, SECOND], carried: [NAMELESS] }];
    assert.deepEqual(await shown(one), whole);
    assert.deepEqual(await shown(opened()), whole);

    const back = await one.articles.tellApart(SECOND);
    assert.deepEqual(await shown(opened()), [{ name: "Emberfox", told: [NAMED], carried: [NAMELESS] }]);
    const why = new Map((await opened().articles.explainStory(NAMED)).map((told) => [told.article.key, told.why]));
    assert.deepEqual([...why.keys()].sort(), [NAMED, NAMELESS]);
    assert.match(why.get(NAMELESS) ?? "", /^It shares .*harbourgate/i);
    await back?.();
    assert.deepEqual(await shown(opened()), whole);

    await one.articles.tellApart(SECOND);
    const apart = await opened().articles.tellSame(SECOND, NAMELESS);
    assert.deepEqual(await shown(one), whole);
    await apart?.();
    assert.deepEqual(await shown(one), [{ name: "Emberfox", told: [NAMED], carried: [NAMELESS] }]);
  });

  it("are decided about in one window, on disk at once, and another one sees it", async () => {
    const [one, other] = [opened(), opened()];
    const decided = async (session: Session) => {
      const [row] = (await session.articles.overview()).rows;
      return row?.articles.map(({ triage }) => [triage?.mark?.kind, triage?.remark]) ?? [];
    };
    const undo = await one.articles.decide([NAMED], { mark: { kind: "dismissed", reason: "old" } });
    await other.articles.decide([NAMED], { remark: "known since May" });
    for (const session of [one, other, opened()])
      assert.ok(
        (await decided(session)).some(([mark, remark]) => mark === "dismissed" && remark === "known since May"),
      );
    await undo?.();
    assert.ok(
      (await decided(opened())).some(([mark]) => mark === "dismissed"),
      "what was decided since stays",
    );
    await other.articles.decide([NAMED], { mark: null });
    assert.ok((await decided(opened())).some(([mark, remark]) => mark === undefined && remark === "known since May"));
  });
});
