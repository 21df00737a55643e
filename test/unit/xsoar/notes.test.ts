import { deepEqual, equal, ok } from "node:assert/strict";
import type { Article } from "../../../src/core/model/model";
import { canonicalUrl } from "../../../src/core/urls/canonicalUrl";
import type { HttpResult } from "../../../src/core/ports";
import { type NotesOutcome, addNotes, planNotes } from "../../../src/core/xsoar/notes";
import { noteUrls } from "../../../src/core/xsoar/noteUrls";
import { type NoteArticle, noteText, withoutRemark } from "../../../src/core/xsoar/noteText";
import { readRecord } from "../../../src/core/xsoar/record";
import type { XsoarClient } from "../../../src/core/xsoar/client";
import {
  NEVER,
  NOW,
  article,
  fakeStore,
  json,
  noWait,
  page,
  paths,
  recordText,
  scripted,
  staleVersion,
  text,
} from "./fakes";
import { processorMs } from "../../processorMs";

const OPTIONS = { now: NOW, wait: noWait };
const A = article("Clop strikes", "https://news.test/a");
const B = article("Clop again", "https://www.news.test/b?id=1&utm_source=x");
const timeout: HttpResult = { ok: false, failure: { code: "timeout", seconds: 1 } };

const add = (client: XsoarClient, raw: string, articles: readonly Article[], signal = NEVER): Promise<NotesOutcome> =>
  addNotes(client, readRecord(raw)!, articles, OPTIONS, signal);
const short = (outcome: NotesOutcome): unknown =>
  outcome.kind === "noted" ? [outcome.added.length, outcome.alreadyThere] : outcome.failure.code;

describe("noteText", () => {
  it("is headline: url, on one line, with the published address", () => {
    equal(
      noteText(article(" A\r\nb\u0000c\u202Ed  e ", "https://x.test/%26?a=%2F+=#f")),
      "A b cd e: https://x.test/%26?a=%2F+=#f",
    );
    equal(noteText(article("", "https://x.test/")), "https://x.test/");
    equal(noteText(article("Emoji 👩‍💻", "https://x.test/")), "Emoji 👩‍💻: https://x.test/");
  });

  it("keeps a headline of a megabyte readable", () => {
    const note = noteText(article("x".repeat(1_000_000), "https://x.test/a"));
    ok(note.length < 1_100 && note.endsWith("…: https://x.test/a"));
  });
});

describe("noteText by a template", () => {
  const one: NoteArticle = {
    ...article("Clop {url} strikes", "https://x.test/a"),
    published: "2026-05-04T10:00:00Z",
    matched: ["Clop", "TA505"],
  };
  const written = (template: string, maxLength = 0, of = one): string => noteText(of, { template, maxLength });

  it("fills every placeholder, none of them twice, and leaves what is none", () => {
    equal(
      written("{matched} in {title} ({source}, {published}) {url} {other}"),
      "Clop, TA505 in Clop {url} strikes (news.test, 2026-05-04T10:00:00Z) https://x.test/a {other}",
    );
    equal(written("{title}"), "Clop {url} strikes https://x.test/a");
    equal(
      written("{url} {why}", 0, { ...one, why: ["“Clop” in the headline.", "“ta505”\nin the address."] }),
      "https://x.test/a “Clop” in the headline. “ta505” in the address.",
    );
    equal(written("{url} {why}"), "https://x.test/a");
    equal(written("{url}"), "https://x.test/a");
    equal(written("[{source}]\n{title}: {url}"), "[news.test] Clop {url} strikes: https://x.test/a");
  });

  it("cuts the headline, then the rest, never the address and no character", () => {
    equal(written("{title}: {url}", 28), "Clop {url…: https://x.test/a");
    for (let limit = 1; limit < 60; limit++) {
      for (const template of [
        "{title}: {url}",
        "{url} {title} by {matched}",
        "a long preface of its own {url}",
        "{title}",
      ]) {
        const note = written(template, limit, { ...one, title: "👩‍💻👩‍💻👩‍💻 and more" });
        ok(note.includes("https://x.test/a"), note);
        ok(note.length <= Math.max(limit, "https://x.test/a".length), `${limit} ${note}`);
        ok(!/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/.test(note), note);
      }
    }
  });

  it("is known again by its address, whatever the template", () => {
    for (const template of [
      "{title}: {url}",
      "{url} – {title}",
      "({url}) {matched}",
      "see {url}, {title}",
      "{title}",
    ]) {
      for (const url of ["https://www.x.test//a?utm_source=b&c=1", "https://x.test/a b/c", "https://x.test/(a)"]) {
        const held = noteUrls(written(template, 0, { ...one, title: "No address", url }));
        ok(held.includes(canonicalUrl(url)), `${template} ${url}`);
      }
    }
  });
});

describe("noteUrls", () => {
  const holds: readonly (readonly [string, string])[] = [
    ["Old: https://www.heise.de//news/x-1.html", "https://heise.de/news/x-1.html"],
    ["Why https://first.test/a matters: http://www.second.test/b/", "https://first.test/a"],
    ["Why https://first.test/a matters: http://www.second.test/b/", "https://second.test/b"],
    ["see https://x.test/a.", "https://x.test/a"],
    ["(https://x.test/a_(b))", "https://x.test/a_(b)"],
    ["[title](https://x.test/a)", "https://x.test/a"],
    ['<a href="https://x.test/a?b=1&amp;c=2">', "https://x.test/a?b=1&c=2"],
    ["raw: https://x.test/a?b=1&amp;c=2", "https://x.test/a?amp;c=2&b=1"],
    ["hxxps://www.x[.]test/a", "https://x.test/a"],
    ["https[:]//x.test/a", "https://x.test/a"],
    ["https://x.test/a,https://y.test/b;https://z.test", "https://y.test/b"],
    ["https://x.test/a\nhttps://y.test/b", "https://x.test/a"],
    ["Blank: https://x.test/a b", "https://x.test/a%20b"],
    ["標題https://x.test/ä", "https://x.test/%C3%A4"],
  ];
  for (const [note, url] of holds)
    it(JSON.stringify(note), () => ok(noteUrls(note).includes(url), noteUrls(note).join(" ")));
  it("of a line with several, the last with blanks in it; each where a note has thousands of them", () => {
    deepEqual(noteUrls("https://x.test/a b\nhttps://x.test/c d: https://x.test/e f"), [
      "https://x.test/a",
      "https://x.test/a%20b",
      "https://x.test/c",
      "https://x.test/e",
      "https://x.test/e%20f",
    ]);
    const many = Array.from({ length: 5_000 }, (_, index) => `https://x.test/${index}`);
    const held = new Set(noteUrls(many.join(" ")));
    ok(many.every((url) => held.has(url)));
  });
  it("of a long text from its end, and says that it did not read its beginning", () => {
    const cut = (note: string) => {
      let times = 0;
      const urls = noteUrls(note, null, () => times++);
      return [urls.includes("https://x.test/first"), urls.includes("https://x.test/last"), times > 0];
    };
    const between = (part: string) => `https://x.test/first ${part} https://x.test/last`;
    deepEqual(cut(between("word ".repeat(1_000))), [true, true, false]);
    deepEqual(cut(between("word ".repeat(200_000))), [false, true, true]);
    deepEqual(cut(between("https://y.test/a ".repeat(10_000))), [false, true, true]);
  });
  it("with as many signs behind it as there may be, and with none of those it has too many of", () => {
    const held = noteUrls(`https://x.test/a${")".repeat(20_000)}`);
    ok(held.includes("https://x.test/a") && held.length <= 12);
    ok(noteUrls("(https://x.test/a!)))…").includes("https://x.test/a!)))%E2%80%A6"));
  });
  it("on certain hosts, however they are written", () => {
    const hosts = new Set(["x.test", "127.0.0.1", "xn--bcher-kva.test"]);
    for (const note of [
      "HTTPS://WWW.X.TEST/a",
      "http://x.test:80/a",
      "http://me:80@x.test/a",
      "https://x.test./a",
      "(https://x.test)",
      "https://x%2Etest/a",
      "hxxps://x[.]test/a",
      "http://0x7f.1/a",
      "http://bücher.test/a",
      "http://x.test\\a",
    ])
      equal(noteUrls(note, hosts).length > 0, true, note);
    deepEqual(noteUrls("https://y.test/a http://x.test.y/b https://xtest/", hosts), []);
  });
  for (const [what, note] of [
    ["addresses and blanks", "http://e.example/a ".repeat(40_000)],
    ["addresses and commas", "http://e.example/a,".repeat(40_000)],
    ["different addresses", Array.from({ length: 40_000 }, (_, index) => `http://e.example/${index})))`).join(" ")],
    ["an address that ends in brackets", `http://e.example/a${")".repeat(800_000)}`],
    ["one address", `http://e.example/${"a%41".repeat(200_000)}`],
    ["beginnings", "http://".repeat(100_000)],
    ["lines", "http://e.example/a b\n".repeat(40_000)],
    ["brackets", "[".repeat(800_000)],
  ] as const)
    it(`in time proportional to the text: ${what}`, () => {
      const started = processorMs();
      noteUrls(note);
      // Quadratic, the shortest of these took 40 s.
      ok(processorMs() - started < 4_000, `${processorMs() - started} ms`);
    });
  it("none where there is none", () =>
    deepEqual([noteUrls(""), noteUrls("no address here: http"), noteUrls("ftp://x")], [[], [], []]));
});

describe("planNotes", () => {
  it("blocks for some milliseconds at a time at a record of 5,000 notes, and finds what it holds", async () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => ({
      notes: `Heron strikes again and again, part ${index}: https://www.news.test/story/${index}/?utm_source=rss`,
      timestamp: NOW.toISOString(),
    }));
    const record = readRecord(recordText("7", "Heron", { communitynotes: rows }))!;
    const wanted = Array.from({ length: 120 }, (_, index) =>
      article("Other title", `https://news.test/story/${index * 50}`),
    );
    let longest = 0;
    let since = 0;
    const blocked = (): void => void (longest = Math.max(longest, processorMs() - since));
    const wait = async (): Promise<void> => {
      blocked();
      await new Promise((resolve) => setImmediate(resolve));
      since = processorMs();
    };
    // Another process may take its turn in between: the quietest of some runs tells what is ours.
    let shortest = Number.POSITIVE_INFINITY;
    for (let run = 0; run < 6; run++) {
      longest = 0;
      since = processorMs();
      const plan = await planNotes(record, wanted, { ...OPTIONS, wait }, NEVER);
      blocked();
      equal(plan?.missing.size, 20);
      shortest = Math.min(shortest, longest);
    }
    ok(shortest < 50, `${shortest} ms`);
  });
});

describe("addNotes", () => {
  it("appends what is missing in one edit, with a zone, and sets lastSeen", async () => {
    const raw = recordText(
      "7",
      "Clop",
      { aliases: ["Cl0p"], communitynotes: [{}, { notes: "old: https://news.test/old" }] },
      4,
    );
    const { client, log } = scripted(json({ id: "7", version: 5, value: "Clop" }));
    const outcome = await add(client, raw, [A, B]);
    deepEqual(short(outcome), [2, 0]);
    deepEqual(paths(log), ["edit"]);
    const sent = JSON.parse(log[0]!.body) as {
      version: number;
      lastSeen: string;
      CustomFields: { communitynotes: unknown };
    };
    deepEqual([sent.version, sent.lastSeen], [4, "2026-05-04T10:20:30.456Z"]);
    deepEqual(sent.CustomFields.communitynotes, [
      {},
      { notes: "old: https://news.test/old" },
      { notes: "Clop strikes: https://news.test/a", timestamp: "2026-05-04T10:20:30.456Z" },
      { notes: "Clop again: https://www.news.test/b?id=1&utm_source=x", timestamp: "2026-05-04T10:20:30.456Z" },
    ]);
    equal(outcome.kind === "noted" && outcome.record.version, 5);
  });

  it("makes no edit when there is nothing to add", async () => {
    const raw = recordText("7", "Clop", {
      communitynotes: [{ notes: "x: http://www.news.test//a/#c" }, { notes: "y (https://news.test/b?id=1)." }],
    });
    const { client, log } = scripted(staleVersion);
    deepEqual(short(await add(client, raw, [A, B])), [0, 2]);
    deepEqual(short(await add(client, raw, [])), [0, 0]);
    equal(log.length, 0);
  });

  it("writes an article given twice once", async () => {
    const { client, log } = scripted(json({ id: "7", value: "Clop" }));
    const outcome = await add(client, recordText("7", "Clop", null), [
      A,
      article("Other title", "http://www.news.test/a/?utm_medium=rss"),
    ]);
    deepEqual(short(outcome), [1, 0]);
    equal(log[0]!.body.split("news.test/a").length, 2);
  });

  it("a second run adds nothing, whatever the address looks like", async () => {
    const odd = [
      "https://x.test/a b",
      "https://x.test/a)",
      "https://x.test/a?b=1&amp;c=2",
      "https://x.test/ü?q=%C3%BC",
      "not an address",
      'https://x.test/"q"',
      "https://x.test/[.]a",
      "https://x.test/a,https://y.test/b",
    ];
    for (const url of odd) {
      const store = fakeStore([{ id: "7", value: "Clop" }]);
      const once = article(`Title of ${url}`, url);
      await add(store.client, JSON.stringify(store.records.get("7")), [once]);
      deepEqual(store.notesOf("7").length, 1, url);
      deepEqual(short(await add(store.client, JSON.stringify(store.records.get("7")), [once])), [0, 1], url);
    }
  });

  it("re-reads and re-applies on a version conflict; nobody's note is lost, none is written twice", async () => {
    const theirs = recordText(
      "7",
      "Clop",
      { communitynotes: [{ notes: "analyst" }, { notes: "x: https://news.test/a" }] },
      2,
    );
    const { client, log } = scripted(staleVersion, page(theirs), json({ id: "7", version: 3, value: "Clop" }));
    deepEqual(short(await add(client, recordText("7", "Clop", null, 1), [A, B])), [1, 1]);
    deepEqual(paths(log), ["edit", "search", "edit"]);
    deepEqual(JSON.parse(log[1]!.body), { query: 'id:"7"', page: 0, size: 500 });
    const sent = JSON.parse(log[2]!.body) as { version: number; CustomFields: { communitynotes: { notes: string }[] } };
    equal(sent.version, 2);
    deepEqual(
      sent.CustomFields.communitynotes.map(({ notes }) => notes.slice(0, 8)),
      ["analyst", "x: https", "Clop aga"],
    );
  });

  it("ends without an edit when the other one wrote it all", async () => {
    const theirs = recordText("7", "Clop", { communitynotes: [{ notes: "x: https://news.test/a" }] }, 2);
    const { client, log } = scripted(staleVersion, page(theirs));
    deepEqual(short(await add(client, recordText("7", "Clop", null), [A])), [0, 1]);
    equal(log.length, 2);
  });

  it("gives up after three more edits, with pauses that grow and are spread by chance", async () => {
    const raw = recordText("7", "Clop", null);
    const conflict = json({ error: "conflict" }, 409);
    const answers = [staleVersion, page(raw), conflict, page(raw), staleVersion, page(raw)];
    const pausesBy = async (jitter: number): Promise<number[]> => {
      const { client, log } = scripted(...answers, conflict);
      const pauses: number[] = [];
      const wait = async (ms: number): Promise<void> => void pauses.push(ms);
      const options = { now: NOW, wait, jitter: () => jitter };
      equal(short(await addNotes(client, readRecord(raw)!, [A], options, NEVER)), "conflict");
      deepEqual(paths(log), ["edit", "search", "edit", "search", "edit", "search", "edit"]);
      return pauses;
    };
    deepEqual(await pausesBy(0), [200, 400, 600]);
    deepEqual(await pausesBy(0.5), [400, 800, 1_200]);
    const last = scripted(...answers, json({ id: "7", version: 9, value: "Clop" }));
    deepEqual(short(await add(last.client, raw, [A])), [1, 0]);
  });

  const lost: readonly (readonly [string, HttpResult])[] = [
    ["timeout", timeout],
    ["reset", { ok: false, failure: { code: "reset", host: "soar.test" } }],
    ["truncated", { ok: false, failure: { code: "truncated" } }],
    ["cut JSON", text('{"id":"7"', "application/json")],
    ["null", json(null)],
    ["502", text("<html>", "text/html", 502)],
    ["error in 200", json({ error: "index" })],
  ];
  for (const [name, answer] of lost) {
    it(`completes what is missing after a lost answer: ${name}`, async () => {
      const raw = recordText("7", "Clop", null);
      const done = recordText("7", "Clop", { communitynotes: [{ notes: "Clop strikes: https://news.test/a" }] }, 2);
      const written = scripted(answer, page(done));
      deepEqual(short(await add(written.client, raw, [A])), [1, 0]);
      deepEqual(paths(written.log), ["edit", "search"]);
      const unwritten = scripted(answer, page(raw), json({ id: "7", value: "Clop" }));
      deepEqual(short(await add(unwritten.client, raw, [A])), [1, 0]);
      deepEqual(paths(unwritten.log), ["edit", "search", "edit"]);
      const again = scripted(answer, page(raw), answer, page(raw));
      equal((await add(again.client, raw, [A])).kind, "failed");
      deepEqual(paths(again.log), ["edit", "search", "edit"]);
    });
  }

  it("does not repeat what was refused", async () => {
    for (const answer of [
      json({ detail: "no" }, 400),
      json({}, 403),
      json({}, 429),
      text("", null, 303, { location: "https://x.test" }),
    ]) {
      const { client, log } = scripted(answer);
      equal((await add(client, recordText("7", "Clop", null), [A])).kind, "failed");
      equal(log.length, 1);
    }
  });

  it("says that a record is gone", async () => {
    const missing = scripted(json({ id: "not_found" }, 404));
    equal(short(await add(missing.client, recordText("7", "Clop", null), [A])), "gone");
    const deleted = scripted(staleVersion, json({ iocObjects: null, total: 0 }));
    equal(short(await add(deleted.client, recordText("7", "Clop", null), [A])), "gone");
    const byValue = scripted(
      staleVersion,
      json({ iocObjects: null, total: 0 }),
      page(recordText("7", "Clop", null, 9)),
      json({ id: "7" }),
    );
    deepEqual(short(await add(byValue.client, recordText("7", "Clop", null), [A])), [1, 0]);
  });

  it("writes nothing into notes of a form it does not know", async () => {
    const { client, log } = scripted(json({}));
    equal(short(await add(client, recordText("7", "Clop", { communitynotes: "free text" }), [A])), "noteField");
    equal(log.length, 0);
  });

  it("waits a little longer each time", async () => {
    const raw = recordText("7", "Clop", null);
    const waits: number[] = [];
    const { client } = scripted(
      staleVersion,
      page(raw),
      timeout,
      page(raw),
      staleVersion,
      page(raw),
      json({ id: "7" }),
    );
    const wait = (ms: number): Promise<void> => Promise.resolve(void waits.push(ms));
    equal((await addNotes(client, readRecord(raw)!, [A], { now: NOW, wait }, NEVER)).kind, "noted");
    deepEqual(waits, [400, 800, 1_200]);
  });
});

describe("a grid of 5,000 rows", () => {
  it("is searched whole, for addresses in every spelling", async () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => ({
      notes: `Headline ${index}: https://other.test/${index}`,
    }));
    rows.push(
      { notes: "Umlaut: https://www.MÜLLER.test/a" },
      { notes: "defanged hxxps://news[.]test/a" },
      { notes: "upper HTTPS://WWW.NEWS.TEST/b?id=1" },
    );
    const { client, log } = scripted(json({ id: "7" }));
    const raw = recordText("7", "Clop", { communitynotes: rows });
    deepEqual(
      short(
        await add(client, raw, [
          A,
          B,
          article("Other", "https://müller.test/a"),
          article("x", "https://other.test/4999#c"),
        ]),
      ),
      [0, 4],
    );
    deepEqual(short(await add(client, raw, [article("New", "https://other.test/5000")])), [1, 0]);
    equal(
      log[0]!.body.length,
      raw.length +
        JSON.stringify({ notes: "New: https://other.test/5000", timestamp: NOW.toISOString() }).length +
        1 +
        "2026-05-04T10:20:30.456Z".length -
        "0001-01-01T00:00:00Z".length,
    );
  });
});

describe("a note without a remark", () => {
  const templates: readonly (readonly [template: string, without: string])[] = [
    ["{title}: {url}", "{title}: {url}"],
    ["{title}: {url} – {remark}", "{title}: {url}"],
    ["{title}: {url} | Remark: {remark}", "{title}: {url}"],
    ["{title} ({remark}): {url}", "{title}: {url}"],
    ["{title} [remark: {remark}] {url}", "{title} {url}"],
    ["{title} ({matched}, {remark}): {url}", "{title} ({matched}): {url}"],
    ["{remark} – {title}: {url}", "{title}: {url}"],
    ["Remark: {remark} – {title}: {url}", "{title}: {url}"],
    ["{url} ({source}; {remark}) {title}", "{url} ({source}) {title}"],
  ];
  for (const [template, without] of templates) {
    it(`has no trace of it: ${template}`, () => equal(withoutRemark(template), without));
  }
});
