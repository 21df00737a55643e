/**
 * The web address behind the pseudo-scheme by which browsers once handed feeds to programs: `feed:https://…`, `feed://…` (http) and
 * `feeds://…` (https), and its likes for podcasts (`itpc:`, `pcast:`). What has another scheme, or none, stays as it is.
 */
export function withoutFeedScheme(address: string): string {
  const [, secure = "", rest = ""] = /^\s*(?:feed|itpc|pcast|podcast|rss)(s?):(?:\/\/)?(.*)$/is.exec(address) ?? [];
  if (rest === "") return address;
  const written = rest.replace(/^(https?):?\/{1,2}(?!\/)/i, "$1://");
  return /^https?:\/\//i.test(written) ? written : `http${secure}://${written.replace(/^\/+/, "")}`;
}
