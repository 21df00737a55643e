/** What a terminal acts upon (ECMA-48): control characters but tabs and line breaks. A lone carriage return overwrites its line. */
// oxlint-disable-next-line no-control-regex -- finding control characters is the point
const CONTROLS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]|\r(?!\n)/g;

/**
 * A text for the terminal: names, addresses and answers of servers stand in it, and none of them may move the cursor, colour
 * or clear anything. Control characters become escapes that JSON reads as the same characters.
 */
export function printable(text: string): string {
  return text.replace(CONTROLS, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
