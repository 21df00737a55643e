import assert from "node:assert/strict";
// Its entry for ES modules has its parts in an order in which they cannot be loaded.
import {
  groupSchema,
  identitySchema,
  malwareSchema,
  stixBundleSchema,
  stixDomainObjectSchema,
  toolSchema,
} from "@mitre-attack/attack-data-model/dist/index.cjs";
import { type ExportRow, chosenMatches } from "../../../src/core/exports/exportRows";
import { exportText } from "../../../src/core/exports/exportMatches";
import { oneLine } from "../../../src/core/text/foreignText";
import type { Article, ProfileArticle, ProfileMatches } from "../../../src/core/model/model";
import { plainText } from "../../../src/core/text/translate";
import { nodeSigning } from "../../../src/node/signing";
import { markdownParts } from "./markdownParts";

const TYPED = new Map<
  string,
  {
    safeParse(value: unknown): {
      readonly error?:
        | { readonly issues: readonly { readonly code: string; readonly path: readonly PropertyKey[] }[] }
        | undefined;
    };
  }
>([
  ["intrusion-set", groupSchema],
  ["malware", malwareSchema],
  ["tool", toolSchema],
]);
const NOON = new Date("2026-03-02T12:00:00Z");
const CLOCK = { now: () => NOON, wait: async () => {} };
const item = (title: string, rest: Partial<Article> = {}): ProfileArticle => ({
  article: {
    key: `key of ${title}`,
    title,
    url: "https://news.example/a?b=1&c=2",
    source: "https://www.news.example/feed",
    published: "2026-03-01T08:00:00.000Z",
    found: "2026-03-01T09:00:00.000Z",
    ...rest,
  },
  matches: [
    { profile: "Emberfox", name: "Emberfox", field: "title", start: 0, end: 8, text: title.slice(0, 8), weight: 0.8 },
  ],
  read: false,
  note: "pending",
});
const row = (articles: readonly ProfileArticle[], rest: Partial<ExportRow> = {}): ExportRow => ({
  name: "Emberfox",
  owner: true,
  kind: "actor",
  ids: [],
  aliases: ["Copper Lynx"],
  sentences: new Map(),
  stories: new Map(),
  articles,
  ...rest,
});
const text = (format: Parameters<typeof exportText>[0], rows: readonly ExportRow[]) =>
  exportText(format, rows, CLOCK, (namespace, name) => nodeSigning.uuid5(namespace, name), plainText);

describe("exports", () => {
  it("have the remark on a story, and no trace of one that is not there", async () => {
    const remarked = { ...item("Emberfox returns"), triage: { mark: null, remark: "=ask *them*" } };
    const of = async (format: Parameters<typeof text>[0]) => {
      const [whole, without] = await Promise.all([
        text(format, [row([remarked])]),
        text(format, [row([{ ...item("Emberfox returns"), triage: { mark: { kind: "important" }, remark: "" } }])]),
      ]);
      return {
        whole,
        without,
        plain: await text(format, [row([item("Emberfox returns")])]),
      };
    };
    const json = await of("json");
    assert.match(json.whole, /"remark": "=ask \*them\*"/);
    assert.doesNotMatch(json.without, /remark/);
    const csv = await of("csv");
    assert.match(csv.whole, /,remark\r\n(?:.*,)"?'=ask \*them\*"?\r\n$/);
    assert.match(csv.without, /,remark\r\n.*,\r\n$/);
    const markdown = await of("markdown");
    assert.match(markdown.whole, /\n {2}Remark: =ask \\\*them\\\*\n/);
    for (const { without, plain } of [json, csv, markdown]) assert.equal(without, plain);

    const stories = new Map(["Emberfox one", "Emberfox two"].map((title) => [`key of ${title}`, "s"]));
    const told = ["Emberfox one", "Emberfox two"].map((title) => ({ ...remarked, article: item(title).article }));
    const story = await text("markdown", [row(told, { stories })]);
    assert.equal(story.match(/Remark: /g)?.length, 1, story);
    assert.match(story, /1 outlet {2}\n {2}Remark: =ask/);
  });

  it("choose rows by name, article and day", () => {
    const rows: readonly ProfileMatches[] = [
      {
        name: "Emberfox",
        owner: true,
        record: { kind: "unknown" },
        articles: [{ ...item("new"), read: true }, item("old", { published: "2026-01-01T00:00:00.000Z" })],
      },
      { name: "Heron", owner: true, record: { kind: "unknown" }, articles: [{ ...item("new"), read: true }] },
    ];
    const titles = (choice: Parameters<typeof chosenMatches>[1]) =>
      chosenMatches(rows, choice).map(({ name, articles }) => [name, articles.map(({ article }) => article.title)]);
    assert.deepEqual(titles({}), [
      ["Emberfox", ["new", "old"]],
      ["Heron", ["new"]],
    ]);
    assert.deepEqual(titles({ names: ["Emberfox"], since: "2026-02-01T00:00:00.000Z" }), [["Emberfox", ["new"]]]);
    assert.deepEqual(titles({ since: "2026-03-02T00:00:00.000Z" }), [], "a name without an article is left out");
    assert.deepEqual(titles({ until: "2026-03-01T08:00:00.000Z" }), [["Emberfox", ["old"]]], "the end is not in it");
    assert.deepEqual(titles({ since: "2026-03-01T08:00:00.000Z", names: ["Heron"] }), [["Heron", ["new"]]]);
    assert.deepEqual(titles({ foundSince: "2026-03-01T09:00:00.000Z" }), []);
    assert.deepEqual(
      titles({ foundSince: "2026-03-01T08:59:59.999Z" }).length,
      2,
      "by when it was found, not its date",
    );
    assert.deepEqual(titles({ unread: true }), [["Emberfox", ["old"]]]);
    assert.deepEqual(titles({ names: ["ember-fox"] }), [["Emberfox", ["new", "old"]]]);
    assert.deepEqual(titles({ rows: new Map([["Emberfox", new Set(["key of old"])]]) }), [["Emberfox", ["old"]]]);
    const mixed = new Map([["Emberfox", new Set(["key of old"])], ["Heron", null]]); // prettier-ignore
    assert.deepEqual(titles({ rows: mixed }), [
      ["Emberfox", ["old"]],
      ["Heron", ["new"]],
    ]);
    assert.deepEqual(titles({ rows: new Map() }), []);
    assert.deepEqual(titles({ names: ["Nobody"] }), []);
  });

  describe("Markdown", () => {
    it("has a heading for each name and an item for each article", async () => {
      const made = await text("markdown", [
        row([
          item("Emberfox strikes", {
            indicators: [
              { kind: "domain", value: "evil.example" },
              { kind: "cve", value: "CVE-2026-12345" },
            ],
          }),
        ]),
      ]);
      assert.equal(
        made,
        "## Emberfox\n\n- **Emberfox strikes**  \n  <https://news.example/a?b=1&c=2>  \n  news.example, 2026-03-01  \n  “Emberfox” in the headline. It is the tracked name Emberfox.  \n  `evil[.]example`, `CVE-2026-12345`\n",
      );
    });

    it("has the headline of a story once, and its outlets below", async () => {
      const at = (site: string, hour: string): Partial<Article> => ({
        url: `https://${site}.example/a`,
        source: `https://${site}.example/feed`,
        published: `2026-03-01T${hour}:00:00.000Z`,
      });
      const [later, alone, first] = [
        item("Emberfox is back", at("press", "11")),
        item("Emberfox rests", at("third", "10")),
        item("Emberfox strikes", at("lab", "09")),
      ];
      const stories = new Map([later, first].map(({ article: { key } }) => [key, first.article.key]));
      const reason = "“Emberfox” in the headline. It is the tracked name Emberfox.";
      assert.equal(
        await text("markdown", [row([later, alone, first], { stories })]),
        `${[
          "## Emberfox",
          "",
          "- **Emberfox strikes**  ",
          "  2 outlets",
          "  - lab.example, 2026-03-01  ",
          "    <https://lab.example/a>  ",
          `    ${reason}  `.trimEnd(),
          "  - press.example, 2026-03-01  ",
          "    <https://press.example/a>  ",
          `    ${reason}`,
          "- **Emberfox rests**  ",
          "  <https://third.example/a>  ",
          "  third.example, 2026-03-01  ",
          `  ${reason}`,
        ].join("\n")}\n`,
      );
      const one = await text("markdown", [row([first], { stories })]);
      assert.match(one, /^- \*\*Emberfox strikes\*\* {2}\n {2}<https/m, "of what is exported no other tells it");
    });

    it("keeps foreign text of a story text", async () => {
      const told = (title: string, source: string) => {
        const items = [item(title, { source }), item(`${title} `, { source, url: `https://other.example/${title}` })];
        const stories = new Map(items.map(({ article: { key } }) => [key, "s"]));
        return text("markdown", [row(items, { stories })]);
      };
      const { kinds: plain } = markdownParts(await told("a", "b"));
      assert.equal(plain.filter((kind) => kind === "list_item_open").length, 3);
      for (const hostile of ["[x](command:evil)", "<img src=x>", "# heading", "- x", "1. first", "a\n\n## b", "```"])
        assert.deepEqual(
          markdownParts(await told(hostile, hostile)).kinds.filter((kind) => !/link/.test(kind)),
          plain.filter((kind) => !/link/.test(kind)),
          hostile,
        );
    });

    it("keeps foreign text text", async () => {
      const { kinds: plain } = markdownParts(await text("markdown", [row([item("a")], { name: "a" })]));
      for (const hostile of [
        "[x](command:evil)",
        "![i](https://evil.example/p.png)",
        "<img src=x>",
        "# heading",
        "`code`",
        "a\n\n## b",
        "www.evil.example https://evil.example a@evil.example",
        "| a | b |",
        "$$x$$ ~~y~~ ==z==",
        "<file:///etc/passwd> <https://evil.example> <command:workbench.action.quit> <mailto:a@b.example>",
        "<!--x--> <?x?> <![CDATA[x]]> </a> &lt;a&gt; &#60;",
        "1. first",
        " 1. first",
      ]) {
        const { words, kinds } = markdownParts(await text("markdown", [row([item(hostile)], { name: hostile })]));
        assert.deepEqual(kinds, plain, hostile);
        assert.deepEqual(words.slice(0, 2), [oneLine(hostile), oneLine(hostile)], "nothing is lost");
      }
      const made = await text("markdown", [row([item("a", { url: "https://news.example/>x<script>" })])]);
      assert.ok(!markdownParts(made).kinds.some((kind) => /^(?:html|link)/.test(kind)), made);
      const unseen = await text("markdown", [row([item("\u200b", { url: "https://news.example/b" })])]);
      assert.match(unseen, /^- \*\*`https:\/\/news\.example\/b`\*\*/m, "a title that shows nothing is none");
    });

    it("makes no link of an onion service", async () => {
      const made = await text("markdown", [
        row([item("Emberfox leaks", { url: "http://emberfoxnews234567.onion/a" })]),
      ]);
      assert.match(made, /^ {2}`http:\/\/emberfoxnews234567\.onion\/a` {2}$/m);
      assert.ok(!markdownParts(made).kinds.includes("link_open"));
    });
  });

  it("CSV: no cell begins like a formula, and every cell stays one, its inside as it is", async () => {
    const titles = [
      "=1+1",
      "+1",
      "-1",
      "@x",
      "\t=1",
      " =1",
      'say "hi", now',
      "a;b",
      "two\r\nlines",
      "＝1",
      "\r=1",
      "\u0000\u200b=1",
      "﹢1",
      "−1",
      "a;=1",
      'b; "@x"',
      "c;d\t=1",
      "e; -5 (of 9) | f",
      "g;=T(1)",
    ];
    const made = await text("csv", [row(titles.map((title) => item(title)))]);
    assert.ok(made.startsWith("\uFEFFprofile,title,url,"));
    const lines = made.slice(1).split("\r\n");
    assert.equal(lines.length, titles.length + 2);
    assert.deepEqual(
      lines.slice(1, -1).map((line) => /^Emberfox,("(?:[^"]|"")*"|[^,]*),https:/.exec(line)?.[1]),
      [
        `"'=1+1"`,
        `"'+1"`,
        `"'-1"`,
        `"'@x"`,
        `"' =1"`,
        `"' =1"`,
        `"say ""hi"", now"`,
        `"a;b"`,
        "two lines",
        `"'＝1"`,
        `"' =1"`,
        `"' =1"`,
        `"'﹢1"`,
        `"'−1"`,
        `"a;=1"`,
        `"b;' ""@x"""`,
        `"c;d =1"`,
        `"e; -5 (of 9) | f"`,
        `"g;'=T(1)"`,
      ],
    );
  });

  it("JSON: what a script needs, and why", async () => {
    const { version, exported, profiles } = JSON.parse(
      await text("json", [row([item("Emberfox", { indicators: [{ kind: "cve", value: "CVE-2026-1" }] })])]),
    ) as {
      version: number;
      exported: string;
      profiles: readonly { aliases: unknown; articles: readonly Record<string, unknown>[] }[];
    };
    assert.equal(version, 1);
    assert.equal(exported, NOON.toISOString());
    const [profile] = profiles;
    assert.deepEqual(profile?.aliases, ["Copper Lynx"]);
    assert.deepEqual(profile?.articles[0]?.["indicators"], [{ kind: "cve", value: "CVE-2026-1" }]);
    assert.match(JSON.stringify(profile?.articles[0]?.["matches"]), /"why":"“Emberfox” in the headline/);
  });

  it("hold the main sentences of articles whose summary was made", async () => {
    const sentences = new Map([["key of Emberfox", ["First [one].", "Second one."]]]);
    const rows = [row([item("Emberfox")], { sentences })];
    assert.match(await text("markdown", rows), /First \[one\]\. Second one\./);
    assert.match(await text("csv", rows), /,pending,First \[one\]\. Second one\.,/);
    assert.match(await text("json", rows), /"sentences": \[\s*"First \[one\]\."/);
    assert.match(await text("stix", rows), /"description": "First \[one\]\. Second one\.\\n/);
  });

  describe("STIX 2.1", () => {
    const attack = (id: string) => [{ source: "MITRE ATT&CK", id }];
    const articles = [
      item("Emberfox uses CVE-2026-4711", {
        summary: "Short.",
        categories: ["Malware"],
        indicators: [
          { kind: "cve", value: "CVE-2026-4711" },
          { kind: "url", value: "https://evil.example/it's" },
          { kind: "sha256", value: "a".repeat(64) },
        ],
      }),
      item("", { published: null, categories: [] }),
    ];
    const uuid = "5b4ee3ea-eee3-4c8e-8323-85ae32658754";
    const rows = [
      row(articles, { ids: [...attack("G9007"), { source: "MISP galaxy threat-actor", id: uuid }] }),
      row([item("Emberfox uses CVE-2026-4711")], { name: "Quiet Loader", kind: "malware", aliases: [] }),
      row([item("Emberfox again")], { name: "Grey Locker", kind: "ransomware", aliases: [], ids: attack("S9002") }),
      row([item("Emberfox tool")], { name: "PortSweep", kind: "tool", aliases: [] }),
      row([item("Emberfox campaign")], { name: "Operation Ferry", kind: "campaign", aliases: [] }),
    ];
    const bundle = async () =>
      JSON.parse(await text("stix", rows)) as {
        readonly type: string;
        readonly id: string;
        readonly objects: readonly (Record<string, unknown> & { readonly type: string; readonly id: string })[];
      };

    it("is valid by the schemas of the ATT&CK data model", async () => {
      const made = await bundle();
      // The schema of ATT&CK bundles wants a collection first: what it says of the bundle itself is tried.
      const whole = stixBundleSchema.safeParse(made);
      const ofBundle = whole.success ? [] : whole.error.issues.filter(({ path }) => path[0] !== "objects");
      assert.deepEqual(ofBundle, []);
      const own = (issues: readonly { readonly code: string; readonly path: readonly PropertyKey[] }[]) =>
        issues.filter(
          ({ code, path }) => code !== "unrecognized_keys" && !String(path[0] ?? "").startsWith("x_mitre_"),
        );
      for (const object of made.objects) {
        // What an object of any type has; and what ATT&CK wants of its own beyond STIX is not asked for.
        const common = stixDomainObjectSchema.safeParse(object);
        const schema = TYPED.get(object.type);
        const typed = schema?.safeParse(object);
        // ATT&CK has no reports, vulnerabilities or indicators: of these the rest of the common properties is looked at.
        const isForeign = ["report", "vulnerability", "indicator"].includes(object.type);
        const issues = [...(common.error?.issues ?? []), ...(typed?.error?.issues ?? [])];
        const left = own(issues).filter(
          ({ path: [key] }) =>
            !(isForeign && /^(?:id|type)$/.test(String(key))) &&
            // Names that nobody imported from there have no id of ATT&CK.
            !(key === "external_references" && object[key] === undefined),
        );
        assert.deepEqual(left, [], `${object.type} ${String(object["name"])}`);
      }
      const identity = identitySchema.safeParse({
        ...made.objects.find(({ type }) => type === "identity"),
        // What ATT&CK demands of its own identity beyond STIX.
        object_marking_refs: [`marking-definition--${"0".repeat(8)}-0000-4000-8000-${"0".repeat(12)}`],
        x_mitre_attack_spec_version: "3.3.0",
      });
      assert.deepEqual(identity.success ? [] : identity.error.issues, []);
    });

    it("has the properties that the specification requires, and no reference to what is not there", async () => {
      const required: Readonly<Record<string, readonly string[]>> = {
        identity: ["name"],
        report: ["name", "published", "object_refs"],
        "intrusion-set": ["name"],
        malware: ["is_family"],
        tool: ["name"],
        campaign: ["name"],
        vulnerability: ["name"],
        indicator: ["pattern", "pattern_type", "valid_from"],
      };
      const { id, objects } = await bundle();
      assert.match(id, /^bundle--/);
      const ids = new Set(objects.map((object) => object.id));
      assert.equal(ids.size, objects.length);
      for (const object of objects) {
        assert.match(
          object.id,
          new RegExp(`^${object.type}--[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`),
        );
        for (const key of ["spec_version", "created", "modified", ...(required[object.type] ?? ["?"])]) {
          assert.ok(key in object, `${object.type} ${key}`);
        }
        for (const [key, value] of Object.entries(object)) {
          if (/^(created|modified|published|valid_from)$/.test(key))
            assert.match(String(value), /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
          if (key === "created_by_ref") assert.ok(ids.has(String(value)));
          if (Array.isArray(value)) assert.ok(value.length > 0, `${object.type} ${key} is empty`);
          assert.notEqual(value, "", `${object.type} ${key}`);
        }
        for (const ref of (object["object_refs"] ?? []) as readonly string[]) assert.ok(ids.has(ref), ref);
      }
      const of = (type: string) => objects.filter((object) => object.type === type);
      assert.deepEqual(of("intrusion-set")[0]?.["external_references"], [
        { source_name: "mitre-attack", external_id: "G9007" },
        { source_name: "MISP galaxy threat-actor", external_id: uuid },
      ]);
      assert.deepEqual(
        of("intrusion-set").map((object) => object["aliases"]),
        [["Copper Lynx"]],
      );
      assert.deepEqual(
        of("malware").map((object) => [object["name"], object["malware_types"]]),
        [
          ["Quiet Loader", undefined],
          ["Grey Locker", ["ransomware"]],
        ],
      );
      assert.deepEqual(
        of("indicator").map((object) => object["pattern"]),
        ["[url:value = 'https://evil.example/it\\'s']", `[file:hashes.'SHA-256' = '${"a".repeat(64)}']`],
      );
      const [first] = of("report");
      assert.deepEqual(first?.["external_references"], [
        { source_name: "news.example", url: "https://news.example/a?b=1&c=2" },
      ]);
      assert.ok(first);
      assert.equal((first["object_refs"] as readonly string[]).length, 5, "two names, a CVE and two indicators");
      assert.equal(first?.["confidence"], 80);
    });

    it("is the same every time, down to its ids", async () => {
      assert.equal(await text("stix", rows), await text("stix", rows));
    });

    it("says of a thing with the same id the same, whatever else is exported and in whatever order", async () => {
      const seen = { kind: "domain", value: "evil.example" } as const;
      const early = item("Emberfox early", { found: "2026-02-01T09:00:00.000Z", indicators: [seen] });
      const late = item("Emberfox late", { found: "2026-02-02T09:00:00.000Z", indicators: [seen] });
      const created = async (articles: readonly ProfileArticle[], rest: Partial<ExportRow> = {}) => {
        const made = JSON.parse(await text("stix", [row(articles, rest)])) as Awaited<ReturnType<typeof bundle>>;
        return new Map(made.objects.map((object) => [object.id, object]));
      };
      const [both, turned, alone] = [await created([early, late]), await created([late, early]), await created([late])];
      for (const [id, object] of both) {
        assert.deepEqual(turned.get(id), object);
        const other = alone.get(id);
        if (other !== undefined && object.type !== "indicator") assert.deepEqual(other, object);
      }
      const [indicator] = [...both.values()].filter(({ type }) => type === "indicator");
      assert.equal(indicator?.["valid_from"], "2026-02-01T09:00:00.000Z");
      const [before, after] = [
        await created([early]),
        await created([early, late], { aliases: ["Copper Lynx", "Ash Lynx"] }),
      ].map((objects) => [...objects.values()].find(({ type }) => type === "intrusion-set"));
      assert.equal(after?.["created"], before?.["created"]);
      assert.ok(String(after?.["modified"]) > String(before?.["modified"]), "the newer one counts");
    });
  });

  it("lets others have their turn while long ones are made", async () => {
    const many = [row(Array.from({ length: 300 }, (_, index) => item(`Emberfox ${index}`)))];
    for (const format of ["markdown", "csv", "json", "stix"] as const) {
      let time = NOON.getTime();
      let turns = 0;
      const clock = { now: () => new Date((time += 1)), wait: async () => void (turns += 1) };
      const made = await exportText(format, many, clock, (a, b) => nodeSigning.uuid5(a, b), plainText);
      assert.ok(turns > 10, `${format}: ${turns}`);
      if (format !== "json") assert.equal(made, await text(format, many), "the same text");
    }
  });

  it("ids are UUIDs of version 5 as others make them", () => {
    // The example of RFC 9562, appendix A.4.
    assert.equal(
      nodeSigning.uuid5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com"),
      "2ed6657d-e927-568b-95e1-2665a8aea6a2",
    );
  });
});
