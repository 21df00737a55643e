import assert from "node:assert/strict";
import fs from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import os from "node:os";
import path from "node:path";
import { createMemoryStore } from "../../src/core/memory/memoryStore";
import { type LeakSitesKey, type LeakSitesRead, readLeakSites } from "../../src/core/records/readLeakSites";
import { plainText } from "../../src/core/text/translate";
import { createHttp } from "../../src/node/http";
import { createStateStore } from "../../src/node/stateStore";
import { createWorkspaceFiles } from "../../src/node/workspaceFiles";
import { group, location, onion } from "../unit/records/groups";
import { type TestServer, serve, unusedPort } from "./servers";

const KEY = "obviously-fake-key-0001";
const MINUTE = 60_000;
const http = createHttp({ userAgent: "ti-scraper/test" });
const LIST = [group("lockbit", [location(onion("lock"))])];

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

describe("leak sites over the wire", () => {
  const servers: TestServer[] = [];
  let folder: string;
  let now: number;
  /** What the server answers, and the keys it was sent. */
  let answer: Answer;
  let keys: (string | undefined)[];

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-leaks-"));
    fs.mkdirSync(path.join(folder, "files"));
    now = Date.UTC(2026, 8, 2, 12);
    answer = json(LIST);
    keys = [];
  });
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
    fs.rmSync(folder, { recursive: true, force: true });
  });

  function json(data: unknown, status = 200): Answer {
    return (_, response) =>
      void response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(data));
  }

  async function started(of: Answer = (request, response) => answer(request, response)): Promise<TestServer> {
    const server = await serve((request, response) => {
      keys.push(request.headers["x-api-key"]?.toString());
      of(request, response);
    });
    servers.push(server);
    return server;
  }

  /** As another run of the program: nothing but the state folder is the same. */
  function read(
    where: string,
    key: LeakSitesKey | null = null,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<LeakSitesRead> {
    const clock = { now: () => new Date(now), wait: async () => undefined };
    const store = createStateStore(path.join(folder, "state"));
    const memory = createMemoryStore({ store, clock, version: "1.2.3", onDamaged: () => assert.fail("damaged") });
    const files = createWorkspaceFiles(path.join(folder, "files"));
    return readLeakSites({ files, memory, clock, t: plainText }, { http }, { location: where, key }, signal);
  }

  async function sitesOf(where: string, key: LeakSitesKey | null = null) {
    const outcome = await read(where, key);
    assert.ok(outcome.kind === "read", JSON.stringify(outcome));
    return outcome;
  }

  async function whyNot(where: string, key: LeakSitesKey | null = null): Promise<string> {
    const outcome = await read(where, key);
    assert.ok(outcome.kind === "failed", JSON.stringify(outcome));
    assert.ok(!outcome.why.includes(KEY));
    return outcome.why;
  }

  it("are asked for once an hour, and say how old they are", async () => {
    const { origin, log } = await started();
    const url = `${origin}/groups`;
    const first = await sitesOf(url);
    assert.equal(first.told, `Leak sites: ${new URL(origin).host}, read just now.`);
    assert.deepEqual([first.ageMs, first.warnings, first.sites.source], [0, [], url]);
    now += 12 * MINUTE;
    const second = await sitesOf(url);
    assert.equal(second.told, `Leak sites: ${new URL(origin).host}, read 12 minutes ago.`);
    assert.deepEqual(second.sites, first.sites);
    now += 47 * MINUTE;
    await sitesOf(url);
    assert.deepEqual(log, ["GET /groups"]);
    now += MINUTE;
    assert.equal((await sitesOf(url)).ageMs, 0);
    assert.equal(log.length, 2);
    // What the list names is never asked.
    assert.ok(servers.every((server) => server.log.every((line) => line === "GET /groups")));
  });

  it("of another address are another list", async () => {
    const { origin, log } = await started();
    await sitesOf(`${origin}/groups`);
    answer = json({ groups: [group("other", [location("other.example")])] });
    assert.deepEqual(
      (await sitesOf(`${origin}/pro`)).sites.groups.map(({ name }) => name),
      ["other"],
    );
    assert.deepEqual(
      (await sitesOf(`${origin}/groups`)).sites.groups.map(({ name }) => name),
      ["lockbit"],
    );
    assert.deepEqual(log, ["GET /groups", "GET /pro"]);
  });

  it("that were read before are used, and it is said, where the source fails or wants to be left alone", async () => {
    const { origin, log } = await started();
    const url = `${origin}/groups`;
    const { sites } = await sitesOf(url);
    now += 5 * 60 * MINUTE;
    for (const [failing, sentence] of [
      [json({ message: "1 per 1 minute" }, 429), /called less often \(HTTP 429\)/],
      [json({}, 500), /failed \(HTTP 500\)/],
      [json({ error: "slow down" }), /said: slow down\./],
      [(request) => request.socket.destroy(), /broke off the connection/],
    ] as readonly (readonly [Answer, RegExp])[]) {
      answer = failing;
      const outcome = await sitesOf(url);
      assert.deepEqual(outcome.sites, sites);
      assert.match(outcome.told, /read 5 hours ago/);
      assert.match(outcome.warnings.join(), sentence);
      assert.match(outcome.warnings.join(), /What was read before is used instead\.$/);
    }
    // Where a kept connection breaks off, it is asked once more on a new one.
    assert.equal(log.length, 6);
    now += 7 * 24 * 60 * MINUTE;
    assert.match(await whyNot(url), /broke off/);
  });

  it("that were never read are missing then, and it is said what to do", async () => {
    const { origin } = await started();
    for (const [failing, sentence] of [
      [
        json({ message: "1 per 1 minute" }, 429),
        /less often.*Try again later, or name a file in records\.onionSource\.$/,
      ],
      [json({ message: "1 per 1 minute" }), /said: 1 per 1 minute\. Try again later/],
      [json({ error: `key ${KEY}\u202e\n is wrong` }), /said: key .* is wrong\./],
      [json({}, 404), /nothing at this address.*Check the address in records\.onionSource\.$/],
      [json({}, 403), /denies access.*Set ransomware\.live PRO Key, or TI_SCRAPER_RANSOMWARE_LIVE_KEY/],
      [json([]), /has no groups/],
      [json({ victims: [] }), /no list of groups with locations/],
      [json([{ victim: "x" }]), /no list of groups with locations/],
      [(_, response) => void response.end("<html>"), /is no JSON/],
      [(_, response) => void response.end(), /The answer is empty/],
      [(_, response) => void response.end(Buffer.alloc(10_000_001, "[")), /larger than 10 MB/],
      [(_, response) => void response.writeHead(302, { Location: "ftp://a.example/" }).end(), /neither http nor https/],
    ] as readonly (readonly [Answer, RegExp])[]) {
      answer = failing;
      assert.match(await whyNot(`${origin}/groups`, { key: KEY, origin }), sentence);
    }
    assert.match(await whyNot(`http://127.0.0.1:${await unusedPort()}/groups`), /refused the connection/);
    assert.deepEqual(fs.existsSync(path.join(folder, "state", "leak-sites.json")), false);
  });

  it("an answer of the wrong shape does not fall back to an old one", async () => {
    const { origin } = await started();
    await sitesOf(`${origin}/groups`);
    now += 2 * 60 * MINUTE;
    answer = json({ victims: [] });
    assert.match(await whyNot(`${origin}/groups`), /no list of groups/);
  });

  it("a key goes to its origin, and not along with a redirect to another, not even back from there", async () => {
    const home = await started();
    const key = { key: KEY, origin: home.origin };
    await sitesOf(`${home.origin}/one`, key);
    assert.deepEqual(keys.splice(0), [KEY]);
    // Within the origin it goes on.
    answer = (request, response) =>
      request.url === "/two"
        ? void response.writeHead(302, { Location: "/list" }).end()
        : json(LIST)(request, response);
    await sitesOf(`${home.origin}/two`, key);
    assert.deepEqual(keys.splice(0), [KEY, KEY]);
    const away = await started((request, response) =>
      request.url === "/back"
        ? void response.writeHead(302, { Location: `${home.origin}/list` }).end()
        : json(LIST)(request, response),
    );
    for (const [target, sent] of [
      ["/list", [KEY, undefined]],
      ["/back", [KEY, undefined, undefined]],
    ] as const) {
      answer = (request, response) =>
        request.url === "/list"
          ? json(LIST)(request, response)
          : void response.writeHead(307, { Location: away.origin + target }).end();
      await sitesOf(`${home.origin}/from${target}`, key);
      assert.deepEqual(keys.splice(0), sent, target);
    }
    // A key of another server stays at home.
    await sitesOf(`${away.origin}/list`, key);
    assert.deepEqual(keys, [undefined]);
  });

  it("a key is never sent where others can read it on the way", async () => {
    const origin = "http://api-pro.example";
    assert.match(await whyNot(`${origin}/groups`, { key: KEY, origin }), /sent encrypted only.*https:\/\//);
  });

  it("nothing that is kept or said holds the key or the password of an address", async () => {
    const { origin } = await started();
    const where = `${origin.replace("//", "//user:fake-password@")}/groups`;
    const outcome = await sitesOf(where, { key: KEY, origin });
    const state = fs.readFileSync(path.join(folder, "state", "leak-sites.json"), "utf8");
    for (const text of [state, JSON.stringify(outcome)]) assert.doesNotMatch(text, /fake-password|obviously-fake/);
    assert.deepEqual((await sitesOf(where)).sites, outcome.sites);
  });

  it("cancelling ends at once, and nothing old takes its place", async () => {
    const { origin } = await started();
    await sitesOf(`${origin}/groups`);
    now += 2 * 60 * MINUTE;
    const controller = new AbortController();
    answer = () => controller.abort();
    const outcome = await read(`${origin}/groups`, null, controller.signal);
    assert.deepEqual(outcome, { kind: "failed", why: "Reading the leak sites was cancelled." });
  });

  it("come from a file of the workspace as well, and from no other", async () => {
    const file = (name: string, content: string) => {
      const whole = path.join(folder, "files", name);
      fs.mkdirSync(path.dirname(whole), { recursive: true });
      fs.writeFileSync(whole, content);
    };
    file("lists/groups.json", `\uFEFF${JSON.stringify(LIST, null, 2)}`);
    for (const where of ["lists/groups.json", " lists\\groups.json "]) {
      const { sites, told } = await sitesOf(where);
      assert.deepEqual(
        sites.groups.map(({ name }) => name),
        ["lockbit"],
      );
      assert.match(told, /groups\.json, read just now\.$/);
    }
    file("other.json", JSON.stringify({ error: "x" }));
    file("empty.json", " \n");
    file("broken.json", "[{");
    file("large.json", " ".repeat(10_000_001));
    fs.writeFileSync(path.join(folder, "outside.json"), JSON.stringify(LIST));
    fs.symlinkSync(path.join(folder, "outside.json"), path.join(folder, "files", "link.json"));
    for (const [where, sentence] of [
      ["missing.json", /no file missing\.json.*Check records\.onionSource/],
      ["lists", /no file lists/],
      ["empty.json", /nothing is in it/],
      ["other.json", /said: x\./],
      ["broken.json", /is no JSON/],
      ["large.json", /larger than 10 MB/],
      ["../outside.json", /cannot be read as a file of this workspace/],
      ["link.json", /cannot be read as a file of this workspace/],
      [path.join(folder, "outside.json"), /cannot be read as a file of this workspace/],
    ] as const)
      assert.match(await whyNot(where), sentence, where);
    assert.equal(fs.existsSync(path.join(folder, "state", "leak-sites.json")), false);
  });

  it("a kept list that somebody has damaged is read anew", async () => {
    const { origin, log } = await started();
    await sitesOf(`${origin}/groups`);
    const kept = path.join(folder, "state", "leak-sites.json");
    const document = JSON.parse(fs.readFileSync(kept, "utf8")) as { data: { fetched: unknown }[] };
    for (const fetched of ["never", 7, new Date(now + 60 * MINUTE).toISOString()]) {
      const data = document.data.map((one) => ({ ...one, fetched }));
      fs.writeFileSync(kept, JSON.stringify({ ...document, data }));
      await sitesOf(`${origin}/groups`);
    }
    assert.equal(log.length, 4);
  });
});
