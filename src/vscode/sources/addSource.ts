import type { NewSource } from "../../core/config/editSources";
import type { Discovery, FoundSource } from "../../core/sources/discoverFeeds";
import { ready, sayConfig } from "../config/place";
import type { App } from "../app";
import type { Ready } from "../shell/ready";
import { describeMoreFeeds, describeSourceFailure } from "../../scan";
import { harmless, pickText, safe, type SafeText } from "../../core/text/foreignText";
import { readSettings } from "../shell/settings";
import { t } from "../shell/l10n";
import { notify } from "../shell/notify";
import { withProgress } from "../shell/progress";
import { changeSources } from "./changeSources";
import { showInput, showPicks } from "../shell/prompts";

/** **Add Source…**: finds the feeds of an address, lets the user pick, and writes them into the configuration. */
export async function addSource(app: App): Promise<void> {
  const place = await ready(app, true, "scan");
  if (place === null) return;
  const address = await showInput({
    title: t("Add Source"),
    prompt: t("Address of a feed, or of a page whose feed is to be found"),
    placeHolder: safe("https://news.example.com"),
    ignoreFocusOut: true,
  });
  if (address === undefined || address.trim() === "") return;
  const { timeoutMs } = readSettings(place.folder);
  const found = await withProgress(t("Looking for feeds at {address}", { address: safe(address) }), (signal) =>
    place.session.sources.discover(address, { timeoutMs, signal }),
  );
  if (found.kind === "cancelled") return;
  if (found.kind !== "found" || found.sources.length === 0) {
    notify("warning", whyNothing(found, address));
    return;
  }
  const picked = await pickFound(found.sources, found.isCut === true);
  if (picked.length > 0) await addNew(app, place, picked.map(asNew));
}

function whyNothing(found: Exclude<Discovery, { kind: "cancelled" }>, address: string): SafeText {
  const values = { address: safe(address) };
  if (found.kind === "noAddress") return t("{address} is no web address.", values);
  if (found.kind === "found") return t("There is neither a feed nor a link at {address}.", values);
  const reason = safe(describeSourceFailure(found.failure, t));
  return t("{address}: {reason}", { ...values, reason });
}

async function pickFound(sources: readonly FoundSource[], isCut: boolean): Promise<readonly FoundSource[]> {
  const items = sources.map((source, index) => ({
    label: pickText(source.title === "" ? source.url : source.title),
    description:
      source.kind === "feed"
        ? source.isComments === true
          ? t("comments, {count|entry|entries}", { count: source.items })
          : t("feed with {count|entry|entries}", { count: source.items })
        : t("the page itself, with {count|link|links}", { count: source.items }),
    detail: pickText(source.url),
    picked: index === 0,
    source,
  }));
  const question = t("Which of these?");
  const placeHolder = isCut ? harmless(`${question} ${describeMoreFeeds(t)}`) : question;
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
  if (!(await changeSources(app, place, { kind: "add", sources: fresh.sources }))) return;
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
  );
}
