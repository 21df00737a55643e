import type { MailConfig } from "../core/config/types";
import { OTHER_JOBS } from "../core/model/model";
import type { ScanOptions } from "../core/fetching/scanOptions";
import {
  type XsoarAccess,
  configuredConnection,
  describeBaseUrlProblem,
  normaliseBaseUrl,
} from "../core/xsoar/connection";
import { plainText } from "../core/text/translate";
import { describeXsoarFailure } from "../core/xsoar/describeFailure";
import type { AliasesCommand, ScanCommand } from "./commands";
import { complainAbout, complainAboutKey, problemLine } from "./complain";
import { mailScan } from "./runMail";
import { type OtherResults, hasFailures, lacksFile, otherJson, otherText, runOtherJobs } from "./runOtherJobs";
import {
  type NotesResult,
  type ScanResult,
  aliasText,
  couldNotWrite,
  notesJson,
  notesLines,
  scanJson,
  scanText,
} from "./scanReport";
import { type CliWorld, TIMEOUT_MS } from "./world";

const CONCURRENCY = 50;
const PER_HOST = 2;

const NO_OTHERS: OtherResults = { reports: [], errors: [], refused: false, lacksFile: false, wantsXsoar: false };
const NO_NOTES: NotesResult = { records: null, created: null, pending: [], errors: [] };

/** `scan`: exit code 0, 1 when sources failed, or a result file or XSOAR could not be written to, 2 when it could not run. */
export async function runScan(command: ScanCommand, world: CliWorld): Promise<number> {
  const options: ScanOptions = {
    signal: world.signal,
    concurrency: CONCURRENCY,
    perHost: PER_HOST,
    timeoutMs: TIMEOUT_MS,
    crawlDelayMs: command.crawlDelay * 1000,
    askAll: command.askAll,
    onProgress: () => {},
  };
  const configured = await world.session.jobs.configured();
  const wanted = command.jobs.length > 0 ? command.jobs : [...configured];
  const others = OTHER_JOBS.filter((job) => wanted.includes(job));
  const isArticlesWanted =
    command.jobs.length > 0
      ? command.jobs.includes("articles")
      : configured.length === 0 || (await world.session.readConfig()).kind !== "none";
  const runOthers = () => runOtherJobs(others, options, world);
  const code = isArticlesWanted
    ? await runArticles(command, options, world, runOthers)
    : await printOthers(command, await runOthers(), world);
  if (!world.signal.aborted) return code;
  world.complain("Cancelled.");
  return 2;
}

/** Without the articles job: what the others did. */
async function printOthers(command: ScanCommand, others: OtherResults, world: CliWorld): Promise<number> {
  const { reports, errors, refused, wantsXsoar } = others;
  const prepared = wantsXsoar && !world.signal.aborted ? await prepare(world, true) : null;
  const written = prepared === null ? NO_NOTES : await useXsoar(command, world, prepared.access);
  const all = { ...written, errors: [...errors, ...written.errors] };
  if (command.json) {
    world.print(JSON.stringify({ jobs: reports.map(otherJson), ...(prepared === null ? { errors } : notesJson(all)) }));
  } else {
    const lines = prepared === null ? errors : notesLines(all);
    for (const text of [...reports.map(otherText), ...lines]) world.print(text);
  }
  if (refused || (wantsXsoar && prepared === null)) return 2;
  return reports.some(hasFailures) || others.lacksFile || couldNotWrite(written) ? 1 : 0;
}

async function runArticles(
  command: ScanCommand,
  options: ScanOptions,
  world: CliWorld,
  runOthers: () => Promise<OtherResults>,
): Promise<number> {
  const prepared = await prepare(world, false);
  if (prepared === null) {
    // What is wrong with one job keeps no other from running; notes wait, since it may be the key.
    await printOthers(command, { ...(await runOthers()), wantsXsoar: false }, world);
    return 2;
  }
  for (const warning of prepared.warnings) world.complain(warning);
  const outcome = await world.session.scan(options);
  if (outcome.kind === "busy") {
    world.complain("Another scan of this folder is running. Try again when it has ended.");
    return 2;
  }
  if (outcome.kind === "config") return complainAbout(outcome.state, world);
  const { report } = outcome;
  const others = report.cancelled ? NO_OTHERS : await runOthers();
  // The notes of all jobs in one run.
  const late = others.wantsXsoar ? await prepare(world, true) : prepared;
  const written = report.cancelled
    ? { ...NO_NOTES, errors: ["Cancelled; nothing was changed."] }
    : late?.wantsXsoar === true
      ? await useXsoar(command, world, late.access)
      : NO_NOTES;
  const result: ScanResult = report.cancelled
    ? { report, ...written }
    : await withMail({ report, ...written }, prepared, options, world);
  const { reports } = others;
  const whole = { ...result, errors: [...result.errors, ...others.errors] };
  if (command.json) {
    world.print(
      JSON.stringify({ ...scanJson(whole), ...(reports.length > 0 ? { jobs: reports.map(otherJson) } : {}) }),
    );
  } else {
    world.print([scanText(whole), ...reports.map(otherText)].join("\n\n"));
  }
  if (others.refused || late === null) return 2;
  const isUnread = hasFailures(report) || reports.some(hasFailures);
  const isUnwritten = lacksFile(report, prepared.createsFile) || others.lacksFile || couldNotWrite(written);
  return isUnread || isUnwritten ? 1 : 0;
}

async function withMail(
  result: ScanResult,
  { mail }: Prepared,
  options: ScanOptions,
  world: CliWorld,
): Promise<ScanResult> {
  return { ...result, errors: [...result.errors, ...(await mailScan(mail, result.report, world, options))] };
}

/** Writes what waits, and with `--create all` the records that are missing. */
async function useXsoar(command: ScanCommand, world: CliWorld, access: XsoarAccess | null): Promise<NotesResult> {
  if (access === null) {
    return {
      records: null,
      created: null,
      pending: await world.session.pending(),
      errors: ["XSOAR: no key is set, so no record was read or written."],
    };
  }
  const records = await world.session.recordMatches(access, world.signal);
  const missing = records.outcomes.flatMap((found) => (found.kind === "missing" && found.owner ? [found.name] : []));
  const created =
    command.create === "all" && missing.length > 0
      ? await world.session.createRecords(access, missing, world.signal)
      : null;
  return { records, created, pending: await world.session.pending(), errors: [] };
}

/** `aliases`: exit code 0, or 2 when XSOAR could not be asked. */
export async function runAliases(command: AliasesCommand, world: CliWorld): Promise<number> {
  const prepared = await prepare(world, true);
  if (prepared === null) return 2;
  if (prepared.access === null) {
    world.complain(
      "Set TI_SCRAPER_XSOAR_API_KEY and TI_SCRAPER_XSOAR_HOST, and CortexXSOARAPIConfig.host in the configuration.",
    );
    return 2;
  }
  const outcome = await world.session.syncAliases(prepared.access, world.signal);
  if (outcome.kind === "config") return complainAbout(outcome.state, world);
  if (outcome.kind === "failed") {
    world.complain(describeXsoarFailure(outcome.failure, plainText));
    return 2;
  }
  world.print(command.json ? JSON.stringify(outcome) : aliasText(outcome));
  return 0;
}

interface Prepared {
  readonly access: XsoarAccess | null;
  /** The configuration sends matches to XSOAR. */
  readonly wantsXsoar: boolean;
  readonly warnings: readonly string[];
  readonly mail: MailConfig;
  /** The job is to write a result file. */
  readonly createsFile: boolean;
}

/**
 * Reads the configuration and makes sure that the key goes to no other server than the one it was given for.
 *
 * @param always the job is of no use without XSOAR, whatever `profile2cortex` says
 */
async function prepare(world: CliWorld, always: boolean): Promise<Prepared | null> {
  const state = await (always ? world.session.noteConfig() : world.session.readConfig());
  if (state.kind !== "ok") {
    complainAbout(state, world);
    return null;
  }
  if (state.plainKey) {
    complainAboutKey(state.file, world);
    return null;
  }
  const { profile2cortex, CortexXSOARAPIConfig } = state.config.profiling;
  const warnings = state.warnings.map((problem) => problemLine(state.file, problem));
  if (state.ignored !== null) warnings.push(`${state.ignored}: warning: not read, since ${state.file} is there.`);
  const key = world.env["TI_SCRAPER_XSOAR_API_KEY"]?.trim() ?? "";
  const wantsXsoar = always || profile2cortex;
  const { mailconfig: mail, resultfile } = state.config;
  const createsFile = resultfile.createFile;
  if (!wantsXsoar || key === "" || CortexXSOARAPIConfig.host === "")
    return { access: null, wantsXsoar, warnings, mail, createsFile };
  const configured = configuredConnection(CortexXSOARAPIConfig, key);
  if (!configured.ok) {
    world.complain(describeBaseUrlProblem(configured.why, plainText));
    return null;
  }
  const allowed = normaliseBaseUrl(world.env["TI_SCRAPER_XSOAR_HOST"] ?? "");
  if (!allowed.ok || allowed.origin !== configured.origin) {
    world.complain(
      `The key is not sent: the configuration names ${configured.origin}, ` +
        `TI_SCRAPER_XSOAR_HOST ${allowed.ok ? `names ${allowed.origin}` : "names no server"}.`,
    );
    return null;
  }
  return { access: configured.connection, wantsXsoar, warnings, mail, createsFile };
}
