import fs from "node:fs";
import path from "node:path";
import { packageExtension } from "../vscode/packaging";
import { projectRoot } from "../vscode/project";
import type { BenchResult } from "./benchResult";

/** Sizes of what is shipped, as parts of what they may be. Packages the extension first. */
export async function sizesBench(): Promise<BenchResult[]> {
  const vsix = packageExtension();
  const dist = path.join(projectRoot, "dist");
  const scripts = fs.readdirSync(dist).filter((name) => name.endsWith(".js"));
  const total = scripts.reduce((sum, name) => sum + bytes(path.join(dist, name)), 0);
  return [
    size("dist/extension.js, the only file read at activation", bytes(path.join(dist, "extension.js")), 60),
    size(
      "dist",
      total,
      1420,
      scripts.map((name) => `${name}: ${kilobytes(bytes(path.join(dist, name)))}`),
    ),
    size("the package (.vsix)", bytes(vsix), 1200),
  ];
}

function size(name: string, actual: number, limitKb: number, lines: readonly string[] = []): BenchResult {
  const ratio = actual / (limitKb * 1024);
  return { name, goal: `less than 1× of ${limitKb} KB`, ratio, met: ratio < 1, lines: [kilobytes(actual), ...lines] };
}

function bytes(file: string): number {
  return fs.statSync(file).size;
}

function kilobytes(size: number): string {
  return `${(size / 1024).toFixed(1)} KB`;
}
