import type { Job } from "../model/model";
import type { Clock, WorkspaceFiles } from "../ports";
import { type ConfigExtension, EXTENSIONS, configFileName } from "./configFiles";
import { MAX_CONFIG_BYTES } from "./configNode";
import type { ConfigStateOf } from "./configState";
import { readPlainKey } from "./editConfig";
import { TOO_LONG_PROBLEMS, parseConfig, prepareConfig } from "./parseConfig";
import type { ConfigFormat } from "./types";

export interface ConfigPlace {
  readonly files: WorkspaceFiles;
  /** Relative to the workspace. */
  readonly configFolder: string;
  readonly clock: Clock;
}

/** Reads the configuration of a job in a folder of the workspace, a long one in turns. */
export async function readConfig<J extends Job>(place: ConfigPlace, job: J): Promise<ConfigStateOf<J>> {
  const { files, configFolder, clock } = place;
  for (const extension of EXTENSIONS) {
    const file = `${configFolder}/${configFileName(job, extension)}`;
    const text = await files.readText(file, MAX_CONFIG_BYTES);
    if (text === null) continue;
    if (typeof text !== "string") return { kind: "invalid", file, problems: TOO_LONG_PROBLEMS };
    const format: ConfigFormat = extension === "json" ? "json" : "yaml";
    await prepareConfig(text, format, () => clock.wait(0));
    const { config, problems } = parseConfig(job, text, format);
    if (config === null) return { kind: "invalid", file, problems };
    const ignored = await otherFile(place, job, extension);
    const plainKey = (readPlainKey(text, format)?.value ?? "").trim() !== "";
    return { kind: "ok", file, format, config, warnings: problems, plainKey, ignored };
  }
  return { kind: "none" };
}

/** Whether a job has a configuration file, valid or not. */
export async function hasConfig({ files, configFolder }: ConfigPlace, job: Job): Promise<boolean> {
  for (const extension of EXTENSIONS) {
    if ((await files.readText(`${configFolder}/${configFileName(job, extension)}`, MAX_CONFIG_BYTES)) !== null)
      return true;
  }
  return false;
}

/** A file of the same job that is not read, because one of another format comes before it. */
async function otherFile(
  { files, configFolder }: ConfigPlace,
  job: Job,
  read: ConfigExtension,
): Promise<string | null> {
  for (const extension of EXTENSIONS.slice(EXTENSIONS.indexOf(read) + 1)) {
    const file = `${configFolder}/${configFileName(job, extension)}`;
    if ((await files.readText(file, MAX_CONFIG_BYTES)) !== null) return file;
  }
  return null;
}
