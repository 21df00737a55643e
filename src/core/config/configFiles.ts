import type { Job } from "../model/model";

type ConfigExtension = "json" | "yaml" | "yml";

const JOBS: readonly Job[] = ["articles", "keywords", "counts", "contents"];
const EXTENSIONS: readonly ConfigExtension[] = ["json", "yaml", "yml"];

/** What a team has chosen and decided about names, beside these files: one line is one whole fact. */
export const NAMES_FILE = "names.lock.yaml";

/** `articles`, `json` → `articles_config.json`. */
export function configFileName(job: Job, extension: ConfigExtension): string {
  return `${job}_config.${extension}`;
}

/** The job a file configures, by its name (folders before it do not matter), or null when it is none of ours. */
export function jobOfFileName(name: string): Job | null {
  const base = name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1);
  return JOBS.find((job) => EXTENSIONS.some((extension) => base === configFileName(job, extension))) ?? null;
}
