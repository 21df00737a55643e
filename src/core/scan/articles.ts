import type { ConfigStateOf, NoConfig } from "../config/configState";
import { readConfig } from "../config/readConfig";
import { PLAIN_CSV, csvForm } from "../exports/csv";
import { exportText } from "../exports/exportMatches";
import { type ExportChoice, type ExportFormat, chosenMatches, exportRows } from "../exports/exportRows";
import { type KeepVersions, STIX_VERSIONS } from "../exports/stixVersions";
import type { ProfileMatches } from "../model/model";
import type { RecordChoice } from "../memory/recordChoices";
import type { Workspace } from "../memory/workspace";
import type { Names } from "../names/names";
import { recordAliases } from "../names/namesToFind";
import { type TriageChange, decideTriage } from "../notes/decideTriage";
import { createRecordChoices } from "../notes/recordChoices";
import type { Web } from "../ports";
import { sentencesOf } from "../summaries/mailSummaries";
import { type Undo, tellApart, tellSame } from "../stories/decideStories";
import { rememberCarried, withStories } from "../stories/carriedArticles";
import { type ToldArticle, explainStory } from "../stories/explainStory";
import { asideBy, triageOf, withTriage } from "../stories/triage";
import { storiesByKey } from "../stories/rememberStories";
import type { Summaries, SummaryOptions } from "../summaries/summaries";
import { shownRows } from "./shownRows";
import { type Finds, wouldFind } from "./wouldFind";
import { type NameHint, type NameInsight, explainName, nameHints } from "./nameInsight";
import { type PreviewOutcome, previewRules } from "./previewRules";
import { type LostPairs, type RematchReport, rematch } from "./rematch";
import type { ConfigText } from "./storedMatches";

/** The articles that are stored, and what names find in them: all from memory, without network. */
export interface Articles {
  /**
   * What the sidebar shows, the names in the order of the configuration.
   *
   * @param config that of the articles, where it was read already; null: it is not to be read
   */
  overview(config?: ConfigStateOf<"articles"> | null): Promise<Overview>;
  /** Matches the stored articles anew, by the configuration as it is now. Read articles stay read. */
  rematch(): Promise<RematchOutcome>;
  /** What another text of a configuration would find in the stored articles, against the saved one. */
  previewRules(edited: ConfigText, days: number): Promise<PreviewOutcome>;
  /** What a name of a configuration text, or one of its other names, finds in the stored articles; null when it is not there. */
  explainName(config: ConfigText, profile: string, alias: string | null, days: number): Promise<NameInsight | null>;
  /** The names of a configuration text that find nothing in the stored articles, or far too much. */
  nameHints(config: ConfigText, days: number): Promise<readonly NameHint[]>;
  /** In how many of the stored articles each of some names with its other names would be found, if it were tracked; the name first. */
  wouldFind(wanted: readonly (readonly string[])[], signal: AbortSignal): Promise<Finds>;
  /** By key, the story of each stored article that is not the only one to tell it: the key of the first that did. */
  stories(): Promise<ReadonlyMap<string, string>>;
  /** An article (by key) leaves its story for good. @returns the way back; null where it is alone */
  tellApart(key: string): Promise<Undo>;
  /** The stories of two articles (by key) are one from now on. @returns the way back; null where they are one already */
  tellSame(one: string, other: string): Promise<Undo>;
  /**
   * Decides about the stories of some articles (by key): their mark, or their remark.
   *
   * @returns the way back; null where all of them are so already
   */
  decide(keys: readonly string[], change: TriageChange): Promise<Undo>;
  /** The articles of the story that one (by key) is of, the oldest first, with what speaks for each; that one alone where no other tells it. */
  explainStory(key: string): Promise<readonly ToldArticle[]>;
  /** Marks articles (by key) of one row as read or unread. */
  setRead(row: string, keys: readonly string[], read: boolean): Promise<void>;
  /**
   * The text of an export of matches; null when the choice holds no article.
   *
   * @param summaries reads the pages of the articles first; left out, it has the summaries made before
   * @param readsFolder false: neither configuration nor names file are read, so that it has what is stored alone
   */
  export(
    format: ExportFormat,
    choice: ExportChoice,
    summaries?: SummaryOptions,
    readsFolder?: boolean,
  ): Promise<string | null>;
}

export type RematchOutcome =
  | ({ readonly kind: "done" } & RematchReport)
  | { readonly kind: "config"; readonly state: NoConfig };

export interface Overview {
  readonly rows: readonly ProfileMatches[];
  /** ISO 8601 UTC of the last finished scan, or null. */
  readonly lastScan: string | null;
  readonly failedSources: number;
  /** ISO 8601 UTC: what was found since then is new, by the last scan. Null where that was the first. */
  readonly newSince: string | null;
}

/** The articles of one folder. */
export function createArticles(workspace: Workspace, { signing }: Web, names: Names, summaries: Summaries): Articles {
  const { clock, memory, t } = workspace;
  const lostPairs: LostPairs = new Map();
  const exported = memory.with({ stixVersions: STIX_VERSIONS });
  /** As it was last: with errors in the configuration no row moves. */
  let order: readonly string[] = [];
  const overview: Articles["overview"] = async (config) => {
    const state = config === undefined ? await readConfig(workspace, "articles") : config;
    if (state?.kind === "ok") order = state.config.profiling.profiles.map(({ name }) => name);
    const loaded = await memory.load("rows", "articles", "sources", "outbox", "stories", "carried", "triage");
    const { sources, stories, carried, triage, ...rest } = loaded;
    const decided = triageOf(triage, stories, clock.now());
    const shown = shownRows(rest, order, t, asideBy(decided));
    const { lastScan, failedSources, isAgain = false } = sources;
    const newSince = isAgain ? lastScan : null;
    const choices = await createRecordChoices(workspace).all();
    return {
      rows: withStories(withTriage(shown, decided), storiesByKey(stories), carried).map((row) =>
        withChoice(row, choices),
      ),
      lastScan,
      failedSources,
      newSince,
    };
  };
  return {
    overview,
    rematch: async () => {
      const state = await readConfig(workspace, "articles");
      if (state.kind !== "ok") return { kind: "config", state };
      if (!state.config.profileRecords) return { kind: "done", gained: 0, lost: 0, lostNoted: 0, problems: [] };
      const report = await rematch(workspace, names, state.config, lostPairs);
      await rememberCarried(workspace);
      return { kind: "done", ...report };
    },
    previewRules: (edited, days) => previewRules(workspace, names, edited, days),
    explainName: (config, profile, alias, days) => explainName(workspace, names, config, profile, alias, days),
    nameHints: (config, days) => nameHints(workspace, names, config, days),
    wouldFind: (wanted, signal) => wouldFind(workspace, wanted, signal),
    stories: async () => storiesByKey((await memory.load("stories")).stories),
    tellApart: (key) => tellApart(workspace, key),
    tellSame: (one, other) => tellSame(workspace, one, other),
    decide: (keys, change) => decideTriage(workspace, keys, change),
    explainStory: (key) => explainStory(workspace, key),
    setRead: async (name, keys, read) => {
      const chosen = new Set(keys);
      await memory.change(["rows"], ({ rows }) => {
        const row = rows.get(name);
        if (row === undefined) return undefined;
        const items = row.items.map((item) => (chosen.has(item.key) ? { ...item, read } : item));
        return { rows: new Map(rows).set(name, { ...row, items }) };
      });
    },
    export: async (format, choice, read, readsFolder = true) => {
      const state: ConfigStateOf<"articles"> = readsFolder ? await readConfig(workspace, "articles") : { kind: "none" };
      const { rows } = await overview(state);
      const profiles = rows.filter(({ owner }) => owner).map(({ name }) => name);
      const profiling = state.kind === "ok" ? state.config.profiling : { profileData: profiles, profiles: [] };
      const [facts, aliases, kept] = await Promise.all([
        readsFolder ? names.facts(profiles) : new Map(),
        readsFolder ? recordAliases(workspace, names, profiling) : new Map(),
        summaries.kept(),
      ]);
      const chosen = chosenMatches(rows, choice);
      if (chosen.length === 0) return null;
      const articles = chosen.flatMap((row) => row.articles.map(({ article }) => article));
      const made = read === undefined ? kept : await summaries.of(articles, read);
      const stories = storiesByKey((await memory.load("stories")).stories);
      const exporting = exportRows(chosen, facts, aliases, sentencesOf(made), stories);
      const uuid = (namespace: string, name: string) => signing.uuid5(namespace, name);
      const csv = state.kind === "ok" ? csvForm(state.config.csv) : null;
      const keepVersions: KeepVersions = async (compute) => {
        await exported.change(["stixVersions"], ({ stixVersions }) => ({ stixVersions: compute(stixVersions) }));
      };
      return exportText(format, exporting, clock, uuid, t, { csv: csv ?? PLAIN_CSV, keepVersions });
    },
  };
}

/** With a mark on the record that was chosen among several. */
function withChoice(row: ProfileMatches, choices: readonly RecordChoice[]): ProfileMatches {
  const { name, record } = row;
  if (record.kind !== "found") return row;
  const isChosen = choices.some((one) => one.name === name && one.id === record.id && one.value === record.value);
  return isChosen ? { ...row, record: { ...record, chosen: true } } : row;
}
