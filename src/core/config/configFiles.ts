import { JOBS, type Job, type JobId } from "../model/model";

export type ConfigExtension = "json" | "yaml" | "yml";

/** In this order: where JSON and YAML stand side by side, JSON is read. */
export const EXTENSIONS: readonly ConfigExtension[] = ["json", "yaml", "yml"];

/** What a team has chosen and decided about names, beside these files: one line is one whole fact. */
export const NAMES_FILE = "names.lock.yaml";

/** `articles`, `json` → `articles_config.json`. */
export function configFileName(job: JobId, extension: ConfigExtension): string {
  return `${job}_config.${extension}`;
}

/** The job a file configures, by its name (folders before it do not matter), or null when it is none of ours. */
export function jobOfFileName(name: string): Job | null {
  const base = baseName(name);
  return JOBS.find((job) => EXTENSIONS.some((extension) => base === configFileName(job, extension))) ?? null;
}

/** The name that a file of another job would have, whether it is one or not: `leakwatch` of `leakwatch_config.yaml`. Null for all else. */
export function ownJobOfFileName(name: string): { readonly id: JobId; readonly extension: ConfigExtension } | null {
  const [, id = "", extension] = /^(.+)_config\.(json|ya?ml)$/.exec(baseName(name)) ?? [];
  return id === "" || isShipped(id) ? null : { id, extension: extension as ConfigExtension };
}

/** Whether the text of a file may configure a job: told without reading it, so that it costs nothing where it does not. */
export function mayBeJob(text: string): boolean {
  if (/^\uFEFF?\s{0,40}\{\s{0,40}"?job"?\s{0,40}:/.test(text)) return true;
  if (!text.includes("job")) return false;
  // Further in than others it is a key of something else.
  let outermost = Infinity;
  let found = Infinity;
  for (const [, indent = "", job] of text.matchAll(/^\uFEFF?([ \t]{0,40})(?:("?job"?[ \t]{0,40}:)|[\w"'])/gm)) {
    outermost = Math.min(outermost, indent.length);
    if (job !== undefined) found = Math.min(found, indent.length);
  }
  return found < Infinity && found === outermost;
}

/** Whether a job is one of the four. */
export function isShipped(id: JobId): id is Job {
  return JOBS.some((job) => job === id);
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}
