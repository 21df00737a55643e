import { describeSourceFailure } from "../fetching/describeSourceFailure";
import { fetchSource } from "../fetching/fetchSource";
import { KEEP_LEAK_SITES_MS, KEEP_OLD_LEAK_SITES_MS, LEAK_SITES_REQUEST_MS, MAX_LEAK_SITES_BYTES } from "../limits";
import type { Workspace } from "../memory/workspace";
import type { SourceFailure } from "../model/model";
import type { Web } from "../ports";
import { decodeBytes } from "../text/decode";
import { shortLine, withoutSecret } from "../text/foreignText";
import type { Translate } from "../text/translate";
import { finishInTurns } from "../text/turns";
import { shownUrl } from "../urls/shownUrl";
import { LEAK_SITES, withAnswer } from "./keptLeakSites";
import { type LeakSites, type ParsedLeakSites, isLeakSitesAddress, leakSitesName, parseLeakSites } from "./leakSites";

const MAX_MESSAGE = 200;

/** A key of ransomware.live PRO, and the origin it was entered for: it is sent nowhere else. */
export interface LeakSitesKey {
  readonly key: string;
  readonly origin: string;
}

/** Where leak sites are read from. */
export interface LeakSitesSource {
  /** `onionSource` of the configuration: a web address, or a path in the workspace. */
  readonly location: string;
  readonly key: LeakSitesKey | null;
}

export type LeakSitesRead =
  | {
      readonly kind: "read";
      readonly sites: LeakSites;
      /** Milliseconds since the source was asked. */
      readonly ageMs: number;
      /** A sentence: source and age. */
      readonly told: string;
      /** Sentences: why what was kept is used though it is old; places that were left out. */
      readonly warnings: readonly string[];
    }
  /** A sentence that says what, and what to do. Also when the signal fired. */
  | { readonly kind: "failed"; readonly why: string };

type Place = Pick<Workspace, "files" | "memory" | "clock" | "t">;

/**
 * The list of groups with their leak sites: of a file, or of an address, which is asked at most once an hour. A source that does not
 * answer, or wants to be asked less often, is replaced by what it has said before.
 */
export async function readLeakSites(
  workspace: Place,
  web: Pick<Web, "http">,
  source: LeakSitesSource,
  signal: AbortSignal,
): Promise<LeakSitesRead> {
  const location = source.location.trim();
  if (!isLeakSitesAddress(location)) return fromFile(workspace, location);
  const { t, clock } = workspace;
  const address = shownUrl(location);
  const memory = workspace.memory.with({ leakSites: LEAK_SITES });
  const before = (await memory.load("leakSites")).leakSites.find((one) => one.source === address);
  const ageMs = before === undefined ? Number.POSITIVE_INFINITY : ageOf(before, clock.now());
  if (before !== undefined && ageMs < KEEP_LEAK_SITES_MS) return read(before, ageMs, t);
  const asked = await ask(workspace, web, source, signal);
  if (asked.kind === "groups") {
    const { groups, leftOut } = asked;
    const sites = { groups, leftOut, fetched: clock.now().toISOString(), source: address };
    await memory.change(["leakSites"], ({ leakSites }) => ({ leakSites: withAnswer(leakSites, sites) }));
    return read(sites, 0, t);
  }
  if (!asked.isPassing || signal.aborted || before === undefined || ageMs > KEEP_OLD_LEAK_SITES_MS)
    return { kind: "failed", why: asked.why };
  return read(before, ageMs, t, [`${asked.why} ${t("What was read before is used instead.")}`]);
}

function read(sites: LeakSites, ageMs: number, t: Translate, warnings: readonly string[] = []): LeakSitesRead {
  const { leftOut } = sites;
  const places =
    leftOut === 0
      ? []
      : [
          t("Of the leak sites what has no host name, is too long or too many of one group is left out: {count}.", {
            count: leftOut,
          }),
        ];
  return { kind: "read", sites, ageMs, told: toldAge(sites.source, ageMs, t), warnings: [...warnings, ...places] };
}

/** A clock that was set back makes nothing newer than now. */
function ageOf({ fetched }: LeakSites, now: Date): number {
  const age = now.getTime() - Date.parse(fetched);
  return age < 0 ? Number.POSITIVE_INFINITY : age;
}

/** "ransomware.live, read 12 minutes ago." */
function toldAge(location: string, ageMs: number, t: Translate): string {
  const source = leakSitesName(location);
  const minutes = Math.floor(ageMs / 60_000);
  if (minutes < 1) return t("Leak sites: {source}, read just now.", { source });
  if (minutes === 1) return t("Leak sites: {source}, read a minute ago.", { source });
  if (minutes < 120) return t("Leak sites: {source}, read {count|minute|minutes} ago.", { source, count: minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return t("Leak sites: {source}, read {count|hour|hours} ago.", { source, count: hours });
  return t("Leak sites: {source}, read {count|day|days} ago.", { source, count: Math.floor(hours / 24) });
}

/** `isPassing`: the source may be well in a while, and what it said before still holds. */
type Refused = { readonly kind: "refused"; readonly why: string; readonly isPassing: boolean };
type Groups = Extract<ParsedLeakSites, { kind: "groups" }>;

const refused = (why: string, isPassing = false): Refused => ({ kind: "refused", why, isPassing });

async function ask(
  { clock, t }: Place,
  { http }: Pick<Web, "http">,
  { location, key }: LeakSitesSource,
  signal: AbortSignal,
): Promise<Groups | Refused> {
  const source = leakSitesName(location);
  const { origin } = new URL(location);
  const own = key !== null && key.origin === origin ? key : null;
  if (own !== null && !isPrivate(origin))
    return refused(
      t("The key for {source} is sent encrypted only. Write an address that begins with https:// in {setting}.", {
        source,
        setting: SETTING,
      }),
    );
  const fetched = await fetchSource(
    http,
    { kind: "feed", url: location.trim() },
    {
      timeoutMs: LEAK_SITES_REQUEST_MS,
      signal,
      clock,
      accept: "application/json",
      maxBytes: MAX_LEAK_SITES_BYTES,
      ...(own === null ? {} : { secret: { origin, headers: { "x-api-key": own.key } } }),
    },
  );
  switch (fetched.kind) {
    case "cancelled":
      return refused(t("Reading the leak sites was cancelled."));
    case "failed":
      return failed(fetched.failure, source, own !== null, t);
    case "unchanged":
      return refused(wrongShape(source, "shape", t));
    case "body": {
      const text = decodeBytes(fetched.bytes, fetched.contentType, "json");
      const parsed = await finishInTurns(parseLeakSites(text), () => clock.wait(0));
      return parsed.kind === "groups" ? parsed : refusedAnswer(parsed, source, own?.key ?? "", t);
    }
  }
}

const SETTING = "records.onionSource";
const KEY_VARIABLE = "TI_SCRAPER_RANSOMWARE_LIVE_KEY";

/** What is sent there is read by nobody on the way. */
function isPrivate(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  return protocol === "https:" || /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}

function failed(failure: SourceFailure, source: string, hasKey: boolean, t: Translate): Refused {
  // A limit of its own, which no setting changes.
  const reason =
    failure.code === "timeout"
      ? t("There was no complete answer within {seconds|second|seconds}.", { seconds: failure.seconds })
      : describeSourceFailure(failure, t);
  const said = t("Leak sites could not be read from {source}: {reason}", { source, reason });
  if (failure.code !== "status") {
    const isPassing = !["redirectRefused", "redirectLoop", "tooLarge", "empty"].includes(failure.code);
    return refused(`${said} ${t("Try again later, or name a file in {setting}.", { setting: SETTING })}`, isPassing);
  }
  const { status } = failure;
  if (status === 401 || status === 403) {
    const values = { command: t("Set ransomware.live PRO Key"), variable: KEY_VARIABLE };
    const next = hasKey
      ? t("Set another key: {command}, or {variable} on the command line.", values)
      : t("It may want a key: {command}, or {variable} on the command line.", values);
    return refused(`${said} ${next}`);
  }
  if (status === 429 || status >= 500)
    return refused(`${said} ${t("Try again later, or name a file in {setting}.", { setting: SETTING })}`, true);
  return refused(`${said} ${t("Check the address in {setting}.", { setting: SETTING })}`);
}

function refusedAnswer(
  parsed: Exclude<ParsedLeakSites, { kind: "groups" }>,
  source: string,
  key: string,
  t: Translate,
): Refused {
  if (parsed.kind === "wrong") return refused(wrongShape(source, parsed.why, t));
  const message = shortLine(withoutSecret(parsed.message, key), MAX_MESSAGE);
  return refused(
    t("{source} gave no leak sites, but said: {message} Try again later, or name a file in {setting}.", {
      source,
      message: /[.!?…]$/.test(message) ? message : `${message}.`,
      setting: SETTING,
    }),
    true,
  );
}

function wrongShape(source: string, why: Extract<ParsedLeakSites, { kind: "wrong" }>["why"], t: Translate): string {
  const values = { source, setting: SETTING };
  switch (why) {
    case "notJson":
      return t("What {source} holds is no JSON, so no leak sites could be read. Check {setting}.", values);
    case "shape":
      return t(
        "What {source} holds is no list of groups with locations, as ransomware.live has it. Check {setting}.",
        values,
      );
    case "noGroups":
      return t("The list of {source} has no groups. Check {setting}, or try again later.", values);
    case "tooMany":
      return t("The list of {source} has more groups than can be right. Check {setting}.", values);
  }
}

async function fromFile({ files, clock, t }: Place, location: string): Promise<LeakSitesRead> {
  const path = location.replaceAll("\\", "/");
  const values = { file: shortLine(path, 80), setting: SETTING, limit: MAX_LEAK_SITES_BYTES / 1_000_000 };
  const lines: string[] = [];
  try {
    const [, folder = "", name = ""] = /^(?:(.*)\/)?([^/]*)$/s.exec(path) ?? [];
    const size = (await files.list(folder)).find((one) => one.name === name)?.size ?? 0;
    if (size > MAX_LEAK_SITES_BYTES)
      return { kind: "failed", why: t("{file} is larger than {limit} MB, which no list of leak sites is.", values) };
    for await (const line of files.lines(path, MAX_LEAK_SITES_BYTES)) lines.push(line);
  } catch {
    // It leaves the workspace, or may not be read.
    return {
      kind: "failed",
      why: t("{file} cannot be read as a file of this workspace. Name one in {setting}.", values),
    };
  }
  const text = lines.join("\n");
  if (text.trim() === "")
    return {
      kind: "failed",
      why: t("There is no file {file} in this workspace, or nothing is in it. Check {setting}.", values),
    };
  const parsed = await finishInTurns(parseLeakSites(text), () => clock.wait(0));
  if (parsed.kind !== "groups") return { kind: "failed", why: refusedAnswer(parsed, values.file, "", t).why };
  const { groups, leftOut } = parsed;
  return read({ groups, leftOut, fetched: clock.now().toISOString(), source: location }, 0, t);
}
