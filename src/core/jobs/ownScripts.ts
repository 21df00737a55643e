import { readOwnJobs } from "../config/ownJobs";
import type { ScriptConfig } from "../config/ownTypes";
import type { Agreed } from "../memory/agreements";
import type { JobId } from "../model/model";
import { isRecord } from "../text/isRecord";
import type { JobWorkspace } from "./jobDocuments";
import { type ScriptNeeds, type ScriptWorld, readyScript } from "./ownScript";
import type { Scripts } from "./steps";
import { type ScriptItem, type ScriptOutcome, runScript } from "./script";
import { type ScriptRefusal, type ScriptVersion, isAllowed, scriptAgreement, scriptVersion } from "./scriptConsent";

/** The scripts of the jobs of one folder, and what was agreed of them. */
export interface OwnScripts {
  /** What the script of a job is, and whether it may run. Nothing of it is run. */
  look(job: JobId): Promise<ScriptLook>;
  /** Lets the script run as it is now; with any change of it that is over. @param seen what was shown to whoever agrees */
  allow(job: JobId, seen: ScriptVersion): Promise<void>;
  /** Takes back all that was agreed for the script of a job; false when there was nothing. */
  disallow(job: JobId): Promise<boolean>;
  /**
   * Runs the script with input that was recorded and applies nothing of what it says.
   *
   * @param lines as `onScriptInput` was shown them
   * @param once the digest of a version that may run though nobody has agreed to it for good
   */
  test(job: JobId, lines: readonly string[], signal: AbortSignal, once?: string): Promise<ScriptTest>;
}

export type ScriptLook =
  /** There is no such job, it cannot be read, or it has no script. */
  | { readonly kind: "none" }
  | { readonly kind: "refused"; readonly refusal: ScriptRefusal }
  | {
      readonly kind: "script";
      readonly script: ScriptConfig;
      readonly version: ScriptVersion;
      readonly isAllowed: boolean;
    };

export type ScriptTest =
  | { readonly kind: "none" }
  /** The folder is being read right now, perhaps with this very script: one runs once at a time. */
  | { readonly kind: "busy" }
  | { readonly kind: "refused"; readonly refusal: ScriptRefusal }
  /** The number of a line that was not recorded like that. */
  | { readonly kind: "badInput"; readonly line: number }
  | ScriptOutcome;

export function createOwnScripts(
  workspace: JobWorkspace,
  { world, agreed }: Scripts,
  { sha256Hex, nonce }: Pick<ScriptNeeds, "sha256Hex" | "nonce">,
): OwnScripts {
  const { clock, memory, t } = workspace;
  const scriptOf = async (id: JobId): Promise<ScriptConfig | null> => {
    const state = (await readOwnJobs(workspace)).find((own) => own.id === id)?.state;
    return state?.kind === "ok" ? state.config.script : null;
  };
  const agreedFor = async (id: JobId): Promise<readonly Agreed[]> => {
    const all = (await agreed.agreements.all()).get(agreed.folder) ?? [];
    return all.filter(({ agreement }) => agreement.kind === "script" && agreement.job === id);
  };
  const disallow = async (id: JobId): Promise<boolean> => {
    const before = await agreedFor(id);
    for (const { agreement } of before) await agreed.agreements.takeBack(agreed.folder, agreement);
    return before.length > 0;
  };
  return {
    look: async (id) => {
      const script = await scriptOf(id);
      if (script === null) return { kind: "none" };
      if (world === null) return { kind: "refused", refusal: { why: "noScripts" } };
      const found = await scriptVersion(script, world.processes, sha256Hex);
      if (!found.ok) return { kind: "refused", refusal: found.refusal };
      const { version } = found;
      return { kind: "script", script, version, isAllowed: await isAllowed(agreed, id, version) };
    },
    allow: async (id, seen) => {
      await disallow(id);
      await agreed.agreements.agree(agreed.folder, scriptAgreement(id, seen));
    },
    disallow,
    test: async (id, lines, signal, once) => {
      const script = await scriptOf(id);
      if (script === null) return { kind: "none" };
      const found = await readyScript(id, script, world, { agreed, sha256Hex }, once);
      if (!found.ok) return { kind: "refused", refusal: found.refusal };
      const items: ScriptItem[] = [];
      let state: unknown = null;
      for (const [index, line] of lines.entries()) {
        if (line.trim() === "") continue;
        const item = itemOf(line);
        if (item === null) return { kind: "badInput", line: index + 1 };
        if (item.type === "hello") state = item["state"] ?? null;
        else if (item.type !== "end") items.push(item);
      }
      const { processes, locale } = world as ScriptWorld;
      const told = { state, now: clock.now(), run: nonce().slice(0, 16), locale, dryRun: true };
      const done = await memory.withLock("scan", 0, () => runScript(found.ready, told, items, processes, t, signal));
      return done?.value ?? { kind: "busy" };
    },
  };
}

function itemOf(line: string): ScriptItem | null {
  try {
    const item: unknown = JSON.parse(line);
    return isRecord(item) && typeof item["type"] === "string" ? (item as ScriptItem) : null;
  } catch {
    return null;
  }
}
