import { writeFile } from "node:fs/promises";
import type { ScanOptions } from "../core/fetching/scanOptions";
import type { DeliverReport, Lent } from "../core/jobs/deliver";
import type { JobResult, ProposalsReport } from "../core/jobs/jobReports";
import type { OwnJobStatus } from "../core/jobs/jobs";
import type { ReadReport, RunOutcome } from "../core/jobs/run";
import { REQUESTS_AT_ONCE, REQUESTS_PER_HOST, REQUEST_MS } from "../core/limits";
import { isShipped } from "../core/config/configFiles";
import { type JobId, OTHER_JOBS } from "../core/model/model";
import type { ScanCommand } from "./commands";
import { describeRefusal } from "../core/jobs/scriptConsent";
import { plainText } from "../core/text/translate";
import { codeUnlessCancelled, complainAbout, complainAboutKey, complainAboutNames, problemLine } from "./complain";
import { otherJson, otherText, proposalsJson, proposalsText, waitingJson, waitingText } from "./jobReport";
import { type Prepared, prepare } from "./prepare";
import { accessFor, isMailLeft, mailProblems, refusalKey } from "./runMail";
import { busySentence } from "./runScripts";
import { type NotesResult, couldNotWrite, notesJson, notesLines, scanJson, scanText } from "./scanReport";
import { sentLines } from "./sentLines";
import type { CliWorld } from "./world";

const NO_NOTES: NotesResult = { records: null, created: null, pending: [], errors: [] };

/** What a headless scan came to. */
interface Scanned {
  readonly read: ReadReport;
  readonly notes: NotesResult;
  /** Notes were to be written; without them the command says less. */
  readonly wantsNotes: boolean;
  /** A job that could not run at all, or a key that must not be used. */
  readonly refused: boolean;
  /** A mail about the run could not be sent. */
  readonly isMailLeft: boolean;
  /** What went wrong beside sources and notes, in sentences. */
  readonly errors: readonly string[];
  /** Jobs of the user's own that are not due. */
  readonly waiting: readonly OwnJobStatus[];
}

/**
 * `scan`: exit code 0, 1 when sources failed, a result file or XSOAR could not be written to or a mail could not be sent, 2 when it could not
 * run.
 */
export async function runScan(command: ScanCommand, world: CliWorld): Promise<number> {
  return codeUnlessCancelled(await scan(command, world), world);
}

async function scan(command: ScanCommand, world: CliWorld): Promise<number> {
  const { jobs } = command;
  const own = await world.session.jobs.own();
  const isAll = jobs.length === 0;
  const waiting = isAll ? own.filter(({ isDue }) => !isDue) : [];
  const others: readonly JobId[] = isAll
    ? [...(await world.session.jobs.configured()), ...own.flatMap(({ id, isDue }) => (isDue ? [id] : []))]
    : [...OTHER_JOBS.filter((job) => jobs.includes(job)), ...jobs.filter((job) => !isShipped(job))];
  const isArticlesWanted = isAll
    ? others.length + own.length === 0 || (await world.session.readConfig()).kind !== "none"
    : jobs.includes("articles");
  const prepared = isArticlesWanted ? await prepare(world, false) : null;
  for (const warning of prepared?.warnings ?? []) world.complain(warning);
  // What is wrong with one job keeps no other from running; notes wait then, since it may be the key.
  const isBroken = isArticlesWanted && prepared === null;
  const which: readonly JobId[] = prepared === null ? others : ["articles", ...others];
  const recorded: string[] = [];
  const options: ScanOptions = {
    signal: world.signal,
    concurrency: REQUESTS_AT_ONCE,
    perHost: REQUESTS_PER_HOST,
    timeoutMs: REQUEST_MS,
    crawlDelayMs: command.crawlDelay * 1000,
    askAll: command.askAll,
    onProgress: () => {},
    isDryRun: command.dryRun === true,
    ...(command.record === undefined ? {} : { onScriptInput: (line: string) => void recorded.push(`${line}\n`) }),
  };
  const hasNamesTrouble = await complainAboutNames(world);
  const lender = createLender(world, isBroken);
  const outcome = await world.session.run(which, options, lender.lent);
  if (outcome.kind === "busy") {
    const [job = ""] = command.isByName === true ? command.jobs : [];
    world.complain(
      job === "" ? "Another scan of this folder is running. Try again when it has ended." : busySentence(job),
    );
    return 2;
  }
  if (command.record !== undefined) await writeFile(command.record, recorded.join(""));
  const scanned = { ...(await deliver(command, outcome, prepared, lender, world)), waiting };
  print(command, scanned, await world.session.articles.stories(), world);
  if (scanned.refused || isBroken) return 2;
  const done = scanned.read.results.flatMap((result) => (result.kind === "done" ? [result] : []));
  const hasFailed =
    done.some(hasFailures) ||
    scanned.read.results.some((result) => "report" in result && hasFailedScript(result.report)) ||
    done.some(lacksFile) ||
    couldNotWrite(scanned.notes);
  return hasFailed || hasNamesTrouble || scanned.isMailLeft ? 1 : 0;
}

/** Sends out what was found, and says what is wrong with the configurations of the jobs. */
async function deliver(
  command: ScanCommand,
  { read, deliver: sendOut }: Extract<RunOutcome, { kind: "done" }>,
  prepared: Prepared | null,
  lender: Lender,
  world: CliWorld,
): Promise<Omit<Scanned, "waiting">> {
  let refused = false;
  for (const result of read.results) {
    if (result.job === "articles") {
      if (result.kind === "config") {
        complainAbout(result.state, world);
        refused = true;
      }
      continue;
    }
    if (result.kind === "config") {
      refused = true;
      if (result.state.kind === "none") world.complain(missingJob(result.job));
      else complainAbout(result.state, world);
      continue;
    }
    if (result.kind === "passedOver") {
      const sentence = `${result.job}: ${describeRefusal(result.job, result.refusal, plainText)}`;
      world.complain(command.isByName === true ? sentence : `${sentence} The scan has passed it over.`);
      if (command.isByName === true) refused = true;
      continue;
    }
    if (result.kind === "proposed") continue;
    const { state } = result;
    for (const problem of state.warnings) world.complain(problemLine(state.file, problem));
    if (state.ignored !== null) world.complain(`${state.ignored}: warning: not read, since ${state.file} is there.`);
    if (result.job === "keywords" && result.report.notes !== null && state.plainKey) {
      complainAboutKey(state.file, world);
      lender.refuseNotes();
      refused = true;
    }
  }
  const errors = read.results.flatMap((result) =>
    result.kind === "proposed" || (result.kind === "done" && result.job !== "articles") ? result.report.notices : [],
  );
  if (read.cancelled) {
    const notes = { ...NO_NOTES, errors: prepared === null ? [] : ["Cancelled; nothing was changed."] };
    return { read, notes, wantsNotes: false, refused, isMailLeft: false, errors };
  }
  if (command.dryRun === true) return { read, notes: NO_NOTES, wantsNotes: false, refused, isMailLeft: false, errors };
  const delivered = await sendOut({
    signal: world.signal,
    by: "commandLine",
    ...(command.maxNotes === null ? {} : { maxNotes: command.maxNotes }),
    timeoutMs: REQUEST_MS,
    crawlDelayMs: command.crawlDelay * 1000,
    createMissing: command.create === "all",
  });
  const notes = await notesOf(delivered, lender, world);
  return {
    read,
    notes,
    wantsNotes: delivered.notes !== null && !lender.isRefused(),
    refused: refused || lender.isRefused(),
    isMailLeft: isMailLeft(delivered.mails),
    errors: [...errors, ...mailProblems(delivered.mails, lender.mailRefusals)],
  };
}

async function notesOf({ notes }: DeliverReport, lender: Lender, { session }: CliWorld): Promise<NotesResult> {
  if (notes === null || lender.isRefused()) return NO_NOTES;
  const { records, created } = notes;
  const errors = records === null ? ["XSOAR: no key is set, so no record was read or written."] : [];
  return { records, created, pending: await session.notes.pending(), errors };
}

/** What the environment has for a run. */
interface Lender {
  readonly lent: Lent;
  /** Notes are not to be written in this run. */
  refuseNotes(): void;
  /** The key is not to be used, and that was said. */
  isRefused(): boolean;
  /** Why mail could not be sent, by account and receivers (`refusalKey`). */
  readonly mailRefusals: ReadonlyMap<string, string>;
}

function createLender(world: CliWorld, isBroken: boolean): Lender {
  let areNotesRefused = isBroken;
  let isRefused = false;
  const mailRefusals = new Map<string, string>();
  return {
    mailRefusals,
    isRefused: () => areNotesRefused || isRefused,
    refuseNotes: () => {
      areNotesRefused = true;
    },
    lent: {
      xsoar: async () => {
        if (areNotesRefused) return null;
        const prepared = await prepare(world, true);
        isRefused = prepared === null;
        return prepared?.access ?? null;
      },
      mail: async (target) => {
        const found = accessFor(target, world);
        if (!("sentence" in found)) return found;
        mailRefusals.set(refusalKey(target), found.sentence);
        return null;
      },
    },
  };
}

function print(
  command: ScanCommand,
  { read, notes, wantsNotes, errors, waiting }: Scanned,
  stories: ReadonlyMap<string, string>,
  world: CliWorld,
): void {
  const done = read.results.flatMap((result) => (result.kind === "done" ? [result] : []));
  const others = done.flatMap((result) => (result.job === "articles" ? [] : [result.report]));
  const [articles] = done.flatMap((result) => (result.job === "articles" ? [result.report] : []));
  const proposed = read.results.flatMap((result) => (result.kind === "proposed" ? [result.report] : []));
  const jobs = [...others.map((one) => otherJson(one, stories)), ...proposed.map(proposalsJson)];
  const jobTexts = [...others.map(otherText), ...proposed.map(proposalsText), ...waiting.map(waitingText)];
  const last = command.dryRun === true ? ["Dry run: nothing was remembered, written or sent."] : [];
  const all: NotesResult = { ...notes, errors: [...notes.errors, ...errors] };
  const told = {
    ...(world.told.length === 0 ? {} : { notices: world.told }),
    ...(command.dryRun === true ? { dryRun: true } : {}),
  };
  if (articles !== undefined) {
    const whole = { ...all, report: articles, stories };
    if (command.json) {
      const ofJobs = jobs.length > 0 ? { jobs } : {};
      world.print(JSON.stringify({ ...scanJson(whole), ...ofJobs, ...waitingJson(waiting), ...told }));
    } else world.print([scanText(whole), ...jobTexts, ...last].join("\n\n"));
    return;
  }
  if (command.json) {
    world.print(
      JSON.stringify({
        jobs,
        ...(wantsNotes ? notesJson(all) : { errors }),
        ...waitingJson(waiting),
        ...told,
      }),
    );
    return;
  }
  const sent = wantsNotes ? sentLines(all) : [];
  const texts = [...jobTexts, ...(wantsNotes ? notesLines(all) : errors), ...last];
  for (const text of [...sent, ...texts]) world.print(text);
}

function missingJob(job: JobId): string {
  return isShipped(job)
    ? `There is no ${job}_config.json, .yaml or .yml.`
    : `There is no job ${job}: no ${job}_config.json, .yaml or .yml with a key "job" in it. See ti-scraper jobs list.`;
}

type Done = Extract<JobResult, { kind: "done" }>;

function hasFailedScript(report: Done["report"] | ProposalsReport): boolean {
  return "script" in report && !report.script.ok;
}

/** True when some source of a job could not be read. */
function hasFailures({ report }: Done): boolean {
  return report.sources.some(({ outcome }) => outcome === "failed");
}

/** True when the result file of a job could not be written. */
function lacksFile({ report: { resultFile, cancelled }, state }: Done): boolean {
  return state.config.resultfile.createFile && !cancelled && resultFile === null;
}
