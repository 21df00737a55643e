import { isRecord } from "../text/isRecord";
import { MATCH_FIELDS, type Match, type RuleCode } from "../model/model";

const RULE_CODES: { readonly [Code in RuleCode]: true } = {
  exact: true,
  plural: true,
  digits: true,
  compound: true,
  shortForm: true,
  inside: true,
  pattern: true,
  lookalike: true,
  case: true,
  context: true,
  version: true,
};

/** Whether stored data is a match; those of earlier versions have neither rule nor what came with it. */
export function isMatch(value: unknown): value is Match {
  return (
    isRecord(value) &&
    (value["profile"] === null || isString(value["profile"])) &&
    isString(value["name"]) &&
    isString(value["text"]) &&
    MATCH_FIELDS.some((field) => field === value["field"]) &&
    isNumber(value["start"]) &&
    isNumber(value["end"]) &&
    isAbsentOr(value["rule"], (rule) => isArrayOf(rule, (code) => isString(code) && Object.hasOwn(RULE_CODES, code))) &&
    isAbsentOr(value["weight"], isNumber) &&
    isAbsentOr(value["ambiguous"], (others) => isArrayOf(others, isString)) &&
    isAbsentOr(
      value["aliasSource"],
      (source) => isRecord(source) && isString(source["title"]) && isString(source["date"]),
    ) &&
    isAbsentOr(
      value["context"],
      (near) => isRecord(near) && isString(near["text"]) && isNumber(near["start"]) && isNumber(near["end"]),
    )
  );
}

function isAbsentOr(value: unknown, isValid: (value: unknown) => boolean): boolean {
  return value === undefined || isValid(value);
}

function isArrayOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isItem);
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}
