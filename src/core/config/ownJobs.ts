import { MAX_OWN_JOBS } from "../limits";
import type { JobId } from "../model/model";
import { EXTENSIONS, isShipped, ownJobOfFileName } from "./configFiles";
import { MAX_CONFIG_BYTES } from "./configNode";
import type { BrokenConfig, ConfigStateOf, JobFile, NoConfig } from "./configState";
import { readPlainKey } from "./editConfig";
import type { OwnConfig, ReadingConfig } from "./ownTypes";
import { prepareConfig } from "./parseConfig";
import { secretVariable } from "./ownChecks";
import { parseOwnJob } from "./parseOwnJob";
import { placeFindings } from "./problems";
import { type ConfigPlace, readConfig } from "./readConfig";
import type { ConfigFormat } from "./types";

/** A job of the user's own, by the file it stands in. */
export interface OwnJobFile {
  readonly id: JobId;
  readonly state: OwnState;
}

/** The configuration of such a job as it stands. */
export type OwnState = BrokenConfig | ({ readonly kind: "ok"; readonly config: OwnConfig } & JobFile);

/** The jobs of the user's own of a folder, by their names; files without a `job` are none and stay out. */
export async function readOwnJobs(place: ConfigPlace): Promise<readonly OwnJobFile[]> {
  const { files, configFolder } = place;
  const byId = new Map<JobId, string[]>();
  for (const { name } of await files.list(configFolder)) {
    const own = ownJobOfFileName(name);
    if (own !== null) byId.set(own.id, [...(byId.get(own.id) ?? []), name]);
  }
  const jobs: OwnJobFile[] = [];
  for (const id of [...byId.keys()].sort()) {
    const names = byId.get(id) ?? [];
    const ordered = EXTENSIONS.flatMap((extension) => names.filter((name) => name.endsWith(`.${extension}`)));
    const found: OwnState[] = [];
    for (const name of ordered) {
      const state = await readOwnJob(place, id, `${configFolder}/${name}`);
      if (state !== null) found.push(state);
    }
    const [first, second] = found;
    if (first === undefined) continue;
    const ignored = second?.file ?? null;
    const state: OwnState = first.kind === "ok" ? { ...first, ignored } : first;
    jobs.push({ id, state: jobs.length < MAX_OWN_JOBS ? state : beyondMost(state.file) });
  }
  return withoutSharedSecrets(jobs);
}

/** No job may read the secrets of another: where two names become one variable, the later one does not run. */
function withoutSharedSecrets(jobs: readonly OwnJobFile[]): readonly OwnJobFile[] {
  const owners = new Map<string, string>();
  return jobs.map(({ id, state }): OwnJobFile => {
    const secrets = state.kind === "ok" ? (state.config.script?.secrets ?? []) : [];
    for (const value of secrets) {
      const variable = secretVariable(id, value);
      const other = owners.get(variable);
      if (other === undefined) owners.set(variable, `${id}: ${value}`);
      else if (other !== `${id}: ${value}`) {
        const args = { value, variable, other };
        const path = ["script", "secrets"];
        const problems = placeFindings([{ code: "secretTwice", severity: "error", args, start: 0, end: 1, path }], "");
        return { id, state: { kind: "invalid", file: state.file, problems } };
      }
    }
    return { id, state };
  });
}

/** Null where the file is no job. */
async function readOwnJob({ files, clock }: ConfigPlace, id: JobId, file: string): Promise<OwnState | null> {
  const text = await files.readText(file, MAX_CONFIG_BYTES);
  // Nobody writes a job of that size; other tools have files of it.
  if (typeof text !== "string") return null;
  const format: ConfigFormat = file.endsWith(".json") ? "json" : "yaml";
  await prepareConfig(text, format, () => clock.wait(0));
  const parsed = parseOwnJob(id, text, format);
  if (parsed.kind === "foreign") return null;
  const { config, problems } = parsed;
  if (config === null) return { kind: "invalid", file, problems };
  const plainKey = (readPlainKey(text, format)?.value ?? "").trim() !== "";
  return { kind: "ok", file, format, config, warnings: problems, plainKey, ignored: null };
}

function beyondMost(file: string): BrokenConfig {
  const args = { limit: MAX_OWN_JOBS };
  const problems = placeFindings([{ code: "tooManyJobs", severity: "error", args, start: 0, end: 1, path: [] }], "");
  return { kind: "invalid", file, problems };
}

/** The configuration of a job that keeps a list of articles, as that of *keywords* is; none for the others and for one with errors. */
export function listConfigOf({ state }: OwnJobFile): readonly ConfigStateOf<"keywords">[] {
  if (state.kind !== "ok") return [];
  const own = state.config;
  return own.base === "articles" || own.base === "keywords" ? [{ ...state, config: own.config }] : [];
}

/** What a job of the user's own reads its sources by; none for one that reads none, and for one with errors. */
export function readingConfigOf({ state }: OwnJobFile): readonly ReadingConfig[] {
  return state.kind === "ok" && state.config.base !== "records" ? [state.config] : [];
}

/** The configuration file of any job, as far as it says which file that is and what is wrong with it. */
export async function readJobFile(
  place: ConfigPlace,
  id: JobId,
): Promise<NoConfig | ({ readonly kind: "ok" } & JobFile)> {
  if (isShipped(id)) return readConfig(place, id);
  return (await readOwnJobs(place)).find((own) => own.id === id)?.state ?? { kind: "none" };
}
