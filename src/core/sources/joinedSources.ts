import { MAX_FORMER_SOURCES } from "../limits";
import type { SourcesMemory } from "../memory/memory";
import type { JobId } from "../model/model";
import { canonicalUrl } from "../urls/canonicalUrl";
import type { SourceReading } from "./articlesOf";
import type { JobGot } from "./takenAnswers";

/** The sources (by `canonicalUrl`) that have joined a folder, for the job that reads them for the first time: see `joinedKey`. */
export type Joined = ReadonlySet<string>;

function joinedKey(job: JobId, url: string): string {
  return `${job} ${canonicalUrl(url)}`;
}

function urlOf(key: string): string {
  return key.slice(key.lastIndexOf(" ") + 1);
}

/** Whether what a source lists is no news for a job, since it has joined the folder. */
export function hasJoined(joined: Joined, job: JobId, url: string): boolean {
  return joined.has(joinedKey(job, url));
}

/**
 * The sources that have joined a folder which was scanned before, and were not read since: what they list is no news. One that is switched
 * off belongs to the folder; so does one that another was moved to. Where the members are not known (a first scan, an earlier version, a
 * lost document) none has joined.
 *
 * @param configured sources of the jobs whose configurations can be read, switched on or not
 * @param noting the jobs that note articles: each of them reads a joined source for the first time by itself
 */
export function joinedSources(
  { members, joined }: SourcesMemory,
  configured: ReadonlySet<string>,
  noting: readonly JobId[] = ["articles", "keywords"],
): Joined {
  if (members === null) return new Set();
  const fresh = [...configured].filter((url) => !members.has(canonicalUrl(url)));
  return new Set([...joined, ...fresh.flatMap((url) => noting.map((job) => joinedKey(job, url)))]);
}

/**
 * The members of a folder after a run that was not cancelled: all that are configured, and where they were moved to for good. A joined one
 * stays joined for a job until that job has read it.
 *
 * @param isWhole false: some configuration cannot be read, so that a folder that knows no members yet does not learn them now
 */
export function membersAfter(
  { members, joined: before }: SourcesMemory,
  joined: Joined,
  gots: readonly JobGot[],
  configured: ReadonlySet<string>,
  isWhole: boolean,
): Pick<SourcesMemory, "members" | "joined"> {
  if (members === null && !isWhole) return { members, joined: before };
  const moved = gots.flatMap(({ got }) => got.movedTo ?? []);
  const now = new Set([...configured, ...moved].map(canonicalUrl));
  const former = [...(members ?? [])].filter((url) => !now.has(url));
  const all = new Set([...former.slice(-MAX_FORMER_SOURCES), ...now]);
  const read = new Set(
    gots.flatMap(({ job, report }) => (report.outcome === "read" ? [joinedKey(job, report.source.url)] : [])),
  );
  return {
    members: all,
    joined: new Set([...joined].filter((key) => !read.has(key) && all.has(urlOf(key)))),
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
