import { format } from "jsonc-parser/lib/esm/main.js";
import { type TextEdit, applyEdits } from "./cuts";

/** A JSON text laid out, or a stretch of it. */
export function layOut(
  text: string,
  options: { readonly tabSize: number; readonly insertSpaces: boolean },
  range?: { readonly start: number; readonly end: number },
): string {
  const part = range === undefined ? undefined : { offset: range.start, length: range.end - range.start };
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const edits = format(text, part, { ...options, eol });
  return applyEdits(
    text,
    edits.map(({ offset, length, content }): TextEdit => ({ start: offset, end: offset + length, newText: content })),
  );
}
