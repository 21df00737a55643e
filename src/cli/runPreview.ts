import { readFile } from "node:fs/promises";
import { describeProblem } from "../core/config/describeProblem";
import { jobOfFileName } from "../core/config/configFiles";
import { describePreview } from "../core/scan/describePreview";
import { plainText } from "../core/text/translate";
import type { PreviewCommand } from "./commands";
import type { CliWorld } from "./world";

/** `preview`: exit code 0, or 2 when the file has errors. */
export async function runPreview(
  { file, days, json }: PreviewCommand,
  { session, print, complain }: CliWorld,
): Promise<number> {
  const outcome = await session.articles.previewRules(
    {
      job: jobOfFileName(file) === "keywords" ? "keywords" : "articles",
      text: await readFile(file, "utf8"),
      format: file.endsWith(".json") ? "json" : "yaml",
    },
    days,
  );
  if (outcome.kind === "invalid") {
    for (const problem of outcome.problems) {
      const place = `${file}:${problem.line + 1}:${problem.character + 1}`;
      complain(`${place}: ${problem.severity}: ${describeProblem(problem, plainText)}`);
    }
    return 2;
  }
  print(json ? JSON.stringify(outcome.preview) : describePreview(outcome.preview, plainText).trimEnd());
  return 0;
}
