import { deepEqual, equal, ok } from "node:assert/strict";
import { type Translate, plainText } from "../../../src/core/text/translate";
import type { PendingRow } from "../../../src/core/xsoar/reports";
import { type Xsoar, createXsoar } from "../../world/xsoar/server";
import { type FakeWorld, NOON, createFakeWorld } from "../scan/fakes";

const FEED = "https://news.test/rss";
const never = new AbortController().signal;
const DAY_MS = 86_400_000;

/** A workspace, and an XSOAR in the same process. */
function world(
  xsoarConfig: Record<string, unknown> = {},
  stored?: { files: Map<string, string>; documents: Map<string, string> },
  profiles: readonly string[] = ["Clop", "Conti"],
  t: Translate = plainText,
): FakeWorld {
  const config = {
    websiteconfig: { rss_feeds: [FEED], webpages: [], stopwords: [], specialHandling: {} },
    resultfile: { createFile: false },
    profiling: {
      profileData: profiles,
      profile2cortex: true,
      CortexXSOARAPIConfig: { host: "https://xsoar.test", ...xsoarConfig },
    },
  };
  return createFakeWorld(config, stored, t);
}

function feed(...items: readonly (readonly [title: string, url: string])[]): string {
  const text = items.map(([title, url]) => `<item><title>${title}</title><link>${url}</link></item>`).join("");
  return `<rss version="2.0"><channel>${text}</channel></rss>`;
}

/** Hands the requests of a world's session to the simulator. */
function connect(it: FakeWorld, xsoar: Xsoar): void {
  it.web.set("*", (request) => xsoar.http.request(request));
}

const short = (rows: readonly PendingRow[]): unknown =>
  rows.map(({ name, create, notes, why }) => [name, create, notes.map(({ article }) => article.url), why.kind]);
const notesOf = (xsoar: Xsoar, value: string): string[] =>
  xsoar
    .records()
    .filter((record) => record.value === value)
    .flatMap((record) => (record.CustomFields?.["communitynotes"] ?? []) as { notes: string }[])
    .map(({ notes }) => notes);

describe("the outbox of a workspace", () => {
  let xsoar: Xsoar;
  const open = (...args: Parameters<typeof world>): FakeWorld => {
    const it = world(...args);
    connect(it, xsoar);
    it.web.set(FEED, feed(["Clop strikes", "https://news.test/a"], ["Conti again", "https://news.test/b"]));
    return it;
  };
  beforeEach(() => {
    xsoar = createXsoar({ key: "outbox-key" });
  });
  const clop = () => xsoar.put({ value: "Clop", indicator_type: "Threat Actor", CustomFields: null });

  it("holds each note from the scan until the server has confirmed it, and says why it waits", async () => {
    clop();
    const it = open();
    await it.scan();
    deepEqual(short(await it.session.notes.pending()), [
      ["Clop", false, ["https://news.test/a"], "notTried"],
      ["Conti", false, ["https://news.test/b"], "notTried"],
    ]);
    await it.session.notes.writeWaiting(xsoar.connection, never);
    deepEqual(short(await it.session.notes.pending()), [["Conti", false, ["https://news.test/b"], "missing"]]);
    const rows = (await it.session.articles.overview()).rows;
    deepEqual(
      rows.map(({ name, pending, articles }) => [name, pending?.notes, pending?.why.kind, articles[0]?.note]),
      [
        ["Clop", undefined, undefined, "noted"],
        ["Conti", 1, "missing", "pending"],
      ],
    );
    equal(rows[1]?.pending?.since, new Date(NOON).toISOString());
  });

  it("keeps what waits when the server fails, and tells its sentence", async () => {
    const it = open();
    await it.scan();
    const { failure } = await it.session.notes.writeWaiting({ ...xsoar.connection, apiKey: "wrong" }, never);
    ok(failure !== null);
    const [row] = await it.session.notes.pending();
    ok(
      row?.why.kind === "failed" && row.why.code === failure.code && row.why.message.startsWith("Cortex XSOAR refused"),
    );
  });

  it("says why something waits in the language of whoever reads it, whoever wrote it down", async () => {
    const it = open();
    await it.scan();
    await it.session.notes.writeWaiting({ ...xsoar.connection, apiKey: "wrong" }, never);
    xsoar.fail({ kind: "answer", status: 400, body: "{}", on: "search" });
    await it.session.notes.retry(xsoar.connection, ["Conti"], never);
    for (const name of ["xsoar-outbox", "matches"]) ok(!it.documents.get(name)?.includes("Cortex"), name);
    const other = open({}, it, undefined, (message, args) => `[${plainText(message, args)}]`);
    for (const { why } of await other.session.notes.pending())
      ok(why.kind === "failed" && /^\[+Cortex XSOAR re.*\]$/.test(why.message), JSON.stringify(why));
    const { rows } = await other.session.articles.overview();
    const [record, ...more] = rows.flatMap(({ record }) => (record.kind === "failed" ? [record.message] : []));
    ok(more.length === 0 && /^\[+Cortex XSOAR rejected.*\]$/.test(record ?? ""), record);
  });

  it("shows the sentences that earlier versions wrote down", async () => {
    const it = open();
    await it.scan();
    await it.session.notes.writeWaiting({ ...xsoar.connection, apiKey: "wrong" }, never);
    const edit = (document: string, change: (row: Record<string, unknown>) => void): void => {
      const whole = JSON.parse(it.documents.get(document) ?? "") as { data: [string, Record<string, unknown>][] };
      for (const [, row] of whole.data) change(row);
      it.documents.set(document, JSON.stringify(whole));
    };
    edit("xsoar-outbox", (row) => (row["why"] = { kind: "failed", code: "keyRefused", message: "As it was said." }));
    edit("matches", (row) => (row["record"] = { kind: "failed", message: "As it was said." }));
    for (const { why } of await it.session.notes.pending())
      deepEqual(why, { kind: "failed", code: "keyRefused", message: "As it was said." });
    for (const { record } of (await it.session.articles.overview()).rows)
      deepEqual(record, { kind: "failed", code: "", message: "As it was said." });
  });

  it("survives the article's expiry and the removal of its profile", async () => {
    const it = open();
    await it.scan();
    const documents = it.documents;
    const later = open({}, { files: it.files, documents }, ["Conti"]);
    later.later(31 * DAY_MS);
    later.web.set(FEED, feed(["Nobody", "https://news.test/z"]));
    await later.scan();
    deepEqual(
      (await later.session.articles.overview()).rows.map(({ name, articles }) => [
        name,
        articles.map(({ note }) => note),
      ]),
      [
        ["Conti", ["pending"]],
        ["Clop", ["pending"]],
      ],
    );
    clop();
    await later.session.notes.writeWaiting(xsoar.connection, never);
    deepEqual(notesOf(xsoar, "Clop"), ["Clop strikes: https://news.test/a"]);
    deepEqual(short(await later.session.notes.pending()), [["Conti", false, ["https://news.test/b"], "missing"]]);
  });

  it("takes over what an earlier version called pending, and what a damaged outbox held", async () => {
    clop();
    const it = open();
    await it.scan();
    for (const text of [null, "{ not JSON", '{"version":0}']) {
      if (text === null) it.documents.delete("xsoar-outbox");
      else it.documents.set("xsoar-outbox", text);
      deepEqual(
        (await it.session.notes.pending()).map(({ name }) => name),
        ["Clop", "Conti"],
      );
    }
    await it.session.notes.writeWaiting(xsoar.connection, never);
    deepEqual(notesOf(xsoar, "Clop"), ["Clop strikes: https://news.test/a"]);
  });

  it("completes a record that was asked for in an earlier run", async () => {
    const it = open();
    await it.scan();
    xsoar.fail({ kind: "answer", status: 400, on: "create" });
    const refused = await it.session.notes.createRecords(xsoar.connection, ["Conti"], never);
    equal(refused.outcomes[0]?.kind, "failed");
    const [, conti] = await it.session.notes.pending();
    deepEqual([conti?.create, conti?.why.kind], [true, "failed"]);
    const again = open({}, it);
    const report = await again.session.notes.writeWaiting(xsoar.connection, never);
    deepEqual(
      report.outcomes.map(({ name, kind }) => [name, kind]),
      [
        ["Clop", "missing"],
        ["Conti", "created"],
      ],
    );
    deepEqual(notesOf(xsoar, "Conti"), ["Conti again: https://news.test/b"]);
  });

  it("looks for a record whose creation was cut off before it makes one, for as long as it may appear", async () => {
    const it = open();
    await it.scan();
    // The state of a process that ended between the creation and its answer; the record shows at the third look.
    const outbox = JSON.parse(it.documents.get("xsoar-outbox") ?? "") as { data: [string, Record<string, unknown>][] };
    const sentAt = new Date(NOON + 60_000).toISOString();
    for (const [name, row] of outbox.data) if (name === "Conti") row["create"] = { decided: sentAt, sentAt };
    it.documents.set("xsoar-outbox", JSON.stringify(outbox));
    let looks = 0;
    xsoar.observe((phase, { action }) => {
      if (phase === "received" && action === "search" && ++looks === 3)
        xsoar.put({ value: "Conti", indicator_type: "Threat Actor", CustomFields: null });
    });
    await it.session.notes.writeWaiting(xsoar.connection, never);
    equal(xsoar.requests().filter(({ action }) => action === "create").length, 0);
    deepEqual(notesOf(xsoar, "Conti"), ["Conti again: https://news.test/b"]);
  });

  it("does not try what is on the exclusion list with each scan, but when the user retries", async () => {
    xsoar = createXsoar({ key: "outbox-key", store: { excluded: ["Conti"] } });
    const it = open();
    await it.scan();
    await it.session.notes.createRecords(xsoar.connection, ["Conti"], never);
    const creations = () => xsoar.requests().filter(({ action }) => action === "create").length;
    equal(creations(), 1);
    await it.session.notes.writeWaiting(xsoar.connection, never);
    await it.session.notes.writeWaiting(xsoar.connection, never);
    equal(creations(), 1);
    equal((await it.session.notes.pending()).find(({ name }) => name === "Conti")?.why.kind, "excluded");
    await it.session.notes.retry(xsoar.connection, ["Conti"], never);
    equal(creations(), 2);
  });

  it("retries one name only, and gives up what is discarded for good", async () => {
    clop();
    xsoar.put({ value: "Conti", indicator_type: "Threat Actor", CustomFields: null });
    const it = open();
    await it.scan();
    await it.session.notes.retry(xsoar.connection, ["Conti"], never);
    deepEqual([notesOf(xsoar, "Clop"), notesOf(xsoar, "Conti").length], [[], 1]);
    await it.session.notes.discard("Clop");
    deepEqual(await it.session.notes.pending(), []);
    await it.scan();
    await it.session.notes.writeWaiting(xsoar.connection, never);
    deepEqual(notesOf(xsoar, "Clop"), []);
    const row = (await it.session.articles.overview()).rows.find(({ name }) => name === "Clop");
    deepEqual([row?.articles[0]?.note, row?.pending], ["off", undefined]);
    const key = row?.articles[0]?.article.key ?? "";
    await it.session.notes.add(xsoar.connection, "Clop", [key], never);
    equal(notesOf(xsoar, "Clop").length, 1);
  });

  it("previews exactly what is sent then, and sends nothing", async () => {
    clop();
    const it = open({ note_template: "{matched}: {title} {url}" });
    await it.scan();
    const before = JSON.stringify(xsoar.records());
    const plan = await it.session.notes.preview(xsoar.connection, { names: null }, never);
    deepEqual(
      plan.writes.map(({ names, kind, notes }) => [names, kind, notes.map(({ text }) => text)]),
      [
        [["Clop"], "edit", ["Clop: Clop strikes https://news.test/a"]],
        [["Conti"], "create", ["Conti: Conti again https://news.test/b"]],
      ],
    );
    equal(JSON.stringify(xsoar.records()), before);
    ok(plan.writes[0]?.diff.includes('+ communitynotes: "Clop: Clop strikes https://news.test/a"'));
    deepEqual(plan.writes[0]?.lastSeen.before, "0001-01-01T00:00:00Z");
    await it.session.notes.createRecords(xsoar.connection, ["Clop", "Conti"], never);
    const sent = xsoar.requests().filter(({ action }) => action === "edit" || action === "create");
    deepEqual(
      sent.map(({ bodyText }) => bodyText).slice(0, 2),
      plan.writes.map(({ request }) => request.body),
    );
  });

  it("previews no record the user does not want to be asked for, unless it is pointed at", async () => {
    clop();
    const it = open();
    await it.scan();
    await it.session.notes.writeWaiting(xsoar.connection, never);
    const planned = async (names: readonly string[] | null) =>
      (await it.session.notes.preview(xsoar.connection, { names }, never)).writes.map(
        ({ kind, value }) => `${kind} ${value}`,
      );
    deepEqual(await planned(null), ["create Conti"]);
    await it.session.notes.dismiss(["Conti"]);
    deepEqual(await planned(null), []);
    deepEqual(await planned(["Conti"]), ["create Conti"]);
  });

  it("writes what was reviewed in one run: what is an edit never becomes a record", async () => {
    clop();
    const it = open();
    await it.scan();
    xsoar.clearRequests();
    const clopEdit = { kind: "edit", names: ["Clop"], keys: ["https://news.test/a"] } as const;
    const contiCreation = { kind: "create", names: ["Conti"], keys: ["https://news.test/b"] } as const;
    const both = { writes: [clopEdit, contiCreation] };
    const { outcomes } = await it.session.notes.writeReviewed(xsoar.connection, both, never);
    deepEqual(
      outcomes.map(({ name, kind }) => [name, kind]),
      [
        ["Clop", "noted"],
        ["Conti", "created"],
      ],
    );
    deepEqual(
      xsoar.requests().map(({ action }) => action),
      ["search", "edit", "create", "search"],
    );
    deepEqual(await it.session.notes.pending(), []);

    // Somebody took the notes away: all of a name are meant when none waits, as its preview has shown.
    for (const { id } of xsoar.records()) xsoar.remove(id);
    clop();
    equal((await it.session.notes.preview(xsoar.connection, { names: ["Clop"] }, never)).writes[0]?.kind, "edit");
    const again = await it.session.notes.writeReviewed(xsoar.connection, { writes: [clopEdit] }, never);
    deepEqual(
      again.outcomes.map((outcome) => outcome.kind === "noted" && outcome.added),
      [1],
    );
    for (const { id } of xsoar.records()) xsoar.remove(id);
    const gone = await it.session.notes.writeReviewed(xsoar.connection, { writes: [clopEdit] }, never);
    deepEqual([gone.outcomes.map(({ kind }) => kind), xsoar.records()], [["missing"], []]);
  });

  it("sends no write in a dry run, and keeps what waits", async () => {
    clop();
    const it = open({ dry_run: true });
    await it.scan();
    const report = await it.session.notes.writeWaiting(xsoar.connection, never);
    deepEqual([report.planned?.length, report.outcomes.map(({ kind }) => kind)], [1, ["missing"]]);
    const created = await it.session.notes.createRecords(xsoar.connection, ["Conti"], never);
    deepEqual(
      created.planned?.map(({ request }) => request.path),
      ["/indicator/create"],
    );
    ok(xsoar.requests().every(({ action }) => action === "search"));
    deepEqual(short(await it.session.notes.pending()), [
      ["Clop", false, ["https://news.test/a"], "dryRun"],
      ["Conti", false, ["https://news.test/b"], "dryRun"],
    ]);
  });

  it("leaves lastSeen alone and uses the configured type when told to", async () => {
    const id = xsoar.put({
      value: "Clop",
      indicator_type: "Malware",
      lastSeen: "2020-01-01T00:00:00Z",
      CustomFields: {},
    });
    const it = open({ set_last_seen: false, indicator_type: "STIX Threat Actor" });
    await it.scan();
    await it.session.notes.writeWaiting(xsoar.connection, never);
    equal(xsoar.records().find((record) => record.id === id)?.["lastSeen"], "2020-01-01T00:00:00Z");
    await it.session.notes.createRecords(xsoar.connection, ["Conti"], never);
    const made = xsoar.records().find(({ value }) => value === "Conti");
    deepEqual([made?.["indicator_type"], notesOf(xsoar, "Conti").length], ["STIX Threat Actor", 1]);
  });

  it("goes by the types of records that are listed, and by that of new ones", async () => {
    const ids = [
      xsoar.put({ value: "Clop", indicator_type: "Location", lastSeen: "2020-01-01T00:00:00Z", CustomFields: null }),
      xsoar.put({ value: "Conti", indicator_type: "stix group", CustomFields: null }),
    ];
    const before = ids.map((id) => xsoar.recordText(id));
    const write = async (config: Record<string, unknown>): Promise<unknown> => {
      const it = open(config);
      await it.scan();
      const { outcomes } = await it.session.notes.writeWaiting(xsoar.connection, never);
      return outcomes.map(({ kind }) => kind);
    };
    deepEqual(await write({}), ["missing", "missing"]);
    deepEqual(await write({ record_types: ["Threat Actor"], indicator_type: "Malware" }), ["missing", "missing"]);
    deepEqual(
      ids.map((id) => xsoar.recordText(id)),
      before,
    );
    deepEqual(await write({ record_types: ["Tool"], indicator_type: "Group" }), ["missing", "noted"]);
    deepEqual(await write({ record_types: ["location", "group"] }), ["noted", "noted"]);
  });

  it("says why it makes no record that would change one of another type, and waits for one made by hand", async () => {
    const it = open();
    const taken = xsoar.put({ value: "Conti", indicator_type: "Report", CustomFields: null });
    const before = xsoar.recordText(taken);
    await it.scan();
    const { outcomes } = await it.session.notes.createRecords(xsoar.connection, ["Conti"], never);
    deepEqual(
      outcomes.map((outcome) => outcome.kind === "failed" && outcome.failure.code),
      ["otherType"],
    );
    const row = (await it.session.notes.pending()).find(({ name }) => name === "Conti");
    ok(row?.why.kind === "failed" && /"Conti" as a record of the type "Report"/.test(row.why.message));
    xsoar.put({ value: "Conti Team", indicator_type: "Threat Actor", CustomFields: { aliases: ["Conti (us)"] } });
    await it.session.notes.writeWaiting(xsoar.connection, never);
    deepEqual([notesOf(xsoar, "Conti Team").length, xsoar.recordText(taken)], [1, before]);
  });

  it("reports twins where the server allows them", async () => {
    xsoar = createXsoar({ key: "outbox-key", store: { duplicates: "duplicate" } });
    const it = open();
    await it.scan();
    xsoar.fail({ kind: "rival", on: "create", note: "theirs" });
    const { outcomes } = await it.session.notes.createRecords(xsoar.connection, ["Conti"], never);
    const [conti] = outcomes;
    ok(conti?.kind === "created" && conti.twins?.length === 1);
    deepEqual(
      (await it.session.notes.pending()).map(({ name }) => name),
      ["Clop"],
    );
    await it.session.notes.add(xsoar.connection, "Conti", ["https://news.test/b"], never);
    const [row] = (await it.session.notes.pending()).filter(({ name }) => name === "Conti");
    equal(row?.why.kind, "ambiguous");
  });
});
