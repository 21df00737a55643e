import { deepEqual, equal } from "node:assert/strict";
import { heldNotes, type Journal } from "../../../src/core/xsoar/heldNotes";
import { type NoteArticle, noteText } from "../../../src/core/xsoar/noteText";
import { ownAddress } from "../../../src/core/xsoar/ownAddress";
import { readRecord } from "../../../src/core/xsoar/record";
import { article, recordText } from "./fakes";

const NEVER = new AbortController().signal;
const REAL = article("Emberfox breaks into a bank", "https://press.test/emberfox-bank");

async function held(
  notes: readonly string[],
  articles: readonly NoteArticle[],
  more: { template?: string; journal?: Journal } = {},
) {
  const record = readRecord(recordText("7", "Emberfox", { communitynotes: notes.map((text) => ({ notes: text })) }))!;
  const style = { template: more.template ?? "{title}: {url}", maxLength: 0 };
  const found = await heldNotes(
    record,
    articles,
    { style, wait: async () => {}, ...(more.journal === undefined ? {} : { journal: more.journal }) },
    NEVER,
  );
  return Object.fromEntries(found ?? []);
}

describe("a note that is too long to be read", () => {
  it("is told of with its record", async () => {
    const record = readRecord(
      recordText("7", "Emberfox", { communitynotes: [{ notes: `a ${"b ".repeat(600_000)}` }] }),
    )!;
    const told: string[] = [];
    await heldNotes(record, [REAL], { wait: async () => {}, onLongNote: ({ id }) => void told.push(id) }, NEVER);
    deepEqual(told, ["7"]);
  });
});

describe("which notes a record holds", () => {
  const spellings = [
    REAL.url,
    "http://www.press.test/emberfox-bank/",
    "hxxps://press[.]test/emberfox-bank",
    "hxxps[:]//press[.]test/emberfox-bank",
  ];
  const templates = [
    "{title}: {url}",
    "{url} {title}",
    "[{source}] {title} <{url}> ({published})",
    "{title} {matched}",
  ];

  it("an address in a hostile headline makes no note of another article count as written", async () => {
    for (const template of templates) {
      for (const spelling of spellings) {
        for (const title of [
          `Look: ${spelling}`,
          spelling,
          `${spelling} <${spelling}> (x)`,
          `a ${spelling}: ${spelling}`,
        ]) {
          const hostile = { ...article(title, "https://evil.test/1"), matched: ["Emberfox"] };
          const text = noteText(hostile, { template, maxLength: 0 });
          deepEqual(await held([text], [REAL], { template }), {}, text);
          deepEqual(await held([text], [hostile], { template }), { [hostile.key]: "ours" }, text);
        }
      }
    }
  });

  it("nor in a note that was written before addresses in headlines were broken, or that was worded otherwise then", async () => {
    deepEqual(await held([`Look at ${REAL.url}: here: https://evil.test/1`], [REAL]), {});
    deepEqual(
      await held([`Look at ${REAL.url}: here: https://evil.test/1`], [REAL], { template: "{url} says {title}" }),
      {},
    );
  });

  it("nor a hostile address with blanks in it", async () => {
    const hostile = article("Emberfox", `https://evil.test/ ${REAL.url}`);
    deepEqual(await held([noteText(hostile)], [REAL]), {});
    deepEqual(await held([noteText(hostile)], [hostile]), { [hostile.key]: "ours" });
  });

  it("in notes of others every address counts, and is told as theirs", async () => {
    for (const spelling of spellings) {
      for (const text of [`seen in (${spelling}), tbc`, `${spelling} and more`, `two\nlines: ${spelling}`])
        deepEqual(await held([text], [REAL]), { [REAL.key]: "theirs" }, text);
    }
    deepEqual(await held([`seen in ${REAL.url} too`, noteText(REAL)], [REAL]), { [REAL.key]: "ours" });
  });

  it("an address at our place is known with signs behind it, and with its HTML escapes", async () => {
    const query = article("Emberfox asks", "https://press.test/q?a=1&b=2");
    for (const text of [`Report on Emberfox: ${REAL.url}.`, `(source: ${REAL.url})`, `Seen: ${REAL.url}";`])
      deepEqual(Object.keys(await held([text], [REAL])), [REAL.key], text);
    deepEqual(await held(["T: https://press.test/q?a=1&amp;b=2"], [query]), { [query.key]: "ours" });
    // And still nothing more than that.
    deepEqual(await held([`T: https://evil.test/,${REAL.url}`], [REAL]), {});
  });

  it("of two articles with one text both are held", async () => {
    const twin = { ...REAL, key: `${REAL.key} other` };
    deepEqual(await held([noteText(REAL)], [REAL, twin]), { [REAL.key]: "ours", [twin.key]: "ours" });
  });

  it("articles that share an address are known by address and headline", async () => {
    const page = "https://cloud.test/bulletins";
    const [a, b] = [
      { ...article("Bulletin 1: Emberfox", `${page}#b1`), key: `${page} #b1` },
      { ...article("Bulletin 2: Emberfox", `${page}#b2`), key: `${page} #b2` },
    ] as const;
    const [c, d] = [
      { ...article("Incident 1", page), key: `${page} 1` },
      { ...article("Incident 2", page), key: `${page} 2` },
    ] as const;
    const all = [a, b, c, d];
    for (const one of all) deepEqual(await held([noteText(one)], all), { [one.key]: "ours" });
    deepEqual(await held([`Bulletin 2: Emberfox, see ${page}#b2 there`], all), { [b.key]: "theirs" });
    deepEqual(await held([`see ${page} there`], all), {});
  });

  it("what the journal knows is known whatever the record says, unless it is asked for", async () => {
    const journal: Journal = {
      has: (record, key) => record === "7" && key === REAL.key,
      keyOf: (record, text) => (record === "7" && text.startsWith("As it was worded once") ? REAL.key : undefined),
    };
    deepEqual(await held([], [REAL], { journal }), { [REAL.key]: "ours" });
    deepEqual(await held([], [{ ...REAL, asked: true }], { journal }), {});
    const text = "As it was worded once (https://other.test/x), by us";
    deepEqual(await held([text], [{ ...REAL, asked: true }], { journal }), { [REAL.key]: "ours" });
    deepEqual(await held([text], [article("Other", "https://other.test/x")], { journal }), { [REAL.key]: "ours" });
  });

  it("takes a text that is longer than any note of ours for one of others", () => {
    equal(ownAddress(`${": http".repeat(20_000)}: https://x.test/`, "{title}: {url}"), null);
    equal(ownAddress(`${": http".repeat(2_000)}: https://x.test/`, "{title}: {url}"), "https://x.test/");
  });
});
