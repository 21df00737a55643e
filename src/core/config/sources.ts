import type { Source } from "../model/model";
import { canonicalUrl } from "../urls/canonicalUrl";

/** The addresses a configuration names, feeds first; of several that are the same (see `canonicalUrl`) the first. */
export function sources(config: {
  readonly websiteconfig: { readonly rss_feeds?: readonly string[]; readonly webpages: readonly string[] };
}): readonly Source[] {
  const { rss_feeds, webpages } = config.websiteconfig;
  const all: readonly Source[] = [
    ...(rss_feeds ?? []).map((url): Source => ({ kind: "feed", url })),
    ...webpages.map((url): Source => ({ kind: "page", url })),
  ];
  const byKey = new Map<string, Source>();
  for (const source of all) {
    const key = canonicalUrl(source.url);
    if (!byKey.has(key)) byKey.set(key, source);
  }
  return [...byKey.values()];
}
