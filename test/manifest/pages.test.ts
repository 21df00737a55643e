import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import MarkdownIt from "markdown-it";
import { projectRoot } from "../vscode/project";

const read = (file: string) => fs.readFileSync(path.join(projectRoot, file), "utf8");
const { version } = JSON.parse(read("package.json")) as { readonly version: string };

interface Links {
  readonly pictures: readonly string[];
  readonly targets: readonly string[];
}

function linksOf(text: string): Links {
  const tokens = new MarkdownIt({ html: true }).parse(text, {}).flatMap((token) => [token, ...(token.children ?? [])]);
  const html = tokens.filter(({ type }) => type.startsWith("html_")).map(({ content }) => content);
  return {
    pictures: [
      ...tokens.filter(({ type }) => type === "image").map((token) => token.attrGet("src") ?? ""),
      ...html.filter((content) => /<(?:img|picture|video)/i.test(content)),
    ],
    targets: tokens.filter(({ type }) => type === "link_open").map((token) => token.attrGet("href") ?? ""),
  };
}

/** As VS Code and code hosts name the headings of a page. */
function anchorsOf(text: string): ReadonlySet<string> {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => heading);
  return new Set(
    headings.map(
      (heading) =>
        `#${heading
          .toLowerCase()
          .replaceAll(/[^\w\s-]/g, "")
          .trim()
          .replaceAll(/\s/g, "-")}`,
    ),
  );
}

describe("the pages of the project", () => {
  it("that are packaged have no picture, and links only to the web or to a heading of their own", () => {
    for (const page of ["README.md", "CHANGELOG.md"]) {
      const text = read(page);
      const { pictures, targets } = linksOf(text);
      assert.deepEqual(pictures, [], page);
      const anchors = anchorsOf(text);
      const broken = targets.filter((target) => !target.startsWith("https://") && !anchors.has(target));
      assert.deepEqual(broken, [], page);
    }
  });

  it("begin with what the product does, and end with how it is developed", () => {
    const sections = read("README.md")
      .split(/^## /m)
      .map((section) => section.split("\n")[0]);
    assert.deepEqual(sections.slice(1, 3), ["The first five minutes", "Every day"]);
    assert.equal(sections.at(-1), "Develop");
    const [intro = ""] = read("README.md").split(/^## /m);
    assert.match(intro, /\*\*TI Scraper: Get Started\*\*/);
    const develop = read("README.md").split("\n## Develop\n")[1] ?? "";
    for (const part of ["| `npm start` |", "| `npm test` |", "`CONTRIBUTING.md`", "`SECURITY.md`"])
      assert.ok(develop.includes(part), part);
  });

  it("for those who develop it lead to what is there", () => {
    const text = read("CONTRIBUTING.md");
    const places = [
      ...linksOf(text).targets,
      ...[...text.matchAll(/`((?:src|media|test)\/[\w./-]+)`/g)].map(([, place = ""]) => place),
    ];
    assert.ok(places.length > 20);
    assert.deepEqual(
      places.filter((place) => !fs.existsSync(path.join(projectRoot, place))),
      [],
    );
    const { scripts } = JSON.parse(read("package.json")) as { readonly scripts: Readonly<Record<string, string>> };
    for (const [, script = ""] of text.matchAll(/npm run ([\w:-]+)/g)) assert.ok(script in scripts, script);
  });

  it("tell of this version: with its day, and first of all what the product is", () => {
    const sections = read("CHANGELOG.md").split(/^## /m).slice(1);
    assert.ok(sections[0]?.startsWith("[Unreleased]\n"), "what comes next has a place");
    const [heading = "", , first = ""] = sections[1]?.split("\n") ?? [];
    assert.match(heading, new RegExp(`^\\[${version.replaceAll(".", "\\.")}\\] - \\d{4}-\\d{2}-\\d{2}$`));
    assert.match(first, /^TI Scraper reads the security news/);
  });
});
