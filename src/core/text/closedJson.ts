/** Members of the document and elements of its lists are whole or not there; what lies deeper goes as a whole. */
const DEPTH = 2;

/**
 * A JSON text that was cut somewhere, as a whole one: up to the last member or element at the top that is whole, with what stands open
 * closed. One pass; text that is no JSON stays none.
 */
export function closedJson(text: string): string {
  const open: string[] = [];
  let end = 0;
  let closers = "";
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') {
      at = stringEnd(text, at);
      continue;
    }
    if (char === "{" || char === "[") open.push(char === "{" ? "}" : "]");
    else if (char === "}" || char === "]") open.pop();
    else if (char !== ",") continue;
    if (open.length > DEPTH) continue;
    end = char === "," ? at : at + 1;
    closers = open.toReversed().join("");
  }
  return text.slice(0, end) + closers;
}

/** Where the string ends that begins here: at the end of the text where it does not. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') return at;
  }
  return text.length;
}
