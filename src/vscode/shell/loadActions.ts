import { createRequire } from "node:module";
import type * as Module from "../actions";

let loaded: typeof Module | undefined;

/** What `dist/actions.js` exports: the work of every command, kept out of what each start reads. */
export function loadActions(): typeof Module {
  loaded ??= createRequire(__filename)("./actions.js") as typeof Module;
  return loaded;
}
