import assert from "node:assert/strict";
import { startXsoar } from "../../world/xsoar/server";
import { json, useCommandLine } from "./useCommandLine";
import { useXsoar } from "./useXsoar";

describe("ti-scraper scan with Cortex XSOAR", function () {
  this.timeout(30_000);
  const work = useCommandLine();
  const server = useXsoar(work);
  const { run, configure } = work;
  const { key, env } = server;

  it("names what is missing, creates it when told to, and adds nothing twice", async () => {
    const first = json(await run(["scan", work.folder, "--json"], env()));
    assert.deepEqual(
      (first["recordsMissing"] as { name: string }[]).map(({ name }) => name),
      ["Clop"],
    );
    assert.equal(server.xsoar.records().length, 0);
    const second = json(await run(["scan", work.folder, "--json", "--create", "all"], env()));
    assert.deepEqual(
      (second["created"] as { name: string; notes: number }[]).map(({ name, notes }) => [name, notes]),
      [["Clop", 1]],
    );
    assert.deepEqual(second["recordsMissing"], []);
    const [record] = server.xsoar.records();
    assert.equal(record?.value, "Clop");
    const edits = () => server.xsoar.requests().filter(({ path: at }) => at === "/indicator/edit").length;
    await run(["scan", work.folder], env());
    assert.equal(edits(), 0);
  });

  it("never sends the key to another server than TI_SCRAPER_XSOAR_HOST names", async () => {
    for (const host of [
      "",
      "https://other.example",
      server.xsoar.origin.replace("http:", "https:"),
      "not an address",
    ]) {
      const { code, err, out } = await run(["scan", work.folder], { ...env(), TI_SCRAPER_XSOAR_HOST: host });
      assert.equal(code, 2, host);
      assert.match(err, /key is not sent/);
      assert.equal((err + out).includes(key), false);
    }
    assert.equal(server.xsoar.requests().length, 0);
  });

  it("never sends it to another tenant or path of that server, and knows all spellings of one", async () => {
    const { origin } = server.xsoar;
    const scan = async (host: string, agreed: string, more: object = {}) => {
      configure({ profile2cortex: true, CortexXSOARAPIConfig: { host, ...more } });
      return run(["scan", work.folder], { ...env(), TI_SCRAPER_XSOAR_HOST: agreed });
    };
    for (const [host, agreed] of [
      [`${origin}/acc_blue`, origin],
      [origin, `${origin}/acc_blue`],
      [`${origin}/acc_blue`, `${origin}/acc_red`],
      [`${origin}/proxy`, origin],
    ] as const) {
      const { code, err, out } = await scan(host, agreed);
      assert.equal(code, 2, host);
      assert.ok(err.includes(`the configuration comes to ${host}, TI_SCRAPER_XSOAR_HOST to ${agreed}.`), err);
      assert.equal((err + out).includes(key), false);
    }
    assert.equal(server.xsoar.requests().length, 0);
    assert.equal((await scan(`${origin}/`, `${origin}/#/home`)).code, 0);
    assert.ok(server.xsoar.requests().length > 0);
    for (const agreed of [origin, `${origin}/xsoar/public/v1`, `${origin}/xsoar/public/v1/`]) {
      // This one knows no key IDs: that it is asked at all is what counts.
      assert.doesNotMatch((await scan(origin, agreed, { key_id: "7" })).err, /key is not sent/);
    }
  });

  it("refuses a key in the configuration", async () => {
    configure({ profile2cortex: true, CortexXSOARAPIConfig: { host: server.xsoar.origin, api_key: "fake-plain-key" } });
    const { code, err, out } = await run(["scan", work.folder], env());
    assert.equal(code, 2);
    assert.match(err, /plain text.*replace it/s);
    assert.equal((err + out).includes("fake-plain-key"), false);
    assert.equal(server.xsoar.requests().length, 0);
  });

  it("scans all the same without a key, with a wrong one, and without the server; and says so once", async () => {
    const none = await run(["scan", work.folder], {});
    assert.equal(none.code, 0);
    assert.equal(none.out.match(/XSOAR: no key is set/g)?.length, 1);
    const wrongKey = await run(["scan", work.folder], { ...env(), TI_SCRAPER_XSOAR_API_KEY: "WRONG" });
    assert.equal(wrongKey.code, 1);
    assert.equal(wrongKey.out.match(/refused the API key/g)?.length, 1);
    await server.xsoar.close();
    const gone = await run(["scan", work.folder], env());
    assert.equal(gone.code, 1);
    assert.equal(gone.out.match(/refused the connection/g)?.length, 1);
  });

  it("waits for XSOAR as long as TI_SCRAPER_XSOAR_TIMEOUT says, and names it when that was too short", async () => {
    server.xsoar.fail({ kind: "hang", on: "search", times: 10 });
    const { code, out } = await run(["scan", work.folder], { ...env(), TI_SCRAPER_XSOAR_TIMEOUT: "1" });
    assert.equal(code, 1);
    assert.equal(out.match(/no answer within 1 second\..*TI_SCRAPER_XSOAR_TIMEOUT/g)?.length, 1, out);
    server.xsoar.clearFaults();
    const before = server.xsoar.requests().length;
    for (const seconds of ["0", "601", "-1", "soon", "1e2", "0.5"]) {
      const refused = await run(["scan", work.folder], { ...env(), TI_SCRAPER_XSOAR_TIMEOUT: seconds });
      assert.deepEqual([refused.code, refused.out], [2, ""], seconds);
      assert.match(refused.err, /TI_SCRAPER_XSOAR_TIMEOUT is to be a number of seconds from 1 to 600\./);
    }
    assert.equal(server.xsoar.requests().length, before);
    const whole = await run(["scan", work.folder, "--create", "all"], { ...env(), TI_SCRAPER_XSOAR_TIMEOUT: "600" });
    assert.equal(whole.code, 0, whole.err);
    assert.equal(server.xsoar.records().length, 1);
  });

  it("says once what went wrong with a name", async () => {
    server.xsoar.fail({ kind: "answer", on: "create", status: 400, body: "{}" });
    const { code, out } = await run(["scan", work.folder, "--create", "all"], env());
    assert.equal(code, 1);
    assert.equal(out.match(/XSOAR: Clop: /g)?.length, 1, out);
  });

  it("says of a name on the exclusion list why it has no record, as long as it stands there", async () => {
    const strict = await startXsoar({ key, store: { excluded: ["Clop"] } });
    try {
      configure({ profile2cortex: true, CortexXSOARAPIConfig: { host: strict.origin } });
      const there = { ...env(), TI_SCRAPER_XSOAR_HOST: strict.origin };
      for (const more of [["--create", "all"], []]) {
        const { out } = await run(["scan", work.folder, ...more], there);
        assert.match(out, /XSOAR: Clop is on the exclusion list; no record was created\./);
        assert.doesNotMatch(out, /has no record/);
      }
    } finally {
      await strict.close();
    }
  });

  it("in a dry run sends no write, and prints each request with its change", async () => {
    configure({ profile2cortex: true, CortexXSOARAPIConfig: { host: server.xsoar.origin, dry_run: true } });
    const first = await run(["scan", work.folder, "--create", "all"], env());
    assert.match(first.out, /dry run: a record for Clop would be created for Clop; nothing was sent\./);
    assert.match(first.out, /POST \/indicator\/create\n\s+\+ \{/);
    assert.match(first.out, /XSOAR: 1 note for 1 name waits\./);
    server.xsoar.put({ value: "Clop", indicator_type: "Threat Actor", CustomFields: null });
    const second = json(await run(["scan", work.folder, "--json"], env()));
    const [planned] = second["planned"] as { method: string; path: string; record: string; diff: string[] }[];
    assert.deepEqual([planned?.method, planned?.path], ["POST", "/indicator/edit"]);
    assert.ok(planned?.diff.some((line) => line.startsWith("+ communitynotes: ") && line.includes("/clop")));
    assert.deepEqual(
      (second["pending"] as { name: string; why: string }[]).map(({ name, why }) => [name, why]),
      [["Clop", "dryRun"]],
    );
    assert.ok(server.xsoar.requests().every(({ action }) => action === "search"));
  });

  it("keeps what could not be written, says why, and writes it with the next scan", async () => {
    server.xsoar.put({ value: "Clop", indicator_type: "Threat Actor", CustomFields: null });
    const refused = await run(["scan", work.folder, "--json"], { ...env(), TI_SCRAPER_XSOAR_API_KEY: "WRONG" });
    assert.equal(refused.code, 1);
    const failing = json(refused);
    const [waits] = failing["pending"] as { name: string; notes: unknown[]; why: string; message: string }[];
    assert.deepEqual([waits?.name, waits?.notes.length, waits?.why], ["Clop", 1, "failed"]);
    assert.match(waits?.message ?? "", /refused the API key/);
    const next = json(await run(["scan", work.folder, "--json"], env()));
    assert.deepEqual([next["pending"], next["new"]], [[], []]);
    assert.equal((next["notesAdded"] as { added: number }[])[0]?.added, 1);
  });
});

describe("ti-scraper scan with the editions of Cortex XSOAR", function () {
  this.timeout(30_000);
  const work = useCommandLine();
  const { run, configure } = work;

  for (const [name, server, settings] of [
    ["a tenant of XSOAR 6", { flavour: "v6-mt" }, {}],
    ["XSOAR 8", { flavour: "v8", keyId: "12" }, { key_id: 12 }],
    [
      "XSOAR 8 with an advanced key",
      { flavour: "v8", keyId: "12", keyType: "advanced" },
      { key_id: "12", key_type: "advanced" },
    ],
  ] as const) {
    it(`works with ${name}`, async () => {
      const key = "cli-tenant-key-7d31c06e";
      const xsoar = await startXsoar({ key, ...server });
      try {
        // The tenant is part of the address; what XSOAR 8 needs behind it is not.
        const host = server.flavour === "v8" ? xsoar.origin : xsoar.baseUrl;
        configure({ profile2cortex: true, CortexXSOARAPIConfig: { host, ...settings } });
        const env = { TI_SCRAPER_XSOAR_API_KEY: key, TI_SCRAPER_XSOAR_HOST: host };
        const { code, err } = await run(["scan", work.folder, "--create", "all"], env);
        assert.equal(code, 0, err);
        assert.deepEqual(
          xsoar.records().map(({ value }) => value),
          ["Clop"],
        );
        if (server.flavour === "v6-mt") assert.equal(xsoar.tenant("").records().length, 0);
        for (const { path: at } of xsoar.requests()) assert.ok((xsoar.origin + at).startsWith(`${xsoar.baseUrl}/`), at);
        assert.equal((await run(["scan", work.folder], env)).code, 0);
        assert.equal(xsoar.requests().filter(({ action }) => action === "create").length, 1);
      } finally {
        await xsoar.close();
      }
    });
  }
});
