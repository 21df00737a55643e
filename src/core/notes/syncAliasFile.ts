import type { ArticlesConfig } from "../config/types";
import type { Workspace } from "../memory/workspace";
import type { Names } from "../names/names";
import { recordAliases } from "../names/namesToFind";
import { ALIAS_FILE_NAME, readAliasFile } from "../names/trackedNames";
import type { AliasOutcome } from "./aliasOutcome";
import type { XsoarClient } from "../xsoar/client";
import { lookupOptions } from "./lookupOptions";
import { spellingsOf } from "./spellings";
import { aliasFileText, planAliasFile, pullAliases } from "../xsoar/aliases";

/** Reads the other names of each profile's record and writes them into the alias file, remembering whose they are. */
export async function syncAliasFile(
  workspace: Workspace,
  names: Names,
  config: ArticlesConfig,
  client: XsoarClient,
  signal: AbortSignal,
): Promise<AliasOutcome> {
  const { memory, files, configFolder } = workspace;
  const { profileData, CortexXSOARAPIConfig } = config.profiling;
  const { rows, owners } = await memory.load("rows", "owners");
  const known = await recordAliases(workspace, names, config.profiling, owners);
  const readAliases = new Set([...owners.keys()].map((alias) => alias.toLowerCase()));
  const profiles = profileData.map((name) => ({
    name,
    spellings: spellingsOf((rows.get(name)?.items ?? []).flatMap(({ matches }) => matches)),
    aliases: known.get(name) ?? [],
    readAliases,
  }));
  const pulled = await pullAliases(client, profiles, lookupOptions(CortexXSOARAPIConfig), signal);
  if (!pulled.ok) return { kind: "failed", failure: pulled.failure };

  const { plan, setAside } = await memory.change(
    ["owners"],
    async ({ owners: ownersNow }) => {
      const fileNow = await readAliasFile(files, configFolder);
      const made = planAliasFile(ownersNow, pulled.pulled, profileData, fileNow.aliases);
      const aside = fileNow.ok ? null : await setAsideFile(workspace, fileNow.text);
      return { owners: made.owners, plan: made, setAside: aside };
    },
    // The owners first: a file whose owners are not known would lose them.
    ({ plan: { file } }) => files.writeText(`${configFolder}/${ALIAS_FILE_NAME}`, aliasFileText(file)),
  );
  return {
    kind: "done",
    added: plan.added,
    removed: plan.removed,
    count: plan.file.length,
    kept: plan.kept,
    ...(setAside === null ? {} : { setAside }),
  };
}

/** Keeps what cannot be read as an alias file beside it, under a name of its own; gives the path. */
async function setAsideFile({ files, configFolder, clock }: Workspace, text: string): Promise<string> {
  const time = clock
    .now()
    .toISOString()
    .replace(/[-:]|\.\d+/g, "");
  const base = `${configFolder}/${ALIAS_FILE_NAME.replace(/\.json$/, "")}.damaged-${time}`;
  for (let count = 1; ; count++) {
    const path = `${base}${count === 1 ? "" : `-${count}`}.json`;
    if (await files.createText(path, text)) return path;
  }
}
