import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildSync } from "esbuild";

export interface BuiltWorker {
  readonly file: string;
  remove(): void;
}

/** Bundles `src/node/worker.ts` as the product does, or another module, in a folder of its own. */
export function buildWorker(entry = "src/node/worker.ts"): BuiltWorker {
  const folder = mkdtempSync(path.join(tmpdir(), "ti-scraper-worker-"));
  const file = path.join(folder, "worker.js");
  buildSync({
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: ["canvas"],
    logLevel: "warning",
  });
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
