import type { JobId } from "../model/model";
import { isShipped } from "./configFiles";
import { type Problem, parseConfig } from "./parseConfig";
import { parseOwnJob } from "./parseOwnJob";
import type { ConfigFormat } from "./types";

/** All that is wrong with the configuration file of a job, one of the four or the user's own, in the order of the text. */
export function problemsOf(job: JobId, text: string, format: ConfigFormat): readonly Problem[] {
  return (isShipped(job) ? parseConfig(job, text, format) : parseOwnJob(job, text, format)).problems;
}
