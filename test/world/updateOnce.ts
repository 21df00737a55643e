import path from "node:path";
import { ATTACK_FILE } from "./knowledge";
import type { CliRun } from "./runCli";
import { RECIPES, SET_FIELD_OPTIONS } from "./recordsTruth";
import {
  type FoundCheck,
  type FoundProfiles,
  type FoundRun,
  type RecipeVerdict,
  compareCheck,
  comparePassedOver,
  comparePlan,
  compareProfiles,
  compareUndone,
  compareWritten,
} from "./recordsVerdict";
import { recordTexts } from "./verdict";
import type { World } from "./world";

const WRITING = RECIPES.filter((recipe) => recipe !== "check" && recipe !== "read-out");

/**
 * Updates the records of a demo that was scanned: imports the knowledge, prints what all recipes find and plan, writes it, runs it again
 * and undoes it, each compared with what was planted.
 *
 * @param run runs the command line tool with its memory of the scan
 * @param print gets each line for people
 * @returns a sentence for each difference
 */
export async function updateOnce(
  { xsoar, workspaceFolder }: World,
  run: (args: readonly string[]) => Promise<CliRun>,
  print: (line: string) => void,
): Promise<string[]> {
  const problems: string[] = [];
  /** The object that a command prints, or null after a complaint. */
  const ask = async <T>(what: string, ...more: readonly string[]): Promise<T | null> => {
    const { output, errors, code } = await run(["records", what, workspaceFolder, "--json", ...more]);
    try {
      if (code === 0) return JSON.parse(output) as T;
    } catch {
      // Told below as well.
    }
    problems.push(`records ${[what, ...more].join(" ")} ended with ${code}: ${errors}${output.slice(0, 500)}`);
    return null;
  };
  const nameOf = (id: string): string => xsoar.records().find((record) => record.id === id)?.value ?? id;
  const edits = (): readonly string[] =>
    xsoar.requests().flatMap(({ action, body }) => (action === "edit" ? [(body as { id?: string }).id ?? ""] : []));

  const bundle = path.join(workspaceFolder, ATTACK_FILE);
  const imported = await run(["names", workspaceFolder, "--import", bundle]);
  if (imported.code !== 0) problems.push(`the bundle was not imported: ${imported.errors}`);

  xsoar.clearRequests();
  const before = recordTexts(xsoar);
  const options = SET_FIELD_OPTIONS.flatMap((option) => ["--option", option]);
  const recipes = WRITING.join(",");
  const shown = await run(["records", recipes, workspaceFolder, ...options]);
  print(`\nUpdate Records: what ${recipes} would change\n\n${shown.output.trimEnd()}`);

  const verdicts: RecipeVerdict[] = [];
  const plan = await ask<FoundRun>(recipes, ...options);
  if (plan !== null) {
    verdicts.push(...WRITING.map((recipe) => comparePlan(recipe, plan, before)));
    problems.push(...comparePassedOver(plan));
  }
  const check = await ask<FoundCheck>("check");
  if (check !== null) verdicts.push(compareCheck(check));
  const profiles = await ask<FoundProfiles>("read-out");
  if (profiles !== null) verdicts.push(compareProfiles(profiles, before));
  if (edits().length > 0) problems.push("something was written that was only to be shown");
  print(`\n${"Recipe".padEnd(18)} planted  found`);
  for (const { recipe, planted, found } of verdicts)
    print(`${recipe.padEnd(18)} ${String(planted).padStart(7)} ${String(found).padStart(6)}`);
  problems.push(...verdicts.flatMap(({ recipe, problems: own }) => own.map((problem) => `${recipe}: ${problem}`)));

  const written = await ask<FoundRun>(recipes, ...options, "--yes");
  problems.push(...compareWritten(before, recordTexts(xsoar), nameOf));
  const edited = edits();
  if (new Set(edited).size < edited.length) problems.push("a record was edited more than once");
  if (written !== null && written.edits !== edited.length)
    problems.push(`${written.edits} edits are reported, ${edited.length} were made`);
  const again = await ask<FoundRun>(recipes, ...options, "--yes");
  if (again?.edits !== 0 || edits().length > edited.length) problems.push("a second run had something to do");
  const undone = await ask<FoundRun>("undo", "--yes");
  problems.push(...compareUndone(before, recordTexts(xsoar), nameOf));
  print(
    `\nWritten: ${written?.edits ?? 0} records, one edit each. A second run: ${again?.edits ?? "?"}. Undone: ${undone?.edits ?? 0} records.\n` +
      (problems.length === 0
        ? "All that was planted for the recipes was found, and nothing else; after the undo the records are what they were."
        : "The updates differ:"),
  );
  for (const problem of problems) print(`  ${problem}`);
  return problems;
}
