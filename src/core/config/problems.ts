import { MAX_CONFIG_PROBLEMS } from "../limits";
import type { Flaw } from "./configNode";

/** What can be wrong with a configuration file. Worded by `describeProblem`. */
export type ProblemCode =
  // The text as such.
  | "empty"
  | "tooLong"
  | "moreProblems"
  | "tooDeep"
  | "tooMuch"
  | "jsonSyntax"
  | "yamlSyntax"
  | "yamlTag"
  | "duplicateKey"
  // Keys.
  | "unknownKey"
  | "oldKey"
  | "oldKeyIgnored"
  // Values.
  | "wrongType"
  | "notWhole"
  | "tooSmall"
  | "tooBig"
  | "headerCount"
  | "emptyText"
  | "urlNotHttp"
  | "prefixNotHttp"
  | "pathAbsolute"
  | "pathOutside"
  | "fieldName"
  | "customField"
  | "nameWithoutLetters"
  | "nameMissing"
  | "badPattern"
  | "urlMissing"
  | "textTooLong"
  | "emptyList"
  | "keyId"
  | "notOneOf"
  | "languageTag"
  | "blankText"
  | "templateWithoutUrl"
  | "templateField"
  | "templateWithoutHost"
  // What does not go together, or is better otherwise.
  | "noHost"
  | "xsoarAddress"
  | "keyIdMissing"
  | "noNames"
  | "noTerms"
  | "noSources"
  | "duplicateSource"
  | "duplicateName"
  | "duplicateAlias"
  | "mailIncomplete"
  | "socksPort"
  | "emptyFilename"
  | "plainKey"
  // Jobs of the user's own.
  | OwnJobCode
  // The names file.
  | NamesFileCode;

/** What can be wrong with a job of the user's own alone. */
export type OwnJobCode =
  | "baseMissing"
  | "keyOfOtherBase"
  | "everyForm"
  | "everyTooShort"
  | "selectMissing"
  | "titleMissing"
  | "extractField"
  | "fieldsMissing"
  | "tooManyEntries"
  | "templateHole"
  | "keyField"
  | "itemAndColumns"
  | "nothingToFormat"
  | "columnsInText"
  | "deltaOfCounts"
  | "tooManyJobs"
  | "couldBeJob"
  | "scriptFile"
  | "envName"
  | "secretName"
  | "secretTwice"
  | "scriptText"
  | "scriptAndExtract"
  | "scriptNeedsItems"
  | "scriptRecords"
  | "scriptFieldsMissing"
  | "fieldsWithoutRecords"
  | "recordsNeedScript"
  | "selectRecords"
  | "namesAndQuery";

/** What can be wrong with the names file alone. */
export type NamesFileCode =
  | "namesFileTooLong"
  | "conflictMark"
  | "lineTooLong"
  | "noFact"
  | "factLacks"
  | "factKey"
  | "notTime"
  | "listTooLong";

export type ProblemPath = readonly (string | number)[];

/** One mistake and its exact place. An error stops a scan, a warning never does. */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: "error" | "warning";
  /** What the sentence needs; text from the file is as it stands there. */
  readonly args: Readonly<Record<string, string | number>>;
  /** UTF-16 offsets into the text, `end` behind the last character. */
  readonly start: number;
  readonly end: number;
  /** From 0, as an editor counts: a byte order mark is no character of line 0. */
  readonly line: number;
  readonly character: number;
  readonly endLine: number;
  readonly endCharacter: number;
  /** Keys and list positions as written in the file; empty for the file as a whole. */
  readonly path: ProblemPath;
}

/** A problem before its place is turned into lines. */
export type Finding = Omit<Problem, "line" | "character" | "endLine" | "endCharacter">;

/** In the order of the text, errors first where they are too many. */
export function placeFindings(findings: readonly Finding[], text: string): readonly Problem[] {
  if (findings.length === 0) return [];
  const worstFirst = findings.toSorted((a, b) => Number(a.severity !== "error") - Number(b.severity !== "error"));
  const kept = findings.length <= MAX_CONFIG_PROBLEMS ? [...findings] : worstFirst.slice(0, MAX_CONFIG_PROBLEMS);
  const positionAt = lineIndex(text);
  return [...kept, ...remaining(worstFirst.slice(MAX_CONFIG_PROBLEMS))]
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .map((finding) => {
      const start = positionAt(finding.start);
      const end = positionAt(finding.end);
      return {
        ...finding,
        line: start.line,
        character: start.character,
        endLine: end.line,
        endCharacter: end.character,
      };
    });
}

/** Stands for the problems that are not told, at the first of them. */
function remaining(untold: readonly Finding[]): readonly Finding[] {
  const [first] = untold;
  if (first === undefined) return [];
  const { severity, start, end } = first;
  const args = { count: untold.length, limit: MAX_CONFIG_PROBLEMS };
  return [{ code: "moreProblems", severity, args, start, end, path: [] }];
}

/** Lines end with LF, CRLF or CR, as in VS Code's documents. */
function lineIndex(text: string): (offset: number) => { readonly line: number; readonly character: number } {
  const starts = [text.startsWith("\uFEFF") ? 1 : 0];
  for (const lineBreak of text.matchAll(/\r\n|\n|\r/g)) starts.push(lineBreak.index + lineBreak[0].length);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: Math.max(0, offset - (starts[low] ?? 0)) };
  };
}

/** What keeps a text from being read, as problems of the whole file. */
export function flawFindings(flaws: readonly Flaw[]): Finding[] {
  return flaws.map((flaw) => ({ ...flaw, path: [] }));
}
