import type { CleanCommand } from "./commands";
import { complainAbout } from "./complain";
import { counted } from "./counted";
import type { CliWorld } from "./world";

/**
 * `clean`: lists old result files, and deletes them when told. Exit code 0, 1 when some could not be deleted, 2 without any
 * configuration.
 */
export async function runClean(command: CleanCommand, world: CliWorld): Promise<number> {
  const state = await world.session.readConfig();
  const isAlone = (await world.session.jobs.configured()).length === 0;
  // Nobody knows the result folder of a configuration with errors; those of the other jobs are known all the same.
  if (state.kind === "invalid" || (state.kind === "none" && isAlone)) complainAbout(state, world);
  if (state.kind !== "ok" && isAlone) return 2;
  const paths = await world.session.oldResultFiles();
  if (paths.length === 0) {
    world.print("No result file is old enough to be deleted: the configuration says from when on (timeDelta4Delete).");
    return 0;
  }
  if (!command.yes) {
    world.print(
      `${paths.join("\n")}\n\n--yes deletes ${paths.length === 1 ? "this file" : `these ${counted(paths.length, "file")}`} for good: there is no trash.`,
    );
    return 0;
  }
  let failed = 0;
  for (const path of paths) {
    const reason = await world.deleteFile(path);
    if (reason !== null) failed += 1;
    world.print(reason === null ? `deleted ${path}` : `kept    ${path}: ${reason}`);
  }
  return failed > 0 ? 1 : 0;
}
