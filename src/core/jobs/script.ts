import type { ScriptConfig } from "../config/ownTypes";
import { MAX_SCRIPT_LINE_BYTES, MAX_SCRIPT_MESSAGES, MAX_SCRIPT_OUTPUT_BYTES } from "../limits";
import type { JobId } from "../model/model";
import type { Processes, ProgramEnd } from "../ports";
import { shortLine, withoutSecret } from "../text/foreignText";
import type { Translate } from "../text/translate";
import type { ScriptVersion } from "./scriptConsent";
import { ToldProblems } from "./toldProblems";
import { PROTOCOL, type ScriptArticle, type ScriptChange, type ScriptRow, readMessage } from "./scriptMessages";

/** What is handed to a script, a message for each. */
export type ScriptItem = Readonly<Record<string, unknown>> & { readonly type: string };

/** A script that may run, with all it is told. */
export interface ReadyScript {
  readonly job: JobId;
  readonly script: ScriptConfig;
  readonly version: ScriptVersion;
  readonly secrets: Readonly<Record<string, string>>;
}

interface ScriptTold {
  /** What it has kept at its last run. */
  readonly state: unknown;
  readonly now: Date;
  readonly run: string;
  readonly locale: string;
  /** Nothing of what it says is applied. */
  readonly dryRun: boolean;
}

/** What a script has said; to be applied as a whole. */
export interface ScriptSaid {
  readonly articles: readonly ScriptArticle[];
  readonly rows: readonly ScriptRow[];
  /** Changes of records, to be reviewed. */
  readonly changes: readonly ScriptChange[];
  /** Key → why. */
  readonly dropped: ReadonlyMap<string, string>;
  /** Null when it has given none. */
  readonly text: string | null;
  /** What it keeps for its next run; undefined when it says nothing of that. */
  readonly state: unknown;
  readonly summary: string;
  /** What it has told of items, and messages that were dropped; each with the number of its line. */
  readonly problems: readonly string[];
}

export type ScriptOutcome =
  /** @param log what it has written for people */
  | { readonly kind: "done"; readonly said: ScriptSaid; readonly log: string }
  | { readonly kind: "failed"; readonly why: string; readonly log: string }
  | { readonly kind: "cancelled" };

/**
 * Runs a script once. Only one that says `done` and ends with exit code 0 has said anything; for one that speaks text the exit code alone
 * counts.
 *
 * @param onInput is shown each line that is handed over, the first one without secrets
 */
export async function runScript(
  { job, script, version, secrets }: ReadyScript,
  told: ScriptTold,
  items: AsyncIterable<ScriptItem> | Iterable<ScriptItem>,
  processes: Processes,
  t: Translate,
  signal: AbortSignal,
  onInput: (line: string) => void = () => {},
): Promise<ScriptOutcome> {
  const isText = script.speaks === "text";
  const reader = new Reader(isText, t);
  const end = await processes.run(
    {
      argv: version.argv,
      env: script.env,
      input: isText ? null : inputOf(job, script, secrets, told, items, onInput),
      onLine: (line) => reader.line(line),
      timeoutMs: script.timeout * 1000,
      maxLineBytes: isText ? MAX_SCRIPT_OUTPUT_BYTES : MAX_SCRIPT_LINE_BYTES,
      maxOutputBytes: MAX_SCRIPT_OUTPUT_BYTES,
    },
    signal,
  );
  const hide = (text: string): string =>
    Object.values(secrets).reduce((shown, secret) => withoutSecret(shown, secret), text);
  const log = hide(end.log);
  if (end.why.kind === "cancelled") return { kind: "cancelled" };
  const why = reader.failure ?? whyFailed(end, script, log, t);
  if (why !== null) return { kind: "failed", why: hide(why), log };
  if (!reader.isDone)
    return { kind: "failed", why: t('It ended without a message "done", so nothing of it counts.'), log };
  return { kind: "done", said: reader.said(), log };
}

async function* inputOf(
  job: JobId,
  { params }: ScriptConfig,
  secrets: Readonly<Record<string, string>>,
  { state, now, run, locale, dryRun }: ScriptTold,
  items: AsyncIterable<ScriptItem> | Iterable<ScriptItem>,
  onInput: (line: string) => void,
): AsyncIterable<string> {
  const hello = { type: "hello", protocol: PROTOCOL, job, run, now: now.toISOString(), locale, dryRun, params };
  onInput(JSON.stringify({ ...hello, secrets: {}, state }));
  yield `${JSON.stringify({ ...hello, secrets, state })}\n`;
  for await (const item of items) {
    const line = JSON.stringify(item);
    onInput(line);
    yield `${line}\n`;
  }
  const last = JSON.stringify({ type: "end" });
  onInput(last);
  yield `${last}\n`;
}

/** Takes what a script says, line by line. */
class Reader {
  failure: string | null = null;
  isDone: boolean;
  private readonly articles: ScriptArticle[] = [];
  private readonly rows: ScriptRow[] = [];
  private readonly changes: ScriptChange[] = [];
  private readonly dropped = new Map<string, string>();
  private readonly texts: string[] = [];
  private readonly problems: ToldProblems;
  private readonly unknown = new Set<string>();
  private state: unknown;
  private summary = "";
  private lines = 0;

  constructor(
    private readonly isText: boolean,
    private readonly t: Translate,
  ) {
    this.isDone = isText;
    this.problems = new ToldProblems(t);
  }

  /** False when nothing more is to be read. */
  line(line: string): boolean {
    this.lines += 1;
    if (this.isText) {
      this.texts.push(`${line}\n`);
      return true;
    }
    if (line.trim() === "") return true;
    if (this.lines > MAX_SCRIPT_MESSAGES)
      return this.fail(this.t("It was ended: it sent more than {limit} messages.", { limit: MAX_SCRIPT_MESSAGES }));
    const read = readMessage(line);
    if (read.ok) {
      this.take(read.message);
      return true;
    }
    const values = { line: this.lines, text: shortLine(line, 200) };
    if (read.why === "line")
      return this.fail(this.t("Line {line} of its output is no message: {text}. Use stderr for logs.", values));
    if (read.why === "protocol")
      return this.fail(
        this.t("Line {line} of its output is of another protocol than {protocol}, the one there is.", {
          line: this.lines,
          protocol: PROTOCOL,
        }),
      );
    this.problems.add(this.t("Line {line} of its output lacks something and was left out: {text}", values));
    return true;
  }

  said(): ScriptSaid {
    const { articles, rows, changes, dropped, texts, state, summary, problems } = this;
    return {
      articles,
      rows,
      changes,
      dropped,
      text: texts.length === 0 ? null : texts.join(""),
      state,
      summary,
      problems: problems.sentences,
    };
  }

  private take(message: Extract<ReturnType<typeof readMessage>, { ok: true }>["message"]): void {
    switch (message.type) {
      case "article":
        this.articles.push(message.article);
        return;
      case "row":
        this.rows.push(message.row);
        return;
      case "change":
        this.changes.push(message.change);
        return;
      case "drop":
        this.dropped.set(message.key, message.why);
        return;
      case "keep":
        this.dropped.delete(message.key);
        return;
      case "text":
        this.texts.push(message.text);
        return;
      case "problem":
        return this.problems.add(message.message);
      case "log":
        if (message.level === "warn") this.problems.add(message.message);
        return;
      case "state":
        this.state = message.value;
        return;
      case "done":
        this.isDone = true;
        this.summary = message.summary;
        return;
      case "progress":
        return;
      case "unknown":
        if (this.unknown.has(message.name)) return;
        this.unknown.add(message.name);
        this.problems.add(
          this.t("It sends messages of a kind that is not known here, which are ignored: {name}", message),
        );
    }
  }

  private fail(sentence: string): false {
    this.failure = sentence;
    return false;
  }
}

/** Null for a program that has ended as it should. */
function whyFailed({ why }: ProgramEnd, { run, timeout }: ScriptConfig, log: string, t: Translate): string | null {
  const program = shortLine(run[0] ?? "", 200);
  const line = shortLine(log.trimEnd().split("\n").at(-1) ?? "", 200);
  switch (why.kind) {
    case "exited":
      if (why.code === 0) return null;
      return /EOFError/.test(line)
        ? t("It asked for an answer where nobody is (exit code {code}): {line}", { code: why.code, line })
        : t("It ended with exit code {code}: {line}", { code: why.code, line });
    case "signal":
      return t("It was ended by {signal}: {line}", { signal: why.signal, line });
    case "timeout":
      return t("It was ended, with all it had started: {count|second is|seconds are} the time of script.timeout.", {
        count: timeout,
      });
    case "lineTooLong":
      return t("It was ended: a line of its output is longer than {limit} bytes.", { limit: MAX_SCRIPT_LINE_BYTES });
    case "outputTooLong":
      return t("It was ended: its output is longer than {limit} MB.", { limit: MAX_SCRIPT_OUTPUT_BYTES / 1_000_000 });
    case "notFound":
      return t(
        'There is no program "{program}". Install it, or write its path. Python is called python3 in most places, and py on Windows.',
        { program },
      );
    case "notAllowed":
      return t('It is not allowed to run "{program}". Look at its permissions.', { program });
    case "notStarted":
      return t('Starting "{program}" has failed: {reason}', { program, reason: shortLine(why.reason, 200) });
    case "refused":
    case "cancelled":
      return null;
  }
}
