import * as vscode from "vscode";
import { NOTE_SIGNS, type SignedNote, isSigned, noteWord } from "../../ui/noteSigns";
import { NoteScheme } from "../shell/ids";
import { t } from "../shell/l10n";

/** What a row with a sign for its note has in place of a file: VS Code asks for the sign by it. */
export function noteUri(note: SignedNote): vscode.Uri {
  return vscode.Uri.from({ scheme: NoteScheme, path: `/${note}` });
}

/** The signs, in the colour of the theme's text. */
export const noteSigns: vscode.FileDecorationProvider = {
  provideFileDecoration: ({ scheme, path }) => {
    const note = path.slice(1) as SignedNote;
    if (scheme !== NoteScheme || !isSigned(note)) return undefined;
    return new vscode.FileDecoration(NOTE_SIGNS[note], noteWord(note, t));
  },
};
