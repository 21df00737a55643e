import {
  IMPORT_REQUEST_MS,
  MAX_ALIASES_OF_ENTRY,
  MAX_IMPORT_BYTES,
  MAX_IMPORT_ENTRIES,
  MAX_IMPORT_NAMES,
  MAX_NAME_CHARACTERS,
} from "../limits";
import type { Web } from "../ports";
import type { Translate } from "../text/translate";
import { fetchSource } from "../fetching/fetchSource";
import { describeSourceFailure } from "../fetching/describeSourceFailure";
import { shownUrl } from "../urls/shownUrl";
import type { KnownAnswer } from "./nameStore";
import type {
  ColumnChoice,
  CutNames,
  FileFailure,
  ImportFailure,
  KnowledgeJob,
  KnowledgeLocation,
  KnowledgeOutcome,
} from "./types";

const ACCEPT = "application/json, application/stix+json, text/csv, text/plain;q=0.9, */*;q=0.5";

/** Reads files that the user chose, wherever they are. */
export interface NameFiles {
  /** An absolute path. Never rejects. */
  read(
    path: string,
    maxBytes: number,
  ): Promise<{ readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly failure: FileFailure }>;
}

/** Parses where it can neither block nor kill the caller. */
export interface KnowledgeParser {
  /** Takes the bytes over: they may be empty for the caller afterwards. Never rejects. */
  parse(job: KnowledgeJob, signal: AbortSignal): Promise<KnowledgeOutcome>;
}

export interface NameReaders {
  readonly files: NameFiles;
  readonly parser: KnowledgeParser;
}

/** A file of names as it was got; it can be parsed again when somebody says what its columns are. */
export interface NamesGot {
  readonly kind: "read";
  readonly known: KnownAnswer;
  parse(columns: ColumnChoice | undefined, signal: AbortSignal): Promise<KnowledgeOutcome>;
}

type NamesRead =
  | NamesGot
  | { readonly kind: "unchanged" }
  | { readonly kind: "failed"; readonly failure: ImportFailure }
  | { readonly kind: "cancelled" };

/**
 * The location as it is kept and shown: an address without credentials, and the raw file for the page of a file on GitHub.
 * Null for an address that is none.
 */
export function importLocation(text: string): KnowledgeLocation | null {
  const value = text.trim();
  if (!/^[a-z][a-z0-9+.-]+:\/\//iu.test(value)) return value === "" ? null : { kind: "file", value };
  if (!URL.canParse(value) || !/^https?:$/u.test(new URL(value).protocol)) return null;
  return { kind: "url", value: shownUrl(rawFile(value)) };
}

/** `https://github.com/OWNER/REPO/blob/REF/PATH` shows a page; the file itself is at raw.githubusercontent.com. */
function rawFile(value: string): string {
  const url = new URL(value);
  const parts = /^\/([^/]+)\/([^/]+)\/(?:blob|raw)\/(.+)$/u.exec(url.pathname);
  if (url.hostname !== "github.com" || parts === null) return value;
  return `https://raw.githubusercontent.com/${parts[1]}/${parts[2]}/${parts[3]}`;
}

/** Gets the names at a location. An answer that is known to be the same as before is not read again. */
export async function getNames(
  web: Web,
  { files, parser }: NameReaders,
  location: KnowledgeLocation,
  known: KnownAnswer,
  signal: AbortSignal,
): Promise<NamesRead> {
  const found =
    location.kind === "file" ? await fromFile(files, location) : await fromUrl(web, location, known, signal);
  if (found.kind !== "bytes") return found;
  if (signal.aborted) return { kind: "cancelled" };
  const fileName = decoded(location.value.split(/[?#]/u, 1)[0]?.split(/[\\/]/u).at(-1) ?? "");
  const { bytes, contentType, known: answer } = found;
  return {
    kind: "read",
    known: answer,
    // The parser takes the bytes over.
    parse: (columns, parsing) =>
      parser.parse({ bytes: bytes.slice(), contentType, fileName, ...(columns && { columns }) }, parsing),
  };
}

type Found =
  | {
      readonly kind: "bytes";
      readonly bytes: Uint8Array;
      readonly contentType: string | null;
      readonly known: KnownAnswer;
    }
  | Exclude<NamesRead, { kind: "read" }>;

async function fromFile(files: NameFiles, { value }: KnowledgeLocation): Promise<Found> {
  const read = await files.read(value, MAX_IMPORT_BYTES);
  return read.ok
    ? { kind: "bytes", bytes: read.bytes, contentType: null, known: {} }
    : { kind: "failed", failure: read.failure };
}

async function fromUrl(
  { http, clock }: Web,
  { value }: KnowledgeLocation,
  { validators, wasPublic = false }: KnownAnswer,
  signal: AbortSignal,
): Promise<Found> {
  const fetched = await fetchSource(
    http,
    { kind: "feed", url: value },
    {
      timeoutMs: IMPORT_REQUEST_MS,
      signal,
      clock,
      accept: ACCEPT,
      maxBytes: MAX_IMPORT_BYTES,
      ...(validators === undefined ? {} : { validators }),
      ...(wasPublic ? { reach: "public" } : {}),
    },
  );
  if (fetched.kind !== "body") return fetched;
  const { bytes, contentType, finalUrl, etag, lastModified, isPublic } = fetched;
  const said = {
    url: finalUrl,
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
  };
  return {
    kind: "bytes",
    bytes,
    contentType,
    known: {
      ...(etag === undefined && lastModified === undefined ? {} : { validators: said }),
      ...(isPublic ? { wasPublic: true } : {}),
    },
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What of a source of names is not there, in sentences without its name. */
export function describeLeftOut({ left, cut }: CutNames, t: Translate): readonly string[] {
  const ofSource = { count: left, limit: MAX_IMPORT_ENTRIES, names: MAX_IMPORT_NAMES };
  const ofEntry = { count: cut, limit: MAX_NAME_CHARACTERS, most: MAX_ALIASES_OF_ENTRY };
  return [
    ...(left === 0
      ? []
      : [
          t(
            "{count} entries were left out. A source of names has {limit} at most, with {names} names and aliases.",
            ofSource,
          ),
        ]),
    ...(cut === 0
      ? []
      : [
          t(
            "{count} names and aliases were left out: they have more than {limit} characters, or their entry has more than {most} aliases.",
            ofEntry,
          ),
        ]),
  ];
}

/** One sentence for each way an import can fail, ending in a full stop, without the location. */
export function describeImportFailure(failure: ImportFailure, t: Translate): string {
  switch (failure.code) {
    case "noAddress":
      return t("This is neither a file nor a web address.");
    case "noFile":
      return t("There is no such file.");
    case "fileDenied":
      return t("The file may not be read.");
    case "fileTooLarge":
      return t("The file is larger than {limit} MB.", { limit: failure.limitBytes / 1_000_000 });
    case "fileUnreadable":
      return t("The file could not be read ({code}).", { code: failure.detail });
    case "webPage":
      return t("This is a web page. Give the address of the file itself.");
    case "spreadsheet":
      return t("This is a spreadsheet. Save it as CSV there, and import that.");
    case "notYaml":
      return t("It is no valid YAML (line {line}).", { line: failure.line });
    case "yamlAnchors":
      return t("It is YAML whose anchors multiply what is in it, more than a list of names needs.");
    case "noColumn":
      return t("It has no column “{column}”. Its columns: {columns}.", {
        column: failure.column,
        columns: failure.columns.join(", "),
      });
    case "doubtfulColumns":
      return t("Nothing says which of its columns holds the names ({columns}): import it again, and say.", {
        columns: failure.columns.join(", "),
      });
    case "notJson":
      return t("It begins like JSON, but is damaged or incomplete.");
    case "unknownShape":
      return t("It is neither a MISP galaxy cluster, STIX nor a list of names.");
    case "noNames":
      return t("There are no names in it.");
    case "empty":
      return t("It is empty.");
    case "binary":
      return t("It is a binary file, not text.");
    case "timeout":
      // A limit of its own, which no setting changes.
      return t("There was no complete answer within {seconds|second|seconds}.", { seconds: failure.seconds });
    default:
      return describeSourceFailure(failure, t);
  }
}
