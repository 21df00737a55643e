import type { NoteState } from "../core/model/model";
import type { Translate } from "../core/text/translate";

/** Where a note can stand so that its row has a sign for it: it is written, or will be. */
export type SignedNote = Exclude<NoteState, "off" | "held">;

/** The sign of each, as wide as a letter. */
export const NOTE_SIGNS: Readonly<Record<SignedNote, string>> = { noted: "✓", pending: "…", review: "?", theirs: "✎" };

/** Whether a row has a sign for its note. */
export function isSigned(note: NoteState): note is SignedNote {
  return note in NOTE_SIGNS;
}

/** Where a note stands, in a word or three. */
export function noteWord(note: SignedNote, t: Translate): string {
  switch (note) {
    case "noted":
      return t("noted");
    case "pending":
      return t("waiting");
    case "review":
      return t("held for review");
    case "theirs":
      return t("in your notes");
  }
}
