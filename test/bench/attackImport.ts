import { fork } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { projectRoot } from "../vscode/project";
import type { AttackImportFigures } from "./attackImportProcess";
import type { BenchResult } from "./benchResult";
import { writeWorkspace } from "./scanWorld";

const BUNDLE = path.resolve(projectRoot, "../shared/data/knowledge/mitre-attack/enterprise-attack.json");
const MOST_MB = 600;
const MOST_LEFT_MB = 150;
const MOST_BLOCK_MS = 50;

/** The import of the whole bundle of ATT&CK: what the process comes to, what it gives back, and whether it ever stands still. */
export async function attackImportBench(): Promise<BenchResult[]> {
  const figures = fs.existsSync(BUNDLE) ? await measureAttackImport(BUNDLE) : null;
  const of = (name: string, limit: number, unit: string, value: number | undefined, lines: readonly string[]) => ({
    name,
    goal: `less than 1× of ${limit} ${unit}`,
    ratio: value === undefined ? null : value / limit,
    met: value === undefined ? null : value < limit,
    lines: value === undefined ? ["the bundle is not here: not measured"] : [`${value.toFixed(0)} ${unit}`, ...lines],
  });
  const {
    beforeMb = 0,
    peakMb,
    afterMb = 0,
    importMs = 0,
    importBlockMs,
    tableMs = 0,
    tableBlockMs,
    tableMb = 0,
  } = figures ?? {};
  return [
    of("the process at its peak while ATT&CK is imported, the worker included", MOST_MB, "MB", peakMb, [
      `${beforeMb.toFixed(0)} MB before; imported within ${importMs.toFixed(0)} ms`,
    ]),
    of(
      "what the process keeps of it afterwards",
      MOST_LEFT_MB,
      "MB",
      figures === null ? undefined : afterMb - beforeMb,
      [`${afterMb.toFixed(0)} MB after 3 seconds`],
    ),
    of("the longest block of the process while ATT&CK is imported", MOST_BLOCK_MS, "ms", importBlockMs, []),
    of("the longest block of the process while the table of techniques is read", MOST_BLOCK_MS, "ms", tableBlockMs, [
      `read within ${tableMs.toFixed(0)} ms; ${tableMb.toFixed(0)} MB more`,
    ]),
  ];
}

/** Imports a bundle in a process of its own, with the worker of `dist`. */
export async function measureAttackImport(bundle: string): Promise<AttackImportFigures> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-attack-"));
  try {
    const root = path.join(folder, "workspace");
    writeWorkspace(root, { feeds: [], pages: [] });
    const child = fork(path.join(__dirname, "attackImportProcess.js"), [root, bundle], {
      env: { ...process.env, XDG_STATE_HOME: path.join(folder, "state") },
    });
    return await new Promise((resolve, reject) => {
      child.once("message", (figures) => resolve(figures as AttackImportFigures));
      child.once("exit", () => reject(new Error("The process that was to be measured ended early.")));
    });
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
