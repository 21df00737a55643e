import { plainText } from "../core/text/translate";
import { describeXsoarFailure } from "../core/xsoar/describeFailure";
import type { AliasesCommand } from "./commands";
import { complainAbout } from "./complain";
import { NO_ACCESS, prepare } from "./prepare";
import { aliasText, unreadFieldText } from "./aliasReport";
import type { CliWorld } from "./world";

/** `aliases`: exit code 0, or 2 when XSOAR could not be asked, or the field was not agreed to. */
export async function runAliases(command: AliasesCommand, world: CliWorld): Promise<number> {
  const prepared = await prepare(world, true);
  if (prepared === null) return 2;
  if (prepared.access === null) {
    world.complain(NO_ACCESS);
    return 2;
  }
  const state = await world.session.noteConfig();
  if (state.kind !== "ok") return complainAbout(state, world);
  const { search_field: configured } = state.config.profiling.CortexXSOARAPIConfig;
  if (command.field !== null && command.field.toLowerCase() !== configured.toLowerCase()) {
    world.complain(`--field names ${command.field}; search_field of the configuration is ${configured}.`);
    return 2;
  }
  const outcome = await world.session.notes.syncAliases(prepared.access, world.signal, command.field);
  if (outcome.kind === "config") return complainAbout(outcome.state, world);
  if (outcome.kind === "failed") {
    world.complain(describeXsoarFailure(outcome.failure, plainText));
    return 2;
  }
  if (outcome.kind === "field") {
    if (command.json) world.print(JSON.stringify(outcome));
    world.complain(unreadFieldText(outcome));
    return 2;
  }
  world.print(command.json ? JSON.stringify(outcome) : aliasText(outcome));
  return 0;
}
