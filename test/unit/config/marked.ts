import assert from "node:assert/strict";
import { type Problem, parseConfig } from "../../../src/core/config/parseConfig";
import type { ConfigFormat } from "../../../src/core/config/types";
import type { Job } from "../../../src/core/model/model";

/** A text with the place of an expected problem between « and ». */
export interface Case {
  readonly name: string;
  readonly text: string;
  readonly code: Problem["code"];
  readonly severity?: "error" | "warning";
  readonly path?: Problem["path"];
  readonly args?: Problem["args"];
  readonly job?: Job;
}

/** Reads the text without its marks and expects exactly one problem, at the marks. */
export function expectOne(expected: Case, format: ConfigFormat): Problem {
  const start = expected.text.indexOf("«");
  const end = expected.text.indexOf("»") - 1;
  const text = expected.text.replace("«", "").replace("»", "");
  const { config, problems } = parseConfig(expected.job ?? "articles", text, format);
  assert.deepEqual(
    problems.map((problem) => [problem.code, problem.severity, text.slice(problem.start, problem.end), problem.start]),
    [[expected.code, expected.severity ?? "error", text.slice(start, end), start]],
  );
  const problem = problems[0] as Problem;
  assert.equal(problem.end, end);
  assert.equal(config === null, problem.severity === "error", "an error and only an error leaves no config");
  if (expected.path !== undefined) assert.deepEqual(problem.path, expected.path);
  if (expected.args !== undefined) assert.deepEqual(problem.args, expected.args);
  assertPosition(text, problem);
  return problem;
}

/** Line and character agree with the offsets, counted in another way than the product does. */
function assertPosition(text: string, problem: Problem): void {
  const before = (offset: number) =>
    text
      .slice(0, offset)
      .replace(/^\uFEFF/, "")
      .split(/\r\n|\r|\n/);
  const from = before(problem.start);
  const to = before(problem.end);
  assert.deepEqual([problem.line, problem.character], [from.length - 1, from.at(-1)?.length]);
  assert.deepEqual([problem.endLine, problem.endCharacter], [to.length - 1, to.at(-1)?.length]);
}
