import type { ArticlesConfig, KeywordsConfig, ProfilingConfig, XsoarConfig } from "./types";
import type { ConfigState, ConfigStateOf } from "./configState";
import { CSV, RECORDS, STORIES } from "./defaults";
import { normaliseBaseUrl } from "../xsoar/connection";

/** Whether the articles or the keywords job sends its matches to Cortex XSOAR. */
export function wantsNotes({
  profileRecords,
  profiling,
}: Pick<KeywordsConfig, "profileRecords" | "profiling">): boolean {
  return profileRecords && profiling.profile2cortex;
}

/**
 * What notes are written by: one server for a workspace. It is the configuration of the articles job, with the names of the keywords
 * job beside its own where that job writes notes too; the notes are on when one of both has them on. Where the articles name no server, the keywords' section counts.
 */
export function noteConfig(articles: ConfigState, keywords: ConfigStateOf<"keywords">): ConfigState {
  if (articles.kind === "invalid" || keywords.kind !== "ok" || !wantsNotes(keywords.config)) return articles;
  const { config: wanted, file, format, warnings, plainKey } = keywords;
  if (articles.kind === "none") {
    const websiteconfig = { ...wanted.websiteconfig, stopwords: [], specialHandling: {} };
    return {
      kind: "ok",
      file,
      format,
      warnings,
      plainKey,
      ignored: null,
      config: { ...wanted, websiteconfig, records: RECORDS, stories: STORIES, csv: CSV },
    };
  }
  const { config } = articles;
  if (hostOf(config) === "" && hostOf(wanted) !== "") {
    const CortexXSOARAPIConfig = stricter(wanted.profiling.CortexXSOARAPIConfig, config.profiling.CortexXSOARAPIConfig);
    const profiling = { ...withNames(wanted.profiling, config.profiling), CortexXSOARAPIConfig };
    return {
      kind: "ok",
      file,
      format,
      warnings,
      plainKey,
      ignored: null,
      config: { ...config, profileRecords: true, profiling },
    };
  }
  const CortexXSOARAPIConfig = stricter(config.profiling.CortexXSOARAPIConfig, wanted.profiling.CortexXSOARAPIConfig);
  const profiling = { ...withNames(config.profiling, wanted.profiling), profile2cortex: true, CortexXSOARAPIConfig };
  return { ...articles, config: { ...config, profileRecords: true, profiling } };
}

/** Why the keywords job must not have its notes written although it wants them; null when nothing speaks against it. */
export function notesBlocked(articles: ConfigState, keywords: KeywordsConfig): "otherServer" | "dryRun" | null {
  if (articles.kind !== "ok" || hostOf(articles.config) === "") return null;
  const [mine, theirs] = [keywords, articles.config].map(({ profiling }) => {
    const { host, key_id: keyId } = profiling.CortexXSOARAPIConfig;
    const base = normaliseBaseUrl(host, { keyId });
    return base.ok ? base.origin + (base.tenant ?? "") : host.trim();
  });
  if (mine !== "" && mine !== theirs) return "otherServer";
  // Notes of both wait in one place: what is to be a dry run must not be written by the other.
  const isDry = ({ profiling }: Pick<ArticlesConfig, "profiling">): boolean => profiling.CortexXSOARAPIConfig.dry_run;
  return isDry(keywords) && !isDry(articles.config) ? "dryRun" : null;
}

/** The notes of both wait in one place and go out together: by the stricter word of the two. */
function stricter(own: XsoarConfig, other: XsoarConfig): XsoarConfig {
  const least = (a: number, b: number): number => (a === 0 || b === 0 ? Math.max(a, b) : Math.min(a, b));
  return {
    ...own,
    write: own.write === "limits" && other.write === "review" ? "review" : own.write,
    review_above: least(own.review_above, other.review_above),
  };
}

function hostOf({ profiling }: Pick<ArticlesConfig, "profiling">): string {
  return profiling.CortexXSOARAPIConfig.host.trim();
}

function withNames(own: ProfilingConfig, other: ProfilingConfig): ProfilingConfig {
  const known = new Set(own.profileData);
  const more = other.profiles.filter(({ name }) => !known.has(name));
  return {
    ...own,
    profileData: [...own.profileData, ...more.map(({ name }) => name)],
    profiles: [...own.profiles, ...more],
  };
}
