import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { stateDirectory } from "../../../src/node/stateStore";
import { type Xsoar, startXsoar } from "../../world/xsoar/server";
import { type CommandLine, type Run, buildCommandLine } from "../commandLine";
import { MAIL_PASSWORD, MAIL_USER, type MailBox, startMailServer } from "../mailServer";
import { type TestServer, serve } from "../servers";
import { ARTICLES_OF_FIRST_SCAN, HEADLINES, answer, configure } from "./earlierWorld";

const FIXTURE = path.resolve("test/net/state/fixture");
const MADE = "2026-11-29";
const KEY = "earlier-state-key-1";
const DAY_MS = 86_400_000;

describe("the state of another version", function () {
  this.timeout(120_000);
  let cli: CommandLine;
  let home: string;
  let folder: string;
  let state: { readonly folder: string; readonly names: string };
  let news: TestServer;
  let xsoar: Xsoar;
  let box: MailBox;

  before(() => {
    cli = buildCommandLine();
  });
  beforeEach(async () => {
    home = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-work-")));
    folder = path.join(home, "work");
    news = await serve(answer(HEADLINES.length));
    xsoar = await startXsoar({ key: KEY });
    box = await startMailServer();
    fs.cpSync(path.join(FIXTURE, "workspace"), folder, { recursive: true });
    configure(folder, xsoar.origin, box.port);
    const directory = stateDirectory({ XDG_STATE_HOME: path.join(home, "state") }, "linux", folder);
    state = { folder: directory, names: path.join(path.dirname(directory), "names") };
    const yesterday = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);
    for (const part of ["folder", "names"] as const) {
      fs.mkdirSync(state[part], { recursive: true });
      for (const name of fs.readdirSync(path.join(FIXTURE, part))) {
        const text = fs.readFileSync(path.join(FIXTURE, part, name), "utf8");
        fs.writeFileSync(path.join(state[part], name), text.replaceAll(MADE, yesterday));
      }
    }
  });
  afterEach(async () => {
    await Promise.all([news.close(), xsoar.close(), box.close()]);
    fs.rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  });

  function run(args: readonly string[], env: Record<string, string> = {}): Promise<Run> {
    return cli.run(args, {
      home,
      env: {
        HTTP_PROXY: news.origin,
        NO_PROXY: "127.0.0.1",
        NODE_EXTRA_CA_CERTS: path.resolve("test/net/fixtures/testAuthority.pem"),
        ...env,
      },
    });
  }

  const documents = () =>
    Object.fromEntries(
      Object.values(state).flatMap((directory) =>
        fs
          .readdirSync(directory)
          .filter((name) => !/-lock\.\d+$/.test(name))
          .map((name) => [path.join(directory, name), fs.readFileSync(path.join(directory, name), "utf8")]),
      ),
    );
  const notesOf = (name: string): readonly string[] => {
    const fields = xsoar.records().find(({ value }) => value === name)?.CustomFields;
    return ((fields?.["communitynotes"] ?? []) as { readonly notes: string }[]).map(({ notes }) => notes);
  };
  /** Of the one file in a folder of results. */
  const linesOf = (part: string): readonly string[] => {
    const [name = "", ...more] = fs.readdirSync(path.join(folder, part));
    assert.deepEqual(more, []);
    return fs
      .readFileSync(path.join(folder, part, name), "utf8")
      .split("\n")
      .filter((line) => line !== "");
  };

  describe("of an earlier one", () => {
    const env = () => ({ TI_SCRAPER_XSOAR_API_KEY: KEY, TI_SCRAPER_XSOAR_HOST: xsoar.origin });
    const old = `${HEADLINES[0]}: http://news.example/a0`;
    beforeEach(() => {
      xsoar.put({
        value: "Amber Heron",
        indicator_type: "Threat Actor",
        CustomFields: { aliases: ["Marsh Crew"], communitynotes: [{ notes: old, timestamp: "2026-01-01T00:00:00Z" }] },
      });
      for (const value of ["Quiet Badger", "Iron Wren"])
        xsoar.put({ value, indicator_type: "Threat Actor", CustomFields: null });
    });

    it("is read: nothing is new, nothing is lost, and what waited for XSOAR goes out once", async () => {
      const first = await run(["scan", folder, "--json"], env());
      // Its mail waits: there is no password.
      assert.deepEqual([first.code, first.err], [1, ""]);
      const report = JSON.parse(first.out) as {
        readonly new: readonly unknown[];
        readonly matches: readonly unknown[];
        readonly pending: readonly unknown[];
        readonly errors: readonly string[];
        readonly jobs: readonly Record<string, unknown>[];
      };
      // The mails that wait are another test's.
      const errors = report.errors.filter((sentence) => !sentence.startsWith("Mail: "));
      assert.deepEqual([report.new, report.matches, report.pending, errors], [[], [], [], []]);
      const [keywords, counts, contents] = report.jobs;
      assert.deepEqual(keywords?.["new"], []);
      assert.equal(JSON.stringify(counts).match(/"name":"Amber Heron"/g)?.length, 1);
      assert.match(JSON.stringify(contents), /"change":"same"/);

      const written = () => [notesOf("Amber Heron"), notesOf("Quiet Badger"), notesOf("Iron Wren")];
      const expected = [
        [old, `${HEADLINES[3]}: http://news.example/a3`],
        [`${HEADLINES[1]}: http://news.example/a1`],
        [`${HEADLINES[4]}: http://news.example/a4`],
      ];
      assert.deepEqual(written(), expected);
      // What no file could be told of.
      const late = HEADLINES.slice(ARTICLES_OF_FIRST_SCAN);
      assert.deepEqual(
        linesOf("results").filter((line) => HEADLINES.includes(line)),
        late,
      );
      assert.deepEqual(
        linesOf("keywords").filter((line) => HEADLINES.includes(line)),
        [HEADLINES[4]],
      );
      assert.deepEqual(fs.readdirSync(path.join(folder, "profiles")).toSorted(), [
        "Amber Heron_profile.txt",
        "Iron Wren_profile.txt",
      ]);

      xsoar.clearRequests();
      const second = await run(["scan", folder, "--json"], env());
      assert.equal(second.code, 1);
      assert.deepEqual(
        xsoar.requests().filter(({ action }) => action !== "search"),
        [],
      );
      assert.deepEqual(written(), expected);
      assert.deepEqual(
        Object.keys(documents()).filter((name) => name.includes("damaged")),
        [],
      );
    });

    it("keeps its mails, which go out once, its names, summaries and owners of aliases", async () => {
      const mail = {
        TI_SCRAPER_MAIL_PASSWORD: MAIL_PASSWORD,
        TI_SCRAPER_MAIL_SERVER: `smtp://127.0.0.1:${box.port}`,
        TI_SCRAPER_MAIL_FROM: MAIL_USER,
        TI_SCRAPER_MAIL_TO: "analysts@example.com",
      };
      assert.equal((await run(["mail", folder], mail)).out, "Mail: 2 sent, 0 waiting.\n");
      assert.equal((await run(["mail", folder], mail)).out, "Mail: 0 sent, 0 waiting.\n");
      assert.equal(box.mails.length, 2);
      const names = (await run(["names", folder])).out;
      assert.match(names, /2 names from http:\/\/names\.example\/names\.json/);
      assert.match(names, /Grey Lantern may stand for/);
      assert.match((await run(["names", folder, "--search", "iron"])).out, /Iron Wren/);
      const exported = (await run(["export", folder, "--format", "json"])).out;
      assert.match(exported, /stole the passwords of their mail servers/);
      assert.match(exported, /Marsh Crew/);
      assert.deepEqual(news.log, []);
    });
  });

  describe("of a later one", () => {
    const later = (file: string, by: string | null): void => {
      const { version, ...rest } = JSON.parse(fs.readFileSync(file, "utf8")) as { readonly version: number };
      assert.equal(version, 1);
      fs.writeFileSync(file, JSON.stringify({ version: 99, ...(by === null ? {} : { by }), ...rest }));
    };
    const asked = () => [...news.log, ...xsoar.requests(), ...box.logins];

    for (const name of fs.readdirSync(path.join(FIXTURE, "folder"))) {
      it(`keeps this one from doing anything: ${name}`, async () => {
        later(path.join(state.folder, name), "9.8.7");
        const before = documents();
        for (const args of [["scan"], ["mail"], ["export", "--format", "md"]]) {
          const [command = "", ...options] = args;
          const { code, out, err } = await run([command, folder, ...options]);
          assert.deepEqual([code, out], [2, ""]);
          assert.match(err, /^This folder was last used by TI Scraper 9\.8\.7\. .*changed nothing/);
        }
        assert.deepEqual(documents(), before);
        assert.deepEqual(asked(), []);
      });
    }

    for (const name of fs.readdirSync(path.join(FIXTURE, "names"))) {
      it(`keeps this one from using the imported names: ${name}`, async () => {
        later(path.join(state.names, name), null);
        const before = documents();
        for (const options of [
          ["--search", "iron"],
          ["--choose", "Iron Wren"],
          ["--import", "http://names.example/names.json"],
        ]) {
          const { code, err } = await run(["names", folder, ...options]);
          assert.equal(code, 2);
          assert.match(err, /^The imported names were last used by a later version of TI Scraper\. /);
        }
        assert.deepEqual(documents(), before);
      });
    }

    it("is met also where it is not told at the beginning of the document", async () => {
      const file = path.join(state.folder, "xsoar-outbox.json");
      fs.writeFileSync(file, '{"data":[],"by":"9.8.7","version":99}');
      const before = documents();
      const { code, err } = await run(["scan", folder]);
      assert.equal(code, 2);
      assert.match(err, /last used by TI Scraper 9\.8\.7\./);
      assert.deepEqual(documents(), before);
    });
  });

  it("of this one keeps members it does not know, and tells who wrote it", async () => {
    for (const [file, text] of Object.entries(documents())) {
      const stored = JSON.parse(text) as { readonly data?: unknown };
      const isList =
        stored.data === undefined ||
        stored.data === null ||
        typeof stored.data !== "object" ||
        Array.isArray(stored.data);
      const data = isList ? {} : { data: { ...stored.data, laterMember: ["kept"] } };
      fs.writeFileSync(file, JSON.stringify({ ...stored, ...data, laterMember: { kept: true } }));
    }
    const before = documents();
    // Its mail waits: there is no password.
    assert.equal((await run(["scan", folder])).code, 1);
    const changed = Object.entries(documents()).filter(([file, text]) => before[file] !== text);
    assert.ok(changed.length > 5, String(changed.length));
    for (const [file, text] of changed) {
      if (before[file] === undefined) continue;
      const known = (before[file].match(/laterMember/g) ?? []).length;
      assert.equal((text.match(/laterMember/g) ?? []).length, known, file);
      assert.match(text, /^\{"version":1,"by":"1\.2\.3",/, file);
    }
  });
});
