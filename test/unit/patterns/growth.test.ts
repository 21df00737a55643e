import assert from "node:assert/strict";
import { createRequire } from "node:module";
import path from "node:path";
import { buildSync } from "esbuild";
import { type Literal, literalsIn, literalsOfSource, sourceFiles } from "./literals";
import { type Pump, pumpsFor } from "./pumps";

/** Length of the first text, in units; each next one is twice as long. */
const LENGTH = 2_000;
/** Doubled text takes twice as long, or four times where the engine begins anew at each place. */
const LINEAR = 2.8;
/** Nanoseconds for a unit below which a text is not looked at again: a quarter of what a quadratic expression takes for the shortest text. */
const QUICK_NS = 100;
/** No quadratic one takes that long for the first texts, however busy the machine is. */
const SLOW_MS = 1_000;
const MEASURES = 5;
const ROUNDS = 3;

/**
 * Whatever a feed, a page, a record or a folder holds, no expression of ours takes longer than the text is long. Growth is measured, not
 * time: a slow machine is slow for both lengths.
 */
describe("regular expressions", function () {
  this.timeout(240_000);

  it("of every source file are found, whatever stands around them", () => {
    const text = [
      "#!/usr/bin/env node",
      "const a = 1 / 2 / 3; // no /x/",
      "/* no /x/ */ const b = `${/in[/]side/g.test(`${/deeper/u.source}`)} /no/ \\${/no/}`;",
      "const c = [/first/, (b) / 2, a] / 2; const d = \"/no/\" + '/no/';",
      "return /last\\/one/gi;",
    ].join("\n");
    assert.deepEqual(
      literalsIn(text, "a.ts").map(({ place, source, flags }) => [place, source, flags].join(" ")),
      ["a.ts:3 in[/]side g", "a.ts:3 deeper u", "a.ts:4 first ", "a.ts:5 last\\/one gi"],
    );
    assert.ok(literalsOfSource(process.cwd()).length > 500);
  });

  it("that are quadratic are told", () => {
    for (const source of [
      "\\s+$",
      "^\\s*\\d{0,20}\\s*$",
      "<html\\b[^>]*>",
      "charset\\s*=\\s*[\"']?\\s*x",
      "(?:a|a)*b",
      "[^/]*\\.[^/]*$",
      "version .*matches",
    ]) {
      assert.equal(growing([{ place: "made", source, flags: "s" }]).length, 1, source);
    }
  });

  it("that stand in the sources are linear", () => {
    assert.deepEqual(growing(literalsOfSource(process.cwd())), []);
  });

  it("that are put together at run time are linear", () => {
    const made = madeOnLoading();
    assert.ok(made.length >= 10, `${made.length} were made`);
    assert.deepEqual(growing(made), []);
  });
});

function growing(literals: readonly Literal[]): readonly string[] {
  return literals.flatMap((literal) => {
    for (const pump of pumpsFor(literal.source, literal.flags)) {
      if (isSuperlinear(literal, pump))
        return [`${literal.place} /${literal.source}/${literal.flags} ${JSON.stringify(pump)}`];
    }
    return [];
  });
}

function isSuperlinear({ source, flags }: Literal, pump: Pump): boolean {
  // All places count: what looks for one is mostly used for the next as well.
  const pattern = new RegExp(source, flags.includes("y") ? flags : `${flags.replace("g", "")}g`);
  // Exponential and cubic ones would not come back from a length that quadratic ones do.
  for (const length of [24, 36, LENGTH / 4]) if (timeOf(pattern, pump, length) > SLOW_MS) return true;
  const ms = timeOf(pattern, pump, LENGTH);
  if (ms * 1_000_000 < QUICK_NS * LENGTH) return false;
  // The machine does other things too: what is so grows in each round.
  for (let round = 0; round < ROUNDS; round++) {
    const [short, double, fourfold] = [1, 2, 4].map((times) => median(pattern, pump, LENGTH * times));
    if (short === undefined || double === undefined || fourfold === undefined) return false;
    if (double / short < LINEAR || fourfold / double < LINEAR) return false;
  }
  return true;
}

function median(pattern: RegExp, pump: Pump, length: number): number {
  const all = Array.from({ length: MEASURES }, () => timeOf(pattern, pump, length)).sort((a, b) => a - b);
  return all[MEASURES >> 1] ?? 0;
}

function timeOf(pattern: RegExp, { prefix, pump, suffix }: Pump, length: number): number {
  const text = prefix + pump.repeat(Math.ceil(length / pump.length)) + suffix;
  const start = performance.now();
  pattern.lastIndex = 0;
  if (pattern.sticky) pattern.exec(text);
  else text.replace(pattern, "");
  return performance.now() - start;
}

/** What core makes with `new RegExp(…)` when it is loaded, none of its libraries among it. */
function madeOnLoading(): readonly Literal[] {
  const root = process.cwd();
  const files = sourceFiles(root).filter((file) => file.startsWith(path.join("src", "core")));
  const { outputFiles } = buildSync({
    stdin: { contents: files.map((file) => `import ${JSON.stringify(`./${file}`)};`).join("\n"), resolveDir: root },
    bundle: true,
    write: false,
    platform: "node",
    packages: "external",
    define: { __VERSION__: '"0.0.0"' },
    logLevel: "silent",
  });
  const made: Literal[] = [];
  const Recording = new Proxy(RegExp, {
    construct: (target, [pattern, flags = ""]: [string | RegExp, string?]) => {
      const one = new target(pattern, flags);
      made.push({ place: "made at run time", source: one.source, flags: one.flags });
      return one;
    },
  });
  // oxlint-disable-next-line no-implied-eval -- our own bundle, with a constructor that records what it makes
  const load = new Function(
    "require",
    "module",
    "exports",
    "RegExp",
    "__filename",
    "__dirname",
    outputFiles[0]?.text ?? "",
  );
  const module = { exports: {} };
  const require = createRequire(path.join(root, "package.json"));
  // No library makes an expression for us; one that cannot be loaded so is none the worse for it.
  const tolerant = (name: string): unknown => {
    try {
      return require(name) as unknown;
    } catch {
      return {};
    }
  };
  load(tolerant, module, module.exports, Recording, path.join(root, "scan.js"), root);
  return made;
}
