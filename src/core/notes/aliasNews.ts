import type { ArticlesConfig } from "../config/types";
import type { AliasReading, AliasReadings } from "../memory/aliasReadings";
import type { Workspace } from "../memory/workspace";
import { ALIAS_FILE_NAME, readAliasFile } from "../names/trackedNames";
import { listedAliases } from "../names/sharedChoices";
import { type KnownAliases, aliasChange, isEmptyChange, partOf, withAliasChanges } from "../xsoar/aliasChanges";
import { aliasFileText, aliasesOnRecord } from "../xsoar/aliases";
import type { IndicatorRecord } from "../xsoar/record";
import type { AliasChange } from "../xsoar/reports";
import { ownerFacts } from "./aliasOwners";
import type { MayReadField } from "./fieldAgreement";

/** What records that were read for notes say of aliases, and the alias file does not: by profile, each with something. */
export type AliasNews = readonly AliasChange[];

const NOTHING_LEFT: AliasReading["left"] = { added: [], removed: [] };

/**
 * Remembers what the records that were read say of the aliases of their profiles, where that differs from the alias file.
 * Profiles whose record was not looked for stay as they are.
 *
 * @param lookups the record by profile; null where there is none that it means
 */
export async function rememberAliases(
  { memory, namesFile, files, configFolder }: Workspace,
  { profiling }: ArticlesConfig,
  lookups: ReadonlyMap<string, IndicatorRecord | null>,
  mayRead: MayReadField,
): Promise<void> {
  const { profileData, CortexXSOARAPIConfig } = profiling;
  const { search_field: field } = CortexXSOARAPIConfig;
  const read = [...lookups].filter(([name]) => profileData.includes(name));
  if (read.length === 0 || !(await mayRead(field))) return;
  await memory.change(["aliasReadings"], async ({ aliasReadings }) => {
    const { ok, aliases: file } = await readAliasFile(files, configFolder);
    if (!ok) return undefined;
    const owners = listedAliases((await namesFile.read()).facts);
    const readings = new Map(aliasReadings);
    for (const [name, record] of read) {
      readings.delete(name);
      if (record === null) continue;
      const { aliases } = aliasesOnRecord(record, field);
      const change = aliasChange(name, aliases, { file, owners }, profileData);
      if (isEmptyChange(change)) continue;
      const left = partOf(change, aliasReadings.get(name)?.left ?? NOTHING_LEFT).in;
      readings.set(name, { field: field.toLowerCase(), aliases, left: { added: left.added, removed: left.removed } });
    }
    return { aliasReadings: readings };
  });
}

/** What is new, from memory: no network. Empty when the alias file cannot be read: a sync has to make it anew. */
export async function aliasNews(
  { memory, namesFile, files, configFolder }: Workspace,
  { profiling }: ArticlesConfig,
  mayRead: MayReadField,
): Promise<AliasNews> {
  const { aliasReadings } = await memory.load("aliasReadings");
  if (aliasReadings.size === 0 || !(await mayRead(profiling.CortexXSOARAPIConfig.search_field))) return [];
  const { ok, aliases: file } = await readAliasFile(files, configFolder);
  if (!ok) return [];
  return newsOf(profiling, aliasReadings, { owners: listedAliases((await namesFile.read()).facts), file });
}

function newsOf(
  { profileData, CortexXSOARAPIConfig }: ArticlesConfig["profiling"],
  readings: AliasReadings,
  known: KnownAliases,
): AliasNews {
  const field = CortexXSOARAPIConfig.search_field.toLowerCase();
  return profileData.flatMap((name) => {
    const reading = readings.get(name);
    // What another field held may have been agreed to then, and not now.
    if (reading === undefined || reading.field !== field) return [];
    const { out } = partOf(aliasChange(name, reading.aliases, known, profileData), reading.left);
    return isEmptyChange(out) ? [] : [out];
  });
}

/**
 * Writes news into the alias file, as far as they still are some, and remembers what the user has left as it is: that is not offered
 * again until it changes.
 *
 * @returns what was written
 */
export async function takeAliases(
  { namesFile, files, configFolder }: Workspace,
  { profiling }: ArticlesConfig,
  taken: AliasNews,
  left: AliasNews,
): Promise<AliasNews> {
  const { profileData } = profiling;
  const done = await namesFile.change(
    ["aliasReadings"],
    async ({ aliasReadings }, { facts }) => {
      const { ok, aliases: file } = await readAliasFile(files, configFolder);
      const owners = listedAliases(facts);
      const known = { owners, file };
      if (!ok) return { facts: [], mayWait: true, file, written: [] };
      const wanted = new Map(taken.map((change) => [change.name, change]));
      const written = newsOf(profiling, aliasReadings, known).flatMap((change) => {
        const part = partOf(change, wanted.get(change.name) ?? NOTHING_LEFT).in;
        return isEmptyChange(part) ? [] : [part];
      });
      const after = withAliasChanges(known, written, profileData);
      return {
        facts: ownerFacts(owners, after.owners),
        mayWait: true,
        file: after.file,
        aliasReadings: withLeft(aliasReadings, left),
        written,
      };
    },
    // The owners first: a file whose owners are not known would lose them.
    async ({ written, file }) => {
      if (written.length > 0) await files.writeText(`${configFolder}/${ALIAS_FILE_NAME}`, aliasFileText(file));
    },
  );
  return done.written;
}

function withLeft(readings: AliasReadings, left: AliasNews): AliasReadings {
  const after = new Map(readings);
  for (const { name, added, removed } of left) {
    const reading = after.get(name);
    if (reading === undefined) continue;
    const before = reading.left;
    after.set(name, {
      ...reading,
      left: { added: [...before.added, ...added], removed: [...before.removed, ...removed] },
    });
  }
  return after;
}
