import { oneLine } from "../../text/foreignText";
import { sameText } from "../../xsoar/fieldEdits";

/** Joiners that join nothing: at an end, or beside a blank. Between two characters they spell, so there they stay. */
const LOOSE_JOINERS = /(?<=^| )[\u200C\u200D]+|(?<![\u200C\u200D])[\u200C\u200D]+(?= |$)/g;

/** A value of a list as it should be written: without invisible characters, with one blank where there were several, with none at its ends. */
export function tidyText(text: string): string {
  return oneLine(oneLine(text).replace(LOOSE_JOINERS, ""));
}

/** What two values of a list have in common when they are the same: blanks in a row, invisible characters, case and normal form aside. */
export function sameValue(text: string): string {
  return sameText(tidyText(text));
}
