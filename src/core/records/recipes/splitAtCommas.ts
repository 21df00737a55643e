import { tidyText } from "./tidyText";

/** The names in a text that enumerates them with commas, those inside brackets aside; the text alone when there is nothing to part. */
export function splitAtCommas(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === "(" || sign === "[") depth++;
    else if (sign === ")" || sign === "]") depth = Math.max(0, depth - 1);
    else if (sign === "," && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  const names = parts.map(tidyText).filter((part) => part !== "");
  return parts.length === 1 ? [text] : names;
}
