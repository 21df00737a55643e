import type { LeakSitesKey } from "../core/records/readLeakSites";
import { isLeakSitesAddress } from "../core/records/leakSites";

/** The key to ask for leak sites with, none, or a sentence that says why the one there is must not be sent: then nothing is asked. */
type LeakSitesKeyRead =
  | { readonly ok: true; readonly key: LeakSitesKey | null }
  | { readonly ok: false; readonly sentence: string };

/**
 * Reads the key of ransomware.live PRO, and makes sure that it goes to no other server than the one it was given for.
 *
 * @param location `onionSource` of the configuration
 */
export function leakSitesKey(env: Readonly<Record<string, string | undefined>>, location: string): LeakSitesKeyRead {
  const key = env["TI_SCRAPER_RANSOMWARE_LIVE_KEY"]?.trim() ?? "";
  if (key === "" || !isLeakSitesAddress(location)) return { ok: true, key: null };
  if (!/^[\u0021-\u007e]+$/.test(key))
    return refused("TI_SCRAPER_RANSOMWARE_LIVE_KEY has signs that no key has. Set it anew, without quotes and blanks.");
  const { origin } = new URL(location);
  const host = env["TI_SCRAPER_RANSOMWARE_LIVE_HOST"]?.trim() ?? "";
  const allowed = URL.canParse(host) && /^https?:$/.test(new URL(host).protocol) ? new URL(host).origin : null;
  if (allowed === origin) return { ok: true, key: { key, origin } };
  return refused(
    `The key of ransomware.live PRO is not sent: records.onionSource comes to ${origin}, ` +
      `TI_SCRAPER_RANSOMWARE_LIVE_HOST ${allowed === null ? "names no server, such as https://api-pro.ransomware.live" : `to ${allowed}`}.`,
  );
}

function refused(sentence: string): LeakSitesKeyRead {
  return { ok: false, sentence };
}
