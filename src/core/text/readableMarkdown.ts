/**
 * One line (see `oneLine`) as Markdown that reads as text too, in tickets, chats and mails that draw none: behind a backslash stands only
 * what would be markup where it stands (CommonMark, and what GitHub adds to it), and what viewers make a link of stands in back-ticks.
 *
 * @param inTable a bar would end the cell
 */
export function readableMarkdown(line: string, inTable = false): string {
  const made: string[] = [];
  let from = 0;
  for (const [start, end] of linkStretches(line)) {
    made.push(escaped(line.slice(from, start), from === 0, false, inTable), `\`${line.slice(start, end)}\``);
    from = end;
  }
  made.push(escaped(line.slice(from), from === 0, true, inTable));
  return made.join("");
}

/** One line as a span of code, in which nothing is markup; not for a cell of a table. */
export function codeSpan(line: string): string {
  if (line === "") return "";
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  const pad = /^`|`$/.test(line) ? " " : "";
  return fence + pad + line + pad + fence;
}

/** Words without what would end a span of code or a cell. */
const WORD = /[^\s`|]+/g;
/** What viewers make a link of: an address, a host that begins with www, a mail address. */
const LINK = /:\/\/|\/\/.|[^@]@.|(?:^|[^a-z\d])www\../i;
/** Punctuation around it. */
const OPENING = new Set("\"'“”‘’„‚«»(<[{*_~");
const CLOSING = new Set("\"'“”‘’«»)>]}.,;:!?…*_~");

/** What would become links, with all that is joined to it but the punctuation around. */
function linkStretches(line: string): readonly (readonly [start: number, end: number])[] {
  const found: [number, number][] = [];
  for (const { 0: word, index } of line.matchAll(WORD)) {
    if (!LINK.test(word)) continue;
    let [start, end] = [0, word.length];
    while (OPENING.has(word.charAt(start))) start += 1;
    while (end > start && CLOSING.has(word.charAt(end - 1))) end -= 1;
    if (LINK.test(word.slice(start, end))) found.push([index + start, index + end]);
  }
  return found;
}

/** What Markdown may make something of. */
const SIGN = /[!-/:-@[-`{-~]/g;
/** A pair of brackets that is no link: nothing stands behind it that leads somewhere, or says where it leads. */
const BRACKETS = /\[[^[\]]*\](?![([:])/g;
/** What begins a heading, a quotation, a list or the box of one: its last sign is the one that counts. */
const BEGINNING = /^\s*(?:#(?=#{0,5}(?:\s|$))|>|[-+](?=\s|$)|\d{1,9}[.)](?=\s|$)|\[(?=[ x]?\]))/i;
/** A line of such signs makes the one above it a heading, or the head of a table. */
const UNDERLINE = /^\s*[|:=-](?=[\s|:=-]*$)/;
/** Number signs that end a heading are none of its text. */
const CLOSING_SIGNS = /(?<=\s)#+\s*$/;
const ENTITY = /^&#?[a-z\d]+;/i;
const LETTER = /^[\p{L}\p{N}]$/u;

/** A stretch of a line, with what may become markup behind a backslash. */
function escaped(text: string, isStart: boolean, isEnd: boolean, inTable: boolean): string {
  const harmless = new Set<number>();
  for (const { 0: pair, index } of text.matchAll(BRACKETS)) harmless.add(index).add(index + pair.length - 1);
  const beginning = isStart ? (BEGINNING.exec(text) ?? UNDERLINE.exec(text)) : null;
  const first = beginning === null ? -1 : beginning[0].length - 1;
  // A bracket alone would take that of a link around it.
  if (text.charAt(first) === "[") harmless.delete(text.indexOf("]", first));
  const closing = isEnd ? (CLOSING_SIGNS.exec(text)?.index ?? -1) : -1;
  return text.replace(SIGN, (sign, at: number) => {
    const isMarkup = at === first || at === closing || (!harmless.has(at) && mayBeMarkup(text, at, inTable));
    return isMarkup ? `\\${sign}` : sign;
  });
}

/** Whether a sign within a line is one of markup where it stands. What stands beyond the ends is not known. */
function mayBeMarkup(text: string, at: number, inTable: boolean): boolean {
  const [before, after] = [text.charAt(at - 1), text.charAt(at + 1)];
  switch (text.charAt(at)) {
    case "`":
    case "[":
    case "]":
      return true;
    case "\\":
      return after === "" || /[!-/:-@[-`{-~]/.test(after);
    case "*":
      return before !== " " || after !== " ";
    case "_":
      return !LETTER.test(before) || !LETTER.test(after);
    case "~":
      // Behind a blank it ends nothing.
      return (before !== " " && before !== "") || !LETTER.test(after);
    case "$":
      // Before a digit it ends no formula.
      return !/\d/.test(after);
    case "<":
      return /[a-z/!?]/i.test(after);
    case "&":
      return ENTITY.test(text.slice(at, at + 40));
    case "!":
      return after === "[";
    case "|":
      return inTable;
    default:
      return false;
  }
}
