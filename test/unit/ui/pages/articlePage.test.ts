import assert from "node:assert/strict";
import type { Article, Match, ProfileArticle, ProfileMatches } from "../../../../src/core/model/model";
import type { Triage } from "../../../../src/core/model/triage";
import type { ArticleSummary } from "../../../../src/core/summaries/summaries";
import { plainText as t } from "../../../../src/core/text/translate";
import type { ArticleModel } from "../../../../src/ui/pages/articleModel";
import { articleBody, articleParts } from "../../../../src/ui/pages/articlePage";
import { markup } from "../../../../src/ui/pages/html";
import { parsedBody } from "./parsed";

const words = { t, date: (iso: string) => iso.slice(0, 10) };
const article: Article = {
  key: "https://harbour.example/story",
  title: "Emberfox strikes <b>again</b>",
  url: "https://harbour.example/story",
  source: "https://harbour.example/feed.xml",
  published: "2026-03-10T09:30:00Z",
  found: "2026-03-10T11:00:00Z",
  summary: "The crew Emberfox used 203.0.113.9 and Sunwasp. </p><script>alert(1)</script>",
};
const match: Match = { profile: "Emberfox", name: "Emberfox", field: "title", start: 0, end: 8, text: "Emberfox" };
const item: ProfileArticle = { article, matches: [match], read: false, note: "pending" };
const row: ProfileMatches = {
  name: "Emberfox",
  owner: true,
  record: { kind: "found", id: "1", value: "Emberfox" },
  articles: [item],
};
const page: ArticleSummary = {
  sentences: ["Emberfox came by night and left by day."],
  paragraphs: [
    "Emberfox came by night and left by day.",
    "Nobody saw lure.example at that time, since all of them slept.",
  ],
  language: "en",
  from: "page",
};

function drawn(more: Partial<ArticleModel> = {}) {
  const model: ArticleModel = {
    article,
    why: { kind: "match", row, item },
    page: null,
    indicators: [{ kind: "ipv4", value: "203.0.113.9" }],
    others: ["Sunwasp"],
    folder: "",
    message: "",
    isReading: false,
    isGone: false,
    isTrusted: true,
    hasXsoar: true,
    hasLetterKeys: true,
    ...more,
  };
  return parsedBody(markup(articleBody(articleParts(model, words), words)));
}
const clean = (text: string | null | undefined): string => (text ?? "").replace(/\s+/g, " ").trim();
const texts = (found: Iterable<{ readonly textContent: string | null }>) =>
  [...found].map((one) => clean(one.textContent));
const labels = (more: Partial<ArticleModel> = {}) => texts(drawn(more).querySelectorAll("#actions button"));

describe("the page of an article", () => {
  it("says what it is, where its note stands, why it matched, and what the feed says, with marks", () => {
    const shown = drawn();
    assert.equal(clean(shown.querySelector("h1")?.textContent), article.title);
    assert.deepEqual(texts(shown.querySelectorAll(".meta")), [
      "harbour.example · Published 2026-03-10",
      "https://harbour.example/story",
      "Unread",
      "Waits to be noted on its record. Its record in Cortex XSOAR is Emberfox.",
    ]);
    assert.deepEqual(texts(shown.querySelectorAll("h2")), [
      "Why Emberfox matches",
      "What the feed says",
      "Indicators",
      "Other tracked names in it",
    ]);
    assert.equal(clean(shown.querySelector("#why blockquote mark")?.textContent), "Emberfox");
    assert.match(
      clean(shown.querySelector("#why")?.textContent),
      /“Emberfox” in the headline\. It is the tracked name Emberfox\./,
    );
    const [feed] = [...shown.querySelectorAll("#text p")];
    assert.equal(
      clean(feed?.textContent),
      "The crew Emberfox used 203[.]0[.]113[.]9 and Sunwasp. </p><script>alert(1)</script>",
    );
    assert.deepEqual(texts(feed?.querySelectorAll("mark.name") ?? []), ["Emberfox"]);
    assert.deepEqual(texts(feed?.querySelectorAll("mark.other") ?? []), ["Sunwasp"]);
    assert.deepEqual(texts(feed?.querySelectorAll("code") ?? []), ["203[.]0[.]113[.]9"]);
  });

  it("makes no markup of what strangers write, loads nothing and has neither links nor styles", () => {
    const bad = `"><img src="https://away.example/x"><a href="command:x">a</a><style>*{}</style>`;
    const shown = drawn({
      article: { ...article, title: bad, url: `https://away.example/${bad}`, source: bad, summary: bad },
      others: [bad],
      folder: bad,
      message: bad,
      indicators: [{ kind: "url", value: `https://away.example/${bad}` }],
      page: { ...page, sentences: [bad], paragraphs: [bad, bad] },
    });
    assert.equal(
      shown.querySelectorAll("img, a, script, style, link, iframe, object, form, base, [style], [href], [src]").length,
      0,
    );
    assert.ok(clean(shown.querySelector("h1")?.textContent).includes("<img"));
  });

  it("shows the main sentences of a page above its text where they are shorter, and how long it was", () => {
    const long = { ...page, paragraphs: [...page.paragraphs, ...page.paragraphs] };
    assert.deepEqual(texts(drawn({ page: long }).querySelectorAll(".main li")), page.sentences);
    const all = { ...page, sentences: page.paragraphs };
    assert.equal(drawn({ page: all }).querySelectorAll(".main").length, 0, "all of it stands right below");
    assert.deepEqual(texts(drawn({ page }).querySelectorAll("#text > p")), page.paragraphs);
    assert.match(
      clean(drawn({ page: { ...page, isCut: true } }).querySelector(".warning")?.textContent),
      /^The text is long/,
    );
  });

  it("gives no sentences of a feed that says no more than the headline", () => {
    const { summary: _, ...bare } = article;
    for (const one of [bare, { ...bare, summary: bare.title }]) {
      const shown = drawn({ article: one, message: "The page could not be read." });
      assert.deepEqual(texts(shown.querySelectorAll("#text p")), ["The feed says no more than the headline."]);
      assert.equal(clean(shown.querySelector("#message")?.textContent), "The page could not be read.");
      assert.equal(shown.querySelectorAll(".main").length, 0);
    }
  });

  it("offers what can be done now", () => {
    assert.deepEqual(labels(), [
      "Read Page",
      "Open in Browser",
      "Add to XSOAR",
      "Not This Actor Here",
      "Mark Read",
      "Important",
      "Later…",
      "Dismiss",
      "Add Remark…",
      "Copy Link",
      "Previous Unread",
      "Next Unread",
    ]);
    assert.deepEqual(labels({ isReading: true })[0], "Cancel");
    assert.ok(!labels({ page }).includes("Read Page"), "it is kept");
    assert.ok(!labels({ hasXsoar: false }).includes("Add to XSOAR"));
    assert.ok(!labels({ why: { kind: "match", row, item: { ...item, note: "noted" } } }).includes("Add to XSOAR"));
    assert.ok(labels({ why: { kind: "match", row, item: { ...item, read: true } } }).includes("Mark Unread"));
    for (const gone of [
      labels({ isGone: true }),
      labels({ why: { kind: "keyword", keyword: "strike" } }),
      labels({ why: { kind: "stored" } }),
    ])
      assert.deepEqual(gone, ["Read Page", "Open in Browser", "Copy Link", "Previous Unread", "Next Unread"]);
    const read = drawn({ isTrusted: false }).querySelector("#do-readPage");
    assert.equal(read?.getAttribute("aria-disabled"), "true");
  });

  it("tells what was decided about its story, and offers what is left to decide", () => {
    const of = (triage: Triage) => ({ why: { kind: "match", row, item: { ...item, triage } } as const });
    const decided = of({ mark: { kind: "dismissed", reason: "<b>old</b>" }, remark: "ask them" });
    const lines = texts(drawn(decided).querySelectorAll("#head .meta")).map((line) =>
      line.replace(/[\u2066-\u2069]/g, ""),
    );
    assert.deepEqual(lines.slice(-2), ["Dismissed, so that nothing of it is noted: <b>old</b>", "Remark: ask them"]);
    const offered = labels(decided);
    assert.deepEqual(
      ["Important", "Dismiss", "Add Remark…", "Change Remark…", "Remove Mark"].filter((one) => offered.includes(one)),
      ["Important", "Change Remark…", "Remove Mark"],
    );
    assert.ok(!labels(of({ mark: { kind: "important" }, remark: "" })).includes("Important"));
  });

  it("tells its keys, and has none of letters where these are to be typed", () => {
    const keys = (shown: ReturnType<typeof drawn>) =>
      [...shown.querySelectorAll("[aria-keyshortcuts]")].map((one) => one.getAttribute("aria-keyshortcuts"));
    assert.deepEqual(keys(drawn()), ["S", "Control+Enter", "A", "X", "M", "I", "L", "D", "R", "P", "N", "Delete", "U"]);
    assert.deepEqual(keys(drawn({ hasLetterKeys: false })), ["Control+Enter", "Delete"]);
  });

  it("names every button, and what each copies", () => {
    const shown = drawn({
      indicators: [
        { kind: "ipv4", value: "203.0.113.9" },
        { kind: "cve", value: "CVE-2026-4711" },
      ],
    });
    assert.deepEqual(
      [...shown.querySelectorAll("#indicators button")].map((button) => button.getAttribute("aria-label")),
      [
        "Copy All",
        "Copy All Refanged",
        "Copy 203[.]0[.]113[.]9",
        "Copy 203[.]0[.]113[.]9 refanged",
        "Copy CVE-2026-4711",
      ],
    );
    assert.deepEqual(texts(shown.querySelectorAll("#indicators code")), ["203[.]0[.]113[.]9", "CVE-2026-4711"]);
  });

  it("says why an article without the name is here, and offers nothing that a match has", () => {
    const reason = "It names nobody who is tracked. It tells the same story as “<b>”.";
    const shown = drawn({ why: { kind: "story", name: "Emberfox", reason } });
    assert.match(clean(shown.querySelector("#why")?.textContent), /It tells the same story as “<b>”\./);
    const actions = [...shown.querySelectorAll("[data-do]")].map((button) => button.getAttribute("data-do"));
    assert.ok(actions.includes("browser") && actions.includes("copyLink"));
    for (const action of ["mark", "addNote", "notHere"]) assert.ok(!actions.includes(action), action);
    const gone = drawn({ why: { kind: "story", name: "Emberfox", reason }, isGone: true });
    assert.match(clean(gone.querySelector("#head")?.textContent), /does not stand below Emberfox any more/);
  });

  it("says why an article of a keyword is here, and marks it", () => {
    const shown = drawn({ why: { kind: "keyword", keyword: "STRIKES" } });
    assert.match(clean(shown.querySelector("#why")?.textContent), /It holds the keyword STRIKES\./);
    assert.deepEqual(texts(shown.querySelectorAll("h1 mark")), ["strikes"]);
  });

  it("draws a part by itself when it alone has changed", () => {
    const parts = (more: Partial<ProfileArticle>) =>
      articleParts(
        {
          article,
          why: { kind: "match", row, item: { ...item, ...more } },
          page,
          indicators: [],
          others: [],
          folder: "",
          message: "",
          isReading: false,
          isGone: false,
          isTrusted: true,
          hasXsoar: true,
          hasLetterKeys: true,
        },
        words,
      );
    const before = new Map(parts({}).map(({ id, html }) => [id, markup(html)]));
    const changed = parts({ read: true }).filter(({ id, html }) => before.get(id) !== markup(html));
    assert.deepEqual(
      changed.map(({ id }) => id),
      ["head", "actions"],
    );
  });
});
