import { createRequire } from "node:module";
import type * as Dialogs from "./dialogs";

let loaded: typeof Dialogs | undefined;

/** What `dist/dialogs.js` exports: dialogs that are rarely opened, kept out of what every start reads. */
export function loadDialogs(): typeof Dialogs {
  loaded ??= createRequire(__filename)("./dialogs.js") as typeof Dialogs;
  return loaded;
}
