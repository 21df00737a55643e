import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { useCommandLine } from "./useCommandLine";

describe("ti-scraper match", function () {
  this.timeout(30_000);
  const work = useCommandLine();
  const { run } = work;

  it("matches: one line for each article", async () => {
    fs.writeFileSync(
      path.join(work.folder, "names.json"),
      JSON.stringify(["APT", { name: "WinterVivern", aliases: ["TA473"] }]),
    );
    fs.writeFileSync(
      path.join(work.folder, "in.jsonl"),
      '{"url":"https://a.example/winter%2Dvivern","title":"APT28 and TA473"}\n\n{"url":"","title":"captures"}\n',
    );
    const { code, out } = await run([
      "match",
      "--names",
      path.join(work.folder, "names.json"),
      "--input",
      path.join(work.folder, "in.jsonl"),
    ]);
    assert.equal(code, 0);
    assert.deepEqual(
      out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as unknown),
      [
        {
          url: "https://a.example/winter%2Dvivern",
          title: "APT28 and TA473",
          matches: [
            {
              profile: "APT",
              name: "APT",
              field: "title",
              start: 0,
              end: 5,
              text: "APT28",
              rule: ["digits"],
              weight: 1,
            },
            {
              profile: "WinterVivern",
              name: "TA473",
              field: "title",
              start: 10,
              end: 15,
              text: "TA473",
              rule: ["exact"],
              weight: 1,
            },
            {
              profile: "WinterVivern",
              name: "WinterVivern",
              field: "url",
              start: 18,
              end: 33,
              text: "winter%2Dvivern",
              rule: ["exact"],
              weight: 0.8,
            },
          ],
        },
        { url: "", title: "captures", matches: [] },
      ],
    );
  });
});
