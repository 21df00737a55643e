/**
 * Foreign text (feeds, pages, configuration, XSOAR) on its way to the user interface.
 * VS Code renders `[text](command:id)` in notifications as a link that runs the command, and `$(name)` in quick picks as an icon.
 */

const LINE_BREAKS = /[\r\n\t\u0085\u2028\u2029]+/gu;
/** Control, bidirectional and other invisible format characters. */
const INVISIBLE = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
const LONGEST = 80;

/** Foreign text as one visible line, else unchanged: for tree labels, which interpret nothing. */
export function plain(text: string): string {
  return text.replace(LINE_BREAKS, " ").replace(INVISIBLE, "");
}

/** A sentence that may hold foreign text, for notifications: no link can form in it, nothing is hidden. */
export function harmless(text: string): string {
  return plain(text).replaceAll("[", "(").replaceAll("]", ")").trim();
}

/** Foreign text for notifications, progress and input boxes: harmless, and 80 characters at most. */
export function safe(text: string): string {
  const characters = Array.from(harmless(text));
  return characters.length <= LONGEST ? characters.join("") : `${characters.slice(0, LONGEST - 1).join("")}…`;
}

/** A list of foreign names for a notification: three by name, the rest counted by the caller's sentence. */
export function safeList(names: readonly string[]): string {
  const shown = names.slice(0, 3).map(safe).join(", ");
  return names.length > 3 ? `${shown}, …` : shown;
}

/** A failure or the arguments of a problem with every text in it made safe, before it is put into a sentence. */
export function safeTexts<T extends object>(value: T): T {
  const entries = Object.entries(value).map(([key, part]: [string, unknown]) => {
    if (typeof part === "string") return [key, key === "code" ? part : safe(part)] as const;
    // A failure may hold the one that caused it.
    const isObject = typeof part === "object" && part !== null && !Array.isArray(part);
    return [key, isObject ? safeTexts(part) : part] as const;
  });
  return Object.fromEntries(entries) as T;
}

/** Foreign text for quick-pick labels, descriptions and details: icons stay text. */
export function pickText(text: string): string {
  return plain(text).replaceAll("$(", String.raw`\$(`);
}

/** A text for the log, without the secret should a server have echoed it. */
export function withoutSecret(text: string, secret: string): string {
  return secret === "" ? text : text.replaceAll(secret, "***");
}
