import type * as vscode from "vscode";
import type { Problem } from "../../core/config/parseConfig";
import {
  describeProblem,
  jobOfFileName,
  ownJobOfFileName,
  parseNamesFile,
  parseOwnJob,
  prepareConfig,
  validateConfig,
} from "../../scan";
import { t } from "../shell/l10n";
import { formatOf, isNamesFile } from "./configDocument";

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
  const job = jobOfFileName(uri.path);
  if (format === null) return null;
  const own = job === null ? ownJobOfFileName(uri.path) : null;
  if (job === null && own === null) return null;
  await prepareConfig(text, format, pause);
  return worded(job === null ? parseOwnJob(own?.id ?? "", text, format).problems : validateConfig(job, text, format));
}
