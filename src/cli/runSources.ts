import path from "node:path";
import type { NewSource } from "../core/config/addSources";
import type { SourceEdit } from "../core/config/editSources";
import { MAX_OPML_BYTES, REQUEST_MS } from "../core/limits";
import { type FoundSource, describeMoreFeeds } from "../core/sources/discoverFeeds";
import { OPML_TOO_LARGE } from "../core/opml/parseOpml";
import { readFileUpTo } from "../node/readUpTo";
import { describeOpmlFailure, describeOpmlLosses } from "../core/opml/describeOpml";
import { countForOpml, feedsForOpml, sourcesOfOpml } from "../core/sources/sourcesOfOpml";
import { writeOpml } from "../core/opml/writeOpml";
import type { TestOutcome } from "../core/sources/readNow";
import { canonicalUrl } from "../core/urls/canonicalUrl";
import { describeCuts } from "../core/fetching/describeCuts";
import { lastRead } from "../core/memory/sourceHealth";
import { describeSourceFailure, describeSourceSkip } from "../core/fetching/describeSourceFailure";
import { shownUrl } from "../core/urls/shownUrl";
import type { SourceStatus } from "../core/sources/sourceStatus";
import { timeTaken } from "../core/text/timeTaken";
import { plainText } from "../core/text/translate";
import type { SourcesAction, SourcesCommand } from "./commands";
import { complainAbout, reasonOf } from "./complain";
import { counted } from "./counted";
import type { CliWorld } from "./world";

/** `sources`: exit code 0, 1 when nothing could be added or the source failed, 2 when it could not run. */
export async function runSources({ action, json }: SourcesCommand, world: CliWorld): Promise<number> {
  switch (action.do) {
    case "list":
      return list(json, world);
    case "export":
      return exportOpml(world);
    case "test":
      return test(action, json, world);
    case "enable":
    case "disable":
    case "update":
    case "select":
      return change(action, world);
    case "import":
      return importOpml(action.file, world);
    case "add":
      return add(action.address, action.page, world);
  }
}

async function list(json: boolean, world: CliWorld): Promise<number> {
  const listed = await world.session.sources.list();
  if (listed.kind === "config") return complainAbout(listed.state, world);
  if (listed.sources.length === 0) world.complain("No source is configured.");
  if (json) world.print(JSON.stringify(listed.sources.map(statusJson)));
  else for (const source of listed.sources) for (const line of statusLines(source)) world.print(line);
  return 0;
}

function statusJson({
  health,
  skip,
  include: _include,
  exclude: _exclude,
  ...rest
}: SourceStatus): Record<string, unknown> {
  const { lastError, moved: _moved, failedFirst: _first, runs = [], ...known } = health ?? { lastError: null };
  return {
    ...rest,
    ...known,
    lastError: lastError === null ? null : { at: lastError.at, ...failureJson(lastError.failure) },
    waiting: skip,
    runs: runs.map(({ failure, ...run }) => ({
      ...run,
      ...(failure === undefined ? {} : { error: failureJson(failure) }),
    })),
  };
}

type Failure = Parameters<typeof describeSourceFailure>[0];

function failureJson(failure: Failure): { readonly code: string; readonly message: string } {
  return { code: failure.code, message: describeSourceFailure(failure, plainText) };
}

function statusLines(source: SourceStatus): string[] {
  const { state, url, name, title, health, latencyMs, skip, movedTo, found, failingSince } = source;
  const shown = name || title;
  const known =
    health === null
      ? []
      : [
          health.lastSuccess === null ? "never answered" : `last answer ${health.lastSuccess}`,
          ...(latencyMs === null ? [] : [`${latencyMs} ms`]),
          ...(found === null
            ? [counted(health.articles, "article")]
            : [
                `${counted(found.articles, "article")} and ${counted(found.matches, "match", "matches")} in ${found.days} days`,
              ]),
          ...(health.failures > 0
            ? [`${counted(health.failures, "failure")} in a row since ${failingSince ?? ""}`]
            : []),
          ...(health.emptyRuns > 0 ? [`${health.emptyRuns} times without an article`] : []),
        ];
  const lines = [
    `${state.padEnd(8)}${shown === "" ? "" : `${shown}  `}${url}${known.length === 0 ? "" : `  ${known.join(", ")}`}`,
  ];
  if (health !== null && health.failures > 0 && health.lastError !== null) {
    lines.push(`        ${describeSourceFailure(health.lastError.failure, plainText)}`);
  }
  if (health !== null) {
    for (const cut of describeCuts(lastRead(health)?.cuts ?? {}, plainText)) lines.push(`        ${cut}`);
  }
  if (skip !== null) lines.push(`        ${describeSourceSkip(skip, plainText)}`);
  if (movedTo !== null)
    lines.push(`        It has moved for good to ${movedTo}: “sources update” writes that into the configuration.`);
  return lines;
}

async function test(
  { url, select }: Extract<SourcesAction, { do: "test" }>,
  json: boolean,
  world: CliWorld,
): Promise<number> {
  const options = { timeoutMs: REQUEST_MS, signal: world.signal, ...(select === null ? {} : { select }) };
  const outcome = await world.session.sources.test(url, options);
  if (outcome.kind === "config") return complainAbout(outcome.state, world);
  const { report } = outcome;
  if (report.outcome === "cancelled") {
    world.complain("Cancelled.");
    return 2;
  }
  if (json) world.print(JSON.stringify(testJson(outcome)));
  else if (report.failure !== undefined) world.complain(`${url}: ${describeSourceFailure(report.failure, plainText)}`);
  else {
    const found = outcome.isPlain
      ? `${counted(outcome.listed, "entry", "entries")}, ${counted(outcome.articles.length, "article")}, in`
      : "Read in";
    world.print(`${found} ${timeTaken(report.durationMs, plainText)}.`);
    for (const sentence of describeCuts(report.cuts ?? {}, plainText)) world.print(sentence);
    for (const article of outcome.articles) world.print(`  ${article.title}\n    ${article.url}`);
    for (const { job, items } of outcome.taken) {
      world.print(`Taken by the job ${job}: ${counted(items.length, "item")}.`);
      for (const { text, url } of items) world.print(`  ${text}${url === "" ? "" : `\n    ${url}`}`);
    }
  }
  return report.outcome === "failed" ? 1 : 0;
}

function testJson({ report, articles, listed, taken }: TestOutcome): Record<string, unknown> {
  const { source, outcome, durationMs, failure, cuts } = report;
  return {
    url: source.url,
    kind: source.kind,
    outcome,
    durationMs,
    listed,
    ...(cuts === undefined ? {} : { cuts }),
    articles: articles.map(({ title, url, published }) => ({ title, url, published })),
    ...(taken.length === 0 ? {} : { jobs: taken.map(({ job, items }) => ({ job, items })) }),
    ...(failure === undefined ? {} : { error: failureJson(failure) }),
  };
}

type Change = Extract<SourcesAction, { do: "enable" | "disable" | "update" | "select" }>;

/** Changes the line of one source in the configuration. */
async function change(action: Change, world: CliWorld): Promise<number> {
  const listed = await world.session.sources.list();
  if (listed.kind === "config") return complainAbout(listed.state, world);
  const wanted = canonicalUrl(action.url);
  const source =
    listed.sources.find(({ url }) => url === shownUrl(action.url.trim())) ??
    listed.sources.find(({ url }) => canonicalUrl(url) === wanted);
  if (source === undefined) {
    world.complain(`${action.url} is none of the configured sources.`);
    return 1;
  }
  const { url } = source;
  const edit = editOf(action, source);
  if (typeof edit === "string") {
    world.print(`${url} ${edit}`);
    return action.do === "enable" || action.do === "disable" ? 0 : 1;
  }
  if (edit.kind === "select" && !(await world.session.sources.isSelector(edit.select, world.signal))) {
    world.complain(describeSourceFailure({ code: "selectorInvalid", selector: edit.select }, plainText));
    return 1;
  }
  const outcome = await world.session.sources.change(edit, source.homes);
  if (outcome.kind === "config") return complainAbout(outcome.state, world);
  if (outcome.kind === "no") {
    world.complain(`${outcome.file} could not be changed for sure. Change it by hand.`);
    return 1;
  }
  if (edit.kind === "move") await world.session.sources.moved(url, edit.to);
  world.print(`${outcome.file}: ${url} ${edit.kind === "move" ? `is now ${edit.to}` : "was changed"}.`);
  return 0;
}

/** The change, or why there is none, as the end of a sentence. */
function editOf(action: Change, { kind, url, state, movedTo }: SourceStatus): SourceEdit | string {
  switch (action.do) {
    case "enable":
      return state === "off" ? { kind: "enable", url, enabled: true } : "is switched on already.";
    case "disable":
      return state === "off" ? "is switched off already." : { kind: "enable", url, enabled: false };
    case "update":
      return movedTo === null ? "has not moved, as far as scans have shown." : { kind: "move", url, to: movedTo };
    case "select":
      return kind === "feed" ? "is a feed: selectors are for pages." : { kind: "select", url, select: action.select };
  }
}

async function exportOpml(world: CliWorld): Promise<number> {
  const listed = await world.session.sources.list();
  if (listed.kind === "config") return complainAbout(listed.state, world);
  const { pages } = countForOpml(listed.sources);
  world.print(writeOpml("TI Scraper", feedsForOpml(listed.sources)).trimEnd());
  if (pages > 0) world.complain(`${pages === 1 ? "1 page is" : `${pages} pages are`} left out: OPML holds feeds.`);
  return 0;
}

async function importOpml(file: string, world: CliWorld): Promise<number> {
  let bytes: Uint8Array | null;
  try {
    bytes = await readFileUpTo(path.resolve(file), MAX_OPML_BYTES);
  } catch (error) {
    world.complain(`${file}: ${reasonOf(error)}`);
    return 2;
  }
  const read = bytes === null ? OPML_TOO_LARGE : await world.session.sources.readOpml(bytes);
  if (!read.ok) {
    world.complain(`${file}: ${describeOpmlFailure(read.failure, plainText)}`);
    return 1;
  }
  for (const sentence of describeOpmlLosses(read, plainText)) world.complain(sentence);
  return addAll(sourcesOfOpml(read.feeds), `${counted(read.feeds.length, "feed")} in ${file}`, world);
}

async function add(address: string, asPage: boolean, world: CliWorld): Promise<number> {
  const found = await world.session.sources.discover(address, { timeoutMs: REQUEST_MS, signal: world.signal });
  switch (found.kind) {
    case "cancelled":
      world.complain("Cancelled.");
      return 2;
    case "noAddress":
      world.complain(`${address} is no web address.`);
      return 2;
    case "failed":
      world.complain(`${address}: ${describeSourceFailure(found.failure, plainText)}`);
      return 1;
    case "found":
  }
  if (found.isCut === true) world.complain(`${address}: ${describeMoreFeeds(plainText)}`);
  const wanted = found.sources.filter(({ kind }) => kind === (asPage ? "page" : "feed"));
  const [first, ...others] = wanted;
  if (first?.isComments === true) {
    world.complain(`At ${address} there is only a feed of comments: ${first.url}. To add it, give its address.`);
    return 1;
  }
  if (first === undefined) {
    world.complain(
      asPage ? `${address} has no links.` : `No feed was found at ${address}. --page adds the page itself.`,
    );
    return 1;
  }
  for (const other of others) world.print(`Also found: ${foundText(other)}`);
  const source: NewSource = { kind: first.kind, url: first.url, name: first.title, category: "" };
  return addAll([source], foundText(first), world);
}

function foundText({ kind, url, title, items }: FoundSource): string {
  return `${title === "" ? "" : `${title}  `}${url} (${kind === "feed" ? counted(items, "entry", "entries") : counted(items, "link")})`;
}

async function addAll(candidates: readonly NewSource[], what: string, world: CliWorld): Promise<number> {
  const fresh = await world.session.sources.fresh(candidates);
  if (fresh.kind === "config") return complainAbout(fresh.state, world);
  const { length } = fresh.sources;
  if (length === 0) {
    world.print(`${what}: nothing that is not configured already.`);
    return 0;
  }
  const repeated = candidates.length - length - fresh.configured;
  const others = [
    ...(fresh.configured === 0 ? [] : [`${fresh.configured} configured already`]),
    ...(repeated === 0 ? [] : [`${repeated} listed twice`]),
  ];
  const outcome = await world.session.sources.change({ kind: "add", sources: fresh.sources });
  if (outcome.kind === "config") return complainAbout(outcome.state, world);
  if (outcome.kind === "no") {
    world.complain(`${outcome.file} could not be changed for sure. Add the addresses by hand.`);
    return 1;
  }
  world.print(`${what}: ${[`${length} added to ${outcome.file}`, ...others].join(", ")}.`);
  return 0;
}
