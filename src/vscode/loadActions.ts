import { createRequire } from "node:module";
import type * as Actions from "./actions";

let loaded: typeof Actions | undefined;

/** What `dist/actions.js` exports: the work of every command, kept out of what each start reads. */
export function loadActions(): typeof Actions {
  loaded ??= createRequire(__filename)("./actions.js") as typeof Actions;
  return loaded;
}
