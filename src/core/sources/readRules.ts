import type { ArticlesConfig } from "../config/types";
import type { Source } from "../model/model";
import { shownUrl } from "../urls/shownUrl";
import { fingerprint } from "../text/fingerprint";

/**
 * For each source, by its address as told, a short text that stands for all that decides which of its entries are articles. As
 * long as it is the same, an answer that has been read need not be read again. A page also depends on the other sources, since
 * links to their sites count; a feed only on those whose address a special handling may be glued to.
 *
 * @param detail what else decides what is read of an entry
 */
export function readRules(
  {
    websiteconfig,
  }: { readonly websiteconfig: Pick<ArticlesConfig["websiteconfig"], "stopwords" | "specialHandling" | "sourceRules"> },
  sources: readonly Source[],
  detail: string,
): ReadonlyMap<string, string> {
  const { stopwords, specialHandling, sourceRules } = websiteconfig;
  const addresses = sources.map(({ url }) => shownUrl(url));
  const handled = new Set(Object.values(specialHandling).map(hostOf));
  const glued = addresses.filter((url) => handled.has(hostOf(url)));
  const common = {
    feed: fingerprint(JSON.stringify([detail, specialHandling, stopwords, glued])),
    page: fingerprint(JSON.stringify([detail, specialHandling, stopwords, addresses])),
  };
  // Names and folders choose no articles.
  const own = new Map(
    sourceRules.flatMap(({ kind, url, include, exclude, select }) =>
      include.length + exclude.length === 0 && select === ""
        ? []
        : [[`${kind} ${url}`, fingerprint(JSON.stringify([include, exclude, select]))] as const],
    ),
  );
  return new Map(
    sources.map(({ kind, url }) => [
      shownUrl(url),
      `${kind} ${common[kind]} ${own.get(`${kind} ${url}`) ?? ""}`.trim(),
    ]),
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host.replace(/^www\./, "") : "";
}
