import { feed } from "./feeds";
import { rss20 } from "./formats";
import type { SourceSpec } from "./shapes";
import { readHit } from "./stories";

/** What several outlets tell. `host` is the outlet's, `hits` are as in the table of planted stories. */
interface Told {
  readonly host: number;
  readonly title: string;
  readonly slug: string;
  readonly hits: readonly string[];
}

const told = (host: number, title: string, slug: string, ...hits: readonly string[]): Told => ({
  host,
  title,
  slug,
  hits,
});

/** Each is one story. An article without hits names nobody, and comes along with its story. */
const STORIES: Readonly<Record<string, readonly Told[]>> = {
  quayline: [
    told(9, "Clop exploits Quayline FTP zero-day CVE-2026-41207 to steal shipping data", "quayline-zero-day", "Clop"),
    told(10, "Quayline FTP zero-day CVE-2026-41207 used by Clop in data thefts", "quayline-thefts", "Clop"),
    told(11, "Shipping firms breached through Quayline FTP flaw CVE-2026-41207", "shipping-firms-breached"),
    told(13, "Clop nutzt Quayline-Lücke CVE-2026-41207 aus, Reedereien betroffen", "quayline-luecke", "Clop"),
  ],
  brunnwald: [
    told(9, "LockBit hits Brunnwald water utility, billing offline", "brunnwald-billing", "LockBit"),
    told(10, "Brunnwald water utility confirms LockBit ransomware attack", "brunnwald-confirms", "LockBit"),
  ],
  cardinalis: [
    told(10, "APT28 phishes Drevonia election commission with Cardinalis lure", "cardinalis-lure", "APT", "APT28"),
    told(11, "Drevonia election commission phished by APT28 with Cardinalis lure", "drevonia-phished", "APT", "APT28"),
  ],
  lastochkin: [
    told(9, "Qakbot operator Lastochkin arrested in Tarvia", "lastochkin-arrested", "Qakbot"),
    told(11, "Tarvia police arrest suspected Qakbot operator Lastochkin", "tarvia-arrest", "Qakbot"),
  ],
  silvarum: [
    told(9, "BlackCat leaks design files of chip maker Silvarum", "silvarum-design-files", "BlackCat"),
    told(10, "Chip maker Silvarum confirms BlackCat leak of design files", "silvarum-confirms", "BlackCat"),
    told(11, "Silvarum design files leaked by BlackCat after refused ransom", "silvarum-ransom", "BlackCat"),
  ],
};

/** A recap of several stories, which is of none of them. */
const RECAP = told(
  13,
  "Weekly Recap: Quayline FTP zero-day, LockBit at Brunnwald, Qakbot arrest in Tarvia",
  "weekly-recap",
  "LockBit",
  "Qakbot",
);

const FOLDER = "/stories";
const ALL: readonly Told[] = [...Object.values(STORIES).flat(), RECAP];

/** A feed for each of these outlets. */
export const STORY_FEEDS: readonly SourceSpec[] = [...new Set(ALL.map(({ host }) => host))].map((host) =>
  feed(host, "/wire.xml", "stories that other outlets tell as well", (desk) => {
    const entries = ALL.filter((one) => one.host === host).map(({ title, slug, hits }) => ({
      ...desk.written(title, `${FOLDER}/${slug}`),
      hits: hits.map(readHit),
    }));
    return { body: rss20(`Outlet ${host}`, desk.origin, entries), type: "application/rss+xml", entries };
  }),
);

/** A part of a report that says of new articles which story they tell. */
export interface StoryReport {
  readonly new: readonly { readonly url: string; readonly story?: string }[];
}

/** Compares the stories of a first scan with those that are planted. Gives a sentence for each difference. */
export function compareStories(report: StoryReport, originOf: (host: number) => string): string[] {
  const urlOf = ({ host, slug }: Told): string => `${originOf(host)}${FOLDER}/${slug}`;
  const storyOf = new Map(report.new.map(({ url, story }) => [url, story]));
  const differing = Object.entries(STORIES).flatMap(([id, articles]) => {
    const expected = articles.map(urlOf).sort();
    const story = storyOf.get(expected[0] ?? "");
    const found = report.new.flatMap((one) => (story !== undefined && one.story === story ? [one.url] : [])).sort();
    return found.join(" ") === expected.join(" ")
      ? []
      : [`story ${id}: ${found.join(", ") || "none"} instead of ${expected.join(", ")}`];
  });
  return storyOf.get(urlOf(RECAP)) === undefined ? differing : [...differing, "the recap is of a story"];
}

/** How many there are, for the one line that tells what was planted. */
export const PLANTED_STORIES = Object.keys(STORIES).length;
