import { isOnion } from "../urls/onion";
import { shownUrl } from "../urls/shownUrl";
import type { JobSources } from "./sourceStatus";

/** The sources of a configuration, as told, that are read through Tor: onion services, and those with `tor: true`. */
export function torSources({ rss_feeds = [], webpages, sourceRules }: JobSources["websiteconfig"]): readonly string[] {
  const told = sourceRules.filter(({ tor, url }) => tor || isOnionAddress(url)).map(({ url }) => url);
  return [...told, ...[...rss_feeds, ...webpages].filter(isOnionAddress)].map(shownUrl);
}

/** Whether the host of an address is an onion service. */
export function isOnionAddress(url: string): boolean {
  return URL.canParse(url) && isOnion(new URL(url).hostname);
}

/** Whether a source, as told, is read through Tor. @param told as `torSources` gives them */
export function isThroughTor(source: string, told: ReadonlySet<string>): boolean {
  return told.has(source) || isOnionAddress(source);
}
