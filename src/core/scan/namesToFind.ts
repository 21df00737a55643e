import type { ProfilingConfig } from "../config/types";
import type { KnownAlias } from "../knowledge/choices";
import type { NameEntry } from "../matching/matcher";
import type { WorkspaceFiles } from "../ports";
import type { Memory } from "./memory";
import { aliasesByProfile, readAliasFile, trackedNames } from "./trackedNames";

export interface NamesWorld {
  readonly files: WorkspaceFiles;
  readonly configFolder: string;
  /** The aliases that imported names bring along. */
  readonly knownAliases: (profiles: readonly string[]) => Promise<readonly KnownAlias[]>;
}

export interface NamesToFind {
  readonly entries: readonly NameEntry[];
  /** False: the alias file could not be read, and the aliases known from before stand in for it. */
  readonly aliasFileRead: boolean;
}

/**
 * The aliases a record may be found by: those that stand for one profile alone. By one of several actors a note would come
 * onto the record of another.
 */
export async function recordAliases(
  world: NamesWorld,
  profiling: Pick<ProfilingConfig, "profileData" | "profiles">,
  owners: Memory["owners"],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { entries } = await namesToFind(world, profiling, owners);
  return aliasesByProfile(entries.filter(({ ambiguous = [] }) => ambiguous.length === 0));
}

/** All names of a configuration with their aliases, from wherever they are known. */
export async function namesToFind(
  world: NamesWorld,
  { profileData, profiles }: Pick<ProfilingConfig, "profileData" | "profiles">,
  owners: Memory["owners"],
): Promise<NamesToFind> {
  const [file, known] = await Promise.all([
    readAliasFile(world.files, world.configFolder),
    world.knownAliases(profileData),
  ]);
  const aliases = file.ok ? file.aliases : [...owners.keys()];
  return { entries: trackedNames(profiles, aliases, owners, known), aliasFileRead: file.ok };
}
