import { MAX_CONFIG_BYTES } from "../core/config/configNode";
import { describeProblem } from "../core/config/describeProblem";
import { jobOfFileName } from "../core/config/configFiles";
import { TOO_LONG_PROBLEMS } from "../core/config/parseConfig";
import { readFileUpTo } from "../node/readUpTo";
import { describePreview } from "../core/scan/describePreview";
import { plainText } from "../core/text/translate";
import type { PreviewCommand } from "./commands";
import type { CliWorld } from "./world";

/** `preview`: exit code 0, or 2 when the file has errors. */
export async function runPreview(
  { file, days, json }: PreviewCommand,
  { session, print, complain }: CliWorld,
): Promise<number> {
  const bytes = await readFileUpTo(file, MAX_CONFIG_BYTES);
  const job = jobOfFileName(file) === "keywords" ? "keywords" : "articles";
  const format = file.endsWith(".json") ? "json" : "yaml";
  const outcome =
    bytes === null
      ? ({ kind: "invalid", problems: TOO_LONG_PROBLEMS } as const)
      : await session.articles.previewRules({ job, text: bytes.toString("utf8"), format }, days);
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
