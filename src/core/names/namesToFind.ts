import type { ProfilingConfig } from "../config/types";
import type { AliasQuestion } from "./choices";
import type { Names } from "./names";
import { writtenAliases } from "./writtenAliases";
import type { NameEntry } from "../matching/nameEntry";
import { nameKey } from "../matching/nameKey";
import type { Workspace } from "../memory/workspace";
import { listedAliases } from "./sharedChoices";
import { aliasesByProfile, readAliasFile, trackedNames } from "./trackedNames";

interface NamesToFind {
  readonly entries: readonly NameEntry[];
  /** False: the alias file could not be read, and the aliases known from before stand in for it. */
  readonly aliasFileRead: boolean;
  /** Aliases of the file beyond what one may have. */
  readonly aliasesLeft: number;
}

/**
 * The aliases a record may be found by: those that stand for one profile alone. By one of several actors a note would come
 * onto the record of another.
 */
export async function recordAliases(
  workspace: Workspace,
  names: Names,
  profiling: Pick<ProfilingConfig, "profileData" | "profiles">,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { entries } = await namesToFind(workspace, names, profiling);
  const decided = new Set<string>();
  const shared = new Set<string>();
  for (const { name, ambiguous } of entries) {
    if (ambiguous?.length !== 0) continue;
    const key = nameKey(name);
    (decided.has(key) ? shared : decided).add(key);
  }
  return aliasesByProfile(
    entries.filter(
      ({ name, ambiguous }) => ambiguous === undefined || (ambiguous.length === 0 && !shared.has(nameKey(name))),
    ),
  );
}

/** All names of a configuration with their aliases, from wherever they are known. */
export async function namesToFind(
  workspace: Workspace,
  names: Names,
  { profileData, profiles }: Pick<ProfilingConfig, "profileData" | "profiles">,
): Promise<NamesToFind> {
  const owners = await aliasesOfRecords(workspace);
  const file = await readAliasFile(workspace.files, workspace.configFolder);
  const aliases = file.ok ? file.aliases : [...owners.keys()];
  const settled = await names.settle(profileData, writtenAliases(profiles, aliases, owners));
  return {
    entries: trackedNames(profiles, aliases, owners, settled.aliases, settled.denied),
    aliasFileRead: file.ok,
    aliasesLeft: file.ok ? file.left : 0,
  };
}

/** The aliases that nobody has decided about (`all`: the decided ones too): of imported names, of the configuration and of records. */
export async function questionsAbout(
  workspace: Workspace,
  names: Names,
  { profileData, profiles }: Pick<ProfilingConfig, "profileData" | "profiles">,
  all: boolean,
): Promise<readonly AliasQuestion[]> {
  const owners = await aliasesOfRecords(workspace);
  const { aliases } = await readAliasFile(workspace.files, workspace.configFolder);
  return names.questions(profileData, writtenAliases(profiles, aliases, owners), all);
}

/** The same without whose they are, in lower case. */
export async function aliasesRead(workspace: Pick<Workspace, "namesFile">): Promise<ReadonlySet<string>> {
  return new Set([...(await aliasesOfRecords(workspace)).keys()].map((alias) => alias.toLowerCase()));
}

/** The aliases that records were found to list, with the profiles whose records those are. */
export async function aliasesOfRecords({
  namesFile,
}: Pick<Workspace, "namesFile">): Promise<ReadonlyMap<string, readonly string[]>> {
  return listedAliases((await namesFile.read()).facts);
}
