import { documentSpan, kindAt } from "./json";

/** A line of a text that is kept as JSON. */
interface RawLine {
  readonly text: string;
  /** As JSON writes it, without quotes. */
  readonly raw: string;
  /** Its line end as JSON writes it; "" where the text ends without one. */
  readonly end: string;
}

/** What is done to the lines of a text, as `FieldEdit` has it. */
interface LinesEdit {
  readonly replaced?: readonly (readonly [place: number, line: string])[];
  readonly removed?: readonly number[];
  readonly added?: readonly string[];
}

const UNIT = /\\u[0-9a-fA-F]{4}|\\[^u]|[^\\]+/g;
const NEW_LINE = String.raw`\n`;

/** The lines of a field's text, as `fieldRaw` gives it; none of an absent or null one. Null when it is no text. */
export function textLines(raw: string | null): readonly string[] | null {
  return rawLines(raw)?.map(({ text }) => text) ?? null;
}

/**
 * The text with its lines changed, as JSON; every other line and line end stays as it is written.
 *
 * @returns undefined when it is no text
 */
export function withLines(before: string | null, edits: readonly LinesEdit[]): string | null | undefined {
  const lines = rawLines(before);
  if (lines === null) return undefined;
  const removed = new Set(edits.flatMap((edit) => edit.removed ?? []));
  const replaced = new Map(edits.flatMap((edit) => edit.replaced ?? []));
  const kept = lines.flatMap((line, place): RawLine[] => {
    if (removed.has(place)) return [];
    const text = replaced.get(place);
    return [text === undefined || text === line.text ? line : { ...line, text, raw: escaped(text) }];
  });
  const known = new Set(kept.map(({ text }) => text));
  const added = edits.flatMap((edit) => edit.added ?? []).filter((text) => !known.has(text) && known.add(text));
  const end = lines.find((line) => line.end !== "")?.end ?? NEW_LINE;
  // Only the last line may be without an end.
  const parts = kept.map(({ raw, end: own }) => raw + (own === "" && added.length > 0 ? end : own));
  const lastEnd = lines.at(-1)?.end ?? end;
  parts.push(...added.map((text, at) => escaped(text) + (at < added.length - 1 ? end : lastEnd)));
  const after = `"${parts.join("")}"`;
  const isSame = removed.size === 0 && added.length === 0 && kept.every((line, at) => line === lines[at]);
  return isSame ? before : after;
}

function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Lines end with LF, CRLF or CR, however JSON writes them. */
function rawLines(raw: string | null): readonly RawLine[] | null {
  const span = raw === null ? null : documentSpan(raw);
  if (raw === null || span === null || kindAt(raw, span) === "null") return [];
  if (kindAt(raw, span) !== "string") return null;
  const lines: RawLine[] = [];
  let line = "";
  let end = "";
  const finish = (): void => {
    lines.push({ text: JSON.parse(`"${line}"`) as string, raw: line, end });
    line = "";
    end = "";
  };
  for (const [unit] of raw.slice(span.start + 1, span.end - 1).matchAll(UNIT)) {
    const isFeed = /^\\(?:n|u000a)$/i.test(unit);
    if (end !== "" && !isFeed) finish();
    if (isFeed) {
      end += unit;
      finish();
    } else if (/^\\(?:r|u000d)$/i.test(unit)) {
      end = unit;
    } else {
      line += unit;
    }
  }
  if (line !== "" || end !== "") finish();
  return lines;
}
