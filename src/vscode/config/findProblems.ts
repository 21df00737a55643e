import type * as vscode from "vscode";
import type { Problem } from "../../core/config/parseConfig";
import { describeProblem, jobOfFileName, prepareConfig, validateConfig } from "../../scan";
import { t } from "../shell/l10n";
import { formatOf } from "./configDocument";

/** A problem of a configuration file, in words. */
export interface WordedProblem extends Problem {
  readonly sentence: string;
}

/** The problems of a configuration file's text; null when it configures no job. */
export async function findProblems(uri: vscode.Uri, text: string): Promise<readonly WordedProblem[] | null> {
  const format = formatOf(uri);
  const job = jobOfFileName(uri.path);
  if (format === null || job === null) return null;
  // Long ones take turns with the other work of the extension host.
  await prepareConfig(text, format, () => new Promise((resolve) => setImmediate(resolve)));
  return validateConfig(job, text, format).map((problem) => ({ ...problem, sentence: describeProblem(problem, t) }));
}
