import type * as vscode from "vscode";
import type { Problem } from "../../core/config/parseConfig";
import { describeProblem, parseNamesFile, prepareConfig, problemsOf } from "../../scan";
import { t } from "../shell/l10n";
import { formatOf, isNamesFile, jobOf } from "./configDocument";

/** A problem of a configuration file, in words. */
export interface WordedProblem extends Problem {
  readonly sentence: string;
}

/** The problems of the text of a configuration file, or of the names file; null when it configures no job. */
export async function findProblems(uri: vscode.Uri, text: string): Promise<readonly WordedProblem[] | null> {
  // Long ones take turns with the other work of the extension host.
  const pause = () => new Promise<void>((resolve) => setImmediate(resolve));
  const worded = (problems: readonly Problem[]) =>
    problems.map((problem) => ({ ...problem, sentence: describeProblem(problem, t) }));
  if (isNamesFile(uri)) return worded((await parseNamesFile(text, pause)).problems);
  const format = formatOf(uri);
  const job = jobOf(uri);
  if (format === null || job === null) return null;
  await prepareConfig(text, format, pause);
  return worded(problemsOf(job, text, format));
}
