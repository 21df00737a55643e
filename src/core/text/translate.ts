/** English wording for the command line and tests; unknown placeholders stay as they are. */
export const plainText: Translate = (message, args = {}) =>
  message.replace(/\{(\w+)\}/g, (whole, name: string) => String(args[name] ?? whole));

/** Words a sentence: `{name}` is replaced from `args`. `vscode.l10n.t` has this shape, `plainText` is its English twin. */
export type Translate = (message: string, args?: Record<string, string | number>) => string;

/** A sentence with what a server said of it, where it said anything. It ends as one, whatever the server said: another may follow. */
export function withDetail(sentence: string, detail: string, t: Translate): string {
  if (detail === "") return sentence;
  const args = { sentence, detail };
  return /[.!?…]["')\]]?$/.test(detail)
    ? t("{sentence} It says: {detail}", args)
    : t("{sentence} It says: {detail}.", args);
}
