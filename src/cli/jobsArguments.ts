import type { CliCommand } from "./commands";
import { type Option, type Values, WRONG_DELAY, crawlDelayOf, placeOf, usage } from "./options";

export const JOBS_OPTIONS = [
  "json",
  "crawl-delay",
  "ask-all",
  "record",
  "replay",
  "dry-run",
] as const satisfies readonly Option[];

/** What each of the words behind `jobs` takes. */
const TAKES: Readonly<Record<string, readonly Option[]>> = {
  list: ["json"],
  run: ["json", "crawl-delay", "ask-all", "record", "dry-run"],
  test: ["replay"],
  allow: [],
  disallow: [],
};

/** `jobs`, `jobs list`, and what is done with one job; `list` goes without saying. */
export function readJobs(values: Values, words: readonly string[]): CliCommand {
  const [first = "list", ...others] = words;
  const isWord = Object.hasOwn(TAKES, first);
  const [what, rest] = isWord ? [first, others] : ["list", words];
  const foreign = JOBS_OPTIONS.find((option) => values[option] !== undefined && TAKES[what]?.includes(option) !== true);
  if (foreign !== undefined) return usage(`jobs ${what} does not take --${foreign}.`);
  const [name, ...folders] = what === "list" ? [undefined, ...rest] : rest;
  if (what !== "list" && name === undefined)
    return usage(`jobs ${what} needs the NAME of a job; jobs list tells them.`);
  const places = folders.filter((folder) => folder !== undefined);
  if (places.length > 1) return usage("jobs takes one FOLDER.");
  const place = placeOf(values, places);
  const { json = false, record, replay } = values;
  if (name === undefined) return { kind: "jobs", ...place, json };
  switch (what) {
    case "run": {
      const crawlDelay = crawlDelayOf(values);
      if (crawlDelay === null) return usage(WRONG_DELAY);
      return {
        kind: "scan",
        ...place,
        json,
        create: "none",
        jobs: [name],
        crawlDelay,
        askAll: values["ask-all"] ?? false,
        maxNotes: null,
        isByName: true,
        ...(record === undefined ? {} : { record }),
        ...(values["dry-run"] === true ? { dryRun: true as const } : {}),
      };
    }
    case "test":
      if (replay === undefined)
        return usage("jobs test needs --replay FILE, as jobs run --record FILE has written it.");
      return { kind: "scripts", ...place, job: name, action: { do: "test", replay } };
    default:
      return { kind: "scripts", ...place, job: name, action: { do: what === "allow" ? "allow" : "disallow" } };
  }
}
