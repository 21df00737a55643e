import type { ArticlesConfig } from "../config/types";
import type { Workspace } from "../memory/workspace";
import type { Names } from "../names/names";
import { aliasesOfRecords, aliasesRead, recordAliases } from "../names/namesToFind";
import { listedAliases } from "../names/sharedChoices";
import { ALIAS_FILE_NAME, readAliasFile } from "../names/trackedNames";
import type { AliasOutcome, NamedAliases } from "./aliasOutcome";
import type { MayReadField } from "./fieldAgreement";
import type { XsoarClient } from "../xsoar/client";
import { type AliasOwners, ownerFacts } from "./aliasOwners";
import { lookupOptions } from "./lookupOptions";
import { createRecordChoices } from "./recordChoices";
import { spellingsOf } from "./spellings";
import { type AliasFilePlan, aliasFileText, planAliasFile, pullAliases } from "../xsoar/aliases";

/** Where the aliases are read from, and what may be read. */
export interface AliasSync {
  readonly config: ArticlesConfig;
  /** Base URL, with path and tenant. */
  readonly server: string;
  readonly client: XsoarClient;
  readonly mayRead: MayReadField;
}

/**
 * Reads the other names of each profile's record and writes them into the alias file, remembering whose they are. Where the field
 * they are in may not be read into it, it only tells what would be written.
 */
export async function syncAliasFile(
  workspace: Workspace,
  names: Names,
  { config, server, client, mayRead }: AliasSync,
  signal: AbortSignal,
): Promise<AliasOutcome> {
  const { memory, namesFile, files, configFolder } = workspace;
  const { profileData, CortexXSOARAPIConfig } = config.profiling;
  const { search_field: field } = CortexXSOARAPIConfig;
  const { rows } = await memory.load("rows");
  const owners = await aliasesOfRecords(workspace);
  const known = await recordAliases(workspace, names, config.profiling);
  const chosen = await createRecordChoices(workspace).on(server);
  const readAliases = await aliasesRead(workspace);
  const profiles = profileData.map((name) => {
    const record = chosen.get(name);
    return {
      name,
      spellings: spellingsOf((rows.get(name)?.items ?? []).flatMap(({ matches }) => matches)),
      aliases: known.get(name) ?? [],
      readAliases,
      ...(record === undefined ? {} : { chosen: record }),
    };
  });
  const pulled = await pullAliases(client, profiles, lookupOptions(CortexXSOARAPIConfig), signal);
  if (!pulled.ok) return { kind: "failed", failure: pulled.failure };
  const planFrom = (ownersNow: AliasOwners, file: readonly string[]) =>
    planAliasFile(ownersNow, pulled.pulled, profileData, file);
  if (!(await mayRead(field))) {
    const { aliases } = await readAliasFile(files, configFolder);
    return { kind: "field", field, names: namedAliases(planFrom(owners, aliases), owners, profileData) };
  }

  const { plan, named, setAside } = await namesFile.change(
    ["aliasReadings"],
    async ({ aliasReadings }, { facts }) => {
      const ownersNow = listedAliases(facts);
      const fileNow = await readAliasFile(files, configFolder);
      const made = planFrom(ownersNow, fileNow.aliases);
      const aside = fileNow.ok ? null : await setAsideFile(workspace);
      const found = new Set(pulled.pulled.flatMap(({ kind, name }) => (kind === "found" ? [name] : [])));
      return {
        facts: ownerFacts(ownersNow, made.owners),
        mayWait: true,
        // What their records say is in the file now.
        aliasReadings: new Map([...aliasReadings].filter(([name]) => !found.has(name))),
        plan: made,
        named: namedAliases(made, ownersNow, profileData),
        setAside: aside,
      };
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
    left: plan.left,
    names: named,
    ...(setAside === null ? {} : { setAside }),
  };
}

/** Whose the aliases of a plan are, in the order of the configuration; what is nobody's comes last. */
function namedAliases(
  { file, owners, added, removed }: AliasFilePlan,
  before: AliasOwners,
  profileNames: readonly string[],
): readonly NamedAliases[] {
  const newOnes = new Set(added);
  const ownersBefore = new Map([...before].map(([alias, of]) => [alias.toLowerCase(), of]));
  const ownersOf = (alias: string): readonly (string | null)[] => owners.get(alias) ?? [null];
  const hadBy = (alias: string): readonly (string | null)[] => ownersBefore.get(alias.trim().toLowerCase()) ?? [null];
  const gone = new Set(removed.flatMap(hadBy).filter((name) => name !== null && !profileNames.includes(name)));
  return [...profileNames, ...gone, null].flatMap((name) => {
    const aliases = file.filter((alias) => ownersOf(alias).includes(name));
    const left = removed.filter((alias) => hadBy(alias).includes(name));
    if (aliases.length + left.length === 0) return [];
    return [{ name, aliases, added: aliases.filter((alias) => newOnes.has(alias)), removed: left }];
  });
}

/** Keeps what cannot be read as an alias file beside it, under a name of its own; gives the path. */
async function setAsideFile({ files, configFolder, clock }: Workspace): Promise<string> {
  const time = clock
    .now()
    .toISOString()
    .replace(/[-:]|\.\d+/g, "");
  const base = `${configFolder}/${ALIAS_FILE_NAME.replace(/\.json$/, "")}.damaged-${time}`;
  for (let count = 1; ; count++) {
    const path = `${base}${count === 1 ? "" : `-${count}`}.json`;
    if (await files.move(`${configFolder}/${ALIAS_FILE_NAME}`, path)) return path;
  }
}
