import type { Translate } from "../text/translate";

export type SyntaxCode = "empty" | "tooLong" | "tooDeep" | "tooMuch" | "jsonSyntax" | "yamlSyntax" | "yamlTag";

/**
 * Words for a text that cannot be read as JSON or YAML at all. The reasons are the parsers' own codes; `arg` gives an
 * argument fit to be shown.
 */
export function describeSyntax(
  code: SyntaxCode,
  args: Readonly<Record<string, string | number>>,
  arg: (name: string) => string,
  t: Translate,
): string {
  switch (code) {
    case "empty":
      return t("The file is empty. Write at least {braces}, or start over with the command Create Configuration.", {
        braces: "{}",
      });
    case "tooLong":
      return t("The file has more than {limit} characters, which is too long for a configuration.", {
        limit: Number(arg("limit")),
      });
    case "tooDeep":
      return t("Lists and sections are nested more than {limit} levels deep here. No configuration needs that.", {
        limit: Number(arg("limit")),
      });
    case "tooMuch":
      return t("The file has more than {limit} values, anchors followed. That is too many for a configuration.", {
        limit: Number(arg("limit")),
      });
    case "jsonSyntax":
      return jsonSyntax(String(args["reason"]), args["trailing"] === 1, t);
    case "yamlSyntax":
      return yamlSyntax(String(args["reason"]), arg("detail"), t);
    default:
      return t('The tag "{written}" means nothing here and is ignored. Remove it.', { written: arg("written") });
  }
}

function jsonSyntax(reason: string, trailingComma: boolean, t: Translate): string {
  switch (reason) {
    case "PropertyNameExpected":
    case "ValueExpected":
      if (trailingComma) return t("The comma before this bracket is one too many. Remove it.");
      return reason === "ValueExpected"
        ? t("A value is missing here: text in double quotes, a number, true, false, a list in [ ] or a section in { }.")
        : t("A key in double quotes is missing here.");
    case "ColonExpected":
      return t("A colon is missing here, between the key and its value.");
    case "CommaExpected":
      return t("A comma is missing before this.");
    case "CloseBraceExpected":
      return t("A section is not closed here: a brace is missing.");
    case "CloseBracketExpected":
      return t("A list is not closed here: a bracket is missing.");
    case "EndOfFileExpected":
      return t("The configuration has ended before this. Remove what is too much.");
    case "InvalidCommentToken":
    case "UnexpectedEndOfComment":
      return t("JSON has no comments. Remove this one, or keep the configuration in YAML, which has them.");
    case "UnexpectedEndOfString":
      return t("This text is not closed: a double quote is missing at its end.");
    case "InvalidNumberFormat":
    case "UnexpectedEndOfNumber":
      return t("This is no complete number.");
    case "InvalidUnicode":
    case "InvalidEscapeCharacter":
      return t("This backslash begins nothing that JSON knows. Write two for one.");
    case "InvalidCharacter":
      return t("Line breaks and tabs cannot stand in text as such. Write \\n or \\t.");
    default:
      return t("This is not JSON: text needs double quotes, and only true, false and null stand without.");
  }
}

function yamlSyntax(reason: string, detail: string, t: Translate): string {
  switch (reason) {
    case "TAB_AS_INDENT":
      return t("YAML is indented with blanks only. Replace the tab.");
    case "BAD_INDENT":
    case "BAD_PROP_ORDER":
    case "UNEXPECTED_TOKEN":
      return t("YAML cannot be read on from here. Check the indentation of this line and the brackets before it.");
    case "BLOCK_AS_IMPLICIT_KEY":
    case "MULTILINE_IMPLICIT_KEY":
    case "BLOCK_IN_FLOW":
      return t(
        "YAML cannot tell key and value apart here. Check the indentation, and put text with a colon in it in quotes.",
      );
    case "MISSING_CHAR":
      return t("Something is missing here: the end of a text in quotes, a colon, a comma or a bracket.");
    case "BAD_SCALAR_START":
      return t("Text cannot begin with this character. Put it in quotes.");
    case "BAD_DQ_ESCAPE":
      return t("This backslash begins nothing that YAML knows. Write two for one, or use single quotes.");
    case "MULTIPLE_DOCS":
      return t("A second document begins here. Keep one in the file.");
    case "ALIAS_WITHOUT_ANCHOR":
      return t('"*{name}" stands for nothing: there is no "&{name}" before it.', { name: detail });
    case "ALIAS_IN_ITSELF":
      return t('"*{name}" cannot stand inside "&{name}" itself.', { name: detail });
    case "KEY_NOT_TEXT":
      return t("A key must be text. Put it in quotes.");
    case "MERGE_NOT_SECTION":
      return t('"<<" takes in sections only, and this is none.');
    default:
      return t("This is not YAML: {detail}", { detail });
  }
}
