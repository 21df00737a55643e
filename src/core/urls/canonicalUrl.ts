/**
 * The key that makes two addresses the same article: http counts as https, `www.` is dropped, `//` in the path is
 * collapsed, fragment, credentials, default ports and tracking parameters go, the query is sorted, a trailing slash is
 * removed, percent-encoding has one spelling. Only for comparing: the published address is what is shown and opened.
 *
 * @returns an https address without a trailing slash; for what is no http(s) address the trimmed input. Never throws.
 */
export function canonicalUrl(url: string): string {
  const trimmed = url.trim();
  const parsed = parseHttp(trimmed);
  if (parsed === null) return trimmed;
  return `https://${canonicalHost(parsed)}${canonicalPath(parsed.pathname)}${canonicalQuery(parsed.search)}`;
}

function parseHttp(url: string): URL | null {
  if (!/^https?:/i.test(url)) return null;
  try {
    return new URL(url);
  } catch {
    return null;
  }
}

function canonicalHost(url: URL): string {
  const host = url.hostname.replace(/\.$/, "");
  const bare = host.replace(/^www\.(?=[^.]+\.)/, "");
  // `URL` drops the port of its own scheme; with both schemes counting as one, either default says nothing.
  return url.port === "" || url.port === "80" || url.port === "443" ? bare : `${bare}:${url.port}`;
}

function canonicalPath(path: string): string {
  return normalisePercent(path)
    .replace(/\/{2,}/g, "/")
    .replace(/\/$/, "");
}

function canonicalQuery(search: string): string {
  if (search.length < 2) return "";
  const kept = search
    .slice(1)
    .split("&")
    .filter((part) => part !== "" && !isTracking(part))
    // In a query a blank is written in two ways.
    .map((part) => normalisePercent(part.replaceAll("+", "%20")))
    .sort();
  return kept.length === 0 ? "" : `?${kept.join("&")}`;
}

/** One spelling for each octet (RFC 3986 §6.2.2): unreserved characters plain, hexadecimal digits upper case. */
function normalisePercent(text: string): string {
  if (!text.includes("%")) return text;
  return text.replace(/%([0-9a-f]{2})/gi, (octet, hex: string) => {
    const char = String.fromCharCode(Number.parseInt(hex, 16));
    return /[\w.~-]/.test(char) ? char : octet.toUpperCase();
  });
}

/** Whether a parameter (`name=value`) names the click, the mail or the channel, and never the article. */
export function isTracking(part: string): boolean {
  const equals = part.indexOf("=");
  const name = normalisePercent(equals < 0 ? part : part.slice(0, equals)).toLowerCase();
  return TRACKING_NAMES.has(name) || TRACKING_PREFIXES.some((prefix) => name.startsWith(prefix));
}

/** Families of campaign parameters: Google, Matomo, HubSpot, AT Internet, Webtrends, Adobe, Braze. */
const TRACKING_PREFIXES = [
  "utm_",
  "mtm_",
  "matomo_",
  "piwik_",
  "hsa_",
  "__hs",
  "_hs",
  "at_",
  "wt_",
  "itm_",
  "bsft_",
  "stm_",
];

/** Single parameters that name the click, the mail or the channel and never the article. */
const TRACKING_NAMES: ReadonlySet<string> = new Set(
  [
    // Advertising clicks
    "fbclid gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid srsltid msclkid yclid ysclid _openstat twclid",
    "ttclid li_fat_id epik igshid igsh irclickid rb_clickid s_kwcid wickedid zanpid",
    // Mail campaigns
    "mc_cid mc_eid mc_tc ml_subscriber ml_subscriber_hash mkt_tok hsctatracking vero_id vero_conv oly_enc_id oly_anon_id",
    "ck_subscriber_id dm_i emci emdi ceid elqtrack elqtrackid sc_cid s_cid nr_email_referer",
    // Analytics
    "_ga _gl ns_campaign ns_mchannel ns_source ns_linkname ns_fee pk_campaign pk_kwd pk_keyword pk_source pk_medium pk_content",
    "pk_cid xtor cmpid ncid ref_src ref_url spm trk trkcampaign guccounter guce_referrer guce_referrer_sig",
    // Social networks
    "fb_action_ids fb_action_types fb_ref fb_source share_id ftag cx_testid",
  ].flatMap((line) => line.split(" ")),
);
