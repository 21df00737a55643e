import type { ScriptConfig, ScriptPoint } from "../config/ownTypes";
import type { MemoryStore } from "../memory/memory";
import type { JobId } from "../model/model";
import type { AgreedFolder } from "../notes/fieldAgreement";
import type { Log, Processes } from "../ports";
import type { Translate } from "../text/translate";
import type { JobRow, KeywordArticle, ScriptRan } from "./jobReports";
import { type ReadyScript, type ScriptItem, type ScriptOutcome, type ScriptSaid, runScript } from "./script";
import { type ScriptRefusal, isAllowed, scriptSecrets, scriptVersion } from "./scriptConsent";
import { droppedAfter, scriptDocument } from "./scriptMemory";
import type { PageReading } from "./wantedPages";

/** What scripts need of the world; null where none can be run. */
export interface ScriptWorld {
  readonly processes: Processes;
  /** A secret of a job; null where there is none. */
  readonly secretOf: (job: JobId, secret: string) => Promise<string | null>;
  /** The language of the user, as a tag. */
  readonly locale: string;
}

/** A script that may take part in this run. */
export interface OwnScript {
  readonly at: ScriptPoint;
  readonly speaks: ScriptConfig["speaks"];
  /** Another one for another version of it, or other parameters. */
  readonly version: string;
  run(items: Iterable<ScriptItem>): Promise<ScriptOutcome>;
  /** What this version of it has left out: key → day a source had it last. */
  dropped(): Promise<ReadonlyMap<string, string>>;
  /** What it wants to find again at its next run is kept, and what is left out by now; undefined for what stays as it was. */
  applied(kept: { readonly state: unknown; readonly dropped: ReadonlyMap<string, string> | undefined }): Promise<void>;
}

export interface ScriptNeeds {
  readonly memory: Pick<MemoryStore<object>, "with">;
  readonly agreed: AgreedFolder;
  readonly sha256Hex: (text: string) => string;
  readonly nonce: () => string;
  readonly log: Log;
  readonly t: Translate;
  readonly now: Date;
  readonly signal: AbortSignal;
  readonly onInput?: (line: string) => void;
  readonly isDryRun: boolean;
}

/** Finds out whether a script may run: somebody has agreed to this very version of it, and all it needs is there. */
export async function readyScript(
  job: JobId,
  script: ScriptConfig,
  world: ScriptWorld | null,
  { agreed, sha256Hex }: Pick<ScriptNeeds, "agreed" | "sha256Hex">,
  once?: string,
): Promise<
  { readonly ok: true; readonly ready: ReadyScript } | { readonly ok: false; readonly refusal: ScriptRefusal }
> {
  if (world === null) return { ok: false, refusal: { why: "noScripts" } };
  const found = await scriptVersion(script, world.processes, sha256Hex);
  if (!found.ok) return found;
  const isOnce = once !== undefined && found.version.digest === once;
  if (!isOnce && !(await isAllowed(agreed, job, found.version))) return { ok: false, refusal: { why: "consent" } };
  const secrets = await scriptSecrets(job, script, world.secretOf);
  if (!secrets.ok) return secrets;
  return { ok: true, ready: { job, script, version: found.version, secrets: secrets.secrets } };
}

/** A script that is ready, with its memory and what it is told. */
export function openScript(ready: ReadyScript, world: ScriptWorld, needs: ScriptNeeds): OwnScript {
  const { job, script } = ready;
  const name = `own-script-${needs.sha256Hex(job).slice(0, 32)}`;
  const memory = needs.memory.with({ script: scriptDocument(name) });
  const version = needs.sha256Hex(JSON.stringify([ready.version.digest, script.params]));
  return {
    at: script.at,
    speaks: script.speaks,
    version,
    run: async (items) => {
      const { state } = (await memory.load("script")).script;
      const told = {
        state,
        now: needs.now,
        run: needs.nonce().slice(0, 16),
        locale: world.locale,
        dryRun: needs.isDryRun,
      };
      const outcome = await runScript(ready, told, items, world.processes, needs.t, needs.signal, needs.onInput);
      if (outcome.kind !== "cancelled" && outcome.log !== "") needs.log.info(`${job}: ${outcome.log}`);
      return outcome;
    },
    dropped: async () => {
      const known = (await memory.load("script")).script;
      return known.version === version ? known.dropped : new Map();
    },
    applied: async ({ state, dropped }) => {
      if (state === undefined && dropped === undefined) return;
      await memory.change(["script"], ({ script: before }) => ({
        script: {
          ...before,
          ...(state === undefined ? {} : { state }),
          ...(dropped === undefined ? {} : { version, dropped }),
        },
      }));
    },
  };
}

/** The script of a job within one run of that: what it has said, and what is told of it. */
export class ScriptTurn {
  /** For the report; null while it has not run. */
  ran: ScriptRan | null = null;
  private said: ScriptSaid | null = null;
  private dropped: ReadonlyMap<string, string> | undefined;

  /** @param notices what went wrong is told there */
  constructor(
    private readonly script: OwnScript | null,
    private readonly notices: string[],
    private readonly t: Translate,
  ) {}

  /** What the script says of items; null when it says nothing that counts, which is told then. */
  async ask(items: readonly ScriptItem[]): Promise<ScriptSaid | "cancelled" | null> {
    const outcome = await this.script?.run(items);
    if (outcome === undefined || outcome.kind === "cancelled") return "cancelled";
    const { log } = outcome;
    if (outcome.kind === "failed") {
      const { why } = outcome;
      this.ran = { ok: false, why, log, summary: "" };
      this.notices.push(this.t("The script of this job has failed, so nothing it said counts. {why}", { why }));
      return null;
    }
    this.said = outcome.said;
    this.ran = { ok: true, why: "", log, summary: outcome.said.summary };
    this.notices.push(...outcome.said.problems);
    return outcome.said;
  }

  /**
   * The keys of what it leaves out of items that were found. It is asked about those alone that are not known and that this version of it
   * has not left out before.
   *
   * @returns null and "cancelled" as `ask` does
   */
  async judge<T>(
    found: readonly T[],
    keyOf: (one: T) => string,
    itemOf: (one: T) => ScriptItem,
    isKnown: (key: string) => boolean,
    now: Date,
  ): Promise<ReadonlySet<string> | "cancelled" | null> {
    const before = (await this.script?.dropped()) ?? new Map<string, string>();
    const fresh = found.filter((one) => !isKnown(keyOf(one)) && !before.has(keyOf(one)));
    const judged = fresh.length === 0 ? null : await this.ask(fresh.map(itemOf));
    if (fresh.length > 0 && (judged === null || judged === "cancelled")) return judged;
    const dropped = new Set(found.map(keyOf).filter((key) => before.has(key)));
    if (judged !== null && judged !== "cancelled")
      for (const key of fresh.map(keyOf)) if (judged.dropped.has(key)) dropped.add(key);
    if (dropped.size > 0) this.dropped = droppedAfter(before, dropped, now);
    return dropped;
  }

  /** What it has said was applied: what it wants to find again is kept, and what it leaves out. */
  async applied(): Promise<void> {
    await this.script?.applied({ state: this.said?.state, dropped: this.dropped });
  }
}

export function articleItem({ article }: KeywordArticle): ScriptItem {
  const { key, title, url, source, published, summary = "" } = article;
  return { type: "article", key, title, url, published, source, summary, matches: [] };
}

export function rowItem({ key, url, values, names }: JobRow, fields: readonly string[]): ScriptItem {
  const own = Object.fromEntries(fields.map((field, index) => [field, values[index] ?? ""]));
  return { type: "row", key, url, fields: own, names };
}

/** The pages that could be read. */
export function pageItems(read: readonly PageReading[]): readonly ScriptItem[] {
  return read.flatMap(({ report: { source }, outcome }) =>
    outcome === null ? [] : [{ type: "page", url: source.url, text: outcome.text ?? "", html: outcome.html ?? "" }],
  );
}
