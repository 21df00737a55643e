/**
 * Prints how good matching is: precision, recall and F1 on labelled headlines and on tagged sentences of threat reports, beside
 * the rule of the original tool and plain whole words; and how good stories are, beside plain TF-IDF. `npm run quality [-- --data FOLDER] [--mistakes]`. Needs the data
 * beside the project (`../shared/data`); without it says so and ends well.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { originalFinder, plainWordFinder } from "./baselines";
import { type GoldPair, ownFinder, profilesOf, scoreGold } from "./gold";
import {
  originalSentenceFinder,
  ownSentenceFinder,
  plainWordSentenceFinder,
  readKnownNames,
  readTagged,
  scoreNer,
} from "./ner";
import { type Scores, scoresOf } from "./score";
import { type LabelledHeadline, ownStories, scoreStories, tfIdfStories } from "./stories";

function main(): void {
  const { values } = parseArgs({ options: { data: { type: "string" }, mistakes: { type: "boolean" } } });
  const data = values.data ?? path.join(__dirname, "..", "..", "..", "..", "shared", "data");
  const matching = path.join(data, "matching");
  const profiles = readJson(path.join(matching, "profiles.json"));
  for (const name of ["gold-dev.jsonl", "made-dev.jsonl"]) {
    headlines(path.join(matching, name), profiles, values.mistakes === true);
  }
  sentences(path.join(matching, "dnrti"), path.join(data, "knowledge"), values.mistakes === true);
  stories(path.join(data, "stories", "dev.jsonl"), values.mistakes === true);
}

function headlines(file: string, profiles: unknown, showMistakes: boolean): void {
  const name = path.basename(file);
  if (!existsSync(file)) return notThere(name, file);
  const pairs = readLines(file) as GoldPair[];
  const tracked = Array.isArray(profiles) ? (profiles as ReturnType<typeof profilesOf>) : profilesOf(pairs);
  console.log(`${name}: ${pairs.length} labelled headlines, ${tracked.length} names tracked together`);
  const own = scoreGold(pairs, ownFinder(tracked));
  row("TI Scraper", scoresOf(own.outcomes));
  row("original tool", scoresOf(scoreGold(pairs, originalFinder(tracked)).outcomes));
  row("whole words", scoresOf(scoreGold(pairs, plainWordFinder(tracked)).outcomes));
  if (showMistakes) for (const mistake of own.mistakes) console.log(`    ${mistake}`);
  console.log();
}

function sentences(folder: string, knowledge: string, showMistakes: boolean): void {
  if (!existsSync(folder)) return notThere("DNRTI", folder);
  if (!existsSync(knowledge)) return notThere("names for DNRTI", knowledge);
  const tagged = filesOf(folder, ".txt").flatMap((file) => readTagged(readFileSync(file, "utf8")));
  const files = filesOf(knowledge, ".json").map((file) => ({ name: path.basename(file), bytes: readFileSync(file) }));
  const names = readKnownNames(files);
  console.log(`DNRTI: ${tagged.length} sentences, ${names.length} names of MISP galaxy and ATT&CK`);
  const own = scoreNer(tagged, names, ownSentenceFinder(names));
  row("TI Scraper", own);
  row("original tool", scoreNer(tagged, names, originalSentenceFinder(names)));
  row("whole words", scoreNer(tagged, names, plainWordSentenceFinder(names)));
  if (showMistakes) {
    for (const [key, times, example] of own.wrong) console.log(`    wrong\t${times}\t${key}\t${example}`);
    for (const [key, times, example] of own.missed) console.log(`    missed\t${times}\t${key}\t${example}`);
  }
}

function stories(file: string, showMistakes: boolean): void {
  if (!existsSync(file)) return notThere("stories", file);
  const headlines = readLines(file) as LabelledHeadline[];
  const windows = [...new Set(headlines.map(({ window }) => window))];
  console.log(
    `\nstories: ${headlines.length} headlines of ${windows.length} windows, B³ over articles in clusters of two or more`,
  );
  const own = scoreStories(headlines, ownStories);
  row("TI Scraper", own);
  console.log(`  round-ups in a story: ${own.roundups}`);
  for (const window of windows) {
    const these = headlines.filter((one) => one.window === window);
    row(`  ${window}`, scoreStories(these, ownStories));
  }
  for (const threshold of [0.2, 0.25, 0.3]) {
    row(`TF-IDF, ${threshold.toFixed(2)}`, scoreStories(headlines, tfIdfStories(threshold)));
  }
  if (showMistakes) for (const mistake of own.mistakes) console.log(`    ${mistake}`);
}

function readLines(file: string): unknown[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as unknown);
}

function row(rule: string, { precision, recall, f1 }: Scores): void {
  const figures = [precision, recall, f1].map((share) => share.toFixed(3));
  console.log(`  ${rule.padEnd(14)} precision ${figures[0]}, recall ${figures[1]}, F1 ${figures[2]}`);
}

function notThere(what: string, place: string): void {
  console.log(`${what}: not measured, there is no data at ${place}`);
}

function filesOf(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => path.join(folder, name));
}

function readJson(file: string): unknown {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as unknown) : null;
}

main();
