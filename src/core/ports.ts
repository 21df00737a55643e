/** What the core needs of the world. `node` and `vscode` implement these; tests hand in small fakes. */

import type { HttpFailure } from "./model/failureReasons";
import type { ParseJob, ParseOutcome } from "./model/parseJob";

/** One HTTP request over one hop: redirects are never followed by the port. */
export interface HttpRequest {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Of a `POST` that only asks, as a `GET` does: it may be sent once more where the connection proves to be dead. */
  readonly onlyAsks?: true;
  /** Only requests of one circle use a connection one after the other; left out by all that read sources. */
  readonly circle?: "xsoar";
  /** From the request to the last byte of the body. */
  readonly timeoutMs: number;
  /** Cap on the body, both as it comes and decompressed. */
  readonly maxBytes: number;
  /** What is longer is cut there, and the response says so; else it is a failure. */
  readonly mayCut?: true;
  readonly signal: AbortSignal;
  /** Through Tor, the name of the host unresolved. An `.onion` address goes no other way. */
  readonly tor?: TorRoute;
  /** Left out where the user has agreed to the place itself: then any address will do. */
  readonly reach?: Reach;
}

/**
 * At which addresses a request may end. `public`: at none of a private network. `undivided`: at those of a private network only where
 * the host stands for no others. What holds is the address that is really connected to, not one that was looked up before.
 */
export type Reach = "public" | "undivided";

/** Where a request with a `reach` has ended; `unknown` where a proxy has looked the name up. */
export type Place = "public" | "private" | "unknown";

/** How Tor is reached. */
export interface TorRoute {
  /** Tor's control port, which is asked where its SOCKS port is; 0 for none. */
  readonly controllerPort: number;
}

export interface HttpResponse {
  readonly status: number;
  /** Lower-case names; several values of one name are joined by ", ". */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The body is longer, and was cut at `maxBytes`. */
  readonly isCut?: true;
  /** What `Set-Cookie` headers say, one by one; left out when there are none. */
  readonly cookies?: readonly string[];
  /** Of requests with a `reach`. */
  readonly place?: Place;
}

export type HttpResult =
  | { readonly ok: true; readonly response: HttpResponse }
  | { readonly ok: false; readonly failure: HttpFailure };

export interface Http {
  /** Never rejects: every failure is a value. */
  request(request: HttpRequest): Promise<HttpResult>;
  /**
   * Whether a host (`URL.hostname`) belongs to the public internet. Only what is known to lie in a private network as a whole does not:
   * `localhost`, a loopback, private, link-local or reserved address, a name all of whose addresses are such, and what the user has
   * allowed to lie there. A name that cannot be resolved here does.
   * @param lookUp false where looking a name up would tell others what is read: it counts as public
   */
  isPublic(host: string, lookUp?: boolean): Promise<boolean>;
}

/** Parses untrusted bytes where they can neither block nor kill the caller. */
export interface Parser {
  parse(job: ParseJob, signal: AbortSignal): Promise<ParseOutcome>;
  dispose(): Promise<void>;
}

export interface FileEntry {
  readonly name: string;
  readonly size: number;
}

/** What is said of a file in place of its text. */
export interface TooLarge {
  readonly limitBytes: number;
}

/** The user's files below one workspace folder. Paths are relative to it, with `/`; whatever leaves it after resolving links throws `PathOutsideError`. */
export interface WorkspaceFiles {
  /** Null when there is no such file. One of more bytes is measured and not read. */
  readText(path: string, maxBytes: number): Promise<string | TooLarge | null>;
  /** Regular files directly in a folder, no links; empty when the folder is missing. */
  list(folder: string): Promise<readonly FileEntry[]>;
  /** Lines of a text file, streamed; stops after `maxBytes`. */
  lines(path: string, maxBytes: number): AsyncIterable<string>;
  /** Writes a temporary file beside it and renames; makes missing folders. */
  writeText(path: string, text: string): Promise<void>;
  /** Creates the file exclusively (never overwrites) by the same atomic way; false when it exists. */
  createText(path: string, text: string): Promise<boolean>;
  appendText(path: string, text: string): Promise<void>;
  /** Gives a file another name, whatever its size; false, and nothing done, where that is taken. */
  move(path: string, to: string): Promise<boolean>;
}

/**
 * The tool's own memory of one workspace: named JSON documents in the user's state directory.
 * Four locks: `scan` is held by one scan for its whole run, `xsoar` by one run of writing to XSOAR, `mail` while waiting
 * mail is handed in, `state` for the milliseconds of one read-change-write.
 */
export interface StateStore {
  /** Null when there is none. What is not JSON is set aside, and its new name is given to `onDamaged`. */
  read(name: string, onDamaged: (asideName: string) => void): Promise<unknown>;
  /** Renames a document to `<name>.damaged-<time>` so that nothing is lost; gives the new name. */
  setAside(name: string): Promise<string>;
  /** Writes one document after the other, each atomically: a crash leaves the first of them written. */
  write(documents: readonly (readonly [name: string, value: unknown])[]): Promise<void>;
  /** Nothing happens when there is none. */
  remove(name: string): Promise<void>;
  /**
   * Whether some document is of a version above this one, and by which product, as its first characters tell
   * (`{"version":1,"by":"0.1.0",`); pieces of documents, which have a dot in their names, are not looked at. Null when there is none.
   */
  later(version: number): Promise<{ readonly by: string | null } | null>;
  /** Runs `work` while holding the lock. Another process or another call holds it: waits up to `waitMs`, then gives null. */
  withLock<T>(
    lock: "scan" | "state" | "xsoar" | "mail",
    waitMs: number,
    work: () => Promise<T>,
  ): Promise<{ readonly value: T } | null>;
}

/**
 * Programs of the user's own, run in the folder: without a shell, in a process group of their own, with nothing of the environment but
 * what every program needs and what is named. No variable of ours is ever passed on.
 */
export interface Processes {
  /** Runs one to its end. Never rejects: every failure is a value. When it has ended, for whatever reason, all it has started has too. */
  run(program: Program, signal: AbortSignal): Promise<ProgramEnd>;
  /** What a file of the folder holds, as it lies there after links are resolved. */
  digest(file: string): Promise<FileDigest>;
}

export interface Program {
  readonly argv: readonly string[];
  /** Names of further variables of the environment. */
  readonly env: readonly string[];
  /** What it is given to read, piece by piece, as fast as it takes it; null where it finds nothing there. */
  readonly input: AsyncIterable<string> | null;
  /** Takes each line it writes, without its line break; false ends the program. */
  readonly onLine: (line: string) => boolean;
  readonly timeoutMs: number;
  /** Of one line. */
  readonly maxLineBytes: number;
  /** Of all it writes. */
  readonly maxOutputBytes: number;
}

export interface ProgramEnd {
  readonly why:
    | { readonly kind: "exited"; readonly code: number }
    | { readonly kind: "signal"; readonly signal: string }
    | { readonly kind: "timeout" | "cancelled" | "refused" | "lineTooLong" | "outputTooLong" }
    /** It could not be started. */
    | { readonly kind: "notFound" | "notAllowed" | "notStarted"; readonly reason: string };
  /** The end of what it wrote for people, up to `MAX_SCRIPT_LOG_BYTES`. */
  readonly log: string;
}

export type FileDigest =
  | { readonly ok: true; readonly sha256: string }
  | { readonly ok: false; readonly why: "missing" | "outside" | "unreadable" | "tooLarge" };

export interface Clock {
  now(): Date;
  /** Resolves after `ms`, or at once when the signal fires; 0 lets other work of the process run. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

/** What requests to XSOAR need beside HTTP: a digest for signed keys, and chance. */
export interface Signing {
  /** SHA-256 of the text in UTF-8, as 64 lower-case hexadecimal digits. */
  sha256Hex(text: string): string;
  /** A UUID of version 5 (RFC 9562 §5.5), in lower case. */
  uuid5(namespace: string, name: string): string;
  /** 64 characters of `[A-Za-z0-9]`, fresh each time and not to be guessed. */
  nonce(): string;
  /** From 0 up to 1, 1 excluded: spreads pauses, so that many clients do not come back at one moment. */
  jitter(): number;
}

/** How the network is asked and its answers are read: one for a session. */
export interface Web {
  readonly http: Http;
  readonly parser: Parser;
  readonly clock: Clock;
  readonly signing: Signing;
  /** When each host was asked last, in milliseconds: a pause between two requests to it holds for all that the session asks. */
  readonly lastAsked: Map<string, number>;
}

export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
