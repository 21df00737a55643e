import { KEEP_RESULTS_DAYS, MAX_STORY_DAYS } from "../limits";
import type { Job } from "../model/model";
import {
  addressOrPath,
  attackDomain,
  csvSeparator,
  customField,
  fieldName,
  filledText,
  keyId,
  keyType,
  languageTag,
  nameField,
  noteTemplate,
  onionLine,
  relativePath,
  searchTerm,
  stopword,
  subtechniques,
  tableHeaders,
  techniqueForm,
  urlOrEmpty,
  writing,
} from "./rules";
import { matchDefaults, profile } from "./profileShape";
import { type WrittenSource, enabledAddresses, rulesOf, source } from "./sourceShape";
import {
  type Field,
  type Fields,
  type Shape,
  field,
  filledList,
  flag,
  list,
  mapped,
  section,
  text,
  textByKey,
  wholeNumber,
} from "./shape";
import type {
  ConfigOf,
  CsvConfig,
  MailConfig,
  ProfileConfig,
  ProfilingConfig,
  RecordsConfig,
  ResultFileConfig,
  StoriesConfig,
  XsoarConfig,
} from "./types";
import * as shipped from "./defaults";

/** The four configuration files: which keys, of which kind, and what a missing one stands for. */

const sources: Field<readonly WrittenSource[]> = field(list(source), []);
const noTerms: Field<readonly string[]> = field(list(searchTerm), []);

const maintenance = {
  timeDelta4Delete: field(wholeNumber(0, 36_500), KEEP_RESULTS_DAYS),
  controllerPort: field(wholeNumber(0, 65_535), shipped.NO_CONTROLLER_PORT),
};

const delta = { getDeltaRecords: field(flag, shipped.DELTA_RECORDS) };

function resultFields(missing: ResultFileConfig): Fields<ResultFileConfig> {
  return {
    createFile: field(flag, missing.createFile),
    folder: field(relativePath, missing.folder),
    filename: field(relativePath, missing.filename),
  };
}

function resultFile(missing: ResultFileConfig): Field<ResultFileConfig> {
  return field(section(resultFields(missing)), missing);
}

const mailconfig: Field<MailConfig> = field(
  section<MailConfig>({
    sendMail: field(flag, shipped.MAIL.sendMail),
    sendSummary: field(flag, shipped.MAIL.sendSummary),
    mailServer: field(text(), shipped.MAIL.mailServer),
    senderMailAddress: field(text(), shipped.MAIL.senderMailAddress),
    destinationMailAddress: field(text(), shipped.MAIL.destinationMailAddress),
    mailSubject: field(text(), shipped.MAIL.mailSubject),
    previewFirst: field(flag, shipped.MAIL.previewFirst),
    placeholder: field(text(), shipped.MAIL.placeholder),
  }),
  shipped.MAIL,
);

const xsoar = shipped.PROFILING.CortexXSOARAPIConfig;

/** The keys of the file: names with all that is said about them. */
type WrittenProfiling = Omit<ProfilingConfig, "profileData" | "profiles"> & {
  readonly profileData: readonly ProfileConfig[];
};

const profilingSection = section<WrittenProfiling>(
  {
    profileData: field(list(profile), shipped.PROFILING.profiles),
    match: field(matchDefaults, shipped.PROFILING.match),
    profile2file: field(flag, shipped.PROFILING.profile2file),
    profileFolderName: field(relativePath, shipped.PROFILING.profileFolderName),
    profile2cortex: field(flag, shipped.PROFILING.profile2cortex),
    CortexXSOARAPIConfig: field(
      section<XsoarConfig>({
        host: field(urlOrEmpty, xsoar.host),
        api_key: field(text(), xsoar.api_key),
        key_id: field(keyId, xsoar.key_id),
        key_type: field(keyType, xsoar.key_type),
        search_field: field(fieldName, xsoar.search_field),
        nameFields: field(list(nameField), xsoar.nameFields),
        indicator_type: field(filledText, xsoar.indicator_type),
        record_types: field(filledList(filledText, "error"), xsoar.record_types),
        note_template: field(noteTemplate, xsoar.note_template),
        note_max_length: field(wholeNumber(0, 100_000), xsoar.note_max_length),
        set_last_seen: field(flag, xsoar.set_last_seen),
        dry_run: field(flag, xsoar.dry_run),
        write: field(writing, xsoar.write),
        notes_not_older_than: field(wholeNumber(0, 3650), xsoar.notes_not_older_than),
        review_above: field(wholeNumber(0, 100_000), xsoar.review_above),
      }),
      xsoar,
    ),
  },
  new Map<string, keyof WrittenProfiling>([
    ["archivedData", "profileData"],
    ["archive2file", "profile2file"],
    ["archiveFolderName", "profileFolderName"],
    ["archive2cortex", "profile2cortex"],
  ]),
);

const profiling: Field<ProfilingConfig> = field(
  mapped(profilingSection, ({ profileData: profiles, CortexXSOARAPIConfig, ...rest }) => ({
    ...rest,
    CortexXSOARAPIConfig: withOneWriting(CortexXSOARAPIConfig),
    profileData: profiles.map(({ name }) => name),
    profiles: profiles.map((one) => withDefaults(one, rest.match)),
  })),
  shipped.PROFILING,
);

/** What holds for all names goes along with each, so that it does where names of two files are put together. */
function withDefaults(profile: ProfileConfig, defaults: ProfilingConfig["match"]): ProfileConfig {
  return Object.keys(defaults).length === 0 ? profile : { ...profile, defaults };
}

/** `dry_run` and `write` say the same where one of them says that nothing is written. */
function withOneWriting(written: XsoarConfig): XsoarConfig {
  const isDry = written.dry_run || written.write === "never";
  return isDry ? { ...written, dry_run: true, write: "never" } : written;
}

/** The sources of a section as the jobs see them: addresses to read, and rules. */
function feedsAndPages<T extends Record<"rss_feeds" | "webpages", readonly WrittenSource[]>>(written: T) {
  const { rss_feeds, webpages } = written;
  return {
    ...written,
    rss_feeds: enabledAddresses(rss_feeds),
    webpages: enabledAddresses(webpages),
    sourceRules: [...rulesOf("feed", rss_feeds), ...rulesOf("page", webpages)],
  };
}

function pages<T extends { readonly webpages: readonly WrittenSource[] }>(written: T) {
  const { webpages } = written;
  return {
    ...written,
    webpages: enabledAddresses(webpages),
    sourceRules: rulesOf("page", webpages),
    sourcesOfArticles: false,
  };
}

function mappedField<T, U>({ shape, missing }: Field<T>, map: (value: T) => U): Field<U> {
  return field(mapped(shape, map), map(missing));
}

const records: Field<RecordsConfig> = field(
  section<RecordsConfig>({
    techniqueField: field(customField, shipped.RECORDS.techniqueField),
    techniqueForm: field(techniqueForm, shipped.RECORDS.techniqueForm),
    subtechniques: field(subtechniques, shipped.RECORDS.subtechniques),
    attackDomains: field(filledList(attackDomain, "error"), shipped.RECORDS.attackDomains),
    onionField: field(customField, shipped.RECORDS.onionField),
    onionSource: field(addressOrPath, shipped.RECORDS.onionSource),
    onionLine: field(onionLine, shipped.RECORDS.onionLine),
  }),
  shipped.RECORDS,
);

const stories: Field<StoriesConfig> = field(
  section<StoriesConfig>({ days: field(wholeNumber(1, MAX_STORY_DAYS), shipped.STORIES.days) }),
  shipped.STORIES,
);

const csv: Field<CsvConfig> = field(
  section<CsvConfig>({
    separator: field(csvSeparator, shipped.CSV.separator),
    language: field(languageTag, shipped.CSV.language),
    sepLine: field(flag, shipped.CSV.sepLine),
  }),
  shipped.CSV,
);

/** Names of the two keys older files have for what is about profiles. */
export const OLD_NAMES = new Map<string, "profileRecords" | "profiling">([
  ["archiveRecords", "profileRecords"],
  ["archiving", "profiling"],
]);

export const SHAPES: { readonly [J in Job]: Shape<ConfigOf[J]> } = {
  articles: section<ConfigOf["articles"]>(
    {
      websiteconfig: mappedField(
        wholeSection({
          rss_feeds: sources,
          webpages: sources,
          stopwords: field(list(stopword), shipped.SHIPPED_STOPWORDS),
          specialHandling: field(textByKey, shipped.SHIPPED_SPECIAL_HANDLING),
        }),
        feedsAndPages,
      ),
      ...delta,
      ...maintenance,
      resultfile: resultFile(shipped.ARTICLES_RESULT_FILE),
      mailconfig,
      profileRecords: field(flag, shipped.ARTICLES_PROFILE_RECORDS),
      profiling,
      records,
      stories,
      csv,
    },
    OLD_NAMES,
  ),
  keywords: section<ConfigOf["keywords"]>(
    {
      websiteconfig: mappedField(
        wholeSection({ rss_feeds: sources, webpages: sources, keywords: noTerms }),
        (written) => ({ ...feedsAndPages(written), sourcesOfArticles: false }),
      ),
      ...delta,
      ...maintenance,
      resultfile: resultFile(shipped.KEYWORDS_RESULT_FILE),
      mailconfig,
      profileRecords: field(flag, shipped.KEYWORDS_PROFILE_RECORDS),
      profiling,
    },
    OLD_NAMES,
  ),
  counts: section<ConfigOf["counts"]>({
    websiteconfig: mappedField(wholeSection({ webpages: sources, hit: noTerms }), pages),
    ...maintenance,
    resultfile: field(
      section<ConfigOf["counts"]["resultfile"]>({
        ...resultFields(shipped.COUNTS_RESULT_FILE),
        tableHeaders: field(tableHeaders, shipped.COUNTS_RESULT_FILE.tableHeaders),
      }),
      shipped.COUNTS_RESULT_FILE,
    ),
    mailconfig,
    csv,
  }),
  contents: section<ConfigOf["contents"]>({
    websiteconfig: mappedField(wholeSection({ webpages: sources }), pages),
    ...delta,
    ...maintenance,
    resultfile: resultFile(shipped.CONTENTS_RESULT_FILE),
    mailconfig,
  }),
};

/** A section whose absence stands for the absence of each of its keys. */
function wholeSection<T extends object>(fields: Fields<T>): Field<T> {
  const missing = Object.fromEntries(
    Object.entries<Field<unknown>>(fields).map(([key, { missing }]) => [key, missing]),
  );
  return field(section(fields), missing as T);
}
