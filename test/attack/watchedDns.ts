import dns from "node:dns";
import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type BuiltWorker, buildWorker } from "../net/buildWorker";

/** The functions of Node that ask for the address of a name. */
const QUESTIONS = ["lookup", "resolve", "resolve4", "resolve6", "resolveAny", "resolveCname", "resolveTxt"] as const;

/** Every name that this process or its worker looks up. */
export interface WatchedDns {
  /** `dist/worker.js`, in which names that are looked up are noted as well. */
  readonly workerFile: string;
  /** Since the last time this was asked. */
  names(): readonly string[];
  end(): void;
}

/** Notes down names that are looked up: in place of a resolver's own log, which another process would have. */
export function watchDns(): WatchedDns {
  const worker: BuiltWorker = buildWorker();
  const folder = path.dirname(worker.file);
  const notes = path.join(folder, "names.txt");
  const workerFile = path.join(folder, "watched.js");
  writeFileSync(notes, "");
  writeFileSync(
    workerFile,
    `const { appendFileSync } = require("node:fs");
const dns = require("node:dns");
for (const place of [dns, dns.promises]) {
  for (const name of ${JSON.stringify(QUESTIONS)}) {
    const ask = place[name];
    place[name] = (host, ...rest) => {
      appendFileSync(${JSON.stringify(notes)}, host + "\\n");
      return ask.call(place, host, ...rest);
    };
  }
}
require(${JSON.stringify(worker.file)});
`,
  );
  const restore = [dns, dns.promises].map((place) => watch(place as unknown as Questions, notes));
  return {
    workerFile,
    names: () => {
      const names = readFileSync(notes, "utf8").split("\n");
      writeFileSync(notes, "");
      return names.filter((name) => name !== "");
    },
    end: () => {
      for (const undo of restore) undo();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Questions = Record<string, (host: string, ...rest: readonly unknown[]) => unknown>;

function watch(place: Questions, notes: string): () => void {
  const before = QUESTIONS.map((name) => [name, place[name]] as const);
  for (const [name, ask] of before) {
    place[name] = (host, ...rest) => {
      appendFileSync(notes, `${host}\n`);
      return ask?.call(place, host, ...rest);
    };
  }
  return () => {
    for (const [name, ask] of before) if (ask !== undefined) place[name] = ask;
  };
}
