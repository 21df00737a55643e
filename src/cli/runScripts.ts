import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { MAX_SCRIPT_OUTPUT_BYTES } from "../core/limits";
import type { ScriptConfig } from "../core/config/ownTypes";
import type { ScriptSaid } from "../core/jobs/script";
import { changeLines } from "../core/jobs/changeLines";
import { describeRefusal } from "../core/jobs/scriptConsent";
import { plainText } from "../core/text/translate";
import type { ScriptsCommand } from "./commands";
import { reasonOf } from "./complain";
import { counted } from "./counted";
import type { CliWorld } from "./world";

/** `jobs allow`, `disallow` and `test`: exit code 0, 1 when a script has failed, 2 when nothing could be done. */
export async function runScripts({ job, action }: ScriptsCommand, world: CliWorld): Promise<number> {
  const { session, print, complain } = world;
  if (action.do === "disallow") {
    const had = await session.scripts.disallow(job);
    print(had ? `The script of ${job} runs no more.` : `Nothing was agreed for a script of ${job}.`);
    return 0;
  }
  if (action.do === "test") return test(job, action.replay, world);
  const look = await session.scripts.look(job);
  if (look.kind === "none") {
    complain(`There is no job ${job} with a script that can be read. See ti-scraper jobs list.`);
    return 2;
  }
  if (look.kind === "refused") {
    complain(`${job}: ${describeRefusal(job, look.refusal, plainText)}`);
    return 2;
  }
  const { version, script } = look;
  await session.scripts.allow(job, version);
  print(
    [
      `The script of ${job} runs from now on, as long as nothing of this changes:`,
      `  command line: ${version.argv.join(" ")}`,
      `  file: ${version.file}`,
      `  gets: ${[...given(script), ...script.env, ...script.secrets.map((secret) => `secret ${secret}`)].join(", ")}`,
      `  may propose: ${proposals(script.at)}`,
      "It runs with all your rights, unconfined; modules it loads are not looked at.",
    ].join("\n"),
  );
  return 0;
}

/** Why a job that was named is not run. */
export function busySentence(job: string): string {
  return `${job} was not run: another run of this folder is going on, in VS Code or on the command line, and a script runs once at a time. Try again when it has ended.`;
}

function given({ at, fields }: ScriptConfig): readonly string[] {
  switch (at) {
    case "records":
      return [`the fields ${fields.join(", ")} of the records it looks at`];
    case "extract":
      return ["the pages of the job"];
    case "filter":
    case "format":
    case "after":
      return ["what the job has found"];
    case "alone":
      return ["nothing the job has read"];
  }
}

function proposals(at: ScriptConfig["at"]): string {
  switch (at) {
    case "extract":
    case "alone":
      return "articles or rows of this job";
    case "filter":
      return "what of it is left out";
    case "format":
      return "the text of the result file";
    case "records":
      return "changes of these fields and community notes, which are reviewed in VS Code before they are written";
    case "after":
      return "nothing";
  }
}

async function test(job: string, file: string, { session, print, complain, signal }: CliWorld): Promise<number> {
  const lines: string[] = [];
  try {
    let length = 0;
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      length += line.length;
      if (length > MAX_SCRIPT_OUTPUT_BYTES) {
        complain(`${file} is longer than ${MAX_SCRIPT_OUTPUT_BYTES / 1_000_000} MB.`);
        return 2;
      }
      lines.push(line);
    }
  } catch (error) {
    complain(`${file} cannot be read: ${reasonOf(error)}`);
    return 2;
  }
  const done = await session.scripts.test(job, lines, signal);
  switch (done.kind) {
    case "none":
      complain(`There is no job ${job} with a script that can be read. See ti-scraper jobs list.`);
      return 2;
    case "refused":
      complain(`${job}: ${describeRefusal(job, done.refusal, plainText)}`);
      return 2;
    case "busy":
      complain(busySentence(job));
      return 2;
    case "badInput":
      complain(`${file}:${done.line}: this is no line that jobs run --record has written.`);
      return 2;
    case "cancelled":
      complain("Cancelled.");
      return 2;
    case "failed":
      if (done.log !== "") complain(done.log.trimEnd());
      complain(`${job}: ${done.why}`);
      return 1;
    case "done":
      if (done.log !== "") complain(done.log.trimEnd());
      print(saidText(done.said));
      return 0;
  }
}

/** What would be applied, for people. */
function saidText({ articles, rows, changes, dropped, text, state, summary, problems }: ScriptSaid): string {
  return [
    `Nothing was applied. The script has given ${counted(articles.length, "article")} and ${counted(rows.length, "row")}, and left out ${counted(dropped.size, "item")}.`,
    ...articles.map(({ title, url }) => `  ${title}${url === "" ? "" : `\n    ${url}`}`),
    ...rows.map((row) => `  ${[...row].map(([name, value]) => `${name}: ${value}`).join(", ")}`),
    ...changes.flatMap((change) => changeLines(change, plainText)).map((line) => `  ${line}`),
    ...[...dropped].map(([key, why]) => `  left out: ${key}${why === "" ? "" : ` (${why})`}`),
    ...(text === null ? [] : ["Text of the result file:", text]),
    ...(state === undefined ? [] : [`To be found again: ${JSON.stringify(state)}`]),
    ...problems.map((problem) => `Problem: ${problem}`),
    ...(summary === "" ? [] : [`It says: ${summary}`]),
  ].join("\n");
}
