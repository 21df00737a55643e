import { deepEqual, equal, ok } from "node:assert/strict";
import { describeKept, keptState } from "../../../src/core/keptState";
import { KEEP_DISMISSED_NOTES_DAYS, MAX_TRIAGED_STORIES } from "../../../src/core/limits";
import type { Mark } from "../../../src/core/model/triage";
import { plainText } from "../../../src/core/text/translate";
import { type Xsoar, createXsoar } from "../../world/xsoar/server";
import { feedOf } from "../scan/entries";
import { type FakeWorld, createFakeWorld, memoryStore } from "../scan/fakes";

const FEEDS = ["https://lab.example/rss.xml", "https://press.example/rss.xml"] as const;
const [ONE, TWO, OTHER] = ["https://lab.example/1", "https://press.example/2", "https://press.example/4"];
const LAB = { title: "Quillstone botnet targets home routers in Drevonia", link: ONE };
const PRESS = { title: "New Quillstone botnet hijacks home routers", link: TWO };
const ALONE = { title: "Quillstone found in an old museum of coins", link: OTHER };
const never = new AbortController().signal;
const DAY_MS = 86_400_000;
const DISMISSED: Mark = { kind: "dismissed", reason: "no news" };

describe("notes of stories that somebody has decided about", () => {
  let xsoar: Xsoar;
  let it_: FakeWorld;
  const open = (stored?: Pick<FakeWorld, "files" | "documents">, more: Readonly<Record<string, unknown>> = {}) => {
    const world = createFakeWorld(
      {
        websiteconfig: { rss_feeds: FEEDS, webpages: [], stopwords: [], specialHandling: {} },
        resultfile: { createFile: false },
        profiling: {
          profileData: ["Quillstone"],
          profile2cortex: true,
          CortexXSOARAPIConfig: { host: "https://xsoar.test", ...more },
        },
      },
      stored,
    );
    world.web.set("*", (request) => xsoar.http.request(request));
    return world;
  };
  const scan = async (world = it_, press: Parameters<typeof feedOf>[0] = [ALONE], lab = [LAB]): Promise<void> => {
    world.web.set(FEEDS[0], feedOf(lab));
    world.web.set(FEEDS[1], feedOf(press));
    await world.scan();
  };
  const write = (world = it_) => world.session.notes.writeWaiting(xsoar.connection, never);
  const written = (): readonly string[] =>
    xsoar
      .records()
      .flatMap((record) => (record.CustomFields?.["communitynotes"] ?? []) as { notes: string }[])
      .map(({ notes }) => notes.replace(/^.*: /, ""))
      .toSorted();
  const waiting = async (world = it_): Promise<readonly string[]> =>
    (await world.session.notes.pending()).flatMap(({ notes }) => notes.map(({ article }) => article.url)).toSorted();
  const rowOf = async (url: string, world = it_) => {
    const [row] = (await world.session.articles.overview()).rows;
    return row?.articles.find(({ article }) => article.url === url);
  };
  const inDays = (days: number): string => new Date(it_.now() + days * DAY_MS).toISOString();

  beforeEach(() => {
    xsoar = createXsoar({ key: "triage-key" });
    xsoar.put({ value: "Quillstone", indicator_type: "Threat Actor", CustomFields: null });
    it_ = open();
  });

  it("wait no more when they are dismissed, nor do those of outlets that come later; undo brings all of them back", async () => {
    await scan();
    const undo = await it_.session.articles.decide([ONE], { mark: DISMISSED });
    deepEqual(await waiting(), [OTHER]);
    equal((await rowOf(ONE))?.note, "off");
    deepEqual((await it_.session.articles.overview()).rows[0]?.pending?.notes, 1);
    await write();
    deepEqual(written(), [OTHER]);

    await scan(it_, [ALONE, PRESS]);
    deepEqual((await rowOf(TWO))?.triage?.mark, DISMISSED);
    await write();
    deepEqual(written(), [OTHER], "what comes to a dismissed story stays dismissed");
    deepEqual(await waiting(), []);
    equal((await it_.session.articles.overview()).rows[0]?.pending, undefined);

    await undo?.();
    deepEqual(await waiting(), [ONE, TWO]);
    await write();
    await write();
    deepEqual(written(), [ONE, TWO, OTHER]);
    equal((await rowOf(ONE))?.note, "noted");
  });

  it("leave what is written where it is", async () => {
    await scan();
    await write();
    deepEqual(written(), [ONE, OTHER]);
    await it_.session.articles.decide([ONE], { mark: DISMISSED });
    await scan();
    await write();
    deepEqual(written(), [ONE, OTHER]);
    equal((await rowOf(ONE))?.note, "noted");
  });

  it("wait until a story that was put off comes back, unread, by the clock alone and after a restart", async () => {
    await scan();
    await it_.session.articles.setRead("Quillstone", [ONE], true);
    ok((await it_.session.articles.decide([ONE], { mark: { kind: "later", until: inDays(1) } })) !== null);
    await write();
    deepEqual(written(), [OTHER]);
    const again = open(it_);
    again.later(it_.now() - again.now());
    equal((await rowOf(ONE, again))?.triage?.mark?.kind, "later");
    again.later(DAY_MS);
    const back = await rowOf(ONE, again);
    deepEqual([back?.triage, back?.read, back?.note], [undefined, false, "pending"]);
    await write(again);
    await write(again);
    deepEqual(written(), [ONE, OTHER]);
  });

  it("are written when a person asks for them by name, but not by a wish from before", async () => {
    await scan();
    await it_.session.notes.add({ ...xsoar.connection, apiKey: "wrong" }, "Quillstone", [ONE], never);
    const undo = await it_.session.articles.decide([ONE], { mark: DISMISSED });
    await write();
    deepEqual(written(), [OTHER], "a wish is withdrawn");
    await undo?.();
    await it_.session.notes.preview(xsoar.connection, { names: null }, never);
    deepEqual(await waiting(), [ONE]);

    await it_.session.articles.decide([ONE], { mark: DISMISSED });
    await it_.session.notes.add({ ...xsoar.connection, apiKey: "wrong" }, "Quillstone", [ONE], never);
    deepEqual(await waiting(), [ONE], "asked for since");
    await write();
    deepEqual(written(), [ONE, OTHER]);
  });

  it("are neither reviewed, nor discarded with what waits", async () => {
    it_ = open(undefined, { write: "review" });
    await scan();
    await it_.session.articles.decide([ONE], { mark: { kind: "later", until: inDays(2) } });
    await write();
    const { writes } = await it_.session.notes.preview(xsoar.connection, { names: null }, never);
    deepEqual(
      writes.flatMap(({ notes }) => notes.map(({ key }) => key)),
      [OTHER],
    );
    await it_.session.notes.discard("Quillstone");
    deepEqual(await waiting(), []);
    it_.later(3 * DAY_MS);
    deepEqual(await waiting(), [ONE]);
    await it_.session.notes.discard("Quillstone");
    deepEqual(await waiting(), []);
  });

  it("are given up for good long after a story was dismissed, and stay on record as given up", async () => {
    await scan();
    await it_.session.articles.decide([ONE], { mark: DISMISSED });
    it_.later((KEEP_DISMISSED_NOTES_DAYS + 1) * DAY_MS);
    await write();
    deepEqual(written(), [OTHER]);
    await it_.session.articles.decide([ONE], { mark: null });
    deepEqual(await waiting(), []);
    await write();
    deepEqual(written(), [OTHER]);
    await it_.session.notes.add(xsoar.connection, "Quillstone", [ONE], never);
    deepEqual(written(), [ONE, OTHER]);
  });

  it("come back by undo, however long they had waited before the story was dismissed", async () => {
    await scan();
    it_.later((KEEP_DISMISSED_NOTES_DAYS + 1) * DAY_MS);
    const undo = await it_.session.articles.decide([ONE], { mark: DISMISSED });
    await write();
    deepEqual(written(), [OTHER]);
    await undo?.();
    await write();
    deepEqual(written(), [ONE, OTHER]);
  });

  it("stay kept back when a story is so old that nothing else of it is remembered", async () => {
    await scan(it_, [ALONE, PRESS]);
    await it_.session.articles.decide([TWO], { mark: { kind: "later", until: inDays(90) } });
    it_.later(45 * DAY_MS);
    await scan(it_, [{ title: "Something else entirely", link: "https://press.example/9" }], []);
    await write();
    deepEqual(written(), [OTHER]);
  });

  it("are given up with the oldest of too many decisions", async () => {
    await scan();
    await it_.session.articles.decide([ONE], { mark: DISMISSED });
    it_.later(1_000);
    const others = Array.from({ length: MAX_TRIAGED_STORIES }, (_, index) => `https://lab.example/old/${index}`);
    await it_.session.articles.decide(others, { mark: { kind: "important" } });
    deepEqual((await rowOf(ONE))?.triage, undefined);
    await write();
    deepEqual(written(), [OTHER]);
  });

  it("have the remark where the template wants it", async () => {
    it_ = open(undefined, { note_template: "{title} ({remark}): {url}" });
    await scan();
    await it_.session.articles.decide([ONE], { remark: " seen at\nour customer, see https://evil.example/x " });
    await write();
    const texts = xsoar
      .records()
      .flatMap((record) => (record.CustomFields?.["communitynotes"] ?? []) as { notes: string }[])
      .map(({ notes }) => notes)
      .toSorted();
    deepEqual(texts, [
      `Quillstone botnet targets home routers in Drevonia (seen at our customer, see hxxps://evil[.]example/x): ${ONE}`,
      `Quillstone found in an old museum of coins: ${OTHER}`,
    ]);
    // Known again, whatever stands beside the story by then.
    it_.documents.delete("activity");
    await it_.session.articles.decide([ONE, OTHER], { remark: "another one" });
    await it_.session.notes.add(xsoar.connection, "Quillstone", [ONE, OTHER], never);
    equal(written().length, 2);
  });
});

describe("decisions about stories", () => {
  let it_: FakeWorld;
  const decide = (keys: readonly string[], mark: Mark | null) => it_.session.articles.decide(keys, { mark });
  const shown = async (): Promise<Readonly<Record<string, unknown>>> => {
    const [row] = (await it_.session.articles.overview()).rows;
    return Object.fromEntries(
      (row?.articles ?? [])
        .map(({ article, triage }) => [article.key, triage?.mark?.kind ?? triage?.remark ?? null] as const)
        .toSorted(([a], [b]) => a.localeCompare(b)),
    );
  };
  beforeEach(async () => {
    it_ = createFakeWorld({
      websiteconfig: { rss_feeds: FEEDS, webpages: [], stopwords: [], specialHandling: {} },
      profiling: { profileData: ["Quillstone"] },
    });
    it_.web.set(FEEDS[0], feedOf([LAB]));
    it_.web.set(FEEDS[1], feedOf([PRESS, ALONE]));
    await it_.scan();
  });

  it("are about the whole story by whichever of its articles, and undone one by one", async () => {
    const first = await decide([TWO], { kind: "important" });
    equal(await decide([ONE, TWO], { kind: "important" }), null, "it is so already");
    const second = await decide([ONE, OTHER], DISMISSED);
    const remarked = await it_.session.articles.decide([OTHER], { remark: "look" });
    deepEqual(await shown(), { [ONE]: "dismissed", [TWO]: "dismissed", [OTHER]: "dismissed" });
    // What was decided since stays.
    await second?.();
    deepEqual(await shown(), { [ONE]: "important", [TWO]: "important", [OTHER]: "dismissed" });
    await remarked?.();
    await first?.();
    deepEqual(await shown(), { [ONE]: null, [TWO]: null, [OTHER]: "dismissed" });
    await decide([OTHER], null);
    deepEqual(await shown(), { [ONE]: null, [TWO]: null, [OTHER]: null });
  });

  it("stay with the part that keeps the id when a story is split, and are of both when stories are joined", async () => {
    await decide([ONE], { kind: "important" });
    const back = await it_.session.articles.tellApart(TWO);
    deepEqual(await shown(), { [ONE]: "important", [TWO]: null, [OTHER]: null });
    await back?.();
    await decide([OTHER], DISMISSED);
    const undo = await it_.session.articles.tellSame(OTHER, TWO);
    deepEqual(await shown(), { [ONE]: "important", [TWO]: "important", [OTHER]: "important" });
    const mark = await decide([OTHER], null);
    deepEqual(await shown(), { [ONE]: null, [TWO]: null, [OTHER]: null });
    await mark?.();
    await undo?.();
    deepEqual(await shown(), { [ONE]: "important", [TWO]: "important", [OTHER]: "dismissed" });
  });

  it("bring back as read what was read before it was put off", async () => {
    await it_.session.articles.setRead("Quillstone", [ONE], true);
    const undo = await decide([ONE], { kind: "later", until: "2999-01-01T00:00:00Z" });
    const readKeys = async () =>
      (await it_.session.articles.overview()).rows[0]?.articles.flatMap(({ article, read }) =>
        read ? article.key : [],
      );
    deepEqual(await readKeys(), []);
    await undo?.();
    deepEqual(await readKeys(), [ONE]);
  });

  it("are read without the entries that are damaged, and by a folder that has none", async () => {
    await decide([ONE], { kind: "important" });
    const [name, text] = [...it_.documents].find(([one]) => one.startsWith("triage-of-stories")) ?? ["", ""];
    it_.documents.set(name, text.replace('"important"', '"starred"'));
    deepEqual(await shown(), { [ONE]: null, [TWO]: null, [OTHER]: null });
    it_.documents.delete(name);
    deepEqual(await shown(), { [ONE]: null, [TWO]: null, [OTHER]: null });
    await decide([OTHER], { kind: "important" });
    deepEqual(await shown(), { [ONE]: null, [TWO]: null, [OTHER]: "important" });
  });

  it("are told of before a folder is forgotten", async () => {
    await decide([ONE, OTHER], { kind: "important" });
    const folder = {
      store: memoryStore(it_.documents),
      version: "1.2.3",
      onDamaged: () => {},
      clock: { now: () => new Date(it_.now()), wait: async () => {} },
    };
    const kept = await keptState(folder);
    equal(kept.triaged, 2);
    ok(describeKept(kept, plainText).includes("Stories with a mark or a remark: 2"));
  });
});
