import { writeFile } from "node:fs/promises";
import { REQUEST_MS } from "../core/limits";
import type { ExportCommand } from "./commands";
import type { CliWorld } from "./world";

/** `export`: exit code 0, or 1 when there is nothing to export. */
export async function runExport(command: ExportCommand, world: CliWorld): Promise<number> {
  const { format, profiles, since, out, summaries, crawlDelay } = command;
  const choice = { ...(profiles.length === 0 ? {} : { names: profiles }), ...(since === null ? {} : { since }) };
  const read = { signal: world.signal, timeoutMs: REQUEST_MS, crawlDelayMs: crawlDelay * 1000 };
  const text = await world.session.articles.export(format, choice, summaries ? read : undefined);
  if (world.signal.aborted) {
    world.complain("Cancelled.");
    return 2;
  }
  if (text === null) {
    world.complain("There are no matches to export.");
    return 1;
  }
  if (out === null) world.print(text.trimEnd());
  else await writeFile(out, text);
  return 0;
}
