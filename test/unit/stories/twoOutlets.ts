import { type Entry, feedOf } from "../scan/entries";
import type { FakeWorld } from "../scan/fakes";

const DAY_MS = 86_400_000;
const FEEDS = ["https://lab.example/rss.xml", "https://press.example/rss.xml"] as const;

/** The sources of a folder that reads both outlets. */
export const TWO_OUTLETS = { rss_feeds: FEEDS, webpages: [], stopwords: [], specialHandling: {} };

/** What both list from now on. */
export function publishBoth(world: FakeWorld, lab: readonly Entry[], press: readonly Entry[]): void {
  world.web.set(FEEDS[0], feedOf(lab));
  world.web.set(FEEDS[1], feedOf(press));
}

/** Scans what both list now; the next day begins after it. */
export async function scanBoth(world: FakeWorld, lab: readonly Entry[], press: readonly Entry[]): Promise<void> {
  publishBoth(world, lab, press);
  await world.scan();
  world.later(DAY_MS);
}
