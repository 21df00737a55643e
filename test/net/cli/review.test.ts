import assert from "node:assert/strict";
import { json, useCommandLine } from "./useCommandLine";
import { useXsoar } from "./useXsoar";

interface Listed {
  readonly kind: string;
  readonly value: string;
  readonly names: readonly string[];
  readonly notes: readonly { readonly title: string; readonly url: string; readonly text: string }[];
}

describe("ti-scraper review", function () {
  this.timeout(60_000);
  const work = useCommandLine();
  const server = useXsoar(work);
  const { run, configure } = work;
  const { env } = server;

  const configured = (more: Readonly<Record<string, unknown>> = {}) =>
    configure({
      profileData: ["Clop", "Quillbat"],
      profile2cortex: true,
      CortexXSOARAPIConfig: { host: server.xsoar.origin },
      ...more,
    });
  const put = (value: string) => server.xsoar.put({ value, indicator_type: "Threat Actor", CustomFields: null });
  /** Finds an article each for both names while the server is not there. */
  const findWhileDown = async () => {
    configured();
    server.xsoar.fail({ kind: "answer", status: 502, times: 1000 });
    await run(["scan", work.folder], env());
    server.xsoar.clearFaults();
    server.xsoar.clearRequests();
  };
  const review = async (...args: readonly string[]) => run(["review", work.folder, ...args], env());
  const listed = async (...args: readonly string[]) => json(await review("--json", ...args))["writes"] as Listed[];
  const writes = () => server.xsoar.requests().filter(({ action }) => action === "edit" || action === "create");
  const notesOf = (value: string): string[] =>
    server.xsoar
      .records()
      .filter((record) => record.value === value)
      .flatMap((record) => (record.CustomFields?.["communitynotes"] ?? []) as { notes: string }[])
      .map(({ notes }) => notes);

  it("lists what waits with its record, and writes nothing", async () => {
    put("Clop");
    await findWhileDown();
    const { code, out } = await review();
    assert.equal(code, 0);
    assert.match(
      out,
      /^Clop: 1 note for record \d+\n.*502.*\n {2}\d{4}-\d\d-\d\d {2}Clop empties a file server\n {4}https:/m,
    );
    assert.match(out, /XSOAR: Quillbat has no record; .* \(--create all\)\./);
    assert.match(out, /XSOAR: 2 notes for 2 names wait\./);
    assert.deepEqual(
      (await listed()).map(({ kind, value, names, notes }) => [kind, value, names, notes.map(({ text }) => text)]),
      [["edit", "Clop", ["Clop"], ["Clop empties a file server: https://news.example/clop"]]],
    );
    assert.deepEqual(
      (await listed("--create", "all")).map(({ kind, value }) => [kind, value]),
      [
        ["edit", "Clop"],
        ["create", "Quillbat"],
      ],
    );
    assert.deepEqual(writes(), []);
  });

  it("writes what it lists, of the names it is told, and makes records only when told to", async () => {
    put("Clop");
    await findWhileDown();
    const written = await review("--write", "--json", "--name", "Quillbat");
    assert.deepEqual([written.code, writes()], [0, []]);
    assert.deepEqual(
      (json(written)["recordsMissing"] as { name: string }[]).map(({ name }) => name),
      ["Quillbat"],
    );
    const all = await review("--write", "--create", "all");
    assert.equal(all.code, 0, all.err);
    assert.match(all.out, /XSOAR: Clop: 1 note added to record \d+/);
    assert.match(all.out, /XSOAR: record \d+ created for Quillbat with 1 note\./);
    assert.equal(notesOf("Clop").length, 1);
    assert.equal((await review()).out, "Nothing waits to be written to XSOAR.\n");
  });

  it("gives up what waits, which no later scan writes", async () => {
    put("Clop");
    await findWhileDown();
    assert.deepEqual(json(await run(["review", work.folder, "--discard", "--name", "Clop", "--json"])), {
      discarded: [{ name: "Clop", notes: 1 }],
    });
    await run(["scan", work.folder], env());
    assert.deepEqual(notesOf("Clop"), []);
    assert.equal((await review("--discard")).out, "1 note for 1 name given up.\n");
  });

  it("lists and writes what was found and never noted, from a day on", async () => {
    put("Clop");
    configured({ profile2cortex: false });
    await run(["scan", work.folder], env());
    assert.deepEqual(await listed(), []);
    assert.deepEqual(
      (await listed("--known", "--create", "all")).map(({ value, notes }) => [value, notes.length]),
      [
        ["Clop", 1],
        ["Quillbat", 1],
      ],
    );
    assert.deepEqual(await listed("--known", "--since", "2999-01-01"), []);
    assert.equal((await review("--known", "--since", "2999-01-01", "--write")).code, 0);
    assert.deepEqual(notesOf("Clop"), []);
    assert.equal((await review("--known", "--since", "2020-01-01", "--name", "Clop", "--write")).code, 0);
    assert.deepEqual(notesOf("Clop"), ["Clop empties a file server: https://news.example/clop"]);
    assert.deepEqual(await listed("--known", "--name", "Clop"), []);
  });

  it("tells without a key what waits, and what is missing; writing needs it", async () => {
    put("Clop");
    await findWhileDown();
    const { code, out, err } = await run(["review", work.folder]);
    assert.equal(code, 0);
    assert.match(out, /^Clop: 1 note\n/);
    assert.match(err, /Set TI_SCRAPER_XSOAR_API_KEY/);
    assert.equal((await run(["review", work.folder, "--write"])).code, 2);
    assert.deepEqual(server.xsoar.requests(), []);
  });

  it("ends with 1 when the server fails, and keeps what waits", async () => {
    put("Clop");
    await findWhileDown();
    server.xsoar.fail({ kind: "answer", status: 401, times: 100 });
    const { code, out } = await review("--write");
    assert.equal(code, 1);
    assert.match(out, /refused the API key/);
    assert.match(out, /2 notes for 2 names wait/);
  });

  it("sends nothing in a dry run", async () => {
    put("Clop");
    await findWhileDown();
    configured({ CortexXSOARAPIConfig: { host: server.xsoar.origin, dry_run: true } });
    const { code, out } = await review("--write");
    assert.equal(code, 0);
    assert.match(out, /XSOAR, dry run: record \d+ \(Clop\) would be changed/);
    assert.deepEqual(writes(), []);
  });

  it("says what is wrong with its options", async () => {
    configured();
    for (const [args, message] of [
      [["--write", "--discard"], "review takes one of --write and --discard."],
      [["--since", "2026-01-01"], "review takes --since with --known only."],
      [["--known", "--since", "today"], "--since takes a day: YYYY-MM-DD."],
      [["--known", "--discard"], "--discard gives up what waits; what is --known does not wait."],
      [["--create", "some"], "--create takes none or all."],
      [["--name", "Nobody"], "Nobody is no name of the configuration, and nothing was found for it."],
    ] as const) {
      const { code, err } = await review(...args);
      assert.equal(code, 2, args.join(" "));
      assert.ok(err.includes(message), err);
    }
  });
});
