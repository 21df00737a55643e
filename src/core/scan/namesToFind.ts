import type { ProfilingConfig } from "../config/types";
import type { KnownAlias } from "../knowledge/choices";
import type { NameEntry } from "../matching/matcher";
import type { WorkspaceFiles } from "../ports";
import type { Memory } from "./memory";
import { readAliasFile, trackedNames } from "./trackedNames";

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
