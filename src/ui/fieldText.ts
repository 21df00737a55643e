import { MAX_SHOWN_FIELD_CHARACTERS, MAX_SHOWN_FIELD_LINES } from "../core/limits";
import { asEscapes } from "../core/text/foreignText";
import { surplus } from "../core/text/surplus";
import type { Translate } from "../core/text/translate";
import type { FieldEdit } from "../core/xsoar/fieldEdits";
import { textLines } from "../core/xsoar/textLines";
import { type Span, documentSpan, elementsOf, kindAt, stringAt } from "../core/xsoar/json";

/** What stands at the end of a value that is cut: no JSON ends so. */
const CUT = "…";

/** What a change does to a field, piece by piece. Texts are JSON, quoted, with all that could not be seen as escapes. */
export interface ChangeLine {
  readonly kind: "before" | "after" | "added" | "removed" | "replaced" | "more" | "cut";
  readonly text: string;
  /** Of `replaced`, by what. */
  readonly by?: string;
}

/**
 * A change of a field as lines: of a list, or a text of several lines, what is added, replaced and removed; else the whole value before
 * and after.
 *
 * @param before the field as JSON; null for no member
 * @param edit what the change consists of, where that is known
 */
export function changeLines(before: string | null, after: string | null, edit?: FieldEdit): readonly ChangeLine[] {
  const lines = listLines(before, after, edit) ?? [
    { kind: "before" as const, text: shownJson(before) },
    { kind: "after" as const, text: shownJson(after) },
  ];
  const left = lines.length - MAX_SHOWN_FIELD_LINES;
  const shown = lines.slice(0, MAX_SHOWN_FIELD_LINES);
  const isCut = shown.some(({ text, by = "" }) => text.endsWith(CUT) || by.endsWith(CUT));
  return [
    ...shown,
    ...(left > 0 ? [{ kind: "more", text: String(left) } as const] : []),
    ...(isCut ? [{ kind: "cut", text: "" } as const] : []),
  ];
}

/** What a line is called. */
export function lineWord(kind: Exclude<ChangeLine["kind"], "more" | "cut">, t: Translate): string {
  switch (kind) {
    case "before":
      return t("Before");
    case "after":
      return t("After");
    case "added":
      return t("Added");
    case "removed":
      return t("Removed");
    case "replaced":
      return t("Replaced");
  }
}

/** A value as JSON, in which nothing hides: a text of several lines is shown in several. Empty for no member. */
export function shownJson(raw: string | null): string {
  if (raw === null) return "";
  const span = documentSpan(raw);
  const text = span === null ? null : stringAt(raw, span);
  const shown = text === null ? raw : JSON.stringify(text).replaceAll(/(?<!\\)((?:\\\\)*)\\n/g, "$1\\n\n");
  return (
    shown.slice(0, MAX_SHOWN_FIELD_CHARACTERS).replace(HIDDEN, asEscapes) +
    (shown.length > MAX_SHOWN_FIELD_CHARACTERS ? CUT : "")
  );
}

/** The elements of a list, each as `shownJson` gives it, or a value alone; none for no member. */
export function shownElements(raw: string | null): readonly string[] {
  if (raw === null) return [];
  const span = documentSpan(raw);
  return span !== null && kindAt(raw, span) === "array"
    ? elementsOf(raw, span).map(({ start, end }) => shownJson(raw.slice(start, end)))
    : [shownJson(raw)];
}

/** What hides or reorders; line ends made here stay. */
export const HIDDEN = /(?!\n)[\p{Cf}\p{Cc}\p{Cs}\u2028\u2029]/gu;

function listLines(before: string | null, after: string | null, edit?: FieldEdit): readonly ChangeLine[] | null {
  const parts = edit?.kind === "lines" ? linesIn : partsIn(before, after);
  const [old, now] = [parts(before), parts(after)];
  if (old === null || now === null || (old.length === 0 && now.length === 0)) return null;
  const lines = edit?.kind === "list" || edit?.kind === "lines" ? editedLines(old, now, edit) : differing(old, now);
  // Only the order differs, or nothing of what is in it: then the whole says more.
  return lines.length === 0 ? null : lines;
}

function editedLines(
  old: readonly string[],
  now: readonly string[],
  { replaced = [], removed = [] }: Extract<FieldEdit, { kind: "list" | "lines" }>,
): readonly ChangeLine[] {
  const gone = new Set(removed.filter((place) => place < old.length));
  return [
    ...replaced
      .filter(([place]) => place < old.length && !gone.has(place))
      .map(([place, text]): ChangeLine => {
        return { kind: "replaced", text: shownJson(old[place] ?? null), by: shownJson(JSON.stringify(text)) };
      }),
    ...[...gone].map((place): ChangeLine => ({ kind: "removed", text: shownJson(old[place] ?? null) })),
    ...now.slice(old.length - gone.size).map((element): ChangeLine => ({ kind: "added", text: shownJson(element) })),
  ];
}

function differing(old: readonly string[], now: readonly string[]): readonly ChangeLine[] {
  return [
    ...surplus(old, now).map((element): ChangeLine => ({ kind: "removed", text: shownJson(element) })),
    ...surplus(now, old).map((element): ChangeLine => ({ kind: "added", text: shownJson(element) })),
  ];
}

/** How both values are taken apart: texts of several lines line by line, all else as lists. */
function partsIn(before: string | null, after: string | null): (raw: string | null) => readonly string[] | null {
  const isLong = (raw: string | null): boolean => (linesIn(raw)?.length ?? 0) > 1;
  return isLong(before) && isLong(after) ? linesIn : elementsIn;
}

/** The lines of a text as JSON; null where it is no text. */
function linesIn(raw: string | null): readonly string[] | null {
  return textLines(raw)?.map((line) => JSON.stringify(line)) ?? null;
}

/** The elements of a list as JSON; none where there is no value; null where it is no list. */
function elementsIn(raw: string | null): readonly string[] | null {
  if (raw === null) return [];
  const span: Span | null = documentSpan(raw);
  if (span === null) return null;
  const kind = kindAt(raw, span);
  if (kind === "null" || (kind === "string" && stringAt(raw, span) === "")) return [];
  return kind === "array" ? elementsOf(raw, span).map(({ start, end }) => raw.slice(start, end)) : null;
}
