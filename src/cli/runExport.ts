import { writeFile } from "node:fs/promises";
import { boundsOfDays } from "../core/exports/period";
import { REQUEST_MS } from "../core/limits";
import { nameKey } from "../core/matching/nameKey";
import type { ExportCommand } from "./commands";
import type { CliWorld } from "./world";

/** `export`: exit code 0, or 1 when there is nothing to export. */
export async function runExport(command: ExportCommand, world: CliWorld): Promise<number> {
  const { format, names, since, until, unread, out, summaries, crawlDelay } = command;
  const choice = { ...(names.length === 0 ? {} : { names }), ...boundsOfDays(since, until), unread };
  const read = { signal: world.signal, timeoutMs: REQUEST_MS, crawlDelayMs: crawlDelay * 1000 };
  const text = await world.session.articles.export(format, choice, summaries ? read : undefined);
  if (world.signal.aborted) {
    world.complain("Cancelled.");
    return 2;
  }
  const known = new Set((await world.session.articles.overview()).rows.map(({ name }) => nameKey(name)));
  for (const name of names) if (!known.has(nameKey(name))) world.complain(`There is no match of the name “${name}”.`);
  if (text === null) {
    world.complain("There are no matches to export.");
    return 1;
  }
  if (out === null) world.print(text.trimEnd());
  else await writeFile(out, text);
  return 0;
}
