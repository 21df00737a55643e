import type { SourcesMemory } from "../memory/memory";
import { canonicalUrl } from "../urls/canonicalUrl";
import type { SourceReading } from "./articlesOf";
import type { JobGot } from "./takenAnswers";

/** More addresses than this are not remembered; the oldest go first. */
const MOST_MEMBERS = 10_000;

/**
 * The sources (by `canonicalUrl`) that have joined a folder which was scanned before, and were not read since: what they list is no news.
 * One that is switched off belongs to the folder; so does one that another was moved to. Where the members are not known (a first scan,
 * an earlier version, a lost document) none has joined.
 *
 * @param configured sources of all jobs, switched on or not; null when that is not known
 */
export function joinedSources(
  { members, joined }: SourcesMemory,
  configured: ReadonlySet<string> | null,
): ReadonlySet<string> {
  if (members === null) return new Set();
  const fresh = [...(configured ?? [])].map(canonicalUrl).filter((url) => !members.has(url));
  return new Set([...joined, ...fresh]);
}

/**
 * The members of a folder after a run that was not cancelled: all that are configured, and where they were moved to. A joined one stays
 * joined until it was read.
 */
export function membersAfter(
  { members, joined: before }: SourcesMemory,
  joined: ReadonlySet<string>,
  gots: readonly JobGot[],
  configured: ReadonlySet<string> | null,
): Pick<SourcesMemory, "members" | "joined"> {
  if (configured === null) return { members, joined: before };
  const answered = gots.flatMap(({ got }) => [got.answer?.url, got.movedTo]).filter((url) => url != null);
  const all = new Set([...(members ?? []), ...[...configured, ...answered].map(canonicalUrl)]);
  const read = new Set(
    gots.flatMap(({ report }) => (report.outcome === "read" ? [canonicalUrl(report.source.url)] : [])),
  );
  const still = new Set([...configured].map(canonicalUrl));
  return {
    members: new Set([...all].slice(-MOST_MEMBERS)),
    joined: new Set([...joined].filter((url) => !read.has(url) && still.has(url))),
  };
}

/**
 * Whether what a joined source lists is mostly known: then it is one of the folder's sources under another address.
 *
 * @param isSeen by key
 */
export function isSameSource({ articles }: SourceReading, isSeen: (key: string) => boolean): boolean {
  return articles.length > 0 && articles.filter(({ key }) => isSeen(key)).length * 2 >= articles.length;
}
