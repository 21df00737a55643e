import { writeFile } from "node:fs/promises";
import { boundsOfDays } from "../core/exports/period";
import type { ExportFormat } from "../core/exports/exportRows";
import type { JobExport } from "../core/jobs/exportJob";
import { REQUEST_MS } from "../core/limits";
import { nameKey } from "../core/matching/nameKey";
import { harmless } from "../core/text/foreignText";
import type { ExportCommand } from "./commands";
import type { CliWorld } from "./world";

/** As they are written on the command line. */
const WRITTEN: Readonly<Record<ExportFormat, string>> = { markdown: "md", csv: "csv", json: "json", stix: "stix" };

/** `export`: exit code 0, 1 when there is nothing to export, or 2 where the job is none or in no such format. */
export async function runExport(command: ExportCommand, world: CliWorld): Promise<number> {
  const { format, job, names, since, until, unread, out, summaries, crawlDelay } = command;
  const choice = { ...(names.length === 0 ? {} : { names }), ...boundsOfDays(since, until) };
  const options = { signal: world.signal, timeoutMs: REQUEST_MS, crawlDelayMs: crawlDelay * 1000 };
  const read = summaries ? options : undefined;
  const exported: JobExport =
    job === null
      ? ofMatches(await world.session.articles.export(format, { ...choice, unread }, read))
      : await world.session.jobs.export(job, format, choice, read);
  if (world.signal.aborted) {
    world.complain("Cancelled.");
    return 2;
  }
  if (job === null) await tellUnknown(names, world);
  switch (exported.kind) {
    case "none":
      world.complain(`There is no job “${harmless(job ?? "")}” that can be read; jobs list tells which there are.`);
      return 2;
    case "format": {
      const formats = exported.formats.map((one) => WRITTEN[one]).join(", ");
      world.complain(`What this job finds is exported as ${formats}.`);
      return 2;
    }
    case "nothing":
      world.complain(job === null ? "There are no matches to export." : "This job has found nothing to export.");
      return 1;
    case "text":
      if (out === null) world.print(exported.text.trimEnd());
      else await writeFile(out, exported.text);
      return 0;
  }
}

function ofMatches(text: string | null): JobExport {
  return text === null ? { kind: "nothing" } : { kind: "text", text };
}

async function tellUnknown(names: readonly string[], { session, complain }: CliWorld): Promise<void> {
  const known = new Set((await session.articles.overview()).rows.map(({ name }) => nameKey(name)));
  for (const name of names) if (!known.has(nameKey(name))) complain(`There is no match of the name “${name}”.`);
}
