import { accessSync, constants, mkdirSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import { StateFolderError, type StateFolderTrouble } from "../core/memory/stateFolder";
import { STATE_FOLDER, stateHome } from "./stateStore";

const PRIVATE_FOLDER = 0o700;

/** The folder that the environment chooses for what is remembered, as it is written there; null where it chooses none. */
export function stateFolderIn(env: Readonly<Record<string, string | undefined>>): string | null {
  return env[STATE_FOLDER]?.trim() || null;
}

/**
 * Makes the place below a chosen folder where everything is remembered, and throws a `StateFolderError` where it cannot be.
 *
 * @param origin the setting or the variable that names it
 * @param workspaces the folders that are worked in
 */
export function prepareStateFolder(folder: string, origin: string, workspaces: readonly string[]): void {
  const refuse = (trouble: StateFolderTrouble): never => {
    throw new StateFolderError({ folder, origin, trouble });
  };
  if (!path.isAbsolute(folder)) refuse({ why: "relative" });
  const place = stateHome({ ...process.env, [STATE_FOLDER]: folder }, process.platform);
  try {
    // Before it is made: nothing is left in a workspace.
    const real = realPlace(place);
    const workspace = workspaces.find((one) => isWithin(real, realPlace(one)));
    if (workspace !== undefined) refuse({ why: "inside", workspace });
    mkdirSync(place, { recursive: true, mode: PRIVATE_FOLDER });
    accessSync(place, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    if (error instanceof StateFolderError) throw error;
    // Node goes on with the call and the path.
    refuse({
      why: "notWritable",
      reason: error instanceof Error ? (error.message.split(",")[0] ?? "") : String(error),
    });
  }
}

/**
 * Whether what is remembered at a place goes with the container that this runs in: no volume is there, it lies in the container's own
 * file system.
 */
export function isInContainerItself(place: string): boolean {
  return statSync(nearest(place)).dev === statSync(path.parse(place).root).dev;
}

/** The real path of a place that need not be there. */
function realPlace(place: string): string {
  const there = nearest(place);
  return path.join(realpathSync.native(there), path.relative(there, place));
}

/** The place itself, or the folder above it that is there. */
function nearest(place: string): string {
  const above = path.dirname(place);
  return above === place || statSync(place, { throwIfNoEntry: false }) !== undefined ? place : nearest(above);
}

function isWithin(place: string, folder: string): boolean {
  const way = path.relative(folder, place);
  return way === "" || (!way.startsWith(`..${path.sep}`) && way !== ".." && !path.isAbsolute(way));
}
