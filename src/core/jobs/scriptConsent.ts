import { secretVariable } from "../config/ownChecks";
import type { ScriptConfig } from "../config/ownTypes";
import type { JobId } from "../model/model";
import type { AgreedFolder } from "../notes/fieldAgreement";
import type { FileDigest, Processes } from "../ports";
import { shortLine } from "../text/foreignText";
import type { Translate } from "../text/translate";

/** What stands for all that somebody agrees to who lets a script run: with any change of it they are asked again. */
export interface ScriptVersion {
  /** The word of the command line that is a file of the workspace. */
  readonly file: string;
  readonly argv: readonly string[];
  readonly digest: string;
}

/** Why a script is not run, before it was begun. */
export type ScriptRefusal =
  | { readonly why: "consent" }
  | { readonly why: "secret"; readonly secret: string; readonly variable: string }
  | { readonly why: "file"; readonly file: string; readonly problem: Exclude<FileDigest, { ok: true }>["why"] }
  /** The records it looks at cannot be had; `reason` is a sentence. */
  | { readonly why: "records"; readonly reason: string }
  | { readonly why: "noScripts" };

/**
 * The command line of a script. One that speaks text is told its parameters there, as programs are told theirs: `--name value`.
 */
export function commandLine({ run, speaks, params }: ScriptConfig): readonly string[] {
  if (speaks === "lines") return run;
  const options = Object.entries(params).flatMap(([name, value]) => {
    if (value === false || value === null) return [];
    if (value === true) return [`--${name}`];
    const told = typeof value === "string" || typeof value === "number" ? String(value) : JSON.stringify(value);
    return [`--${name}`, told];
  });
  return [...run, ...options];
}

/** Finds the file of a script and what it holds. A program that is looked for by its name alone is none of the workspace. */
export async function scriptVersion(
  script: ScriptConfig,
  processes: Processes,
  sha256Hex: (text: string) => string,
): Promise<
  { readonly ok: true; readonly version: ScriptVersion } | { readonly ok: false; readonly refusal: ScriptRefusal }
> {
  let refusal: ScriptRefusal = { why: "file", file: script.run.at(-1) ?? "", problem: "missing" };
  for (const [index, word] of script.run.entries()) {
    if (word.startsWith("-") || (index === 0 && !/[\\/]/.test(word))) continue;
    const found = await processes.digest(word);
    if (found.ok) {
      const argv = commandLine(script);
      const { env, secrets, at, speaks, fields } = script;
      // Without fields as earlier versions have it, so that what was agreed to goes on.
      const told = [found.sha256, argv, env, secrets, at, speaks, ...(fields.length === 0 ? [] : [fields])];
      const digest = sha256Hex(JSON.stringify(told));
      return { ok: true, version: { file: word, argv, digest } };
    }
    // A program of the system before the script lies outside as a matter of course.
    if (found.why !== "missing" && (index > 0 || script.run.length === 1))
      refusal = { why: "file", file: word, problem: found.why };
  }
  return { ok: false, refusal };
}

/** The agreement that lets this version of a script run by itself. */
export function scriptAgreement(job: JobId, { digest, argv }: ScriptVersion) {
  return { kind: "script", job, digest, command: shortLine(argv.join(" "), 200) } as const;
}

export async function isAllowed(
  { agreements, folder }: AgreedFolder,
  job: JobId,
  version: ScriptVersion,
): Promise<boolean> {
  return agreements.has(folder, scriptAgreement(job, version));
}

/** Why a script does not run, and what to do. */
export function describeRefusal(job: JobId, refusal: ScriptRefusal, t: Translate): string {
  switch (refusal.why) {
    case "consent":
      return t(
        "Its script needs your consent: look at it, then say so with Run Job… in VS Code, or with ti-scraper jobs allow {job}. Whenever the script changes, it is asked for again.",
        { job },
      );
    case "secret":
      return t("Its script wants the secret {secret}, and there is none: set {variable}.", {
        secret: refusal.secret,
        variable: refusal.variable,
      });
    case "records":
      return t("The records it looks at could not be read. {reason}", { reason: refusal.reason });
    case "noScripts":
      return t("Scripts cannot be run here.");
    case "file":
      return describeFile(refusal.file, refusal.problem, t);
  }
}

function describeFile(file: string, problem: Extract<ScriptRefusal, { why: "file" }>["problem"], t: Translate): string {
  const values = { file: shortLine(file, 200) };
  switch (problem) {
    case "missing":
      return t("Its script {file} is not there: script.run names a file of the workspace, by its path there.", values);
    case "outside":
      return t("Its script {file} lies outside the workspace, by itself or through a link. Move it inside.", values);
    case "unreadable":
      return t("Its script {file} cannot be read. Look at its permissions.", values);
    case "tooLarge":
      return t("Its script {file} is too large to be one.", values);
  }
}

/** The secrets of a script; the first one that is missing. No job has those of another, since its name is part of theirs. */
export async function scriptSecrets(
  job: JobId,
  { secrets }: ScriptConfig,
  secretOf: (job: JobId, secret: string) => Promise<string | null>,
): Promise<
  | { readonly ok: true; readonly secrets: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly refusal: ScriptRefusal }
> {
  const found: [string, string][] = [];
  for (const secret of secrets) {
    const value = await secretOf(job, secret);
    if (value === null || value === "")
      return { ok: false, refusal: { why: "secret", secret, variable: secretVariable(job, secret) } };
    found.push([secret, value]);
  }
  return { ok: true, secrets: Object.fromEntries(found) };
}
