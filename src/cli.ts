#!/usr/bin/env node
import { lstat, realpath, rm, stat } from "node:fs/promises";
import path from "node:path";
import { parseCommandLine } from "./cli/arguments";
import type { FolderCommand } from "./cli/commands";
import { sentenceOf } from "./cli/complain";
import { HELP } from "./cli/help";
import { matchFiles } from "./cli/matchFiles";
import { parseFileLine } from "./cli/parseFiles";
import { isUserAgent } from "./core/fetching/userAgent";
import { MAX_USER_AGENT_CHARACTERS, MAX_XSOAR_REQUEST_MS, XSOAR_REQUEST_MS } from "./core/limits";
import { printable } from "./core/text/foreignText";
import { runActivity } from "./cli/runActivity";
import { runAliases } from "./cli/runAliases";
import { runScripts } from "./cli/runScripts";
import { runScan } from "./cli/runScan";
import { runClean } from "./cli/runClean";
import { runExport } from "./cli/runExport";
import { runJobs } from "./cli/runJobs";
import { runForget } from "./cli/runForget";
import { runMail } from "./cli/runMail";
import { runNames } from "./cli/runNames";
import { runPreview } from "./cli/runPreview";
import { runRecords } from "./cli/runRecords";
import { runReview } from "./cli/runReview";
import { runSources } from "./cli/runSources";
import { tellFileStories } from "./cli/tellFileStories";
import type { CliWorld } from "./cli/world";
import { insideFolder } from "./node/insideFolder";
import { proxyAgentFor } from "./node/proxy";
import { describeNamesNews } from "./core/memory/namesFileText";
import type { StateHome } from "./node/stateHome";
import { badStateFolderOf } from "./core/memory/stateFolder";
import { describeLaterState, laterStateOf } from "./core/memory/laterState";
import { plainText } from "./core/text/translate";

declare const __VERSION__: string;

/** Could not run: wrong usage, invalid configuration, a folder in use, a key that must not be sent. */
const COULD_NOT_RUN = 2;

const print = (text: string): void => void process.stdout.write(`${printable(text)}\n`);
const complain = (text: string): void => void process.stderr.write(`${printable(text)}\n`);

async function main(): Promise<number> {
  const command = parseCommandLine(process.argv.slice(2));
  switch (command.kind) {
    case "help":
      print(HELP.trimEnd());
      return 0;
    case "version":
      print(__VERSION__);
      return 0;
    case "usage":
      complain(`${command.message}\nSee ti-scraper --help.`);
      return COULD_NOT_RUN;
    case "parse":
      for (const file of command.files) print(await parseFileLine(file));
      return 0;
    case "match":
      return matchFiles(command.names, command.input, { print, complain });
    case "stories":
      return tellFileStories(command.input, { print, complain });
    case "scan":
      return withWorld(command, (world) => runScan(command, world));
    case "aliases":
      return withWorld(command, (world) => runAliases(command, world));
    case "export":
      return withWorld(command, (world) => runExport(command, world));
    case "clean":
      return withWorld(command, (world) => runClean(command, world));
    case "forget":
      return withWorld(command, (world) => runForget(command, world));
    case "mail":
      return withWorld(command, (world) => runMail(command, world));
    case "activity":
      return withWorld(command, (world) => runActivity(command, world));
    case "preview":
      return withWorld(command, (world) => runPreview(command, world));
    case "names":
      return withWorld(command, (world) => runNames(command, world));
    case "review":
      return withWorld(command, (world) => runReview(command, world));
    case "records":
      return withWorld(command, (world) => runRecords(command, world));
    case "jobs":
      return withWorld(command, (world) => runJobs(command, world));
    case "scripts":
      return withWorld(command, (world) => runScripts(command, world));
    case "sources":
      return withWorld(command, (world) => runSources(command, world));
  }
}

/** Builds what a job needs of the world, and takes it down again whatever happens. */
async function withWorld(command: FolderCommand, run: (world: CliWorld) => Promise<number>): Promise<number> {
  const { kind, folder, configFolder } = command;
  const root = await realpath(path.resolve(folder)).catch(() => null);
  if (root === null || !(await stat(root)).isDirectory()) {
    complain(`There is no folder ${folder}.`);
    return COULD_NOT_RUN;
  }
  const cancel = new AbortController();
  process.once("SIGINT", () => cancel.abort());
  process.once("SIGTERM", () => cancel.abort());
  // Loaded here: `parse` has no use for the pipeline.
  const pipeline = await import("./scan");
  const { createHttp, createParser, openSession, openStateHome, parseSocksAddress, withTor } = pipeline;
  const stateFolder = pipeline.stateFolderIn(process.env);
  if (stateFolder !== null) pipeline.prepareStateFolder(stateFolder, pipeline.STATE_FOLDER, [root]);
  const userAgent = process.env["TI_SCRAPER_USER_AGENT"]?.trim() || `ti-scraper/${__VERSION__}`;
  if (!isUserAgent(userAgent)) {
    complain(
      `TI_SCRAPER_USER_AGENT is to be one line of printable ASCII, ${MAX_USER_AGENT_CHARACTERS} characters at most.`,
    );
    return COULD_NOT_RUN;
  }
  const workerFile = path.join(__dirname, "worker.js");
  const torProxy = process.env["TI_SCRAPER_TOR_PROXY"] ?? "";
  const socks = parseSocksAddress(torProxy);
  if (socks === null && torProxy.trim() !== "") {
    complain(`TI_SCRAPER_TOR_PROXY is to be a host and a port, such as 127.0.0.1:9050, not ${torProxy}.`);
    return COULD_NOT_RUN;
  }
  const seconds = xsoarTimeout(process.env);
  if (seconds === null) {
    complain(`TI_SCRAPER_XSOAR_TIMEOUT is to be a number of seconds from 1 to ${MAX_XSOAR_REQUEST_MS / 1000}.`);
    return COULD_NOT_RUN;
  }
  const privateHosts = (process.env["TI_SCRAPER_PRIVATE_HOSTS"] ?? "").split(/[\s,]+/).filter((host) => host !== "");
  const direct = createHttp({
    userAgent,
    privateHosts: () => privateHosts,
    ...(namesProxy(process.env) ? { agentFor: proxyAgentFor(process.env, {}) } : {}),
  });
  const http = withTor(direct, { userAgent, verifyTls: true, workerFile, socks });
  const stateHome = openStateHome(ignore);
  if (stateFolder !== null) await tellOfOtherPlace(stateHome, openStateHome(ignore, null), root);
  const parser = createParser(workerFile, kind === "scan");
  try {
    const xsoarTimeoutMs = (): number => seconds * 1000;
    const told: string[] = [];
    const isObject = command.kind === "scan" && command.json;
    const session = openSession({
      root,
      configFolder,
      http,
      parser,
      log: quietLog,
      t: plainText,
      xsoarTimeoutMs,
      by: "commandLine",
      isDryRun: kind === "scan" && command.dryRun === true,
      tellNamesFile: (news) => {
        const sentence = describeNamesNews(news, plainText);
        if (isObject) told.push(sentence);
        else complain(sentence);
      },
    });
    const later = await session.laterState();
    // What is forgotten need not be understood.
    if (later !== null && kind !== "forget") {
      complain(describeLaterState(later, plainText));
      return COULD_NOT_RUN;
    }
    return await run({
      session,
      print,
      complain,
      told,
      signal: cancel.signal,
      env: process.env,
      root,
      stateHome,
      deleteFile: (file) => deleteFile(root, path.join(root, ...file.split("/"))),
    });
  } finally {
    await parser.dispose();
  }
}

const ignore = (): void => undefined;

/** Says where that is which was remembered of a folder before another place was chosen, as long as nothing is remembered there. */
async function tellOfOtherPlace(chosen: StateHome, before: StateHome, root: string): Promise<void> {
  if ((await chosen.knows(root)) || !(await before.knows(root))) return;
  complain(
    `Nothing is remembered of ${root} in ${chosen.place} yet. What was remembered before, notes that wait included, stays in ${before.place}. ` +
      "To go on with it, move what is in there.",
  );
}

/** How long XSOAR may take to answer, in seconds; null for what is no number from 1 to the most. */
function xsoarTimeout(env: CliWorld["env"]): number | null {
  const text = env["TI_SCRAPER_XSOAR_TIMEOUT"]?.trim() || String(XSOAR_REQUEST_MS / 1000);
  const seconds = /^\d{1,3}(\.\d{1,3})?$/.test(text) ? Number(text) : 0;
  return seconds >= 1 && seconds * 1000 <= MAX_XSOAR_REQUEST_MS ? seconds : null;
}

/** Few do; the others need not read what speaks with proxies. */
function namesProxy(env: CliWorld["env"]): boolean {
  return Object.entries(env).some(([name, value]) => /^(?:https?|all)_proxy$/i.test(name) && value !== "");
}

/** Looks again before it deletes: what was a file may have become a link. */
async function deleteFile(root: string, file: string): Promise<string | null> {
  try {
    return await insideFolder(root).withFolder(path.dirname(file), async (folder) => {
      const target = path.join(folder, path.basename(file));
      if (!(await lstat(target)).isFile()) return "no regular file";
      await rm(target);
      return null;
    });
  } catch (error) {
    return sentenceOf(error);
  }
}

/** The command line says everything in its report. */
const quietLog = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** What the file system refuses is no bug of ours, nor is what a later version has written. */
function isExpected(error: unknown): error is Error {
  return (
    error instanceof Error &&
    (error.name === "PathOutsideError" ||
      "syscall" in error ||
      laterStateOf(error) !== null ||
      badStateFolderOf(error) !== null)
  );
}

// `… | head` closes the pipe: nobody is there to tell.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    complain(
      isExpected(error) ? sentenceOf(error) : error instanceof Error ? (error.stack ?? error.message) : String(error),
    );
    process.exitCode = COULD_NOT_RUN;
  },
);
