import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { json, useCommandLine } from "./useCommandLine";

describe("ti-scraper stories", function () {
  this.timeout(30_000);
  const work = useCommandLine();
  const { run } = work;

  it("tells the story of each article, line by line, and which lines cannot be read", async () => {
    const input = path.join(work.folder, "in.jsonl");
    const lines = [
      { url: "https://a.example/1", title: "Quillstone botnet targets home routers", date: "2026-05-04", source: "a" },
      {
        url: "https://b.example/2",
        title: "Neues Botnetz Quillstone kapert Heimrouter",
        date: "2026-05-05",
        source: "b",
      },
      { url: "https://c.example/3", title: "How to budget for security", date: "2026-05-05", source: "c" },
    ];
    fs.writeFileSync(input, `\uFEFF${lines.map((line) => JSON.stringify(line)).join("\n")}\n\nno line\n{"url":"x"}\n`);
    const { code, out, err } = await run(["stories", "--input", input]);
    assert.equal(code, 1);
    assert.deepEqual(
      out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as unknown),
      [
        {
          url: "https://a.example/1",
          story: "https://a.example/1",
          why: "It shares Quillstone, botnet with “Neues Botnetz Quillstone kapert Heimrouter”.",
        },
        {
          url: "https://b.example/2",
          story: "https://a.example/1",
          why: "It shares Quillstone, Botnetz with “Quillstone botnet targets home routers”.",
        },
        { url: "https://c.example/3", story: null, why: "No other article tells it." },
      ],
    );
    assert.deepEqual(err.trim().split("\n"), [
      `${input}: Line 5 is not valid JSON.`,
      `${input}: In line 6, "date" is missing or no date.`,
    ]);
  });

  it("ends with 2 where there is no file", async () => {
    const { code, err } = await run(["stories", "--input", path.join(work.folder, "none.jsonl")]);
    assert.equal(code, 2);
    assert.match(err, /none\.jsonl/);
  });
});

describe("the stories of a scan on the command line", function () {
  this.timeout(30_000);
  const work = useCommandLine((request, response) => {
    const titles =
      request.url === "/one"
        ? ["Quillstone botnet hijacks home routers"]
        : ["Botnetz Quillstone kapert Heimrouter", "Clop"];
    const items = titles.map(
      (title, at) => `<item><title>${title}</title><link>https://${request.url?.slice(1)}.example/${at}</link></item>`,
    );
    response.end(`<rss version="2.0"><channel>${items.join("")}</channel></rss>`);
  });

  it("stand in its report", async () => {
    work.configure({}, [`${work.news.origin}/one`, `${work.news.origin}/two`]);
    const { new: found } = json(await work.run(["scan", work.folder, "--json"])) as {
      new: readonly { readonly title: string; readonly story?: string }[];
    };
    const stories = new Map(found.map(({ title, story }) => [title, story]));
    const story = stories.get("Quillstone botnet hijacks home routers");
    assert.match(story ?? "", /^https:\/\/(?:one|two)\.example\/0$/);
    assert.equal(stories.get("Botnetz Quillstone kapert Heimrouter"), story);
    assert.equal(stories.get("Clop"), undefined);
  });
});
