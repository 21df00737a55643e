import { createRequire } from "node:module";
import type * as Scan from "../../scan";

/** What `dist/scan.js` exports. */
type ScanModule = typeof Scan;

let loaded: ScanModule | undefined;

/**
 * The pipeline, read from disk on first use: `activate()` must not pay for parsers and HTTP.
 * Loaded through `require` at run time because esbuild keeps it a file of its own.
 */
export function loadScan(): ScanModule {
  loaded ??= createRequire(__filename)("./scan.js") as ScanModule;
  return loaded;
}
