/** How readers know a source: the host of its address without `www.`; the text itself where it is no address. */
export function siteName(source: string): string {
  return URL.canParse(source) ? new URL(source).hostname.replace(/^www\./, "") : source;
}
