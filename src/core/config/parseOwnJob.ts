import type { Job } from "../model/model";
import { mayBeJob } from "./configFiles";
import { type ConfigNode, type Flaw, entryOf } from "./configNode";
import { couldBeJob } from "./couldBeJob";
import { crossCheck } from "./crossChecks";
import { checkOwn, checkRecordsJob, nameOtherBases } from "./ownChecks";
import { OWN_SHAPES, type OwnParts, RECORDS_SHAPE, head } from "./ownShape";
import {
  OWN_BASES,
  type OwnBase,
  type OwnConfig,
  type ProposingConfig,
  type ReadingBasis,
  type ScriptConfig,
} from "./ownTypes";
import { type Finding, type Problem, flawFindings, placeFindings } from "./problems";
import { readNodes } from "./readNodes";
import { type Reading, type Shape, namesOf, placesOf } from "./shape";
import type { ConfigFormat, ConfigOf, ResultFileConfig } from "./types";

/** What a file of the configuration folder is, beside the four. */
export type ParsedOwn =
  /** No job of ours: it is left alone, with a hint where it has the sources that a job would read. */
  | { readonly kind: "foreign"; readonly problems: readonly Problem[] }
  | {
      readonly kind: "job";
      /** With the shipped value for every key the file leaves out; null when a problem is an error. */
      readonly config: OwnConfig | null;
      /** In the order of the text. */
      readonly problems: readonly Problem[];
    };

/**
 * Reads the file of a job of the user's own and says all that is wrong with it, as `parseConfig` does. A file without a `job` is none; so
 * is one that cannot be read at all, unless a key `job` stands in it.
 *
 * @param id the name of the file, which names folder and file of the results where the file says nothing
 */
export function parseOwnJob(id: string, source: string, format: ConfigFormat): ParsedOwn {
  const { root, flaws } = readNodes(source, format);
  const findings = flawFindings(flaws);
  const job = entryOf(root ?? undefined, "job");
  if (isForeign(root, flaws, source)) return { kind: "foreign", problems: placeFindings(couldBeJob(root), source) };
  const broken = findings.filter(({ severity }) => severity === "error");
  if (root === null || broken.length > 0 || job === undefined)
    return { kind: "job", config: null, problems: placeFindings(broken, source) };

  const base = baseIn(job.value);
  if (base === null) {
    const reading: Reading = { findings, values: new Map(), names: [], places: [] };
    head.read(job.value, { path: ["job"], name: "job" }, reading);
    return { kind: "job", config: null, problems: placeFindings(findings, source) };
  }
  if (base === "records") return parseRecordsJob(id, root, findings, source);
  const shape: Shape<ConfigOf[Job] & OwnParts> = OWN_SHAPES[base];
  const reading: Reading = { findings, values: new Map(), names: namesOf(shape), places: placesOf(shape) };
  const read = shape.read(root, { path: [], name: "" }, reading);
  nameOtherBases(base, reading);
  if (read !== undefined) {
    crossCheck(root, reading);
    checkOwn(id, base, read, reading);
  }
  const isBroken = read === undefined || findings.some(({ severity }) => severity === "error");
  const problems = placeFindings(findings, source);
  return { kind: "job", config: isBroken ? null : configOf(id, base, read, reading), problems };
}

/** A job that reads no sources: its script looks at records. */
function parseRecordsJob(id: string, root: ConfigNode, findings: Finding[], source: string): ParsedOwn {
  const reading: Reading = {
    findings,
    values: new Map(),
    names: namesOf(RECORDS_SHAPE),
    places: placesOf(RECORDS_SHAPE),
  };
  const read = RECORDS_SHAPE.read(root, { path: [], name: "" }, reading);
  nameOtherBases("records", reading);
  if (read !== undefined) checkRecordsJob(id, read, reading);
  const isBroken = findings.some(({ severity }) => severity === "error");
  const config: ProposingConfig | null =
    isBroken || read === undefined || read.job === null || read.script === null
      ? null
      : { base: "records", head: read.job, select: read.select, script: read.script };
  return { kind: "job", config, problems: placeFindings(findings, source) };
}

/** Whether a file is a job of the user's own, also while somebody is still typing it. */
export function isOwnJob(source: string, format: ConfigFormat): boolean {
  if (!mayBeJob(source)) return false;
  const { root, flaws } = readNodes(source, format);
  return !isForeign(root, flaws, source);
}

function isForeign(root: ConfigNode | null, flaws: readonly Flaw[], source: string): boolean {
  return entryOf(root ?? undefined, "job") === undefined && !(flaws.length > 0 && mayBeJob(source));
}

function baseIn(job: ConfigNode): OwnBase | null {
  const value = entryOf(job, "base")?.value;
  return value?.kind === "text" ? (OWN_BASES.find((one) => one === value.value) ?? null) : null;
}

/** With what the steps switch on or off, and places of its own for what it writes. */
function configOf(id: string, base: Job, read: ConfigOf[Job] & OwnParts, reading: Reading): OwnConfig | null {
  const { job, extract, format, steps, script, ...rest } = read;
  if (job === null) return null;
  const makesRows = !makesArticles(base) && (extract !== null || (script !== null && findsItems(script)));
  const isCsv =
    format === null ? makesRows && script?.at !== "format" && script?.speaks !== "text" : format.columns.length > 0;
  const resultfile = ownResultFile(id, rest.resultfile, isCsv, reading);
  const mailconfig = { ...rest.mailconfig, sendMail: steps.mail ?? rest.mailconfig.sendMail };
  const isDelta = steps.delta ?? ("getDeltaRecords" in rest ? rest.getDeltaRecords : true);
  const named = ["websiteconfig.rss_feeds", "websiteconfig.webpages"].some((name) => reading.values.has(name));
  const websiteconfig = { ...rest.websiteconfig, sourcesOfArticles: !named };
  const profiling =
    "profiling" in rest
      ? {
          profileRecords: steps.profiles ?? rest.profileRecords,
          profiling: { ...rest.profiling, profile2cortex: steps.notes ?? rest.profiling.profile2cortex },
        }
      : {};
  const keywords = base === "articles" ? { keywords: [] } : {};
  const config = {
    ...rest,
    ...profiling,
    ...("getDeltaRecords" in rest ? { getDeltaRecords: isDelta } : {}),
    resultfile,
    mailconfig,
    websiteconfig: { ...websiteconfig, ...keywords },
  };
  return { ...({ base, config } as unknown as ReadingBasis), head: job, extract, format, script, isDelta };
}

/** Whether a script gives the items, in place of what the product would find. */
export function findsItems({ at }: Pick<ScriptConfig, "at">): boolean {
  return at === "extract" || at === "alone";
}

/** Whether a base makes articles; the others make rows, or propose changes of records. */
export function makesArticles(base: OwnBase): boolean {
  return base === "articles" || base === "keywords";
}

/** What one job has written must not look like news of another, so that each has a folder of its own unless its file names one. */
function ownResultFile<R extends ResultFileConfig>(id: string, written: R, isCsv: boolean, { values }: Reading): R {
  return {
    ...written,
    ...(values.has("resultfile.folder") ? {} : { folder: id }),
    ...(values.has("resultfile.filename") ? {} : { filename: `${id}.${isCsv ? "csv" : "txt"}` }),
  };
}
