import { deepEqual, equal, ok } from "node:assert/strict";
import type { NoteState } from "../../../src/core/model/model";
import { type Xsoar, createXsoar } from "../../world/xsoar/server";
import { type FakeWorld, createFakeWorld } from "../scan/fakes";

const FEEDS = ["https://one.test/rss", "https://two.test/rss", "https://three.test/rss"] as const;
const never = new AbortController().signal;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** An entry of a feed: a number of an article about a name. */
interface Entry {
  readonly name: string;
  readonly id: string;
  /** Days before now, or no date. */
  readonly daysAgo?: number;
}

function feed(now: number, entries: readonly Entry[]): string {
  const items = entries.map(({ name, id, daysAgo }) => {
    const date = daysAgo === undefined ? "" : `<pubDate>${new Date(now - daysAgo * DAY).toUTCString()}</pubDate>`;
    return `<item><title>${name} gang strikes ${id}</title><link>https://news.test/${id}</link>${date}</item>`;
  });
  return `<rss version="2.0"><channel>${items.join("")}</channel></rss>`;
}

function some(name: string, count: number, from = 0): Entry[] {
  return Array.from({ length: count }, (_, index) => ({ name, id: `${name}-${from + index}` }));
}

function configOf(xsoar: Record<string, unknown>, feeds: readonly unknown[] = FEEDS) {
  return {
    websiteconfig: { rss_feeds: feeds, webpages: [], stopwords: [], specialHandling: {} },
    resultfile: { createFile: false },
    profiling: {
      profileData: NAMES,
      profile2cortex: true,
      CortexXSOARAPIConfig: { host: "https://xsoar.test", ...xsoar },
    },
  };
}

const NAMES = ["Clop", "Conti", "Medusa", "Rhysida", "Akira", "Qilin", "Emberfox"];

describe("limits of notes that nobody asked for", () => {
  let xsoar: Xsoar;
  let it_: FakeWorld;
  const open = (config: Record<string, unknown> = {}, feeds?: readonly unknown[], stored?: FakeWorld): FakeWorld => {
    it_ = createFakeWorld(configOf(config, feeds), stored);
    if (stored !== undefined) it_.later(stored.now() - it_.now());
    it_.web.set("*", (request) => xsoar.http.request(request));
    for (const one of FEEDS) it_.web.set(one, feed(it_.now(), []));
    return it_;
  };
  const lists = (url: string, entries: readonly Entry[]) => it_.web.set(url, feed(it_.now(), entries));
  const write = (maxNotes?: number) =>
    it_.session.notes.writeWaiting(xsoar.connection, never, maxNotes === undefined ? {} : { maxNotes });
  const run = async (maxNotes?: number) => {
    await it_.scan({ askAll: true });
    return write(maxNotes);
  };
  const notes = (value: string): number => {
    const record = xsoar.records().find((one) => one.value === value);
    return (record?.CustomFields?.["communitynotes"] as unknown[] | undefined)?.length ?? -1;
  };
  const states = async (name: string): Promise<Record<string, number>> => {
    const counts: Partial<Record<NoteState, number>> = {};
    const row = (await it_.session.articles.overview()).rows.find((one) => one.name === name);
    for (const { note } of row?.articles ?? []) counts[note] = (counts[note] ?? 0) + 1;
    return counts;
  };
  beforeEach(() => {
    xsoar = createXsoar({ key: "limits-key" });
    for (const value of NAMES) {
      xsoar.put({ value, indicator_type: "Threat Actor", CustomFields: { communitynotes: [] } });
    }
  });

  it("as many notes as the limit are written; one more, and all of the record wait, the others do not", async () => {
    open();
    lists(FEEDS[0], [...some("Clop", 20), ...some("Conti", 5)]);
    equal((await run()).review, undefined);
    deepEqual([notes("Clop"), notes("Conti")], [20, 5]);
    it_.later(25 * HOUR);
    lists(FEEDS[0], [...some("Clop", 21, 100), ...some("Conti", 5, 100)]);
    const { review, outcomes } = await run();
    deepEqual(review, { notes: 21, records: 1, why: ["record"] });
    deepEqual([notes("Clop"), notes("Conti")], [20, 10]);
    const clop = outcomes.find(({ name }) => name === "Clop");
    ok(clop?.kind === "noted" && clop.added === 0 && clop.held === 21);
    deepEqual(await states("Clop"), { noted: 20, review: 21 });
    const [row] = await it_.session.notes.pending();
    deepEqual([row?.name, row?.notes.length, row?.why.kind], ["Clop", 21, "review"]);
  });

  it("counts what was written within a day, and what has waited", async () => {
    open();
    lists(FEEDS[0], some("Clop", 20));
    await run();
    lists(FEEDS[0], some("Clop", 21));
    deepEqual((await run()).review, { notes: 1, records: 1, why: ["record"] });
    it_.later(25 * HOUR);
    equal((await write()).review, undefined);
    equal(notes("Clop"), 21);
    xsoar.fail({ kind: "answer", status: 503, times: 1000 });
    it_.later(25 * HOUR);
    lists(FEEDS[0], some("Clop", 15, 200));
    ok((await run()).failure !== null);
    it_.later(25 * HOUR);
    lists(FEEDS[0], some("Clop", 15, 300));
    xsoar.clearFaults();
    it_.later(HOUR);
    deepEqual((await run()).review, { notes: 30, records: 1, why: ["record"] });
    equal(notes("Clop"), 21);
  });

  it("holds the notes of one source for many records, and leaves those of the others", async () => {
    open();
    lists(
      FEEDS[0],
      NAMES.slice(0, 6).flatMap((name) => some(name, 9)),
    );
    lists(FEEDS[1], some("Emberfox", 4));
    deepEqual((await run()).review, { notes: 54, records: 6, why: ["source"] });
    deepEqual(NAMES.map(notes), [0, 0, 0, 0, 0, 0, 4]);
  });

  it("holds the whole run where the folder has too many", async () => {
    open();
    for (const [index, one] of FEEDS.entries())
      lists(
        one,
        NAMES.slice(0, 6).flatMap((name) => some(name, 6, index * 10)),
      );
    deepEqual((await run()).review, { notes: 108, records: 6, why: ["folder"] });
    deepEqual(NAMES.map(notes), [0, 0, 0, 0, 0, 0, 0]);
  });

  it("what stands on the records already is not counted", async () => {
    open();
    const rows = some("Clop", 30).map(({ id }) => ({ notes: `Clop strikes ${id}: https://news.test/${id}` }));
    const [clop] = xsoar.records().filter(({ value }) => value === "Clop");
    xsoar.remove(clop!.id);
    xsoar.put({ value: "Clop", indicator_type: "Threat Actor", CustomFields: { communitynotes: rows } });
    lists(FEEDS[0], some("Clop", 31));
    equal((await run()).review, undefined);
    equal(notes("Clop"), 31);
  });

  it("0 lifts the limit; a run may have one of its own", async () => {
    open({ review_above: 0 });
    lists(FEEDS[0], some("Clop", 120));
    equal((await run()).review, undefined);
    equal(notes("Clop"), 120);
    open();
    lists(FEEDS[0], some("Conti", 60));
    deepEqual((await run(59)).review, { notes: 60, records: 1, why: ["run"] });
    equal(notes("Conti"), 0);
    equal((await write(Infinity)).review, undefined);
    equal(notes("Conti"), 60);
    lists(FEEDS[0], some("Medusa", 1));
    deepEqual((await run(0)).review, { notes: 1, records: 1, why: ["run"] });
  });

  it("write: review lets every note wait, whatever a run may write; what is asked for by name goes out", async () => {
    open({ write: "review" });
    lists(FEEDS[0], [...some("Clop", 2), ...some("Conti", 1)]);
    deepEqual((await run(Infinity)).review, { notes: 3, records: 2, why: ["write"] });
    deepEqual(await states("Clop"), { review: 2 });
    const [row] = await it_.session.notes.pending();
    const [first] = row!.notes;
    const added = await it_.session.notes.add(xsoar.connection, "Clop", [first!.article.key], never);
    deepEqual(
      added.outcomes.map((one) => one.kind === "noted" && one.added),
      [1],
    );
    deepEqual([notes("Clop"), notes("Conti")], [1, 0]);
    deepEqual(await states("Clop"), { noted: 1, review: 1 });
    // What waits is told again with each run, and goes out by no other way than being asked for.
    deepEqual((await write()).review, { notes: 2, records: 2, why: ["write"] });
  });

  it("what was asked for by name is neither held nor counted, also when it is written later", async () => {
    open();
    lists(FEEDS[0], some("Clop", 25));
    equal((await run()).review?.notes, 25);
    const [row] = await it_.session.notes.pending();
    const keys = row!.notes.slice(0, 24).map(({ article }) => article.key);
    xsoar.fail({ kind: "answer", status: 503, times: 1000 });
    await it_.session.notes.add(xsoar.connection, "Clop", keys, never);
    equal(notes("Clop"), 0);
    xsoar.clearFaults();
    it_.later(HOUR);
    equal((await write()).review, undefined);
    equal(notes("Clop"), 25);
  });

  it("write: never sends nothing, as dry_run does", async () => {
    open({ write: "never" });
    lists(FEEDS[0], some("Clop", 1));
    equal((await run()).planned?.length, 1);
    equal(notes("Clop"), 0);
  });

  it("creates no record whose notes have to be reviewed, when a run creates what is missing", async () => {
    for (const { id } of xsoar.records()) xsoar.remove(id);
    open();
    lists(FEEDS[0], [...some("Clop", 25), ...some("Conti", 2)]);
    await it_.scan();
    const report = await it_.session.notes.createRecords(xsoar.connection, ["Clop", "Conti"], never, {});
    deepEqual(report.review, { notes: 25, records: 1, why: ["record"] });
    deepEqual(
      xsoar.records().map(({ value }) => value),
      ["Conti"],
    );
  });

  describe("old news", () => {
    it("are shown and not noted, by their publication, else by when they were found", async () => {
      open();
      lists(FEEDS[0], [
        { name: "Clop", id: "old", daysAgo: 8 },
        { name: "Clop", id: "new", daysAgo: 6 },
        { name: "Clop", id: "undated" },
      ]);
      await run();
      equal(notes("Clop"), 2);
      deepEqual(await states("Clop"), { off: 1, noted: 2 });
      await it_.session.notes.add(xsoar.connection, "Clop", ["https://news.test/old"], never);
      deepEqual(await states("Clop"), { noted: 3 });
    });

    it("have a limit that can be set and lifted", async () => {
      open({ notes_not_older_than: 2 });
      lists(FEEDS[0], [
        { name: "Clop", id: "a", daysAgo: 3 },
        { name: "Clop", id: "b", daysAgo: 1 },
      ]);
      await run();
      equal(notes("Clop"), 1);
      open({ notes_not_older_than: 0 });
      lists(FEEDS[0], [{ name: "Conti", id: "c", daysAgo: 900 }]);
      await run();
      equal(notes("Conti"), 1);
    });

    it("stay old for a name that is tracked later", async () => {
      open();
      lists(FEEDS[0], [
        { name: "Heron", id: "old", daysAgo: 8 },
        { name: "Heron", id: "new", daysAgo: 1 },
      ]);
      await run();
      const config = configOf({});
      it_.files.set(
        "config/articles_config.json",
        JSON.stringify({ ...config, profiling: { ...config.profiling, profileData: [...NAMES, "Heron"] } }),
      );
      await it_.scan({ askAll: true });
      deepEqual(await states("Heron"), { off: 1, pending: 1 });
    });
  });

  describe("a source that joins a folder", () => {
    const joins = async (before: readonly unknown[], after: readonly unknown[], listed = some("Conti", 3)) => {
      open({}, before);
      lists(FEEDS[0], some("Clop", 2));
      await run();
      open({}, after, it_);
      lists(FEEDS[0], some("Clop", 2));
      lists(FEEDS[1], listed);
      return run();
    };

    it("is known with all it lists first, shown and not noted; what it lists later is", async () => {
      await joins([FEEDS[0]], [FEEDS[0], FEEDS[1]]);
      deepEqual([notes("Clop"), notes("Conti"), await states("Conti")], [2, 0, { off: 3 }]);
      lists(FEEDS[1], some("Conti", 4));
      await run();
      deepEqual([notes("Conti"), await states("Conti")], [1, { off: 3, noted: 1 }]);
    });

    it("is known at its first answer, however long that takes", async () => {
      open({}, [FEEDS[0]]);
      await run();
      open({}, [FEEDS[0], FEEDS[1]], it_);
      it_.web.set(FEEDS[1], () => ({ ok: false, failure: { code: "timeout", seconds: 1 } }) as never);
      await run();
      it_.later(DAY);
      lists(FEEDS[1], some("Conti", 3));
      await run();
      equal(notes("Conti"), 0);
    });

    it("keeps what it brought known for a name that is tracked later", async () => {
      await joins([FEEDS[0]], [FEEDS[0], FEEDS[1]], some("Heron", 3));
      const config = configOf({}, [FEEDS[0], FEEDS[1]]);
      it_.files.set(
        "config/articles_config.json",
        JSON.stringify({ ...config, profiling: { ...config.profiling, profileData: [...NAMES, "Heron"] } }),
      );
      await it_.scan({ askAll: true });
      deepEqual(await states("Heron"), { off: 3 });
    });

    it("has nothing that is known when its first answer was empty, or when others list it as well", async () => {
      await joins([FEEDS[0]], [FEEDS[0], FEEDS[1]], []);
      lists(FEEDS[1], some("Conti", 3));
      await run();
      equal(notes("Conti"), 3);
      open({}, [FEEDS[0]]);
      await run();
      open({}, [FEEDS[1], FEEDS[0]], it_);
      for (const one of [FEEDS[0], FEEDS[1]]) lists(one, some("Akira", 3));
      await run();
      equal(notes("Akira"), 3);
    });

    it("has not joined in the folder's first scan, when it was switched off before, or is written another way", async () => {
      await joins([FEEDS[0], { url: FEEDS[1], enabled: false }], [FEEDS[0], { url: FEEDS[1], enabled: true }]);
      equal(notes("Conti"), 3);
      await joins([FEEDS[0], "http://www.two.test/rss/"], [FEEDS[0], FEEDS[1]], some("Medusa", 3));
      equal(notes("Medusa"), 3);
    });

    it("has not joined when most of what it lists is known, or when what was remembered of sources is lost", async () => {
      open({}, [FEEDS[0]]);
      lists(FEEDS[0], some("Akira", 3));
      await run();
      open({}, [FEEDS[1]], it_);
      lists(FEEDS[1], some("Akira", 5));
      await run();
      equal(notes("Akira"), 5);
      it_.documents.delete("sources");
      open({}, [FEEDS[2]], it_);
      lists(FEEDS[2], some("Qilin", 2));
      await run();
      equal(notes("Qilin"), 2);
    });
  });

  describe("what was found and not noted", () => {
    const question = () => it_.session.notes.backfill();
    const withoutNotes = (feeds: readonly unknown[] = FEEDS) => {
      const config = configOf({}, feeds);
      return { ...config, profiling: { ...config.profiling, profile2cortex: false } };
    };
    const configure = (config: object) => it_.files.set("config/articles_config.json", JSON.stringify(config));

    it("is asked about when notes are switched on, once, and not again after starting from now", async () => {
      open();
      configure(withoutNotes());
      lists(FEEDS[0], [...some("Clop", 2), ...some("Conti", 1)]);
      await it_.scan();
      equal(await question(), null);
      configure(configOf({}));
      await run();
      deepEqual([await question(), notes("Clop")], [{ articles: 3, names: ["Clop", "Conti"] }, 0]);
      await it_.session.notes.add(xsoar.connection, "Clop", ["https://news.test/Clop-0"], never);
      deepEqual(await question(), { articles: 2, names: ["Clop", "Conti"] });
      it_.later(HOUR);
      await it_.session.notes.startFromNow();
      equal(await question(), null);
      configure(withoutNotes());
      lists(FEEDS[0], [...some("Clop", 3)]);
      await it_.scan({ askAll: true });
      configure(configOf({}));
      await run();
      deepEqual(await question(), { articles: 1, names: ["Clop"] });
    });

    it("is asked about at once when the set-up has switched notes on", async () => {
      open();
      configure(withoutNotes());
      lists(FEEDS[0], some("Clop", 2));
      await it_.scan();
      await it_.session.notes.askBackfill();
      deepEqual(await question(), { articles: 2, names: ["Clop"] });
    });

    it("is asked about for a name that gets a record later, and for a source that joins", async () => {
      for (const { id } of xsoar.records()) xsoar.remove(id);
      open({}, [FEEDS[0]]);
      lists(FEEDS[0], [
        ...some("Clop", 1),
        { name: "Clop", id: "old", daysAgo: 20 },
        { name: "Conti", id: "old2", daysAgo: 20 },
      ]);
      await run();
      equal(await question(), null);
      xsoar.put({ value: "Clop", indicator_type: "Threat Actor", CustomFields: null });
      await write();
      deepEqual([await question(), notes("Clop")], [{ articles: 1, names: ["Clop"] }, 1]);
      await it_.session.notes.startFromNow();
      open({}, [FEEDS[0], FEEDS[1]], it_);
      it_.later(HOUR);
      lists(FEEDS[1], some("Conti", 4));
      await run();
      deepEqual(await question(), { articles: 4, names: ["Conti"] });
    });

    it("is not about what an ambiguous alias alone has found, nor about what somebody has given up", async () => {
      const config = withoutNotes();
      const shared = ["Clop", "Conti"].map((name) => ({ name, aliases: ["Grey Heron"] }));
      const doubted = { ...config, profiling: { ...config.profiling, profileData: shared } };
      open();
      configure(doubted);
      lists(FEEDS[0], [...some("Grey Heron", 3), ...some("Clop", 2)]);
      await it_.scan();
      await it_.session.notes.askBackfill();
      deepEqual(await question(), { articles: 2, names: ["Clop"] });
      const { writes } = await it_.session.notes.preview(xsoar.connection, { names: null, known: true }, never);
      deepEqual(
        writes.map(({ value, notes: planned }) => [value, planned.length]),
        [["Clop", 2]],
      );
      configure({ ...doubted, profiling: { ...doubted.profiling, profile2cortex: true } });
      lists(FEEDS[0], some("Clop", 3, 50));
      await it_.scan({ askAll: true });
      await it_.session.notes.discard("Clop");
      await it_.session.notes.leave(new Map([["Clop", new Set(["https://news.test/Clop-0"])]]));
      deepEqual(await question(), { articles: 1, names: ["Clop"] });
      await it_.session.notes.leave(new Map([["Clop", new Set(["https://news.test/Clop-1"])]]));
      equal(await question(), null);
      // All that was asked about is decided: what is old when it is found is no new question.
      lists(FEEDS[0], [{ name: "Clop", id: "old", daysAgo: 20 }]);
      await run();
      equal(await question(), null);
    });

    it("is no question in a folder that has always written notes, or never", async () => {
      open();
      lists(FEEDS[0], [{ name: "Clop", id: "old", daysAgo: 20 }]);
      await run();
      equal(await question(), null);
      open();
      configure(withoutNotes());
      lists(FEEDS[0], some("Clop", 2));
      await it_.scan();
      await it_.scan();
      equal(await question(), null);
    });
  });

  it("keeps a journal of what it wrote: when, by whom, which notes; what was asked for says so", async () => {
    open();
    lists(FEEDS[0], some("Clop", 2));
    await it_.scan();
    await it_.session.notes.writeWaiting(xsoar.connection, never, { by: "clock" });
    await it_.session.notes.add(xsoar.connection, "Conti", [], never);
    const entries = await it_.session.activity();
    equal(entries.length, 1);
    const [entry] = entries;
    ok(entry?.kind === "notes");
    deepEqual(
      [entry.by, entry.server, entry.record.value, entry.names, entry.notes.map(({ text, asked }) => [text, asked])],
      [
        "clock",
        xsoar.connection.baseUrl,
        "Clop",
        ["Clop"],
        [
          ["Clop gang strikes Clop-0: https://news.test/Clop-0", undefined],
          ["Clop gang strikes Clop-1: https://news.test/Clop-1", undefined],
        ],
      ],
    );
  });
});
