import { canonicalUrl } from "../urls/canonicalUrl";

/** What decides which links of a page and which entries of a feed are articles. */
interface FilterRules {
  readonly stopwords: readonly string[];
  readonly specialHandling: Readonly<Record<string, string>>;
  /** Addresses of all configured sources. */
  readonly sourceUrls: readonly string[];
}

/** Rules made ready for many look-ups. */
export interface Filter {
  /** True when a link of the page at `pageUrls` (as configured, after redirects) is an article of one of the configured sites. */
  keepsLink(link: { readonly href: string; readonly url: string }, pageUrls: readonly string[]): boolean;
  /** True when an entry of a feed is kept; its host does not matter. */
  keepsItem(url: string): boolean;
}

/**
 * Stopwords count for pages only and are looked for in the link as the page writes it, without case.
 * Special handling counts for both: a URL that holds the key must start with the value.
 */
export function createFilter(rules: FilterRules): Filter {
  const stopwords = rules.stopwords.map((word) => word.toLowerCase()).filter((word) => word !== "");
  let known: Sites | undefined;
  const sites = (): Sites => (known ??= sitesOf(rules.sourceUrls));
  const handling = Object.entries(rules.specialHandling).map(([key, value]) => {
    const prefix = schemeless(value);
    return { key, prefix, isGlued: prefix.includes("//") };
  });

  const passesHandling = (url: string, isRootRelative: boolean, bases: () => readonly string[]): boolean =>
    handling.every(
      ({ key, prefix, isGlued }) =>
        !url.includes(key) ||
        schemeless(url).startsWith(prefix) ||
        ((isRootRelative || isGlued) && gluedForms(url, bases()).some((form) => form.startsWith(prefix))),
    );

  // Links come page by page.
  let page = sitesOf([]);
  return {
    keepsLink: (link, pageUrls) => {
      if (page.urls !== pageUrls) page = sitesOf(pageUrls);
      const href = link.href.toLowerCase();
      if (stopwords.some((word) => href.includes(word))) return false;
      const host = siteHost(link.url);
      if (host === "" || !(sites().byHost.has(host) || page.byHost.has(host))) return false;
      const key = canonicalUrl(link.url);
      if (sites().keys.has(key) || page.keys.has(key)) return false;
      return passesHandling(link.url, /^\s*\/(?!\/)/.test(link.href), () => page.byHost.get(host) ?? []);
    },
    keepsItem: (url) => passesHandling(url, false, () => sites().byHost.get(siteHost(url)) ?? []),
  };
}

interface Sites {
  readonly urls: readonly string[];
  readonly byHost: ReadonlyMap<string, readonly string[]>;
  readonly keys: ReadonlySet<string>;
}

function sitesOf(urls: readonly string[]): Sites {
  const byHost = new Map<string, string[]>();
  for (const url of urls) {
    const host = siteHost(url);
    const others = byHost.get(host);
    if (others === undefined) byHost.set(host, [url]);
    else others.push(url);
  }
  return { urls, byHost, keys: new Set(urls.map(canonicalUrl)) };
}

/** Host with a port that is not the scheme's own, without `www.`; empty for what is no address. */
function siteHost(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return parsed === null ? "" : parsed.host.toLowerCase().replace(/^www\./, "");
}

function schemeless(url: string): string {
  return url.replace(/^https?:\/\//i, "");
}

/**
 * Addresses as the original tool built them: it put a link that starts with `/` behind the address of the page it stood on, so that
 * existing values read like `https://www.heise.de/security//news/`. The page was known by its address or by its folder. A value
 * with `//` in its path can only mean such an address, so links and feed entries written whole are tried against it as well.
 *
 * @param bases the pages of the same host
 */
function gluedForms(url: string, bases: readonly string[]): string[] {
  if (!URL.canParse(url)) return [];
  const { pathname, search } = new URL(url);
  return bases.flatMap((base) => {
    const plain = schemeless(base.replace(/[?#].*$/, ""));
    return [plain + pathname + search, plain.slice(0, plain.lastIndexOf("/") + 1) + pathname + search];
  });
}
