import type { Translate } from "../text/translate";
import type { OwnJobCode, Problem } from "./problems";

/** What is wrong with a job of the user's own, in a sentence or two. @param arg an argument, fit to be shown */
export function describeOwnJob(
  code: OwnJobCode,
  args: Problem["args"],
  arg: (name: string) => string,
  place: string,
  t: Translate,
): string {
  switch (code) {
    case "baseMissing":
      return t('{place} does not say what the job is made of. Write "base" in it, with one of: {choices}.', {
        place,
        choices: arg("choices"),
      });
    case "keyOfOtherBase":
      return t('"{key}" is ignored: it belongs to jobs with the base {others}, and the base of this one is "{base}".', {
        key: arg("key"),
        others: arg("others"),
        base: arg("base"),
      });
    case "everyForm":
      return t('{place} must be a time such as "30m", "6h" or "1d", but is "{value}".', { place, value: arg("value") });
    case "everyTooShort":
      return t("{place} is too short: {limit} minutes are the least.", { place, limit: Number(arg("limit")) });
    case "selectMissing":
      return t(
        '{place} does not say what of a page is an item. Write "select" in it, with a CSS selector such as "main .card".',
        { place },
      );
    case "titleMissing":
      return t('{place} has no "title", and an article needs one. Write a CSS selector inside the item there.', {
        place,
      });
    case "fieldsMissing":
      return t(
        '{place} has no fields. Write "fields" in it, with a name and a CSS selector inside the item for each.',
        {
          place,
        },
      );
    case "extractField":
      return t(
        'A field cannot be named "{key}": its name begins with a letter and goes on with letters, digits, "_" or "-".',
        { key: arg("key") },
      );
    case "tooManyEntries":
      return t("{place} has {count|entry|entries}: {limit} are the most.", {
        place,
        count: Number(arg("count")),
        limit: Number(arg("limit")),
      });
    case "templateHole":
      return t("{place} has {unknown} in it, which stays as it stands. What is filled in: {known}.", {
        place,
        unknown: `{${arg("name")}}`,
        known: String(args["known"] ?? ""),
      });
    case "keyField":
      return t('{place} is "{value}", which is no field of this job. Its fields: {known}.', {
        place,
        value: arg("value"),
        known: arg("known"),
      });
    case "itemAndColumns":
      return t("{place} and an item do not go together: a result file is either text or a table. Remove one of them.", {
        place,
      });
    case "nothingToFormat":
      return t('{place} is empty. Write "item" in it, or "columns", or remove it.', { place });
    case "columnsInText":
      return t('{place} does not end in ".csv", although columns are written: spreadsheets will not know the file.', {
        place,
      });
    case "deltaOfCounts":
      return t("{place} says nothing here: without an extract every page is counted each time.", { place });
    case "scriptFile":
      return t("{place} must have the command line word by word, one of them a file of the workspace: {example}.", {
        place,
        example: "[python3, scripts/leaks.py]",
      });
    case "envName":
      return t(
        '{place} is "{value}", which is not passed on: no name of a variable, or one of those that begin with TI_SCRAPER_.',
        { place, value: arg("value") },
      );
    case "secretName":
      return t('{place} must be a name of letters, digits, "_" and "-", but is "{value}".', {
        place,
        value: arg("value"),
      });
    case "secretTwice":
      return t(
        '{place} is "{value}", which is the same variable {variable} as "{other}" on the command line. Rename one of them.',
        { place, value: arg("value"), variable: arg("variable"), other: arg("other") },
      );
    case "scriptText":
      return t('{place} is "text", which goes with "at: alone" only: what it prints is the text of the result file.', {
        place,
      });
    case "scriptAndExtract":
      return t("{place} is ignored: the script finds the items by itself.", { place });
    case "scriptRecords":
      return t('{place} is "records", which is for jobs with the base records; the base of this one is "{base}".', {
        place,
        base: arg("base"),
      });
    case "scriptFieldsMissing":
      return t('{place} names no fields. Write "fields" with those that the script may see and propose to change.', {
        place,
      });
    case "fieldsWithoutRecords":
      return t("{place} is ignored: fields are those of records, which this script does not get.", { place });
    case "recordsNeedScript":
      return t('A job with the base records needs a "script" with "at: records".', { place });
    case "selectRecords":
      return t('This job does not say which records it looks at. Write "select" with "names", "query" or "type".', {
        place,
      });
    case "namesAndQuery":
      return t('{place} does not go together with "names": write one of both.', { place });
    case "scriptNeedsItems":
      return t(
        '{place} is "{value}", and this job has no items for a script without an extract. Write one, or choose extract or alone.',
        { place, value: arg("value") },
      );
    case "couldBeJob":
      return t('To have this file run as a job of your own, write "job" in it: {job}.', {
        job: `job: {base: ${arg("base")}}`,
      });
    case "tooManyJobs":
      return t("There are more than {limit} jobs of your own in this folder: this one is not read.", {
        limit: Number(arg("limit")),
      });
  }
}
