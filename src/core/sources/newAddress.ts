import { MAX_REPLACEMENT_PAGES } from "../limits";
import type { SourceFailure } from "../model/model";
import { canonicalUrl } from "../urls/canonicalUrl";
import { isOnionAddress } from "./throughTor";
import type { Discovery, FoundSource } from "./discoverFeeds";
import type { SourceStatus } from "./sourceStatus";

/** What could take the place of a source that is gone. */
export type Replacements =
  | {
      readonly kind: "found";
      /** Those that are not configured yet, in the order in which they were found. */
      readonly sources: readonly FoundSource[];
      /** The pages that were looked at. */
      readonly pages: readonly string[];
    }
  /** Of the last page that was looked at, when none could be read. */
  | { readonly kind: "failed"; readonly failure: SourceFailure }
  | { readonly kind: "cancelled" };

/** The pages on which a source that is gone may say where it is now: where it leads, its site, itself and the folders above it. */
export function pagesToLookAt({
  url,
  site,
  movedTo,
}: Pick<SourceStatus, "url" | "site" | "movedTo">): readonly string[] {
  const above: string[] = [];
  const { origin, pathname } = new URL(url);
  for (let path = pathname; path.length > 1;) {
    // Up to the slash before the last part, whether that ends with one or not.
    path = path.slice(0, path.lastIndexOf("/", path.length - 2) + 1);
    above.push(origin + path);
  }
  const all = [...(movedTo === null ? [] : [movedTo]), url, site, ...above, `${origin}/`];
  // An onion service must not be left for what it names.
  const pages = all.filter((page) => !isOnionAddress(url) || isOnionAddress(page));
  const isFirst = (page: string, at: number): boolean =>
    pages.findIndex((other) => canonicalUrl(other) === canonicalUrl(page)) === at;
  return pages.filter(isFirst).slice(0, MAX_REPLACEMENT_PAGES);
}

/**
 * Looks for what could take the place of a source that is gone: of its own kind, at another address. The first page that names some ends
 * the search.
 *
 * @param configured by `canonicalUrl`
 */
export async function findReplacements(
  source: SourceStatus,
  configured: ReadonlySet<string>,
  discover: (page: string) => Promise<Discovery>,
): Promise<Replacements> {
  const pages: string[] = [];
  let failure: SourceFailure | null = null;
  let isRead = false;
  for (const page of pagesToLookAt(source)) {
    const found = await discover(page);
    if (found.kind === "cancelled") return found;
    pages.push(page);
    if (found.kind === "failed") failure = found.failure;
    if (found.kind !== "found") continue;
    isRead = true;
    const sources = found.sources.filter(
      ({ kind, url, isComments }) => kind === source.kind && isComments !== true && !configured.has(canonicalUrl(url)),
    );
    if (sources.length > 0) return { kind: "found", sources, pages };
  }
  return isRead || failure === null ? { kind: "found", sources: [], pages } : { kind: "failed", failure };
}
