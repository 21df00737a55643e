/** Words a sentence in the user's language: its gaps are filled as `fill` does. */
export type Translate = (message: string, args?: Record<string, string | number>) => string;

/** `{name}`, `{count|article|articles}`, `{count:was|were}`. */
const GAP = /\{(\w+)(?:([|:])([^{}|]*)\|([^{}|]*))?\}/g;

/**
 * A sentence with its gaps filled; a gap nothing is given for stays as it is. `{name}` stands for a text, or for a number as the language
 * writes it; `{count|article|articles}` for a number with the words that go with one and with all others; `{count:was|were}` for such
 * words alone. English and German have these two forms.
 */
export function fill(sentence: string, args: Readonly<Record<string, string | number>>, language: string): string {
  return sentence.replace(GAP, (whole: string, name: string, form?: string, one = "", many = "") => {
    const value = args[name];
    if (value === undefined) return whole;
    const shown = typeof value === "number" ? numberText(value, language) : value;
    if (form === undefined) return shown;
    const words: string = Math.abs(Number(value)) === 1 ? one : many;
    return form === "|" ? `${shown} ${words}` : words;
  });
}

let formats: { readonly language: string; readonly format: Intl.NumberFormat } | undefined;

/** A number with the separators of the language: 10,269, in German 10.269. */
export function numberText(value: number, language = "en"): string {
  // Making a formatter takes tens of milliseconds, so small numbers go without and there is one.
  if (Number.isInteger(value) && Math.abs(value) < 1000) return String(value);
  if (formats?.language !== language) formats = { language, format: new Intl.NumberFormat(language) };
  return formats.format.format(value);
}

/** English wording for the command line and tests. */
export const plainText: Translate = (message, args = {}) => fill(message, args, "en");

/** A sentence with what a server said of it, where it said anything. It ends as one, whatever the server said: another may follow. */
export function withDetail(sentence: string, detail: string, t: Translate): string {
  if (detail === "") return sentence;
  const args = { sentence, detail };
  return /[.!?…]["')\]]?$/.test(detail)
    ? t("{sentence} It says: {detail}", args)
    : t("{sentence} It says: {detail}.", args);
}
