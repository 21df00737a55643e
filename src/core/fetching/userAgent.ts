/** In characters: what servers take for a whole header is 8,000 and more. */
const MAX_USER_AGENT = 512;

/** Whether a text may be sent as `User-Agent`: one line of printable ASCII. */
export function isUserAgent(text: string): boolean {
  return text.length <= MAX_USER_AGENT && /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(text);
}
