import assert from "node:assert/strict";
import { articleGroups } from "../../../src/core/mail/articleDigest";
import { type DigestEntry, type DigestGroup, buildDigest } from "../../../src/core/mail/digest";
import { parseMailAddresses, parseNamedAddresses } from "../../../src/core/mail/mailAddresses";
import { parseMailServer } from "../../../src/core/mail/mailServer";
import type { Article, Match, ProfileMatches } from "../../../src/core/model/model";
import { type ArticleSummary } from "../../../src/core/summaries/summaries";
import type { MailConfig } from "../../../src/core/config/types";
import { mailSummaries } from "../../../src/core/summaries/mailSummaries";
import { plainText } from "../../../src/core/text/translate";
import { DEFANGED } from "../text/defangedForms";

const article = (title: string, rest: Partial<Article> = {}): Article => ({
  key: title,
  title,
  url: `https://news.example/${encodeURIComponent(title)}`,
  source: "https://www.news.example/feed.xml",
  published: "2026-03-01T08:30:00.000Z",
  found: "2026-03-01T09:00:00.000Z",
  ...rest,
});
const entry = (title: string, rest: Partial<DigestEntry> = {}): DigestEntry => ({
  title,
  url: "https://news.example/1",
  source: "news.example",
  date: "",
  marks: [],
  reasons: [],
  summary: [],
  ...rest,
});
const build = (entries: readonly DigestEntry[]) =>
  buildDigest("News", [{ heading: "Emberfox (1)", entries }], "Nothing new.", plainText);

const rowOf = (one: Article, place: Pick<Match, "field" | "start" | "end" | "text">): ProfileMatches => ({
  name: "Emberfox",
  owner: true,
  record: { kind: "unknown" },
  articles: [
    { article: one, matches: [{ profile: "Emberfox", name: "Emberfox", ...place }], read: false, note: "off" },
  ],
});

const MAIL_OFF: MailConfig = {
  sendMail: false,
  sendSummary: false,
  previewFirst: false,
  mailServer: "",
  senderMailAddress: "",
  destinationMailAddress: "",
  mailSubject: "",
  placeholder: "",
};

describe("mail digest", () => {
  it("groups by profile with the matched word marked, the rest behind", () => {
    const one = article("Emberfox & friends");
    const row = rowOf(one, { field: "title", start: 0, end: 8, text: "Emberfox" });
    const groups = articleGroups(
      { newArticles: [one, article("Patch day")], newMatches: [row] },
      new Map([[one.key, ["First sentence.", "Second one."]]]),
      plainText,
    );
    const { subject, text, html } = buildDigest("Daily\r\nBcc: x@evil.example", groups, "Nothing new.", plainText);
    assert.equal(subject, "Daily Bcc: x@evil.example");
    assert.match(text, /^Emberfox \(1\)\n=+\n\nEmberfox & friends\nhttps:\/\/news\.example\/Emberfox/);
    assert.match(text, /news\.example · 2026-03-01 08:30 UTC\nFirst sentence\. Second one\./);
    assert.match(text, /Other new articles \(1\)\n=+\n\nPatch day/);
    assert.match(html, /<b>Emberfox<\/b> &amp; friends<\/a>/);
    assert.match(html, /<h2[^>]*>Other new articles \(1\)<\/h2>/);
  });

  it("cuts no address, neither in a long headline nor in a long summary", () => {
    for (const stretch of DEFANGED) {
      for (let room = 285; room < 300; room++) {
        const title = `${"x".repeat(room)} ${stretch} in the end`;
        const { text } = build([entry(title)]);
        const shown = (text.split("\n")[3] ?? "").replace(" …", "…");
        assert.ok(shown === `${"x".repeat(room)}…` || shown.startsWith(`${"x".repeat(room)} ${stretch}`), shown);
        const summary = `${"y".repeat(1700 + room)} ${stretch} in the end`;
        const told =
          build([entry("Emberfox", { summary: [summary] })])
            .text.split("\n")
            .at(-2)
            ?.trimEnd() ?? "";
        assert.ok(
          told.replace(/…$/, "") === "y".repeat(1700 + room) ||
            told.startsWith(`${"y".repeat(1700 + room)} ${stretch}`),
          told,
        );
      }
    }
  });

  it("has the remark on the story of an article below its reasons, and no trace where there is none", () => {
    const [one, other] = [article("Emberfox returns"), article("Patch day")];
    const row = rowOf(one, { field: "title", start: 0, end: 8, text: "Emberfox" });
    const triage = (key: string) => (key === one.key ? { mark: null, remark: "ask <b>\nthem" } : undefined);
    const digest = (of?: typeof triage) =>
      buildDigest(
        "News",
        articleGroups({ newArticles: [one, other], newMatches: [row] }, new Map(), plainText, of),
        "",
        plainText,
      );
    const { text, html } = digest(triage);
    assert.match(text, /\nRemark: ask <b> them\n/);
    assert.match(html, /<br>Remark: ask &lt;b&gt; them<\/li>/);
    assert.equal(text.match(/Remark/g)?.length, 1);
    assert.doesNotMatch(digest().text + digest().html, /Remark/);
  });

  it("marks a word that the title does not show where the reason names it", () => {
    const one = article("A leak site moves", { url: "https://news.example/emberfox-moves" });
    const row = rowOf(one, { field: "url", start: 21, end: 29, text: "emberfox" });
    const groups = articleGroups({ newArticles: [one], newMatches: [row] }, new Map(), plainText);
    const { text, html } = buildDigest("News", groups, "Nothing new.", plainText);
    assert.match(html, />A leak site moves<\/a>.*>“<b>emberfox<\/b>” in the address<\/span>/);
    assert.match(text, /\n“emberfox” in the address\n/);
    assert.doesNotMatch(text + html, /\*/);
    const matches = [
      { ...row.articles[0]?.matches[0], name: "Copper Lynx", field: "title", text: "Copper Lynx" },
      { ...row.articles[0]?.matches[0], ambiguous: ["Heron"], field: "summary" },
      { ...row.articles[0]?.matches[0], profile: null, field: "content" },
    ] as unknown as readonly Match[];
    const more = { ...row, articles: row.articles.map((item) => ({ ...item, matches })) };
    const told = articleGroups({ newArticles: [one], newMatches: [more] }, new Map(), plainText);
    assert.deepEqual(
      told[0]?.entries[0]?.reasons.map((reason) => reason.text),
      [
        "“Copper Lynx” in the headline, another name of Emberfox",
        "“emberfox” in the summary, also a name of Heron",
        "“emberfox” in the text, an alias whose profile is not known",
      ],
    );
  });

  it("cuts a long title, whether or not something in it is marked, and no short one", () => {
    const long = `${"x".repeat(290)} Emberfox and more`;
    for (const marks of [[], [[291, 299]]] as const) {
      const { text } = build([entry(long, { marks })]);
      const [, , , title] = text.split("\n");
      assert.equal(title, `${long.slice(0, 300)}…`);
    }
    assert.match(build([entry(long, { marks: [[291, 299]] })]).html, /<b>Emberfox<\/b> …/);
    assert.doesNotMatch(build([entry("y".repeat(300))]).text, /…/);
  });

  it("cuts a long summary, leaves an address whole, and says below all of it what we have to remark", () => {
    const { text } = build([entry("One", { summary: ["word ".repeat(500)] })]);
    assert.match(text, /word…\n/);
    assert.match(
      build([entry("", { url: `https://n.example/${"x".repeat(500)}` })]).text,
      /^Emberfox \(1\)\n=+\n\nhttps:\/\/n\.example\/x{500}\n/,
    );
    const remarked = buildDigest("News", [{ heading: "H", entries: [entry("One")] }], "", plainText, [
      "7 have <none>.",
    ]);
    assert.match(remarked.text, /\n\n7 have <none>\.\n$/);
    assert.match(remarked.html, /<p>7 have &lt;none&gt;\.<\/p>/);
  });

  it("has summaries of the first articles of many, and tells how many have none", async () => {
    const asked: string[] = [];
    const summaries = {
      kept: async () => new Map(),
      of: async (articles: readonly Article[]) => {
        asked.push(...articles.map(({ key }) => key));
        return new Map<string, ArticleSummary>();
      },
    };
    const many = Array.from({ length: 53 }, (_, at) => article(`News ${at}`));
    const config = { ...MAIL_OFF, sendMail: true, sendSummary: true };
    const options = { signal: new AbortController().signal, timeoutMs: 1 };
    const { left } = await mailSummaries(summaries, config, [...many, ...many], options);
    assert.deepEqual([asked.length, left], [50, 3]);
    assert.equal((await mailSummaries(summaries, config, many.slice(0, 50), options)).left, 0);
    assert.equal((await mailSummaries(summaries, { ...config, sendSummary: false }, many, options)).left, 0);
  });

  it("has a subject that names what was found, as far as there is room, whatever names are", () => {
    const group = (heading: string, count: number, kind?: "matches" | "others") => ({
      heading,
      entries: Array.from({ length: count }, () => entry("One")),
      ...(kind === undefined ? {} : { kind }),
    });
    const subject = (...groups: readonly DigestGroup[]) => buildDigest(null, groups, "", plainText).subject;
    assert.equal(
      subject(group("Emberfox (2)", 2, "matches"), group("Heron (3)", 3, "matches"), group("Other (9)", 9, "others")),
      "TI Scraper: 5 new matches: Emberfox (2), Heron (3)",
    );
    assert.equal(subject(group("Heron (1)", 1, "matches")), "TI Scraper: 1 new match: Heron (1)");
    assert.equal(subject(group("Other (9)", 9, "others")), "TI Scraper: 9 new articles");
    assert.equal(subject(group("Other (1)", 1, "others")), "TI Scraper: 1 new article");
    assert.equal(subject(group("ransom (2)", 2), group("leak (0)", 0)), "TI Scraper: ransom (2)");
    assert.equal(subject(group("Other (0)", 0, "others")), "TI Scraper: nothing new");
    const many = Array.from({ length: 40 }, (_, at) => group(`Name ${at} (1)`, 1, "matches"));
    assert.match(subject(...many), /^TI Scraper: 40 new matches: Name 0 \(1\), .* and \d+ more$/);
    const hostile = subject(group(`a\r\nBcc: x@evil.example\u2028\u202e${"y".repeat(5000)}`, 1, "matches"));
    // oxlint-disable-next-line no-control-regex -- finding control characters is the point
    assert.doesNotMatch(hostile, /[\u0000-\u001f\u2028\u202e]/);
    assert.ok(hostile.length < 150 && subject(...many).length < 150);
  });

  it("says so when there is nothing", () => {
    const { text, html } = buildDigest("News", [{ heading: "Other", entries: [] }], "Nothing <new>.", plainText);
    assert.equal(text, "Nothing <new>.\n");
    assert.match(html, /<p>Nothing &lt;new&gt;\.<\/p>/);
  });

  it("keeps foreign text text, and makes links of web addresses alone", () => {
    const { html, text } = build([
      entry(`</a><script>alert(1)</script> "quoted"`, {
        marks: [[4, 12]],
        reasons: [{ text: "<img src=x onerror=alert(1)>", word: "<img" }],
        summary: ["<b>bold</b>"],
      }),
      entry("Bad address", { url: `javascript:alert(1)` }),
      entry("Breaks out", { url: `https://news.example/"onclick="alert(1)` }),
      entry("Onion", { url: "http://emberfox.onion/a" }),
      entry("two\r\nlines\u202e hidden\u200b"),
      entry("", { url: "https://news.example/untitled" }),
    ]);
    assert.doesNotMatch(html, /<script|<img|href="javascript|onclick="alert|href="http:\/\/emberfox/);
    assert.match(html, /&lt;\/a&gt;<b>&lt;script&gt;<\/b>/);
    assert.match(html, /&lt;b&gt;bold&lt;\/b&gt;/);
    assert.match(html, /<b>&lt;img<\/b> src=x/);
    assert.match(text, /two lines hidden\n/);
    assert.match(text, /\n\nhttps:\/\/news\.example\/untitled/);
  });

  it("stays small however much was found", () => {
    const many = Array.from({ length: 20_000 }, (_, index) => entry(`${"long title ".repeat(100)}${index}`));
    const { html, text } = build(many);
    assert.match(text, /19,500 more are not in this mail/);
    assert.ok(html.length < 1_000_000, `${html.length}`);
    assert.ok(text.length < 600_000, `${text.length}`);
  });
});

describe("a digest of articles with much to say", () => {
  it("stays small as well, and leaves out from the end", () => {
    const url = `https://news.example/?${"&".repeat(2000)}`;
    const reasons = Array.from({ length: 20 }, (_, index) => ({ text: `${index}${"'".repeat(200)}`, word: "" }));
    const many = Array.from({ length: 400 }, (_, index) => entry(`Number ${index}.`, { url, reasons }));
    const { html, text } = build(many);
    assert.ok(html.length < 1_600_000, `${html.length}`);
    assert.match(text, /Number 0\.[^]*\n\d+ more are not in this mail/);
    const shown = text.match(/Number \d+\./g)?.length ?? 0;
    assert.ok(shown > 10 && text.includes(`\n${400 - shown} more are not in this mail`), String(shown));
  });
});

describe("mail addresses and servers", () => {
  it("reads one address or several, and nothing that could end a header", () => {
    assert.deepEqual(parseMailAddresses("a@b.example"), ["a@b.example"]);
    assert.deepEqual(parseMailAddresses('"Lead, of the desk" <lead@b.example>; a@b.example'), [
      "lead@b.example",
      "a@b.example",
    ]);
    assert.deepEqual(parseMailAddresses(" Desk <desk@b.example>; ü@bücher.example, "), [
      "desk@b.example",
      "ü@bücher.example",
    ]);
    for (const wrong of ["", "a", "a@", "@b", "a@b\r\nBcc: c@d", "a b@c", "a@b@c", "<a@b> c", "a@b, c"]) {
      assert.equal(parseMailAddresses(wrong), null, JSON.stringify(wrong));
    }
  });

  it("reads the names beside them", () => {
    assert.deepEqual(
      parseNamedAddresses('"Lead, \\"of\\" the desk" <lead@b.example>; Harbour  News <n@b.example>, a@b.example'),
      [
        { name: 'Lead, "of" the desk', address: "lead@b.example" },
        { name: "Harbour News", address: "n@b.example" },
        { name: "", address: "a@b.example" },
      ],
    );
    assert.deepEqual(parseNamedAddresses('"Heron <desk>" <a@b.example>'), [
      { name: "Heron <desk>", address: "a@b.example" },
    ]);
    assert.deepEqual(parseNamedAddresses("a\u0000\u202eb <a@b.example>"), [{ name: "a b", address: "a@b.example" }]);
    for (const wrong of ['"a <b@c.example', "a <b@c.example", "<>"]) {
      assert.equal(parseNamedAddresses(wrong), null, wrong);
    }
  });

  it("reads servers: TLS at 465, STARTTLS elsewhere", () => {
    assert.deepEqual(parseMailServer("SMTP.example.com"), { host: "smtp.example.com", port: 465, security: "tls" });
    assert.deepEqual(parseMailServer("smtp.example.com:587"), {
      host: "smtp.example.com",
      port: 587,
      security: "starttls",
    });
    assert.deepEqual(parseMailServer("smtp://mail.example"), { host: "mail.example", port: 587, security: "starttls" });
    assert.deepEqual(parseMailServer("smtps://mail.example:2465"), {
      host: "mail.example",
      port: 2465,
      security: "tls",
    });
    assert.deepEqual(parseMailServer("[::1]:465"), { host: "::1", port: 465, security: "tls" });
    for (const wrong of ["", "a b", "host:0", "host:70000", "https://host", "host:25:1", "user@host"]) {
      assert.equal(parseMailServer(wrong), null, wrong);
    }
  });
});
