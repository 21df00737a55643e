/**
 * A link that begins with a host and has forgotten its scheme (`www.site.example/1`): with the scheme of the site. That of the site
 * itself, with or without `www.`, or a part of it, and everything that begins with `www.` is a host; all else is a path.
 *
 * @param site an absolute address
 */
export function withScheme(link: string, site: string): string {
  const mended = link.replace(TWO_SCHEMES, "").replace(BROKEN_SCHEME, "$1://");
  if (mended !== link) return mended;
  const host = HOST.exec(link)?.[1]?.toLowerCase();
  if (host === undefined || !URL.canParse(site)) return link;
  const { protocol, hostname } = new URL(site);
  const own = bare(hostname);
  const isHost = /^www\.[^.]+\./.test(host) || bare(host) === own || (own.includes(".") && host.endsWith(`.${own}`));
  return isHost ? `${protocol}//${link}` : link;
}

const HOST = /^([\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+)(?::\d{1,5})?(?=[/?#]|$)/u;
/** `https:/site.example`, `https//site.example`: a sign of it is missing. */
const BROKEN_SCHEME = /^(https?)(?::\/|\/\/)(?=[\p{L}\p{N}-]+\.[\p{L}\p{N}])/iu;
/** `http://https://site.example`: a program has put one before the other. */
const TWO_SCHEMES = /^https?:\/\/(?=https?:\/\/)/i;

function bare(host: string): string {
  return host.replace(/^www\./, "");
}
