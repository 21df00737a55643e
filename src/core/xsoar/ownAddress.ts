import { MAX_OWN_NOTE_CHARACTERS } from "../limits";

const FIELD = /\{\w+\}/g;

/**
 * The address of the article, when a text is worded as our notes are: on one line, with what the template has around its `{url}`.
 * Null for what others have written. In time proportional to the text.
 */
export function ownAddress(text: string, template: string): string | null {
  const line = text.trim();
  if (line.length > MAX_OWN_NOTE_CHARACTERS || /[\r\n]/.test(line)) return null;
  const whole = template.includes("{url}") ? template : `${template} {url}`;
  const at = whole.indexOf("{url}");
  const before = whole.slice(0, at).split(FIELD);
  const after = whole.slice(at + "{url}".length).split(FIELD);
  const [head = ""] = before;
  const lead = before.at(-1) ?? "";
  const [trail = ""] = after;
  // Without a headline nothing is left of what stands between it and the address.
  if (isAddress(line) && trail.trim() === "") return line;
  if (!line.startsWith(head.trimStart())) return null;
  // What the headline itself holds comes before the address when the headline does.
  const comesLast = before.length > 1;
  const start = addressAt(line, lead, comesLast);
  if (start === null) return null;
  const rest = line.slice(start);
  const address = trail === "" ? rest : rest.slice(0, endOf(rest, trail, after.length > 1));
  return isAddress(address) ? address : null;
}

/** Where an address begins behind these signs: the last such place, or the first. */
function addressAt(line: string, lead: string, last: boolean): number | null {
  const signs = lead.trimStart() === "" ? " " : lead.trimStart();
  const lower = line.toLowerCase();
  if (!last) return /^https?:\/\//i.test(line.slice(lead.length)) ? lead.length : null;
  const at = lower.lastIndexOf(`${signs.toLowerCase()}http`);
  return at < 0 ? null : at + signs.length;
}

/** Where the address ends before what the template has behind it. */
function endOf(rest: string, trail: string, hasMore: boolean): number {
  const end = hasMore ? rest.indexOf(trail) : rest.lastIndexOf(trail.trimEnd());
  return end < 0 ? 0 : end;
}

function isAddress(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text);
}
