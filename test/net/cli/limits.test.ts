import assert from "node:assert/strict";
import { json, useCommandLine } from "./useCommandLine";
import { useXsoar } from "./useXsoar";

/** As many entries as a feed may have that wants a record for itself. */
const FLOOD = 2_000;

describe("the limits of notes in ti-scraper scan", function () {
  this.timeout(120_000);
  let entries: readonly string[] = [];
  const work = useCommandLine((_request, response) => {
    const items = entries.map(
      (title, index) => `<item><title>${title}</title><link>https://news.example/${index}</link></item>`,
    );
    response.end(`<rss version="2.0"><channel>${items.join("")}</channel></rss>`);
  });
  const server = useXsoar(work);
  const scan = (...more: readonly string[]) => work.run(["scan", work.folder, "--json", ...more], server.env());
  const edits = () => server.xsoar.requests().filter(({ action }) => action !== "search").length;
  const notes = (): readonly string[] => {
    const [record] = server.xsoar.records();
    return ((record?.CustomFields?.["communitynotes"] ?? []) as { notes: string }[]).map(({ notes: text }) => text);
  };
  beforeEach(() => {
    server.xsoar.put({ value: "Clop", indicator_type: "Threat Actor", CustomFields: null });
  });

  it("a feed that floods one record writes nothing onto it, by whatever wording; the scan says so and ends with 0", async () => {
    entries = Array.from({ length: FLOOD }, (_, index) => `Clop &lt;b&gt;wants&lt;/b&gt; your record ${index}`);
    const { code, out } = await scan();
    assert.equal(code, 0);
    assert.deepEqual(json({ code, out, err: "" })["review"], { notes: FLOOD, records: 1, why: ["folder"] });
    assert.equal(edits(), 0);
    // Neither does it do so bit by bit.
    assert.deepEqual(((await scan()).out.match(/"notes":\d+/) ?? [""])[0], `"notes":${FLOOD}`);
    assert.equal(edits(), 0);
    assert.match((await work.run(["scan", work.folder], server.env())).out, /^XSOAR: 2,000 notes wait for review\.\n/);
  });

  it("--max-notes lets one run write as many, or all", async () => {
    entries = Array.from({ length: 30 }, (_, index) => `Clop strikes ${index}`);
    await scan("--max-notes", "29");
    assert.equal(edits(), 0);
    assert.equal((await scan("--max-notes", "30")).code, 0);
    assert.equal(notes().length, 30);
  });

  it("--max-notes counts the notes of records that are made as well, and what is left is told", async () => {
    work.configure({
      profileData: ["Clop", "Conti"],
      profile2cortex: true,
      CortexXSOARAPIConfig: { host: server.xsoar.origin },
    });
    entries = ["Clop strikes", "Clop strikes again", "Conti strikes", "Conti strikes again"];
    const { code, out, err } = await scan("--max-notes", "3", "--create", "all");
    assert.equal(code, 0, err);
    assert.deepEqual(json({ code, out, err })["review"], { notes: 2, records: 1, why: ["run"] });
    assert.deepEqual([notes().length, server.xsoar.records().length], [2, 1]);
  });

  it("write: review makes no record either, and says what waits", async () => {
    work.configure({
      profileData: ["Conti"],
      profile2cortex: true,
      CortexXSOARAPIConfig: { host: server.xsoar.origin, write: "review" },
    });
    entries = ["Conti strikes"];
    const { out } = await work.run(["scan", work.folder, "--create", "all"], server.env());
    assert.match(out, /^XSOAR: 1 note waits for review\.\n/);
    assert.equal(edits(), 0);
    assert.match((await work.run(["review", work.folder, "--create", "all"], server.env())).out, /write: review/);
  });

  it("a note keeps no address of a headline alive", async () => {
    entries = ["Clop: see https://evil.example/kit and www.evil.example"];
    await scan();
    assert.deepEqual(notes(), ["Clop: see hxxps://evil[.]example/kit and www[.]evil.example: https://news.example/0"]);
  });
});
