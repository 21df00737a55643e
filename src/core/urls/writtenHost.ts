/**
 * A link that begins with a host and has forgotten its scheme (`www.site.example/1`): with the scheme of the site. That of the site
 * itself, with or without `www.`, and everything that begins with `www.` is a host; all else is a path.
 *
 * @param site an absolute address
 */
export function withScheme(link: string, site: string): string {
  const host = /^([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::\d{1,5})?(?=[/?#]|$)/i.exec(link)?.[1]?.toLowerCase();
  if (host === undefined || !URL.canParse(site)) return link;
  const { protocol, hostname } = new URL(site);
  const isHost = /^www\.[^.]+\./.test(host) || bare(host) === bare(hostname);
  return isHost ? `${protocol}//${link}` : link;
}

function bare(host: string): string {
  return host.replace(/^www\./, "");
}
