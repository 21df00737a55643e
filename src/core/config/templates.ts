import type { Translate } from "../ports";
import { ARTICLES_DEFAULTS } from "./defaults";
import { NOTE_FIELDS } from "./rules";
import type { ConfigFormat } from "./types";

/**
 * A new `articles_config` with the shipped values of every key: as YAML each is explained, as JSON nothing is, since
 * JSON has no comments and the schema explains a key on hover.
 */
export function configTemplate(format: ConfigFormat, t: Translate): string {
  return format === "json" ? `${JSON.stringify(ARTICLES_DEFAULTS, keysOfFiles, 4)}\n` : yamlTemplate(t);
}

/** Without what is derived. */
function keysOfFiles(key: string, value: unknown): unknown {
  return key === "profiles" || key === "sourceRules" ? undefined : value;
}

function yamlTemplate(t: Translate): string {
  const { websiteconfig, resultfile, mailconfig, profiling, ...top } = ARTICLES_DEFAULTS;
  const xsoar = profiling.CortexXSOARAPIConfig;
  const lines = [
    ...remark(0, t("TI Scraper: which news to read, what to look for in them, and where to keep what was found.")),
    ...remark(0, t("A key you leave out takes the value shown here.")),
    "",
    "websiteconfig:",
    ...remark(1, t("Feeds to read: RSS, Atom or JSON Feed, one address in each line.")),
    ...list(1, "rss_feeds", websiteconfig.rss_feeds),
    "",
    ...remark(1, t("Pages that list news and have no feed. Every link to the same site counts as an article.")),
    ...list(1, "webpages", websiteconfig.webpages),
    "",
    ...remark(1, t("A link on a page is dropped when its address contains one of these. Feeds are not filtered.")),
    ...list(1, "stopwords", websiteconfig.stopwords),
    "",
    ...remark(1, t("An address with the left part in it is kept only when it begins with the right part.")),
    "  specialHandling:",
    ...Object.entries(websiteconfig.specialHandling).map(([key, prefix]) => pair(2, key, prefix)),
    "",
    ...remark(0, t("Write only news into the result file that no earlier result file holds.")),
    pair(0, "getDeltaRecords", top.getDeltaRecords),
    "",
    ...remark(0, t("Offer to delete result files that are older than this many days.")),
    pair(0, "timeDelta4Delete", top.timeDelta4Delete),
    "",
    ...remark(0, t("The control port of Tor (mostly 9051), for onion addresses only. 0: without Tor.")),
    pair(0, "controllerPort", top.controllerPort),
    "",
    ...remark(0, t("The result file: <folder>/<date and time>_<filename>, inside this workspace.")),
    "resultfile:",
    pair(1, "createFile", resultfile.createFile),
    pair(1, "folder", resultfile.folder),
    pair(1, "filename", resultfile.filename),
    "",
    ...remark(0, t("Mail over TLS. The password is asked for, and never belongs into this file.")),
    "mailconfig:",
    pair(1, "sendMail", mailconfig.sendMail),
    ...remark(1, t("Send a summary of each article instead of headlines.")),
    pair(1, "sendSummary", mailconfig.sendSummary),
    pair(1, "mailServer", mailconfig.mailServer),
    pair(1, "senderMailAddress", mailconfig.senderMailAddress),
    pair(1, "destinationMailAddress", mailconfig.destinationMailAddress),
    pair(1, "mailSubject", mailconfig.mailSubject),
    ...remark(1, t("The text when there is nothing new, in the mail and in the result file.")),
    pair(1, "placeholder", mailconfig.placeholder),
    "",
    ...remark(0, t("Look for the names below in headlines and addresses.")),
    pair(0, "profileRecords", top.profileRecords),
    "",
    "profiling:",
    ...remark(1, t("Threat actors and malware to look for. Case, blanks and hyphens do not matter.")),
    ...remark(1, t("A name of digits alone needs quotes.")),
    ...remark(1, t("A name can have other names and rules of its own:")),
    ...remark(1, "- name: Play"),
    ...remark(1, "  aliases: [PlayCrypt]"),
    ...remark(1, "  match: { requireContext: true, notNear: [Google Play] }"),
    ...list(1, "profileData", profiling.profileData),
    "",
    ...remark(1, t("Collect the news of each name in <profileFolderName>/<name>_profile.txt.")),
    pair(1, "profile2file", profiling.profile2file),
    pair(1, "profileFolderName", profiling.profileFolderName),
    "",
    ...remark(1, t("Note the news of each name on its record in Cortex XSOAR.")),
    pair(1, "profile2cortex", profiling.profile2cortex),
    "  CortexXSOARAPIConfig:",
    ...remark(2, t("Base address, such as https://xsoar.example.com")),
    pair(2, "host", xsoar.host),
    ...remark(2, t("Leave this empty: the command Set XSOAR API Key keeps the key in secret storage.")),
    pair(2, "api_key", xsoar.api_key),
    ...remark(2, t("Cortex XSOAR 8 and Cortex cloud only: the number of the key, and standard or advanced.")),
    pair(2, "key_id", xsoar.key_id),
    pair(2, "key_type", xsoar.key_type),
    ...remark(2, t("The indicator field that holds the names.")),
    pair(2, "search_field", xsoar.search_field),
    ...remark(2, t("Fields a new record gets its name in; write field[] for one that takes a list.")),
    ...list(2, "nameFields", xsoar.nameFields),
    ...remark(2, t("The type of a new record (before XSOAR 6.2: STIX Threat Actor).")),
    pair(2, "indicator_type", xsoar.indicator_type),
    ...remark(
      2,
      t("The text of a note. Filled in: {fields}", { fields: NOTE_FIELDS.map((name) => `{${name}}`).join(" ") }),
    ),
    pair(2, "note_template", xsoar.note_template),
    ...remark(2, t("The longest note, in characters; the headline is cut, the address never. 0: no limit.")),
    pair(2, "note_max_length", xsoar.note_max_length),
    ...remark(2, t("Set a record to seen last now when a note is added.")),
    pair(2, "set_last_seen", xsoar.set_last_seen),
    ...remark(2, t("Write nothing to Cortex XSOAR; only show what would be written.")),
    pair(2, "dry_run", xsoar.dry_run),
  ];
  return `${lines.join("\n")}\n`;
}

const indent = (level: number): string => "  ".repeat(level);

/** A translation may have several lines: each is a comment. */
function remark(level: number, text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/).map((line) => `${indent(level)}# ${line}`.trimEnd());
}

/** JSON's way to write a value is YAML's as well. */
function pair(level: number, key: string, value: string | number | boolean): string {
  return `${indent(level)}${key}: ${JSON.stringify(value)}`;
}

function list(level: number, key: string, values: readonly string[]): readonly string[] {
  return [`${indent(level)}${key}:`, ...values.map((value) => `${indent(level + 1)}- ${JSON.stringify(value)}`)];
}
