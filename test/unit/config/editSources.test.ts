import assert from "node:assert/strict";
import { SHIPPED_FEEDS, SHIPPED_PAGES } from "../../../src/core/config/defaults";
import { type NewSource, type SourceEdit, editSources } from "../../../src/core/config/editSources";
import { parseConfig } from "../../../src/core/config/parseConfig";
import { configTemplate } from "../../../src/core/config/templates";
import { plainText } from "../../../src/core/text/translate";

const feed = (url: string, name = "", category = ""): NewSource => ({ kind: "feed", url, name, category });
const page = (url: string): NewSource => ({ kind: "page", url, name: "", category: "" });
const add = (...sources: readonly NewSource[]): SourceEdit => ({ kind: "add", sources });
const off = (url: string): SourceEdit => ({ kind: "enable", url, enabled: false });
const on = (url: string): SourceEdit => ({ kind: "enable", url, enabled: true });
const move = (url: string, to: string): SourceEdit => ({ kind: "move", url, to });
const A = "https://a.test/feed";
const B = "https://b.test/feed?x=1&y=2";
const N = "https://new.test/feed";

/** Lines, for readable cases. */
const lines = (...all: readonly string[]): string => all.join("\n");

describe("editSources in JSON", () => {
  const cases: readonly (readonly [what: string, before: string, edit: SourceEdit, after: string | null])[] = [
    ["adds behind the last of several lines", lines('{"websiteconfig": {', '    "rss_feeds": [', `        "${A}"`, "    ]", "}}"), add(feed(N), feed(B, 'It\'s "B"', "X/Y")), lines('{"websiteconfig": {', '    "rss_feeds": [', `        "${A}",`, `        "${N}",`, `        { "url": "${B}", "name": "It's \\"B\\"", "category": "X/Y" }`, "    ]", "}}")],
    ["adds in one line", `{"websiteconfig":{"rss_feeds":["${A}"]}}`, add(feed(N)), `{"websiteconfig":{"rss_feeds":["${A}", "${N}"]}}`],
    ["fills an empty list", lines("{", '  "websiteconfig": {', '    "rss_feeds": [], "webpages": []', "  }", "}"), add(feed(N)), lines("{", '  "websiteconfig": {', '    "rss_feeds": [', `      "${N}"`, '    ], "webpages": []', "  }", "}")],
    ["adds a list that is missing beside the other", lines("{", '  "websiteconfig": {', `    "rss_feeds": ["${A}"]`, "  }", "}"), add(page("https://p.test/")), lines("{", '  "websiteconfig": {', `    "rss_feeds": ["${A}"],`, '    "webpages": [', '      "https://p.test/"', "    ]", "  }", "}")],
    ["keeps Windows line breaks", `{"websiteconfig":{\r\n  "rss_feeds":[\r\n    "${A}"\r\n  ]}}`, add(feed(N)), `{"websiteconfig":{\r\n  "rss_feeds":[\r\n    "${A}",\r\n    "${N}"\r\n  ]}}`],
    ["switches an address off", `{"websiteconfig":{"rss_feeds":[ "${A}" , "${B}"]}}`, off(A), `{"websiteconfig":{"rss_feeds":[ { "url": "${A}", "enabled": false } , "${B}"]}}`],
    ["switches a section off in its own style", lines('{"websiteconfig":{"webpages":[', "  {", `    "url": "${A}",`, '    "name": "A"', "  }", "]}}"), off(A), lines('{"websiteconfig":{"webpages":[', "  {", `    "url": "${A}",`, '    "name": "A",', '    "enabled": false', "  }", "]}}")],
    ["switches a section on again", `{"websiteconfig":{"webpages":[{"url":"${A}", "enabled" : false, "name":"A"}]}}`, on(A), `{"websiteconfig":{"webpages":[{"url":"${A}", "enabled" : true, "name":"A"}]}}`],
    ["writes a new address", `{"websiteconfig":{"rss_feeds":["${A}", {"url":"${B}"}]}}`, move(B, N), `{"websiteconfig":{"rss_feeds":["${A}", {"url":"${N}"}]}}`],
    ["knows an address without its password, and keeps the password at the same host", '{"websiteconfig":{"rss_feeds":["https://u:p@a.test/1"]}}', move("https://a.test/1", "https://a.test/2"), '{"websiteconfig":{"rss_feeds":["https://u:p@a.test/2"]}}'],
    ["gives no password to another host", '{"websiteconfig":{"rss_feeds":["https://u:p@a.test/1"]}}', move("https://a.test/1", "https://b.test/2"), '{"websiteconfig":{"rss_feeds":["https://b.test/2"]}}'],
    ["writes a selector", `{"websiteconfig":{"webpages":["${A}"]}}`, { kind: "select", url: A, select: 'a[href^="/x"]' }, `{"websiteconfig":{"webpages":[{ "url": "${A}", "select": "a[href^=\\"/x\\"]" }]}}`],
    ["changes every place of an address", `{"websiteconfig":{"rss_feeds":["${A}"],"webpages":["${A}"]}}`, off(A), `{"websiteconfig":{"rss_feeds":[{ "url": "${A}", "enabled": false }],"webpages":[{ "url": "${A}", "enabled": false }]}}`],
    ["leaves a source alone that is not there", `{"websiteconfig":{"rss_feeds":["${A}"]}}`, off(N), null],
    ["leaves a broken file alone", `{"websiteconfig":{"rss_feeds":["${A}"]}`, off(A), null],
    ["leaves a file with errors alone", '{"websiteconfig":{"rss_feeds":["no address"]}}', add(feed(N)), null],
  ]; // prettier-ignore
  for (const [what, before, edit, after] of cases)
    it(what, () => assert.equal(editSources(before, "json", edit), after));
});

describe("editSources in YAML", () => {
  const cases: readonly (readonly [what: string, before: string, edit: SourceEdit, after: string | null])[] = [
    ["adds below the last item, comments where they were", lines("# ours", "websiteconfig:", "  rss_feeds: # mine", `    - ${A} # first`, "  # pages", "  webpages: []", ""), add(feed(N), feed(B, "B: the feed", "X")), lines("# ours", "websiteconfig:", "  rss_feeds: # mine", `    - ${A} # first`, `    - ${N}`, `    - url: ${B}`, '      name: "B: the feed"', '      category: "X"', "  # pages", "  webpages: []", "")],
    ["fills an empty list", lines("websiteconfig:", `  rss_feeds: ["${A}"]`, "  webpages: [] # none", "other: 1"), add(page("https://p.test/")), lines("websiteconfig:", `  rss_feeds: ["${A}"]`, "  webpages: # none", "    - https://p.test/", "other: 1")],
    ["fills an empty list in braces", `{websiteconfig: {rss_feeds: [], webpages: []}}`, add(feed(N, "N")), `{websiteconfig: {rss_feeds: [{ url: "${N}", name: "N" }], webpages: []}}`],
    ["adds in brackets over lines, a remark with its item", lines("websiteconfig:", "  rss_feeds: [", `    ${A} # first`, "    ]"), add(feed(N)), lines("websiteconfig:", "  rss_feeds: [", `    ${A}, # first`, `    "${N}"`, "    ]")],
    ["switches an address off", lines("websiteconfig:", "  rss_feeds:", `  - ${A} # first`, `  - '${B}'`), off(B), lines("websiteconfig:", "  rss_feeds:", `  - ${A} # first`, `  - { url: "${B}", enabled: false }`)],
    ["switches a section off", lines("websiteconfig:", "  webpages:", `    - url: ${A} # it`, "      name: A # its name", `    - ${B}`), off(A), lines("websiteconfig:", "  webpages:", `    - url: ${A} # it`, "      name: A # its name", "      enabled: false", `    - ${B}`)],
    ["switches a section of one key off", lines("websiteconfig:", "  webpages:", `    - url: ${A}`), off(A), lines("websiteconfig:", "  webpages:", `    - url: ${A}`, "      enabled: false", "")],
    ["switches a section in braces off", lines("websiteconfig:", "  webpages:", `    - { url: ${A}, name: A }`), off(A), lines("websiteconfig:", "  webpages:", `    - { url: ${A}, name: A, enabled: false }`)],
    ["writes a new address, quotes as they were", lines("websiteconfig:", "  rss_feeds:", `    - ${A}`, `    - "${B}"`), move(B, N), lines("websiteconfig:", "  rss_feeds:", `    - ${A}`, `    - "${N}"`)],
    ["quotes what YAML could misread", lines("websiteconfig:", "  rss_feeds:", `    - ${A}`), move(A, "https://n.test/#x: y"), lines("websiteconfig:", "  rss_feeds:", '    - "https://n.test/#x: y"')],
    ["leaves what stands elsewhere by an alias alone", lines("x-feed: &f", `  ${A}`, "websiteconfig:", "  rss_feeds:", "    - *f"), off(A), null],
  ]; // prettier-ignore
  for (const [what, before, edit, after] of cases)
    it(what, () => assert.equal(editSources(before, "yaml", edit), after));
});

describe("editSources where the shipped sources stand in", () => {
  for (const [format, text] of [
    ["json", '{\n  "profileRecords": true\n}\n'],
    ["json", "{}"],
    ["yaml", "profileRecords: true # as before\n"],
    ["yaml", "websiteconfig:\n  stopwords: [a]\nprofileRecords: true\n"],
  ] as const) {
    it(`writes them down first: ${text.replaceAll("\n", "\\n")}`, () => {
      const added = editSources(text, format, add(feed(N)));
      assert.ok(added !== null);
      const { config, problems } = parseConfig("articles", added, format);
      assert.deepEqual(problems, []);
      assert.deepEqual(config?.websiteconfig.rss_feeds, [...SHIPPED_FEEDS, N]);
      assert.deepEqual(config?.websiteconfig.webpages, SHIPPED_PAGES);
      const without = editSources(text, format, off(SHIPPED_PAGES[0] ?? ""));
      assert.ok(without !== null);
      assert.deepEqual(parseConfig("articles", without, format).config?.websiteconfig.webpages, SHIPPED_PAGES.slice(1));
    });
  }

  it("changes a new configuration, and only where it has to", () => {
    for (const format of ["json", "yaml"] as const) {
      const first = "https://first.example/feed";
      const start = {
        feeds: [{ url: first, name: "First", category: "All" }],
        names: [{ name: "Heron", aliases: [] }],
      };
      const text = configTemplate(format, plainText, "articles", start);
      const changed = [add(feed(N, "N")), off(first), on(first), move(first, B)].reduce<string>((whole, edit) => {
        const next = editSources(whole, format, edit);
        assert.ok(next !== null, edit.kind);
        return next;
      }, text);
      const { config, problems } = parseConfig("articles", changed, format);
      assert.deepEqual(problems, []);
      assert.deepEqual(config?.websiteconfig.rss_feeds, [B, N]);
      // What comes behind a line of JSON gives it a comma.
      const lines = (whole: string) => whole.split("\n").map((line) => line.replace(/,$/, ""));
      const kept = lines(text).filter((line) => !line.includes(first));
      const there = new Set(lines(changed));
      assert.deepEqual(
        kept.filter((line) => !there.has(line)),
        [],
      );
    }
  });

  it("adds a thousand sources at once", function () {
    this.timeout(20_000);
    const many = Array.from({ length: 1000 }, (_, at) => feed(`https://news${at}.test/feed`, `News ${at}`, "All"));
    for (const format of ["json", "yaml"] as const) {
      const changed = editSources(configTemplate(format, plainText), format, add(...many));
      assert.equal(parseConfig("articles", changed ?? "", format).config?.websiteconfig.rss_feeds.length, 1000);
    }
  });
});
