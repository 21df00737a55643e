import { deepEqual, equal } from "node:assert/strict";
import { plainText } from "../../../src/core/text/translate";
import { createXsoar } from "../../world/xsoar/server";
import { noMailer } from "../mail/noMailer";
import { type FakeWorld, createFakeWorld, rss } from "../scan/fakes";

const FEED = "https://news.test/rss";
const XSOAR = "https://xsoar.test";
const never = new AbortController().signal;

const waited = ({ requests }: FakeWorld, host: string): readonly number[] => [
  ...new Set(requests.filter(({ url }) => url.startsWith(host)).map(({ timeoutMs }) => timeoutMs)),
];

function world(settings: { xsoarTimeoutMs?: () => number } = {}): FakeWorld {
  const config = {
    websiteconfig: { rss_feeds: [FEED], webpages: [], stopwords: [], specialHandling: {} },
    profiling: { profileData: ["Clop"], profile2cortex: true, CortexXSOARAPIConfig: { host: XSOAR } },
  };
  const it = createFakeWorld(config, undefined, plainText, noMailer, settings);
  it.web.set(FEED, rss([["Clop strikes", "https://news.test/a"]]));
  return it;
}

describe("the time that XSOAR has for an answer", () => {
  it("is a minute, whatever the sources have", async () => {
    const xsoar = createXsoar({ key: "timeout-key" });
    const it = world();
    it.web.set("*", (request) => xsoar.http.request(request));
    await it.scan();
    await it.session.notes.createRecords(xsoar.connection, ["Clop"], never);
    deepEqual([waited(it, "https://news.test"), waited(it, XSOAR)], [[1000], [60_000]]);
  });

  it("is what the setting says by then, in one session, for notes, records, previews and aliases", async () => {
    const xsoar = createXsoar({ key: "timeout-key" });
    let seconds = 5;
    const it = world({ xsoarTimeoutMs: () => seconds * 1000 });
    it.web.set("*", (request) => xsoar.http.request(request));
    await it.scan();
    const { notes } = it.session;
    const works = [
      () => notes.writeWaiting(xsoar.connection, never),
      () => notes.preview(xsoar.connection, { names: null }, never),
      () => notes.createRecords(xsoar.connection, ["Clop"], never),
      () => notes.syncAliases(xsoar.connection, never),
    ];
    const asked: number[] = [];
    for (const work of works) {
      seconds += 1;
      it.requests.splice(0);
      await work();
      for (const timeoutMs of waited(it, XSOAR)) asked.push(timeoutMs);
    }
    deepEqual(asked, [6000, 7000, 8000, 9000]);
    equal(xsoar.records().length, 1);
  });
});
