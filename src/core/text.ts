import type { Translate } from "./ports";

/** English wording for the command line and tests; unknown placeholders stay as they are. */
export const plainText: Translate = (message, args = {}) =>
  message.replace(/\{(\w+)\}/g, (whole, name: string) => String(args[name] ?? whole));
