import { MAX_USER_AGENT_CHARACTERS } from "../limits";

/** Whether a text may be sent as `User-Agent`: one line of printable ASCII. */
export function isUserAgent(text: string): boolean {
  return text.length <= MAX_USER_AGENT_CHARACTERS && /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(text);
}
