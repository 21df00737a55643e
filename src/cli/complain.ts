import { describeProblem } from "../core/config/describeProblem";
import type { ConfigState } from "../core/config/configState";
import { fileOfError, knownFileReason } from "../core/text/fileReason";
import { plainText } from "../core/text/translate";
import type { CliWorld } from "./world";

type Problem = Extract<ConfigState, { kind: "invalid" }>["problems"][number];

/** Says why a configuration cannot be used; gives the exit code for it. */
export function complainAbout(
  state: Exclude<ConfigState, { kind: "ok" }>,
  { complain }: Pick<CliWorld, "complain">,
): number {
  if (state.kind === "none") {
    complain("There is no articles_config.json, .yaml or .yml in the configuration folder.");
    return 2;
  }
  for (const problem of state.problems) complain(problemLine(state.file, problem));
  return 2;
}

/** The exit code of what has ended; a cancel is told, and is no success. */
export function codeUnlessCancelled(code: number, { complain, signal }: Pick<CliWorld, "complain" | "signal">): number {
  if (!signal.aborted) return code;
  complain("Cancelled.");
  return 2;
}

/** A key that others could read is of no use any more, and never sent. */
export function complainAboutKey(file: string, { complain }: Pick<CliWorld, "complain">): void {
  complain(
    `${file} holds an API key in plain text. It was readable, so replace it in XSOAR, ` +
      "empty the field and set TI_SCRAPER_XSOAR_API_KEY instead.",
  );
}

/** What was thrown, in its own words. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What was thrown, as a sentence: of a file that could not be read or written in our words, else in its own. */
export function sentenceOf(error: unknown): string {
  const reason = knownFileReason(error, plainText);
  return reason === null
    ? reasonOf(error)
    : `${fileOfError(error) ?? "A file"} could not be read or written: ${reason}.`;
}

/** Says what is wrong in the names file, line by line; true where nothing that stands there counts. */
export async function complainAboutNames({
  session,
  complain,
}: Pick<CliWorld, "complain" | "session">): Promise<boolean> {
  const { path, trouble, problems } = await session.names.file();
  for (const problem of problems) complain(problemLine(path, problem));
  return trouble !== null;
}

/** `config/articles_config.json:3:5: error: …` */
export function problemLine(file: string, problem: Problem): string {
  return `${file}:${problem.line + 1}:${problem.character + 1}: ${problem.severity}: ${describeProblem(problem, plainText)}`;
}
