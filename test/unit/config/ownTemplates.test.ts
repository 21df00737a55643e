import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { ownJobTemplate, scriptTemplate } from "../../../src/core/config/ownTemplates";
import { parseOwnJob } from "../../../src/core/config/parseOwnJob";
import { JOBS } from "../../../src/core/model/model";
import { plainText } from "../../../src/core/text/translate";

describe("a new job of the user's own", () => {
  for (const base of JOBS) {
    for (const language of [null, "python", "javascript"] as const) {
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
      const input = [{ type: "hello", protocol: 1 }, page, { type: "end" }]
        .map((one) => JSON.stringify(one))
        .join("\n");
      const { stdout } = spawnSync(process.execPath, ["-e", text], { input, encoding: "utf8" });
      const said = stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      assert.deepEqual(
        said.map(({ type }) => type),
        [...(base === "articles" || base === "keywords" ? ["article", "article"] : ["row", "row"]), "done"],
      );
    });
  }
});
