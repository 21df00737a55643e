/**
 * Prints every benchmark as a ratio with its goal: `npm run bench [-- NAME…]`; with `--against FOLDER` the scan of this copy of the
 * product and of the one built in that folder.
 */
import path from "node:path";
import { againstBench } from "./against";
import type { BenchResult } from "./benchResult";

/** Files beside this one; each exports one function that is called after it, `scanBench`. */
const BENCHES = [
  "sizes",
  "feedParsing",
  "matching",
  "stories",
  "search",
  "scan",
  "scale",
  "ownJobs",
  "xsoar",
  "records",
  "attackImport",
  "connections",
];

async function main(names: readonly string[]): Promise<void> {
  if (names[0] === "--against") {
    for (const result of await againstBench(names[1] ?? ".")) print(result);
    return;
  }
  for (const name of names.length > 0 ? names : BENCHES) {
    const exported = require(path.join(__dirname, name)) as Readonly<Record<string, unknown>>;
    const bench = exported[`${name}Bench`] as () => Promise<readonly BenchResult[]>;
    for (const result of await bench()) print(result);
  }
}

function print({ name, goal, ratio, met, lines }: BenchResult): void {
  const verdict = met === null ? "not measured" : met ? "met" : "MISSED";
  console.log(name);
  console.log(`  ${ratio === null ? "no ratio" : `${Number(ratio.toPrecision(3))}×`}, goal ${goal}: ${verdict}`);
  for (const line of lines) console.log(`  ${line}`);
  console.log();
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
