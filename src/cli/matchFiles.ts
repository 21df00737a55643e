import { MAX_IMPORT_BYTES } from "../core/limits";
import { plainText } from "../core/text/translate";
import { reasonOf } from "./complain";
import { takeLines } from "./inputLines";
import { readFileUpTo } from "../node/readUpTo";
import type { CliWorld } from "./world";

/** `match`: exit code 0, 1 when some lines could not be read or some rules not followed, 2 when a file could not. Blank lines are passed over. */
export async function matchFiles(
  namesFile: string,
  inputFile: string,
  { print, complain }: Pick<CliWorld, "print" | "complain">,
): Promise<number> {
  let names: unknown;
  try {
    const bytes = await readFileUpTo(namesFile, MAX_IMPORT_BYTES);
    if (bytes === null) {
      complain(`${namesFile}: The file is larger than ${MAX_IMPORT_BYTES / 1_000_000} MB.`);
      return 2;
    }
    names = JSON.parse(bytes.toString("utf8").replace(/^\uFEFF/, ""));
  } catch (error) {
    complain(`${namesFile}: ${reasonOf(error)}`);
    return 2;
  }
  // The matcher is in the file of the pipeline, so that it is on disk once.
  const scan = await import("../scan");
  const { compileLinearPattern, compileNames, describeLineProblem, describeNamesProblem, describeRuleProblem } = scan;
  const { matchLine, readTrackedNames } = scan;
  const read = readTrackedNames(names);
  if (!read.ok) {
    complain(`${namesFile}: ${describeNamesProblem(read.problem, plainText)}`);
    return 2;
  }
  const matcher = compileNames(read.entries, {
    compilePattern: compileLinearPattern,
    now: () => performance.now(),
  });
  const bad = await takeLines(inputFile, { complain }, (line, number) => {
    const matched = matchLine(matcher, line);
    if (!matched.ok) return describeLineProblem(matched.problem, number, plainText);
    print(JSON.stringify(matched.article));
    return null;
  });
  if (bad === null) return 2;
  for (const problem of matcher.problems) complain(`${namesFile}: ${describeRuleProblem(problem, plainText)}`);
  return bad > 0 || matcher.problems.length > 0 ? 1 : 0;
}
