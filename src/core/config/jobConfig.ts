import { configFileName } from "./configFiles";
import { readPlainKey } from "./editConfig";
import { parseConfig } from "./parseConfig";
import type { ConfigOf } from "./types";
import type { WorkspaceFiles } from "../ports";
import type { JobConfigState, JobFile } from "./configState";
import type { OtherJob } from "../model/model";

/** In this order, as for the articles job. */
const EXTENSIONS = ["json", "yaml", "yml"] as const;

/** Reads the configuration of one of the other jobs. */
export async function readJobConfig<J extends OtherJob>(
  files: WorkspaceFiles,
  configFolder: string,
  job: J,
): Promise<JobConfigState | ({ readonly kind: "ok"; readonly config: ConfigOf[J] } & JobFile)> {
  for (const extension of EXTENSIONS) {
    const file = `${configFolder}/${configFileName(job, extension)}`;
    const text = await files.readText(file);
    if (text === null) continue;
    const format = extension === "json" ? "json" : "yaml";
    const { config, problems } = parseConfig(job, text, format);
    if (config === null) return { kind: "invalid", file, problems };
    const plainKey = (readPlainKey(text, format)?.value ?? "").trim() !== "";
    const createsFile = config.resultfile.createFile;
    return { kind: "ok", file, format, config, warnings: problems, plainKey, createsFile };
  }
  return { kind: "none" };
}
