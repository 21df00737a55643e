import type { ConfigState, JobFile } from "../config/configState";
import { extractionOf } from "../config/extraction";
import { withSources } from "../config/jobSources";
import { type ReadingConfig, shownName } from "../config/ownTypes";
import type { ConfigOf, ContentsConfig, KeywordsConfig } from "../config/types";
import { type CsvForm, PLAIN_CSV, csvForm } from "../exports/csv";
import type { JobId, OtherJob } from "../model/model";
import type { Names } from "../names/names";
import type { PreparedJob } from "../scan/preparedJob";
import { prepareContents } from "./contentsJob";
import { prepareCounts } from "./countsJob";
import type { JobWorkspace } from "./jobDocuments";
import type { DoneJob, OtherReport, OwnJob } from "./jobReports";
import { prepareKeywords } from "./keywordsJob";
import { withKeywords } from "./keywords";
import { articleValues, laidOut } from "./layout";
import { type ListJob, plainResult } from "./listJob";
import { ownDocuments, ownKind } from "./ownDocuments";
import type { OwnScript } from "./ownScript";
import { type RowsJob, prepareRows } from "./rowsJob";

/** What a job needs beside its configuration. */
export interface OwnNeeds {
  readonly workspace: JobWorkspace;
  readonly names: Names;
  readonly digest: (text: string) => string;
  readonly articles: ConfigState;
  readonly askAll: boolean;
  /** Null for a job without one. */
  readonly script: OwnScript | null;
}

/** A prepared job, with the sources it reads and what its report makes of it. */
export interface PreparedOwn {
  readonly prepared: PreparedJob<OtherReport>;
  readonly config: Parameters<typeof withSources>[0];
  readonly result: (report: OtherReport) => DoneJob;
}

/** A job of the user's own as one of the four runs, with a memory of its own and what its file says beside the keys of its base. */
export async function prepareOwn(
  id: JobId,
  own: ReadingConfig,
  file: JobFile,
  { workspace, names, digest, articles, askAll, script }: OwnNeeds,
): Promise<PreparedOwn> {
  const documents = ownDocuments(id, digest);
  const identity: OwnJob = { id, name: shownName(id, own.head), base: own.base };
  const csv = tableForm(own.config, articles);
  const { format, extract } = own;
  const about = { own: identity, format, csv };
  const result = (config: DoneJob["state"]["config"]) => {
    const state = { kind: "ok", ...file, config };
    return (report: OtherReport): DoneJob => ({ kind: "done", job: report.job, report, state }) as unknown as DoneJob;
  };
  const wanted = extractionOf(own);
  const rowsJob = (names: readonly string[]): RowsJob => ({
    own: identity,
    memory: workspace.memory.with({ ownRows: documents.rows }),
    extract,
    wanted,
    needsNames: names.length > 0,
    format,
    script,
    csv,
    isDelta: own.isDelta,
    digest,
  });
  if (script?.speaks === "text") {
    const { config } = own;
    const pages: ContentsConfig = { ...config, getDeltaRecords: false };
    return { prepared: prepareRows(workspace, pages, rowsJob([])), config, result: result(config) };
  }
  switch (own.base) {
    case "articles":
    case "keywords": {
      const config: KeywordsConfig = withSources<"keywords">(own.config, articles);
      const list: ListJob = {
        own: identity,
        find:
          own.base === "articles"
            ? (found) => Array.from(found, (article) => ({ article, keywords: [] }))
            : (found) => withKeywords(found, config.websiteconfig.keywords),
        filter: own.base === "articles" ? own.config.websiteconfig : { stopwords: [], specialHandling: {} },
        extract: wanted,
        readsResults: format === null,
        resultText:
          format === null
            ? plainResult
            : (found, placeholder) => laidOut(format, found.map(articleValues), placeholder, csv),
        script,
      };
      const memory = workspace.memory.with({ keywords: documents.keywords });
      const prepared = await prepareKeywords({ ...workspace, memory }, names, config, articles, askAll, list);
      return { prepared, config, result: result(config) };
    }
    case "counts":
    case "contents": {
      const config =
        own.base === "counts"
          ? withSources<"counts">(own.config, articles)
          : withSources<"contents">(own.config, articles);
      const hits = "hit" in config.websiteconfig ? config.websiteconfig.hit : [];
      if (ownKind(own) === "rows")
        return { prepared: prepareRows(workspace, config, rowsJob(hits)), config, result: result(config) };
      if ("csv" in config) {
        const memory = workspace.memory.with({ counts: documents.counts });
        const form = csvForm(config.csv) ?? (articles.kind === "ok" ? csvForm(articles.config.csv) : null);
        const prepared = prepareCounts({ ...workspace, memory }, config, form, about);
        return { prepared, config, result: result(config) };
      }
      const memory = workspace.memory.with({ contents: documents.contents });
      const prepared = prepareContents({ ...workspace, memory }, digest, config, about);
      return { prepared, config, result: result(config) };
    }
  }
}

/** How a job writes tables: as its file says, else as that of the articles does. */
export function tableForm(config: ReadingConfig["config"] | ConfigOf[OtherJob] | null, articles: ConfigState): CsvForm {
  const said = config !== null && "csv" in config ? csvForm(config.csv) : null;
  return said ?? (articles.kind === "ok" ? csvForm(articles.config.csv) : null) ?? PLAIN_CSV;
}
