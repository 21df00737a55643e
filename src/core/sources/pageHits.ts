/** The first place where a page holds a name. */
export interface PageHit {
  readonly name: string;
  /** 35 characters before the name. */
  readonly before: string;
  /** 35 characters from its beginning, so that a longer name is cut. */
  readonly from: string;
}

const CONTEXT = 35;

/** Finds names in a page as it was sent, tags and all, with their case. */
export function pageHits(html: string, names: readonly string[]): readonly PageHit[] {
  return names.flatMap((name) => {
    const at = html.indexOf(name);
    if (at < 0) return [];
    return [{ name, before: html.slice(Math.max(0, at - CONTEXT), at), from: html.slice(at, at + CONTEXT) }];
  });
}
