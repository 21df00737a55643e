import {
  type FactMap,
  type NameFact,
  type NewFact,
  factKey,
  factLine,
  foldFacts,
  newsAmong,
  stillNews,
} from "../config/nameFacts";
import { NAMES_FILE } from "../config/configFiles";
import {
  NAMES_FILE_TOO_LONG,
  type NamesFileContent,
  type NamesFileTrouble,
  compacted,
  parseNamesFile,
  withFacts,
} from "../config/namesFile";
import type { Problem } from "../config/problems";
import { MAX_ATTRIBUTES_BYTES, MAX_COMPACTED_FILE_BYTES, MAX_NAMES_FILE_BYTES } from "../limits";
import type { Clock, WorkspaceFiles } from "../ports";
import { isRecord } from "../text/isRecord";
import type { StateDocument } from "./documents";
import { ATTRIBUTES_FILE, hasMergeRule, mergeRule, withLine } from "./gitAttributes";
import type { HeldDocuments, Memory, MemoryStore } from "./memory";

/** What one user's memory holds of the file. */
export interface NamesFileMemory {
  /** Its text, as it could be read last: what counts while it cannot be read. Null when there was none. */
  readonly good: string | null;
  /** Lines that could not be written into it yet: they count. */
  readonly waiting: string;
  /** What earlier versions kept in the memory has been taken over. */
  readonly moved: boolean;
  /** The rule for git was offered. */
  readonly offered: boolean;
}

export const NAMES_FILE_MEMORY: StateDocument<NamesFileMemory> = {
  name: "names-file",
  empty: { good: null, waiting: "", moved: false, offered: false },
  decode: (data) =>
    isRecord(data)
      ? {
          good: typeof data["good"] === "string" ? data["good"] : null,
          waiting: typeof data["waiting"] === "string" ? data["waiting"] : "",
          moved: data["moved"] === true,
          offered: data["offered"] === true,
        }
      : null,
};

/** What counts for a folder: of its names file, and of what waits to be written there. */
export interface SharedNames {
  readonly facts: FactMap;
  /** Why the file itself does not count; what it held when it could be read last does. */
  readonly trouble: NamesFileTrouble | null;
  /** Whether it could ever be read, where there is trouble. */
  readonly hasGood: boolean;
  readonly problems: readonly Problem[];
}

/** What came of facts that were to be remembered. */
export type Remembering =
  /** They stand in the file, or did before. */
  | { readonly kind: "done" }
  /** They count here, and wait: the file cannot be written. */
  | { readonly kind: "waits" }
  /** Nothing was remembered: first the file has to be put right. */
  | { readonly kind: "refused"; readonly trouble: NamesFileTrouble };

/** What the user is to be told of the file. */
export type NamesFileNews =
  /** What the memory held alone stands in the file now. */
  | { readonly kind: "moved"; readonly file: string; readonly count: number }
  | { readonly kind: "waits"; readonly file: string; readonly code: string; readonly detail: string }
  /** Git may mind when two have written it: a line for `.gitattributes`. */
  | { readonly kind: "mergeRule"; readonly file: string; readonly rule: string };

/** A change of the memory that has facts for the file as well. */
interface FactChange {
  readonly facts: readonly NewFact[];
  /** What was read, and can be read again, waits while the file cannot be written; what a person has decided is refused then. */
  readonly mayWait: boolean;
}

/** The names file of a folder: the one way to what is shared about names. */
export interface NamesFile {
  /** Relative to the folder. */
  readonly path: string;
  /** What counts now. Writes nothing, and may be called within a change of the memory. */
  read(): Promise<SharedNames>;
  /** Remembers what a person has decided. */
  add(facts: (shared: SharedNames) => readonly NewFact[]): Promise<Remembering>;
  /** Changes the memory and the file while nobody else does; the file is written first. See `MemoryStore.change`. */
  change<K extends keyof Memory, R extends Partial<Memory> & FactChange>(
    parts: readonly K[],
    compute: (now: Pick<Memory, K>, shared: SharedNames, held: HeldDocuments) => R | Promise<R>,
    afterwards?: (done: R) => Promise<void>,
  ): Promise<R>;
  /** Writes what waits, and remembers the file as it is. To be called by each run. */
  settle(): Promise<void>;
  /** Leaves out the lines that later ones have replaced; how many there were, or null where the file cannot be read. */
  compact(): Promise<number | null>;
  /** Writes the rule for git into `.gitattributes` of the folder, by the user's own wish. */
  addMergeRule(): Promise<void>;
}

export interface NamesFileWorld {
  /** What earlier versions kept of names in the memory, as facts. */
  readonly earlier: () => Promise<readonly NameFact[]>;
  /** Whether the folder is part of a git repository. */
  readonly isInGit: () => Promise<boolean>;
  readonly tell: (news: NamesFileNews) => void;
}

interface Place {
  readonly files: WorkspaceFiles;
  readonly configFolder: string;
  readonly memory: MemoryStore;
  readonly clock: Clock;
}

/** The file and the memory of it, looked at together. */
interface Look {
  readonly state: NamesFileMemory;
  readonly text: string | null;
  /** Facts of the file, or of what it held when it could be read last. */
  readonly inFile: FactMap;
  readonly waiting: readonly NameFact[];
  readonly shared: SharedNames;
}

/** Texts whose facts are kept at hand: the file, what waits, and the file as it was. */
const KEPT_TEXTS = 3;

export function createNamesFile(
  { files, configFolder, memory: whole, clock }: Place,
  world: NamesFileWorld,
): NamesFile {
  const path = configFolder === "." ? NAMES_FILE : `${configFolder}/${NAMES_FILE}`;
  const memory = whole.with({ namesFile: NAMES_FILE_MEMORY });
  const parsed = new Map<string, Promise<NamesFileContent>>();
  const keepParsed = (text: string, content: Promise<NamesFileContent>): Promise<NamesFileContent> => {
    parsed.delete(text);
    parsed.set(text, content);
    for (const old of [...parsed.keys()].slice(0, -KEPT_TEXTS)) parsed.delete(old);
    return content;
  };
  const parse = (text: string): Promise<NamesFileContent> =>
    keepParsed(text, parsed.get(text) ?? parseNamesFile(text, () => clock.wait(0)));
  /** Of what was said of a file that cannot be written, what was said last. */
  let said = "";

  const readFile = async (): Promise<{
    readonly text: string | null;
    readonly trouble: NamesFileTrouble | null;
    readonly content: NamesFileContent | null;
  }> => {
    try {
      const text = await files.readText(path, MAX_NAMES_FILE_BYTES);
      if (text === null) return { text, trouble: null, content: null };
      if (typeof text !== "string") {
        const content = { facts: new Map(), trouble: { code: "tooLong" }, problems: NAMES_FILE_TOO_LONG } as const;
        return { text: null, trouble: content.trouble, content };
      }
      const content = await parse(text);
      return { text, trouble: content.trouble, content };
    } catch (error) {
      return { text: null, trouble: { code: "unreadable", detail: refusalOf(error).detail }, content: null };
    }
  };
  const look = async (state: NamesFileMemory): Promise<Look> => {
    const { text, trouble, content } = await readFile();
    const good = trouble === null ? content : state.good === null ? null : await parse(state.good);
    const inFile: FactMap = good?.facts ?? new Map();
    const open = state.waiting === "" ? [] : [...(await parse(state.waiting)).facts.values()];
    const waiting = state.moved ? open : [...(await world.earlier()), ...open];
    const facts = waiting.length === 0 ? inFile : foldFacts(waiting, inFile);
    const problems = content?.problems ?? [];
    return { state, text, inFile, waiting, shared: { facts, trouble, hasGood: state.good !== null, problems } };
  };

  /** Within a change of the memory. Tells nothing before all is written. */
  const write = async (
    { state, text, inFile, waiting, shared }: Look,
    { facts, mayWait }: FactChange,
  ): Promise<{
    readonly state: NamesFileMemory;
    readonly done: Remembering;
    readonly news: readonly NamesFileNews[];
  }> => {
    const news = newsAmong(facts, shared.facts, clock.now());
    // What could not be read again would be lost in the file.
    const readable = news.length === 0 ? new Map() : (await parse(linesOf(news))).facts;
    const told = news.filter((fact) => readable.has(factKey(fact)));
    if (told.length < news.length && !mayWait) throw new Error("A name, an id or an address is too long for the file.");
    const lines = stillNews([...foldFacts([...waiting, ...told]).values()], inFile);
    const { trouble } = shared;
    const good = trouble === null ? text : state.good;
    const settled = { ...state, good, waiting: "", moved: true };
    if (lines.length === 0) return { state: settled, done: { kind: "done" }, news: [] };
    const keep = { ...settled, waiting: linesOf(lines) };
    if (trouble !== null) {
      return told.length > 0 && !mayWait
        ? { state, done: { kind: "refused", trouble }, news: [] }
        : { state: keep, done: { kind: "waits" }, news: [] };
    }
    const after = withFacts(text ?? "", lines);
    try {
      await files.writeText(path, after);
    } catch (error) {
      return { state: keep, done: { kind: "waits" }, news: [{ kind: "waits", file: path, ...refusalOf(error) }] };
    }
    // As reading it would come to.
    void keepParsed(
      after,
      Promise.resolve({ facts: foldFacts(lines, inFile), trouble: null, problems: shared.problems }),
    );
    const moved = stillNews(waiting, inFile).length;
    const rule = state.offered ? null : await missingRule();
    return {
      state: { ...settled, good: after, offered: state.offered || rule !== null },
      done: { kind: "done" },
      news: [
        ...(moved === 0 ? [] : [{ kind: "moved", file: path, count: moved } as const]),
        ...(rule === null ? [] : [{ kind: "mergeRule", file: path, rule } as const]),
      ],
    };
  };
  const missingRule = async (): Promise<string | null> => {
    if (!(await world.isInGit())) return null;
    const places = [...new Set([ATTRIBUTES_FILE, `${configFolder}/${ATTRIBUTES_FILE}`])];
    const texts = await Promise.all(
      places.map((place) => files.readText(place, MAX_ATTRIBUTES_BYTES).catch(() => null)),
    );
    return texts.some((text) => typeof text === "string" && hasMergeRule(text)) ? null : mergeRule(path);
  };
  const tell = (news: readonly NamesFileNews[]): void => {
    for (const one of news) {
      if (one.kind === "waits" && one.detail === said) continue;
      said = one.kind === "waits" ? one.detail : said;
      world.tell(one);
    }
  };

  const change: NamesFile["change"] = async <K extends keyof Memory, R extends Partial<Memory> & FactChange>(
    parts: readonly K[],
    compute: (now: Pick<Memory, K>, shared: SharedNames, held: HeldDocuments) => R | Promise<R>,
    afterwards?: (done: R) => Promise<void>,
  ): Promise<R> => {
    const done = await memory.change(
      [...parts, "namesFile"],
      async (now, held) => {
        const seen = await look(now.namesFile);
        const result = await compute(now, seen.shared, held);
        const { state, news } = await write(seen, result);
        return { ...result, namesFile: state, made: { result, news } };
      },
      afterwards && (({ made }) => afterwards(made.result)),
    );
    tell(done.made.news);
    return done.made.result;
  };

  return {
    path,
    read: async () => (await look((await memory.load("namesFile")).namesFile)).shared,
    change,
    add: async (facts) => {
      const { done, news } = await memory.change(["namesFile"], async ({ namesFile }) => {
        const seen = await look(namesFile);
        const written = await write(seen, { facts: facts(seen.shared), mayWait: false });
        return { namesFile: written.state, done: written.done, news: written.news };
      });
      tell(news);
      return done;
    },
    settle: async () => {
      const { namesFile: state } = await memory.load("namesFile");
      const { text, waiting, shared } = await look(state);
      if (waiting.length === 0 && (shared.trouble !== null || text === state.good)) return;
      await change([], () => ({ facts: [], mayWait: true }));
    },
    compact: async () => {
      const { left } = await memory.change(["namesFile"], async ({ namesFile }) => {
        const text = await files.readText(path, MAX_COMPACTED_FILE_BYTES);
        if (text === null) return { left: 0 };
        if (typeof text !== "string" || (await parse(text)).trouble?.code === "conflict") return { left: null };
        const shorter = compacted(text);
        if (shorter === null) return { left: 0 };
        await files.writeText(path, shorter.text);
        return { namesFile: { ...namesFile, good: shorter.text }, left: shorter.left };
      });
      return left;
    },
    addMergeRule: async () => {
      const text = await files.readText(ATTRIBUTES_FILE, MAX_ATTRIBUTES_BYTES);
      if (text !== null && typeof text !== "string") throw new Error(`${ATTRIBUTES_FILE} is too large to be changed.`);
      if (!hasMergeRule(text ?? "")) await files.writeText(ATTRIBUTES_FILE, withLine(text ?? "", mergeRule(path)));
    },
  };
}

function linesOf(facts: readonly NameFact[]): string {
  return facts.map((fact) => `${factLine(fact)}\n`).join("");
}

/** What the file system, or the border of the folder, has refused; whatever else is thrown is a bug. */
function refusalOf(error: unknown): { readonly code: string; readonly detail: string } {
  if (!(error instanceof Error) || !("code" in error || error.name === "PathOutsideError")) throw error;
  return { code: "code" in error ? String(error.code) : "", detail: error.message };
}
