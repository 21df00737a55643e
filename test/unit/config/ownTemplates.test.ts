import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { ownJobTemplate, scriptTemplate } from "../../../src/core/config/ownTemplates";
import { parseOwnJob } from "../../../src/core/config/parseOwnJob";
import { OWN_BASES } from "../../../src/core/config/ownTypes";
import { plainText } from "../../../src/core/text/translate";

const SAID: Readonly<Record<(typeof OWN_BASES)[number], readonly string[]>> = {
  articles: ["article", "article"],
  keywords: ["article", "article"],
  counts: ["row", "row"],
  contents: ["row", "row"],
  records: ["change"],
};

describe("a new job of the user's own", () => {
  for (const base of OWN_BASES) {
    const languages =
      base === "records" ? (["python", "javascript"] as const) : ([null, "python", "javascript"] as const);
    for (const language of languages) {
      it(`can be run as it is: ${base}, ${language ?? "no script"}`, () => {
        const script = language === null ? null : scriptTemplate("watch", base, language, false);
        const parsed = parseOwnJob("watch", ownJobTemplate(base, 'A "watch"', script, plainText), "yaml");
        assert.ok(parsed.kind === "job");
        assert.deepEqual(parsed.problems, []);
        assert.equal(parsed.config?.head.name, 'A "watch"');
        assert.deepEqual(parsed.config?.script?.run.at(-1), script?.file);
      });
    }
    it(`has a script of some lines that says what it finds: ${base}`, () => {
      const { text } = scriptTemplate("watch", base, "javascript", false);
      assert.ok(text.split("\n").length <= 14);
      const page = {
        type: "page",
        url: "https://a.example/",
        text: "",
        html: "<h1>One</h1><h2 class=a>Two <b>b</b></h2>",
      };
      const record = { type: "record", id: "7", value: "Emberfox", kind: "Malware", fields: { aliases: ["Emberfox"] } };
      const bare = { ...record, id: "8", fields: { aliases: null } };
      const input = [{ type: "hello", protocol: 1 }, page, record, bare, { type: "end" }]
        .map((one) => JSON.stringify(one))
        .join("\n");
      const { stdout } = spawnSync(process.execPath, ["-e", text], { input, encoding: "utf8" });
      const said = stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      assert.deepEqual(
        said.map(({ type }) => type),
        [...SAID[base], "done"],
      );
    });
  }
});
