import { shortLine } from "../text/foreignText";
import type { Translate } from "../text/translate";
import { type BaseUrlProblem, describeBaseUrlProblem } from "../xsoar/connection";
import { type SyntaxCode, describeSyntax } from "./describeSyntax";
import { describeNamesFile } from "./describeNamesFile";
import { describeOwnJob } from "./describeOwnJob";
import type { NamesFileCode, OwnJobCode, Problem, ProblemCode, ProblemPath } from "./problems";

/**
 * One or two plain sentences: what is wrong, where, and what to do about it. Text from the file is shortened, and
 * rid of control and direction characters; where it is shown as Markdown it has to be escaped like any foreign text.
 */
export function describeProblem(problem: Problem, t: Translate): string {
  const arg = (name: string): string => shown(String(problem.args[name] ?? ""));
  return SENTENCES[problem.code]({ problem, arg, place: placeOf(problem.path, t), t });
}

interface Told {
  readonly problem: Problem;
  /** An argument, fit to be shown. */
  readonly arg: (name: string) => string;
  readonly place: string;
  readonly t: Translate;
}

type Sentence = (told: Told) => string;

const syntax =
  (code: SyntaxCode): Sentence =>
  ({ problem, arg, t }) =>
    describeSyntax(code, problem.args, arg, t);

const ofFact =
  (code: NamesFileCode): Sentence =>
  ({ arg, place, t }) =>
    describeNamesFile(code, arg, place, t);

const ofOwnJob =
  (code: OwnJobCode): Sentence =>
  ({ problem, arg, place, t }) =>
    describeOwnJob(code, problem.args, arg, place, t);

const outOfRange: Sentence = ({ place, arg, t }) =>
  t("{place} must be a number from {minimum} to {maximum}.", {
    place,
    minimum: arg("minimum"),
    maximum: arg("maximum"),
  });

const SENTENCES: { readonly [Code in ProblemCode]: Sentence } = {
  empty: syntax("empty"),
  tooLong: syntax("tooLong"),
  tooDeep: syntax("tooDeep"),
  tooMuch: syntax("tooMuch"),
  moreProblems: ({ arg, t }) =>
    t("{count} more problems from here on are not told: {limit} of a file are. Mend those first.", {
      count: Number(arg("count")),
      limit: Number(arg("limit")),
    }),
  jsonSyntax: syntax("jsonSyntax"),
  yamlSyntax: syntax("yamlSyntax"),
  yamlTag: syntax("yamlTag"),
  duplicateKey: ({ arg, t }) =>
    t('The key "{key}" stands here twice: only the last one counts. Remove the other.', { key: arg("key") }),
  unknownKey: ({ problem, arg, t }) => unknownKey(String(problem.args["suggestion"] ?? ""), arg, t),
  oldKey: ({ arg, t }) =>
    t('"{key}" is an old name and still works. Its name today is "{newKey}".', {
      key: arg("key"),
      newKey: arg("newKey"),
    }),
  oldKeyIgnored: ({ arg, t }) =>
    t('"{key}" is the old name of "{newKey}", which is here as well: only "{newKey}" counts. Remove "{key}".', {
      key: arg("key"),
      newKey: arg("newKey"),
    }),
  wrongType: ({ problem, place, t }) =>
    wrongType(place, String(problem.args["expected"]), actualKind(String(problem.args["actual"]), t), t),
  notWhole: ({ place, t }) => t("{place} must be a whole number, written without a decimal point.", { place }),
  tooSmall: outOfRange,
  tooBig: outOfRange,
  headerCount: ({ arg, place, t }) =>
    t("{place} must have exactly three entries, one for each column, but has {count}.", {
      place,
      count: Number(arg("count")),
    }),
  emptyText: ({ place, t }) =>
    t("{place} is empty, so it is ignored. Write a part of the addresses to drop, or remove it.", { place }),
  urlNotHttp: ({ arg, place, t }) =>
    t('{place} must be an address that begins with http:// or https://, but is "{url}".', {
      place,
      url: arg("url"),
    }),
  prefixNotHttp: ({ arg, place, t }) =>
    t(
      '{place} must be the beginning of an address, with http:// or https://. No address begins with "{prefix}", so every one with "{key}" in it is dropped.',
      { place, prefix: arg("prefix"), key: arg("key") },
    ),
  pathAbsolute: ({ arg, place, t }) =>
    t('{place} must stay inside the workspace: write "{value}" as a path relative to it.', {
      place,
      value: arg("value"),
    }),
  pathOutside: ({ arg, place, t }) =>
    t('{place} must stay inside the workspace: remove the ".." from "{value}".', {
      place,
      value: arg("value"),
    }),
  fieldName: ({ arg, place, t }) =>
    t(
      '{place} must be the name of an indicator field: a letter, then letters, digits, "_" or ".". "{value}" is none.',
      { place, value: arg("value") },
    ),
  customField: ({ problem, arg, place, t }) => {
    const values = { place, value: arg("value"), suggestion: arg("suggestion") };
    if (problem.args["why"] === "protected") {
      return t('{place} must be the name of a custom field, but "{value}" belongs to the indicator itself.', values);
    }
    return problem.args["suggestion"] === undefined
      ? t(
          '{place} must be the machine name of a custom field, of small letters and digits alone. "{value}" is none.',
          values,
        )
      : t(
          '{place} must be the machine name of a custom field, of small letters and digits alone. "{value}" is none. Did you mean "{suggestion}"?',
          values,
        );
  },
  nameWithoutLetters: ({ arg, place, t }) =>
    t('{place} must have a letter or a digit: "{value}" cannot be looked for.', {
      place,
      value: arg("value"),
    }),
  nameMissing: ({ place, t }) => t('{place} has no name. Write "name" in it, with the name to look for.', { place }),
  badPattern: ({ problem, arg, place, t }) => {
    const values = { place, pattern: arg("pattern"), reason: arg("reason"), limit: Number(arg("limit")) };
    switch (problem.args["why"]) {
      case "matchesNothing":
        return t(
          "{place} agrees with the empty text, so it would find everything. Write one that needs a letter.",
          values,
        );
      case "tooLong":
        return t("{place} is too long: a regular expression for a name has {limit} characters at most.", values);
      default:
        return t(
          '{place} is no regular expression that can be used: "{pattern}" ({reason}). The syntax is that of RE2, without look-around and back references.',
          values,
        );
    }
  },
  urlMissing: ({ place, t }) => t('{place} has no address. Write "url" in it, with the address to read.', { place }),
  textTooLong: ({ arg, place, t }) =>
    t("{place} is too long: {limit} characters are the most.", { place, limit: Number(arg("limit")) }),
  emptyList: ({ place, t }) =>
    t("{place} is an empty list, which says nothing. Add an entry, or remove it.", { place }),
  keyId: ({ arg, place, t }) =>
    t('{place} must be the number of the API key, in digits. "{value}" is none.', { place, value: arg("value") }),
  notOneOf: ({ arg, place, t }) =>
    t('{place} must be one of: {choices}. "{value}" is none of them.', {
      place,
      choices: arg("choices"),
      value: arg("value"),
    }),
  languageTag: ({ arg, place, t }) =>
    t('{place} must be the tag of a language, such as "de" or "en-GB", but is "{value}".', {
      place,
      value: arg("value"),
    }),
  blankText: ({ place, t }) => t("{place} must not be empty. Write something there, or remove the key.", { place }),
  templateWithoutUrl: ({ place, t }) =>
    t("{place} must have {placeholder} in it: by its address a note is known again, so that none is written twice.", {
      place,
      placeholder: "{url}",
    }),
  templateField: ({ arg, place, t }) =>
    t("{place} has {unknown} in it, which stays as it stands. What is filled in: {known}.", {
      place,
      unknown: `{${arg("name")}}`,
      known: arg("known"),
    }),
  templateWithoutHost: ({ place, t }) =>
    t(
      "{place} must be one line with {placeholder} in it: by its host a line is known again, so that none is written twice.",
      {
        place,
        placeholder: "{host}",
      },
    ),
  xsoarAddress: ({ problem, t }) => describeBaseUrlProblem(problem.args["why"] as BaseUrlProblem, t),
  keyIdMissing: ({ t }) =>
    t(
      '"CortexXSOARAPIConfig.key_id" is missing: in Cortex XSOAR 8 and Cortex cloud an API key goes together with its ID, the number in the ID column of the API keys.',
    ),
  noHost: ({ t }) =>
    t(
      '"profile2cortex" is on, but "CortexXSOARAPIConfig.host" is missing. Write the address of your Cortex XSOAR there, or set "profile2cortex" to false.',
    ),
  noNames: ({ place, t }) =>
    t('"profileRecords" is on, but {place} has no names, so nothing can match. Add the names to look for.', {
      place,
    }),
  noTerms: ({ place, t }) => t("{place} has no entries, so nothing can be found. Add what to look for.", { place }),
  noSources: ({ t }) =>
    t(
      'There is nothing to read: add addresses to "rss_feeds" (where this file has it) or "webpages" in "websiteconfig".',
    ),
  duplicateSource: ({ arg, place, t }) =>
    arg("url") === arg("first")
      ? t("{place} is a duplicate: this address stands in the configuration already. Remove it.", { place })
      : t('{place} is a duplicate of "{first}": the same page, read only once. Remove one of them.', {
          place,
          first: arg("first"),
        }),
  duplicateName: ({ arg, place, t }) =>
    arg("name") === arg("first")
      ? t('{place} is a duplicate: "{name}" stands in the list already. Remove it.', { place, name: arg("name") })
      : t('{place}, "{name}", is a duplicate of "{first}": both match the same words. Remove one of them.', {
          place,
          name: arg("name"),
          first: arg("first"),
        }),
  duplicateAlias: ({ arg, place, t }) =>
    t('{place}, "{name}", is a duplicate of "{first}": both match the same words. Remove one of them.', {
      place,
      name: arg("name"),
      first: arg("first"),
    }),
  mailIncomplete: ({ arg, t }) =>
    t('"sendMail" is on, but no mail can be sent without: {missing}.', { missing: arg("missing") }),
  socksPort: ({ arg, t }) =>
    t("{port} is the port Tor takes connections on. Its control port, which belongs here, mostly is {control}.", {
      port: arg("port"),
      control: arg("control"),
    }),
  emptyFilename: ({ place, t }) =>
    t(
      '{place} is empty, so result files would be named by their date and "__" alone. Name them, such as results.txt.',
      {
        place,
      },
    ),
  plainKey: ({ t }) =>
    t(
      "The API key stands here for everyone to read. It is not used: move it to secret storage, and replace it in Cortex XSOAR since it was readable.",
    ),
  baseMissing: ofOwnJob("baseMissing"),
  keyOfOtherBase: ofOwnJob("keyOfOtherBase"),
  everyForm: ofOwnJob("everyForm"),
  everyTooShort: ofOwnJob("everyTooShort"),
  selectMissing: ofOwnJob("selectMissing"),
  titleMissing: ofOwnJob("titleMissing"),
  extractField: ofOwnJob("extractField"),
  fieldsMissing: ofOwnJob("fieldsMissing"),
  tooManyEntries: ofOwnJob("tooManyEntries"),
  templateHole: ofOwnJob("templateHole"),
  keyField: ofOwnJob("keyField"),
  itemAndColumns: ofOwnJob("itemAndColumns"),
  nothingToFormat: ofOwnJob("nothingToFormat"),
  columnsInText: ofOwnJob("columnsInText"),
  deltaOfCounts: ofOwnJob("deltaOfCounts"),
  tooManyJobs: ofOwnJob("tooManyJobs"),
  couldBeJob: ofOwnJob("couldBeJob"),
  scriptFile: ofOwnJob("scriptFile"),
  envName: ofOwnJob("envName"),
  secretName: ofOwnJob("secretName"),
  secretTwice: ofOwnJob("secretTwice"),
  scriptText: ofOwnJob("scriptText"),
  scriptAndExtract: ofOwnJob("scriptAndExtract"),
  scriptNeedsItems: ofOwnJob("scriptNeedsItems"),
  scriptRecords: ofOwnJob("scriptRecords"),
  scriptFieldsMissing: ofOwnJob("scriptFieldsMissing"),
  fieldsWithoutRecords: ofOwnJob("fieldsWithoutRecords"),
  recordsNeedScript: ofOwnJob("recordsNeedScript"),
  selectRecords: ofOwnJob("selectRecords"),
  namesAndQuery: ofOwnJob("namesAndQuery"),
  namesFileTooLong: ofFact("namesFileTooLong"),
  conflictMark: ofFact("conflictMark"),
  lineTooLong: ofFact("lineTooLong"),
  noFact: ofFact("noFact"),
  factLacks: ofFact("factLacks"),
  factKey: ofFact("factKey"),
  notTime: ofFact("notTime"),
  listTooLong: ofFact("listTooLong"),
};

/** `"profiling.profileData"`, `Entry 3 of "profiling.profileData"`, or `"match.pattern" in entry 3 of …`. */
function placeOf(path: ProblemPath, t: Translate): string {
  const at = path.findIndex((part) => typeof part === "number");
  if (at === -1) return path.length === 0 ? t("The file") : `"${shown(path.join("."))}"`;
  const rest = path.slice(at + 1);
  const values = { number: Number(path[at]) + 1, list: shown(path.slice(0, at).join(".")) };
  return rest.length === 0
    ? t('Entry {number} of "{list}"', values)
    : t('{place} in entry {number} of "{list}"', { ...values, place: placeOf(rest, t) });
}

/** @param suggestion a key of the same section, the dotted name of one elsewhere (`list[].key` in the entries of a list), or empty */
function unknownKey(suggestion: string, arg: Told["arg"], t: Translate): string {
  const key = arg("key");
  if (suggestion === "") return t('Unknown key "{key}": it is ignored. Check its spelling, or remove it.', { key });
  if (!suggestion.includes("."))
    return t('Unknown key "{key}": it is ignored. Did you mean "{suggestion}"?', {
      key,
      suggestion: arg("suggestion"),
    });
  const [list = "", inEntry] = suggestion.split("[].");
  return inEntry === undefined
    ? t('"{key}" stands in the wrong place, so it is ignored: it belongs to "{suggestion}".', { key, suggestion: list })
    : t('"{key}" stands in the wrong place, so it is ignored: it belongs to "{suggestion}" in an entry of "{list}".', {
        key,
        suggestion: inEntry,
        list,
      });
}

function wrongType(place: string, expected: string, actual: string, t: Translate): string {
  switch (expected) {
    case "section":
      return t("{place} must be a section with keys of its own, but is {actual}.", { place, actual });
    case "list":
      return t("{place} must be a list, even of a single entry, but is {actual}.", { place, actual });
    case "flag":
      return t("{place} must be true or false, without quotes, but is {actual}.", { place, actual });
    case "name":
      return t('{place} must be a name in quotes, or a section with the key "name", but is {actual}.', {
        place,
        actual,
      });
    case "source":
      return t('{place} must be an address in quotes, or a section with the key "url", but is {actual}.', {
        place,
        actual,
      });
    case "wholeNumber":
      return t("{place} must be a whole number, without quotes, but is {actual}.", { place, actual });
    default:
      return t("{place} must be text in quotes, but is {actual}.", { place, actual });
  }
}

function actualKind(kind: string, t: Translate): string {
  switch (kind) {
    case "section":
      return t("a section");
    case "list":
      return t("a list");
    case "text":
      return t("text");
    case "number":
      return t("a number");
    case "flag":
      return t("true or false");
    default:
      return t("empty");
  }
}

const LONGEST = 80;

/** Foreign text on one line, without what could hide or reorder it, and without the password of an address. */
function shown(value: string): string {
  return shortLine(value.replace(/\/\/[^/@\s]*@/g, "//"), LONGEST);
}
