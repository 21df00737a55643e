import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { type OwnReport, compareOwnJobs, startLeakSite, writeLeakJobs } from "./leakJobs";
import { PLANTED_STORIES, type StoryReport, compareStories } from "./news/toldStories";
import { type FoundReport, compareRecords, compareReport, recordTexts } from "./verdict";
import { runCli } from "./runCli";
import { updateOnce } from "./updateOnce";
import { type World, startWorld } from "./world";

/**
 * Scans the demo once with the command line tool, prints what it found, and compares with what was planted; then the same with the
 * updates of its records. Gives the exit code: 0 when they agree.
 */
export async function scanOnce(cliFile: string): Promise<number> {
  const world = await startWorld();
  const leaks = await startLeakSite();
  writeLeakJobs(world.workspaceFolder, leaks);
  const home = fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-state-"));
  try {
    const before = recordTexts(world.xsoar);
    const allowed = await runCli([cliFile, "jobs", "allow", "headings", world.workspaceFolder], world, home);
    if (allowed.code !== 0) console.error(allowed.errors);
    const { output, errors, code } = await runCli([cliFile, "scan", world.workspaceFolder, "--json"], world, home);
    const report = readReport(output);
    if (report === null || (code !== 0 && code !== 1)) {
      console.error(`The scan gave no report (exit code ${code}).\n${errors}${output}`);
      return 1;
    }
    printReport(report, world);
    const problems = [
      ...compareReport(report, world.truth),
      ...compareRecords(world.xsoar, before, world.truth),
      ...compareOwnJobs(report),
      ...compareStories(report, (host) => world.news.originOf(host)),
    ];
    if (code !== 1) problems.push("the exit code does not tell that sources failed");
    const { articles, matches, notes, failing } = world.truth;
    const noteCount = notes.reduce((sum, row) => sum + row.articles.length, 0);
    console.log(
      `\nPlanted: ${articles.length} articles, ${matches.length} matches, ${noteCount} notes, ${failing.length} failing sources, ${PLANTED_STORIES} stories. ` +
        (problems.length === 0 ? "All of it was found, and nothing else." : "The scan differs:"),
    );
    for (const problem of problems) console.log(`  ${problem}`);
    const updates = await updateOnce(world, (args) => runCli([cliFile, ...args], world, home), console.log);
    return problems.length + updates.length === 0 ? 0 : 1;
  } finally {
    await leaks.close();
    await world.close();
    fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

function readReport(output: string): (FoundReport & OwnReport & StoryReport) | null {
  try {
    return JSON.parse(output) as FoundReport & OwnReport & StoryReport;
  } catch {
    return null;
  }
}

function printReport(report: FoundReport, { xsoar }: World): void {
  const failed = report.sources.filter(({ outcome }) => outcome === "failed");
  console.log(
    `${report.sources.length} sources in ${(report.durationMs / 1000).toFixed(1)} s: ${report.articles} articles, ${report.new.length} new.`,
  );
  for (const { url, error } of failed) console.log(`  failed: ${url}: ${error?.message ?? ""}`);
  const rows = new Map<string, Map<string, string>>();
  for (const { profile, name, title, url } of report.matches) {
    const row = profile ?? `${name} (an alias whose owner is not known yet)`;
    const articles = rows.get(row) ?? new Map<string, string>();
    rows.set(row, articles.set(url, title));
  }
  for (const [row, articles] of rows) {
    console.log(`\n${row}`);
    for (const [url, title] of articles) console.log(`  ${title}\n    ${url}`);
  }
  console.log("\nNotes added");
  for (const { name, record, added } of report.notesAdded) {
    const value = xsoar.records().find(({ id }) => id === record)?.value ?? record;
    console.log(`  ${name}: ${added} on the record ${value}`);
  }
  console.log("\nRecords that would be created");
  for (const { name, articles } of report.recordsMissing) console.log(`  ${name}, with ${articles.length} articles`);
  for (const { name, values } of report.ambiguous) console.log(`\n${name} has several records: ${values.join(", ")}`);
}
