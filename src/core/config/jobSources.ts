import type { OtherJob } from "../model/model";
import type { ConfigState } from "./configState";
import type { ArticlesConfig, ConfigOf } from "./types";

/**
 * A job's configuration with the sources it reads: its own, or those of the articles where its file names none. What the job reads
 * pages for, it reads of the articles' pages; their feeds are for the keywords alone.
 */
export function withSources<J extends OtherJob>(config: ConfigOf[J], articles: ConfigState): ConfigOf[J] {
  if (!config.websiteconfig.sourcesOfArticles || articles.kind !== "ok") return config;
  const { rss_feeds, webpages, sourceRules }: ArticlesConfig["websiteconfig"] = articles.config.websiteconfig;
  const hasFeeds = "rss_feeds" in config.websiteconfig;
  return {
    ...config,
    controllerPort: config.controllerPort > 0 ? config.controllerPort : articles.config.controllerPort,
    websiteconfig: {
      ...config.websiteconfig,
      ...(hasFeeds ? { rss_feeds } : {}),
      webpages,
      sourceRules: hasFeeds ? sourceRules : sourceRules.filter(({ kind }) => kind === "page"),
    },
  };
}

/** True when a job has nothing to read: it names no sources, and there are no articles whose sources it could read. */
export function lacksSources(config: ConfigOf[OtherJob], articles: ConfigState): boolean {
  return config.websiteconfig.sourcesOfArticles && articles.kind !== "ok";
}
