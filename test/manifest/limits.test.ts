import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import * as limits from "../../src/core/limits";
import { projectRoot } from "../vscode/project";

const source = fs.readFileSync(path.join(projectRoot, "src", "core", "limits.ts"), "utf8");
const readme = fs.readFileSync(path.join(projectRoot, "README.md"), "utf8");

/** A row of the page as the file of limits has it: what stands before the first full stop of its comment, and its value. */
interface Row {
  readonly subject: string;
  readonly what: string;
  readonly limit: string;
}

const UNITS = [
  [86_400_000, "day"],
  [3_600_000, "hour"],
  [60_000, "minute"],
  [1000, "second"],
] as const;

/** A duration in the largest unit that gives a whole number. */
function duration(ms: number): string {
  const [length, unit] = UNITS.find(([one]) => ms % one === 0) ?? [1, ""];
  return unit === "" ? `${ms} ms` : `${ms / length} ${unit}${ms === length ? "" : "s"}`;
}

function size(bytes: number): string {
  for (const [one, unit] of [
    [1 << 20, "MiB"],
    [1_000_000, "MB"],
    [1024, "KiB"],
  ] as const) {
    if (bytes % one === 0) return `${bytes / one} ${unit}`;
  }
  return `${bytes} bytes`;
}

/** The value in the unit that its name ends with; a count has none. */
function inHumanUnits(name: string, value: number): string {
  switch (/_(MS|SECONDS|MINUTES|DAYS|BYTES|MB|CHARACTERS)$/.exec(name)?.[1]) {
    case "MS":
      return duration(value);
    case "SECONDS":
      return duration(value * 1000);
    case "MINUTES":
      return duration(value * 60_000);
    case "DAYS":
      return duration(value * 86_400_000);
    case "BYTES":
      return size(value);
    case "MB":
      return `${value} MB`;
    case "CHARACTERS":
      return `${value.toLocaleString("en")} characters`;
    default:
      return value.toLocaleString("en");
  }
}

const comments = [...source.matchAll(/^\/\/ (?<subject>.+)$|^\/\*\* (?<said>.+) \*\/\nexport const (?<name>\w+) = /gm)];

function expectedRows(): readonly Row[] {
  let subject = "";
  return comments.flatMap(({ groups = {} }): Row[] => {
    const { name, said = "" } = groups;
    if (name === undefined) {
      subject = groups["subject"] ?? "";
      return [];
    }
    const value = (limits as Readonly<Record<string, number>>)[name] ?? assert.fail(name);
    return [{ subject, what: said.split(". ", 1)[0] ?? "", limit: inHumanUnits(name, value) }];
  });
}

/** @returns the rows, each with what happens beyond the limit */
function writtenRows(): readonly (Row & { readonly beyond: string })[] {
  const page =
    readme.split("\n## Limits and defaults\n")[1]?.split(/\n##? /)[0] ?? assert.fail("There is no such page.");
  let subject = "";
  return page.split("\n").flatMap((line) => {
    subject = /^### (.+)$/.exec(line)?.[1] ?? subject;
    const cells = /^\| (.+) \| (.+) \| (.+) \|$/.exec(line)?.slice(1) ?? [];
    const [what = "", limit = "", beyond = ""] = cells;
    return what === "" || what === "what" || /^-+$/.test(what) ? [] : [{ subject, what, limit, beyond }];
  });
}

describe("limits", () => {
  it("stand in README, each with its value and what happens beyond it, and nothing else does", () => {
    const written = writtenRows();
    assert.deepEqual(
      written.map(({ beyond: _beyond, ...row }) => row),
      expectedRows(),
    );
    assert.equal(new Set(written.map(({ what }) => what)).size, written.length, "no two rows are called the same");
  });

  it("are all exports of one file, each with its reason, and used", () => {
    const named = comments.flatMap(({ groups = {} }) => groups["name"] ?? []);
    assert.deepEqual(named.toSorted(), Object.keys(limits).toSorted(), "a comment on one line, then the limit");
    for (const { groups = {} } of comments) {
      if (groups["name"] !== undefined) assert.match(groups["said"] ?? "", /^[A-Z*].+?\. .+\.$/, groups["name"]);
    }
    const folder = path.join(projectRoot, "src");
    const text = fs
      .readdirSync(folder, { recursive: true })
      .map((name) => path.join(folder, String(name)))
      .filter((file) => file.endsWith(".ts") && !file.endsWith("limits.ts"))
      .map((file) => fs.readFileSync(file, "utf8"))
      .join("\n");
    for (const name of named)
      assert.match(text, new RegExp(String.raw`\b${name}\b(?=[^]*\b${name}\b)`), `${name} is used`);
  });

  it("are the defaults that the settings show", () => {
    const { contributes } = JSON.parse(fs.readFileSync(path.join(projectRoot, "package.json"), "utf8")) as {
      contributes: { configuration: { properties: Record<string, { default?: unknown; maximum?: number }> }[] };
    };
    const setting = (name: string) =>
      contributes.configuration.map(({ properties }) => properties[`tiScraper.${name}`]).find(Boolean);
    assert.equal(setting("concurrency")?.default, limits.REQUESTS_AT_ONCE);
    assert.equal(setting("requestTimeout")?.default, limits.REQUEST_MS / 1000);
    assert.equal(setting("xsoarTimeout")?.default, limits.XSOAR_REQUEST_MS / 1000);
    assert.equal(setting("xsoarTimeout")?.maximum, limits.MAX_XSOAR_REQUEST_MS / 1000);
  });
});
