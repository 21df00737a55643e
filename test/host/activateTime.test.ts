import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import * as vscode from "vscode";
import { extensionId } from "../vscode/project";
import { SUITE_LINE } from "./suiteLine";

interface Entry {
  activate(context: vscode.ExtensionContext): void;
}

const ROUNDS = 10;
const load = createRequire(__filename);

/** Sorted before every other file of this tier: the extension itself must not be active yet, since commands exist once. */
describe("activate()", () => {
  const extension = () => {
    const found = vscode.extensions.getExtension(extensionId());
    assert.ok(found);
    return found;
  };

  it("takes less than 30 ms (median of 10) and reads dist/extension.js alone", async () => {
    assert.equal(extension().isActive, false, "this file has to run first");
    const dist = path.join(extension().extensionPath, "dist");
    const entry = path.join(dist, "extension.js");
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      delete load.cache[entry];
      const context = fakeContext(extension());
      const reads: string[] = [];
      const restore = watchReads((file) => reads.push(file));
      try {
        const loaded = load(entry) as Entry;
        const start = performance.now();
        loaded.activate(context);
        times.push(performance.now() - start);
      } finally {
        restore();
      }
      assert.deepEqual(
        // A build for development has a map, which VS Code reads for its stack traces.
        reads.filter((file) => file !== entry && file !== `${entry}.map`),
        [],
      );
      assert.deepEqual(
        Object.keys(load.cache).filter((file) => file.startsWith(dist) && file !== entry),
        [],
      );
      // A log channel that was closed once stays closed for every later one of its name.
      for (const subscription of context.subscriptions) if (!("logLevel" in subscription)) subscription.dispose();
    }
    delete load.cache[entry];
    const median = times.sort((a, b) => a - b)[ROUNDS / 2] ?? 0;
    console.log(`${SUITE_LINE}      activate: median ${median.toFixed(1)} ms, slowest ${times.at(-1)?.toFixed(1)} ms`);
    assert.ok(median < 30, `${median} ms`);
    assert.ok(fs.statSync(entry).size < 60 * 1024, `${fs.statSync(entry).size} bytes`);
  });
});

/** What `activate` asks of its context. */
function fakeContext(extension: vscode.Extension<unknown>): vscode.ExtensionContext {
  const memento = { get: () => undefined, update: async () => undefined, keys: () => [] };
  const secrets = {
    get: async () => undefined,
    store: async () => undefined,
    delete: async () => undefined,
    onDidChange: () => new vscode.Disposable(() => undefined),
  };
  const context = { subscriptions: [], extension, workspaceState: memento, globalState: memento, secrets };
  return context as unknown as vscode.ExtensionContext;
}

/** Calls back with each file that is read through `fs`, until the returned function is called. */
function watchReads(onRead: (file: string) => void): () => void {
  const names = ["readFileSync", "openSync", "readFile", "open", "createReadStream"] as const;
  const kept = names.map((name) => [name, fs[name]] as const);
  const patched = fs as unknown as Record<string, unknown>;
  for (const [name, original] of kept) {
    patched[name] = (file: unknown, ...rest: unknown[]) => {
      if (typeof file === "string" || file instanceof URL) onRead(String(file));
      return (original as (...args: unknown[]) => unknown).call(fs, file, ...rest);
    };
  }
  return () => {
    for (const [name, original] of kept) patched[name] = original;
  };
}
