import type { NewSource } from "../../core/config/addSources";
import type { Discovery, FoundSource } from "../../core/sources/discoverFeeds";
import type { SourceStatus } from "../../core/sources/sourceStatus";
import { canonicalUrl } from "../../core/urls/canonicalUrl";
import { typedAddress } from "../../core/urls/typedAddress";
import { ready, sayConfig } from "../config/place";
import type { App } from "../app";
import type { Ready } from "../shell/ready";
import { describeMoreFeeds, describeSourceFailure } from "../../scan";
import { harmless, pickText, safe, type SafeText } from "../../core/text/foreignText";
import { foundText, knownText, sourceLabel } from "../../ui/sourceText";
import { Command } from "../shell/ids";
import { askText } from "../shell/steps";
import { readSettings } from "../shell/settings";
import { t } from "../shell/l10n";
import { type Button, commandButton, notify } from "../shell/notify";
import { changeSources } from "./changeSources";
import { showPicks } from "../shell/prompts";

/** The sources of all jobs by `canonicalUrl`. */
type Known = ReadonlyMap<string, SourceStatus>;

type Found = Extract<Discovery, { kind: "found" }>;

/** **Add Source…**: finds the feeds of an address, lets the user pick, and writes them into the configuration. */
export async function addSource(app: App): Promise<void> {
  const place = await ready(app, true, "scan");
  if (place === null) return;
  const known = await knownSources(place);
  const found = await askAddress(place, known);
  if (found === null) return;
  const picked = await pickFound(found, known);
  if (picked.length > 0) await addNew(app, place, picked.map(asNew));
}

async function knownSources({ session }: Ready): Promise<Known> {
  const listed = await session.sources.list();
  const sources = listed.kind === "ok" ? listed.sources : [];
  return new Map(sources.map((source) => [canonicalUrl(source.url), source]));
}

/** Asks until something is found; what was typed stays there with the reason why nothing was. Null when the user turns away. */
async function askAddress(place: Ready, known: Known, failed: Failed | null = null): Promise<Found | null> {
  const { timeoutMs } = readSettings(place.folder);
  const answer = await askText<Looked>(
    {
      title: t("Add Source"),
      step: 1,
      steps: 1,
      prompt: t("Address of a feed, or of a page whose feed is to be found"),
      placeholder: safe("https://news.example.com"),
      value: failed?.address ?? "",
      note: (value) => (value.trim() === failed?.address ? failed.note : noteOf(value, known)),
    },
    async (address, signal) => ({
      address,
      found: await place.session.sources.discover(address, { timeoutMs, signal }),
    }),
  );
  if (answer.kind !== "value") return null;
  const { address, found } = answer.value;
  if (found.kind === "cancelled" || address === "") return null;
  if (found.kind === "found" && found.sources.length > 0) return found;
  return askAddress(place, known, { address, note: { message: whyNothing(found, address), isError: false } });
}

interface Looked {
  readonly address: string;
  readonly found: Discovery;
}

/** What was typed, and why nothing came of it. */
interface Failed {
  readonly address: string;
  readonly note: { readonly message: SafeText; readonly isError: boolean };
}

/** That the address is a source already, before anything is asked. */
function noteOf(value: string, known: Known): Failed["note"] | null {
  const there = known.get(canonicalUrl(typedAddress(value)));
  const what = knownText(there, t);
  if (there === undefined || what === null) return null;
  const values = { source: safe(sourceLabel(there)), what: safe(what) };
  return { message: t("{source}: {what}. Enter looks for what else there is.", values), isError: false };
}

function whyNothing(found: Exclude<Discovery, { kind: "cancelled" }>, address: string): SafeText {
  const values = { address: safe(address) };
  if (found.kind === "noAddress") return t("{address} is no web address.", values);
  if (found.kind === "found") return t("There is neither a feed nor a link at {address}.", values);
  const reason = safe(describeSourceFailure(found.failure, t));
  return t("{address}: {reason}", { ...values, reason });
}

async function pickFound({ sources, isCut }: Found, known: Known): Promise<readonly FoundSource[]> {
  const knownAs = ({ url }: FoundSource): string | null => knownText(known.get(canonicalUrl(url)), t);
  const first = sources.find((source) => knownAs(source) === null);
  const items = sources.map((source) => ({
    label: pickText(source.title === "" ? source.url : source.title),
    description: [foundText(source, t), knownAs(source)].filter((part) => part !== null).join(" · "),
    detail: pickText(source.url),
    picked: source === first,
    source,
  }));
  const question =
    first === undefined ? t("All of it is a source already: there is nothing to add.") : t("Which of these?");
  const placeHolder = isCut === true ? harmless(`${question} ${describeMoreFeeds(t)}`) : question;
  const options = { title: t("Add Source"), placeHolder };
  return ((await showPicks(items, options)) ?? []).map(({ source }) => source);
}

function asNew({ kind, url, title }: FoundSource): NewSource {
  return { kind, url, name: title, category: "" };
}

/** Writes what is not configured yet, and says how many that were. */
export async function addNew(app: App, place: Ready, candidates: readonly NewSource[]): Promise<void> {
  const fresh = await place.session.sources.fresh(candidates);
  if (fresh.kind === "config") return sayConfig(app, fresh.state, place.folder);
  const { length } = fresh.sources;
  if (length === 0) {
    notify("info", t("Nothing was added: all of it is configured already."));
    return;
  }
  if (!(await changeSources(app, place, [{ edit: { kind: "add", sources: fresh.sources }, homes: ["articles"] }])))
    return;
  const values = { count: length, all: candidates.length };
  notify(
    "info",
    length < candidates.length
      ? t(
          "{count} of {all|source|sources} {count:was|were} added. The others are configured already, or listed twice.",
          values,
        )
      : length === 1
        ? t("1 source was added.")
        : t("{count} sources were added.", values),
    await nextSteps(place, fresh.sources),
  );
}

/** What one does with a new source: see what it gives, or have it read. */
async function nextSteps(place: Ready, added: readonly NewSource[]): Promise<readonly Button[]> {
  const scan = commandButton(t("Scan"), Command.scan);
  const [first, ...others] = added;
  if (first === undefined || others.length > 0) return [scan];
  const source = (await knownSources(place)).get(canonicalUrl(first.url));
  const root = place.folder.uri.toString();
  return [
    ...(source === undefined ? [] : [commandButton(t("Test Source"), Command.testSource, { ...source, root })]),
    scan,
  ];
}
