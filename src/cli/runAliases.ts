import { plainText } from "../core/text/translate";
import { describeXsoarFailure } from "../core/xsoar/describeFailure";
import type { AliasesCommand } from "./commands";
import { complainAbout } from "./complain";
import { prepare } from "./prepare";
import { aliasText } from "./scanReport";
import type { CliWorld } from "./world";

/** `aliases`: exit code 0, or 2 when XSOAR could not be asked. */
export async function runAliases(command: AliasesCommand, world: CliWorld): Promise<number> {
  const prepared = await prepare(world, true);
  if (prepared === null) return 2;
  if (prepared.access === null) {
    world.complain(
      "Set TI_SCRAPER_XSOAR_API_KEY and TI_SCRAPER_XSOAR_HOST, and CortexXSOARAPIConfig.host in the configuration.",
    );
    return 2;
  }
  const outcome = await world.session.notes.syncAliases(prepared.access, world.signal);
  if (outcome.kind === "config") return complainAbout(outcome.state, world);
  if (outcome.kind === "failed") {
    world.complain(describeXsoarFailure(outcome.failure, plainText));
    return 2;
  }
  world.print(command.json ? JSON.stringify(outcome) : aliasText(outcome));
  return 0;
}
