import { writeFile } from "node:fs/promises";
import type { CliCommand } from "./arguments";
import type { CliWorld } from "./runJobs";

/** `export`: exit code 0, or 1 when there is nothing to export. */
export async function runExport(command: Extract<CliCommand, { kind: "export" }>, world: CliWorld): Promise<number> {
  const { format, profiles, since, out } = command;
  const text = await world.session.exportMatches(format, {
    ...(profiles.length === 0 ? {} : { names: profiles }),
    ...(since === null ? {} : { since }),
  });
  if (text === null) {
    world.complain("There are no matches to export.");
    return 1;
  }
  if (out === null) world.print(text.trimEnd());
  else await writeFile(out, text);
  return 0;
}
