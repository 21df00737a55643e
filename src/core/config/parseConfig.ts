import type { Job } from "../model/model";
import { TOO_LONG } from "./configNode";
import { crossCheck } from "./crossChecks";
import { SHIPPED_FEEDS, SHIPPED_PAGES } from "./defaults";
import { SHAPES } from "./files";
import { readJsonNodes } from "./jsonNodes";
import { type Problem, flawFindings, placeFindings } from "./problems";
import { type Reading, namesOf, placesOf } from "./shape";
import type { ArticlesConfig, ConfigFormat, ConfigOf } from "./types";
import { prepareYaml, readYamlNodes } from "./yamlNodes";
export type { Problem } from "./problems";

interface ParsedConfig<T> {
  /** With the shipped value for every key the file leaves out; null when a problem is an error. */
  readonly config: T | null;
  /** In the order of the text. */
  readonly problems: readonly Problem[];
}

/**
 * Reads the configuration file of a job and says all that is wrong with it. Never throws, whatever the text is. A file
 * that is not JSON or YAML at all gets its first syntax error alone.
 */
export function parseConfig<J extends Job>(job: J, source: string, format: ConfigFormat): ParsedConfig<ConfigOf[J]> {
  const { root, flaws } = format === "json" ? readJsonNodes(source) : readYamlNodes(source);
  const findings = flawFindings(flaws);
  const syntax = findings.filter(({ severity }) => severity === "error");
  if (root === null || syntax.length > 0) return { config: null, problems: placeFindings(syntax, source) };

  const shape = SHAPES[job];
  const reading: Reading = { findings, values: new Map(), names: namesOf(shape), places: placesOf(shape) };
  const config = shape.read(root, { path: [], name: "" }, reading);
  if (config !== undefined) crossCheck(root, reading);
  const problems = placeFindings(findings, source);
  const broken = config === undefined || findings.some(({ severity }) => severity === "error");
  return { config: broken ? null : withMissingSources(job, config, reading), problems };
}

/** What is wrong with a file of more than `MAX_CONFIG_BYTES`, which is not read. */
export const TOO_LONG_PROBLEMS: readonly Problem[] = placeFindings(flawFindings([TOO_LONG]), "");

/**
 * Prepares a long text in turns: `parseConfig` and the like are quick with it then. JSON is read fast as it is.
 * @param pause lets other work of the process go on
 */
export async function prepareConfig(source: string, format: ConfigFormat, pause: () => Promise<void>): Promise<void> {
  if (format === "yaml") await prepareYaml(source, pause);
}

/**
 * A file that names neither feeds nor pages means the shipped ones, or for the other jobs those of the articles; one list alone is all
 * there is.
 */
function withMissingSources<J extends Job>(job: J, config: ConfigOf[J], reading: Reading): ConfigOf[J] {
  const named = ["websiteconfig.rss_feeds", "websiteconfig.webpages"].some((name) => reading.values.has(name));
  if (named) return config;
  if (job !== "articles") {
    const { websiteconfig } = config;
    return { ...config, websiteconfig: { ...websiteconfig, sourcesOfArticles: true } };
  }
  const articles: ArticlesConfig = config as ConfigOf["articles"];
  const websiteconfig = { ...articles.websiteconfig, rss_feeds: SHIPPED_FEEDS, webpages: SHIPPED_PAGES };
  return { ...articles, websiteconfig } as ConfigOf[J];
}
