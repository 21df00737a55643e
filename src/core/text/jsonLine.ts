import { isRecord } from "./isRecord";

/** What is wrong with one line of JSON Lines of which texts are wanted. */
export type JsonLineProblem<F extends string> =
  | { readonly code: "notJson" }
  | { readonly code: "notObject" }
  | { readonly code: "badField"; readonly field: F };

/** Reads texts out of one line of JSON Lines. One that is missing or null is empty; other fields are ignored. */
export function readTexts<F extends string>(
  line: string,
  fields: readonly F[],
):
  | { readonly ok: true; readonly texts: Readonly<Record<F, string>> }
  | { readonly ok: false; readonly problem: JsonLineProblem<F> } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { ok: false, problem: { code: "notJson" } };
  }
  if (!isRecord(value)) return { ok: false, problem: { code: "notObject" } };
  const texts = {} as Record<F, string>;
  for (const field of fields) {
    const text = value[field] ?? "";
    if (typeof text !== "string") return { ok: false, problem: { code: "badField", field } };
    texts[field] = text;
  }
  return { ok: true, texts };
}
