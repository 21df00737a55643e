import {
  type XsoarAccess,
  configuredConnection,
  describeBaseUrlProblem,
  normaliseBaseUrl,
} from "../core/xsoar/connection";
import { plainText } from "../core/text/translate";
import { complainAbout, complainAboutKey, problemLine } from "./complain";
import type { CliWorld } from "./world";

/** A configuration that can be used, with what it needs of the environment. */
export interface Prepared {
  readonly access: XsoarAccess | null;
  /** The configuration sends matches to XSOAR. */
  readonly wantsXsoar: boolean;
  readonly warnings: readonly string[];
}

/** What to do when `access` is null and nothing can be done without. */
export const NO_ACCESS =
  "Set TI_SCRAPER_XSOAR_API_KEY and TI_SCRAPER_XSOAR_HOST, and CortexXSOARAPIConfig.host in the configuration.";

/**
 * Reads the configuration and makes sure that the key goes to no other server than the one it was given for.
 *
 * @param always the job is of no use without XSOAR, whatever `profile2cortex` says
 */
export async function prepare(world: CliWorld, always: boolean): Promise<Prepared | null> {
  const state = await (always ? world.session.noteConfig() : world.session.readConfig());
  if (state.kind !== "ok") {
    complainAbout(state, world);
    return null;
  }
  if (state.plainKey) {
    complainAboutKey(state.file, world);
    return null;
  }
  const { profile2cortex, CortexXSOARAPIConfig } = state.config.profiling;
  const warnings = state.warnings.map((problem) => problemLine(state.file, problem));
  if (state.ignored !== null) warnings.push(`${state.ignored}: warning: not read, since ${state.file} is there.`);
  const key = world.env["TI_SCRAPER_XSOAR_API_KEY"]?.trim() ?? "";
  const wantsXsoar = always || profile2cortex;
  if (!wantsXsoar || key === "" || CortexXSOARAPIConfig.host === "") return { access: null, wantsXsoar, warnings };
  const configured = configuredConnection(CortexXSOARAPIConfig, key);
  if (!configured.ok) {
    world.complain(describeBaseUrlProblem(configured.why, plainText));
    return null;
  }
  // With the configuration's key ID: it says what path an address comes to.
  const allowed = normaliseBaseUrl(world.env["TI_SCRAPER_XSOAR_HOST"] ?? "", { keyId: CortexXSOARAPIConfig.key_id });
  const { baseUrl } = configured.connection;
  if (!allowed.ok || allowed.baseUrl !== baseUrl) {
    world.complain(
      `The key is not sent: the configuration comes to ${baseUrl}, ` +
        `TI_SCRAPER_XSOAR_HOST ${allowed.ok ? `to ${allowed.baseUrl}` : "names no server"}.`,
    );
    return null;
  }
  return { access: configured.connection, wantsXsoar, warnings };
}
