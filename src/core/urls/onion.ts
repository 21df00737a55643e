/** Whether a host name is an onion service: known to Tor alone, and never to be looked up or asked elsewhere (RFC 7686). */
export function isOnion(hostname: string): boolean {
  return /(?:^|\.)onion\.?$/i.test(hostname);
}
