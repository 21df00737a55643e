import { MAX_ONION_LINE_CHARACTERS } from "../limits";
import { nameKey } from "../matching/nameKey";
import { customFieldProblem } from "../xsoar/recordFields";
import type { ConfigNode } from "./configNode";
import { type Reading, type Shape, type Trail, list, report, text, wholeNumber } from "./shape";
import type { AttackDomain, CsvSeparator, RecordsConfig, TechniqueForm, XsoarKeyType, XsoarWriting } from "./types";

/** The rules single values follow. Those with a pattern stand in the schemas with the same pattern. */

export const URL_PATTERN = /^\s*[hH][tT][tT][pP][sS]?:\/\/[^\s/?#]/;
export const FIELD_PATTERN = /^[A-Za-z][A-Za-z0-9_.]*$/;
export const KEY_ID_PATTERN = /^\s*(?:\d{1,20}\s*)?$/;
export const FILLED_PATTERN = /\S/;
export const NOTE_TEMPLATE_PATTERN = /\{url\}/;
export const KEY_TYPES: readonly XsoarKeyType[] = ["standard", "advanced"];
export const NAME_FIELD_PATTERN = /^[A-Za-z][A-Za-z0-9_.]*(\[\])?$/;
export const CUSTOM_FIELD_PATTERN = /^[0-9a-z]+$/;
export const ONION_LINE_PATTERN = /^[^\r\n]*\{host\}[^\r\n]*$/;
export const TECHNIQUE_FORMS: readonly TechniqueForm[] = ["name", "id", "id name"];
export const SUBTECHNIQUES: readonly RecordsConfig["subtechniques"][] = ["parent", "keep"];
export const CSV_SEPARATORS: readonly CsvSeparator[] = [";", ",", "auto"];
export const LANGUAGE_PATTERN = /^\s*(?:[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*\s*)?$/;
export const ATTACK_DOMAINS: readonly AttackDomain[] = ["enterprise", "mobile", "ics"];

/** An http or https address. Blanks around it are dropped. */
export const url: Shape<string> = text((value, node, trail, reading) => {
  if (!URL_PATTERN.test(value) || !URL.canParse(value)) {
    report(reading, node, trail, { code: "urlNotHttp", args: { url: value.trim() } });
    return undefined;
  }
  return value.trim();
});

/** An http or https address, or nothing. */
export const urlOrEmpty: Shape<string> = text((value, node, trail, reading) => {
  if (value.trim() === "") return "";
  return url.read({ ...node, kind: "text", value }, trail, reading);
});

/** A folder or file name that stays below the workspace wherever the file is read: both kinds of slashes count. */
export const relativePath: Shape<string> = text((value, node, trail, reading) => {
  const path = value.trim();
  if (/^([\\/]|[A-Za-z]:)/.test(path)) {
    report(reading, node, trail, { code: "pathAbsolute", args: { value: path } });
    return undefined;
  }
  // Windows drops blanks and dots behind a name, so `.. ` goes up as well.
  if (path.split(/[\\/]/).some((part) => /^\.\.[\s.]*$/.test(part.trim()))) {
    report(reading, node, trail, { code: "pathOutside", args: { value: path } });
    return undefined;
  }
  return path;
});

/** The name of an indicator field, as searches write it. */
export const fieldName: Shape<string> = fieldLike(FIELD_PATTERN);

/** The same, with `[]` behind it when the field takes a list. */
export const nameField: Shape<string> = fieldLike(NAME_FIELD_PATTERN);

function fieldLike(pattern: RegExp): Shape<string> {
  return text((value, node, trail, reading) => {
    if (pattern.test(value)) return value;
    report(reading, node, trail, { code: "fieldName", args: { value } });
    return undefined;
  });
}

/** The machine name of a custom field, as records have it in `CustomFields`. */
export const customField: Shape<string> = text((value, node, trail, reading) => {
  const why = customFieldProblem(value);
  if (why === null) return value;
  const meant = value.toLowerCase().replace(/[^0-9a-z]/g, "");
  const suggestion = why === "form" && meant !== "" && customFieldProblem(meant) === null ? { suggestion: meant } : {};
  report(reading, node, trail, { code: "customField", args: { value, why, ...suggestion } });
  return undefined;
});

/** A web address, or a file of the workspace. */
export const addressOrPath: Shape<string> = text((value, node, trail, reading) => {
  if (isBlank(value, node, trail, reading)) return undefined;
  if (!/^\s*[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(value)) return relativePath.read(node, trail, reading);
  if (URL_PATTERN.test(value) && URL.canParse(value)) return value.trim();
  report(reading, node, trail, { code: "urlNotHttp", args: { url: value.trim() } });
  return undefined;
});

/** A tracked name. Blanks around it are dropped. */
export const trackedName: Shape<string> = text((value, node, trail, reading) => {
  if (withoutLetters(value)) {
    report(reading, node, trail, { code: "nameWithoutLetters", args: { value } });
    return undefined;
  }
  return value.trim();
});

/** A search term. Blanks around it are part of it. */
export const searchTerm: Shape<string> = text((value, node, trail, reading) => {
  if (!withoutLetters(value)) return value;
  report(reading, node, trail, { code: "nameWithoutLetters", args: { value } });
  return undefined;
});

function withoutLetters(value: string): boolean {
  return quickNameKey(value) === "";
}

/** `nameKey`, many times faster for names in ASCII, of which a configuration can hold thousands. */
export function quickNameKey(name: string): string {
  return /^[ -~]*$/.test(name) ? name.toLowerCase().replace(/[^a-z0-9]+/g, "") : nameKey(name);
}

/** A stopword. Every address contains the empty text: such a one is left out. */
export const stopword: Shape<string> = text((value, node, trail, reading) => {
  if (value !== "") return value;
  report(reading, node, trail, { code: "emptyText", severity: "warning" });
  return undefined;
});

/** The three column headers. */
export const tableHeaders: Shape<readonly [string, string, string]> = {
  read(node, trail, reading) {
    const headers = list(text()).read(node, trail, reading);
    if (headers === undefined || node.kind !== "list") return undefined;
    if (node.items.length !== 3) {
      report(reading, node, trail, { code: "headerCount", args: { count: node.items.length } });
      return undefined;
    }
    const [name, hits, context] = headers;
    return name === undefined || hits === undefined || context === undefined ? undefined : [name, hits, context];
  },
};

const wholeKeyId = wholeNumber(0, Number.MAX_SAFE_INTEGER);

/** The ID of an XSOAR key: digits, or nothing. A number will do, since YAML reads digits without quotes as one. */
export const keyId: Shape<string> = {
  read(node, trail, reading) {
    if (node.kind === "number") return wholeKeyId.read(node, trail, reading)?.toString();
    return keyIdText.read(node, trail, reading);
  },
};

const keyIdText: Shape<string> = text((value, node, trail, reading) => {
  if (KEY_ID_PATTERN.test(value)) return value.trim();
  report(reading, node, trail, { code: "keyId", args: { value } });
  return undefined;
});

/** How an XSOAR key is used. */
export const keyType: Shape<XsoarKeyType> = oneOf(KEY_TYPES);

/** How notes go out. */
export const writing: Shape<XsoarWriting> = oneOf(["review", "limits", "never"]);

/** How a technique is written on a record. */
export const techniqueForm: Shape<TechniqueForm> = oneOf(TECHNIQUE_FORMS);

/** What stands for a sub-technique. */
export const subtechniques: Shape<RecordsConfig["subtechniques"]> = oneOf(SUBTECHNIQUES);

/** What parts the cells of a CSV file. */
export const csvSeparator: Shape<CsvSeparator> = oneOf(CSV_SEPARATORS);

/** A language by its tag (BCP 47), or nothing. */
export const languageTag: Shape<string> = text((value, node, trail, reading) => {
  if (LANGUAGE_PATTERN.test(value)) return value.trim();
  report(reading, node, trail, { code: "languageTag", args: { value } });
  return undefined;
});

export const attackDomain: Shape<AttackDomain> = oneOf(ATTACK_DOMAINS);

/** One of these words, written like this. */
export function oneOf<T extends string>(choices: readonly T[]): Shape<T> {
  return {
    read(node, trail, reading) {
      const value = text().read(node, trail, reading);
      const known = choices.find((choice) => choice === value);
      if (known === undefined && value !== undefined) {
        report(reading, node, trail, {
          code: "notOneOf",
          args: { value, choices: choices.join(", ") },
        });
      }
      return known;
    },
  };
}

/** Text that says something. Blanks around it are dropped. */
export const filledText: Shape<string> = text((value, node, trail, reading) =>
  isBlank(value, node, trail, reading) ? undefined : value.trim(),
);

/** Reports a text without a character to be seen. */
export function isBlank(value: string, node: ConfigNode, trail: Trail, reading: Reading): boolean {
  if (FILLED_PATTERN.test(value)) return false;
  report(reading, node, trail, { code: "blankText" });
  return true;
}

/** What a note template may hold. */
export const NOTE_FIELDS: readonly string[] = ["title", "url", "source", "published", "matched", "why", "remark"];

/** The text of a note. The address has to be in it: by it a note is known again, and not written twice. */
export const noteTemplate: Shape<string> = text((value, node, trail, reading) => {
  if (!NOTE_TEMPLATE_PATTERN.test(value)) {
    report(reading, node, trail, { code: "templateWithoutUrl" });
    return undefined;
  }
  checkPlaceholders(value, NOTE_FIELDS, node, trail, reading);
  return value;
});

/** What a line about a leak site may hold. */
export const ONION_FIELDS: readonly string[] = ["host", "url", "status", "title", "checked"];

/** A line about a leak site. The host has to be in it: by that the line is known again. */
export const onionLine: Shape<string> = text((value, node, trail, reading) => {
  if (!ONION_LINE_PATTERN.test(value)) {
    report(reading, node, trail, { code: "templateWithoutHost" });
    return undefined;
  }
  if (value.length > MAX_ONION_LINE_CHARACTERS) {
    report(reading, node, trail, { code: "textTooLong", args: { limit: MAX_ONION_LINE_CHARACTERS } });
    return undefined;
  }
  checkPlaceholders(value, ONION_FIELDS, node, trail, reading);
  return value;
});

/** Says of the first name in braces that nothing is filled in for. */
function checkPlaceholders(
  value: string,
  fields: readonly string[],
  node: ConfigNode,
  trail: Trail,
  reading: Reading,
): void {
  for (const [, name = ""] of value.matchAll(/\{([^{}]*)\}/g)) {
    if (fields.includes(name)) continue;
    const args = { name, known: fields.map((field) => `{${field}}`).join(" ") };
    report(reading, node, trail, { code: "templateField", severity: "warning", args });
    break;
  }
}
