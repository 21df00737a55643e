import { MAX_IMPORT_ENTRIES, MAX_IMPORT_NAMES } from "../limits";
import { nameKey } from "../matching/nameKey";
import { shortLine } from "../text/foreignText";
import { cleanAliases, cleanDescription, cleanName, isTooLong } from "./entryText";
import type { CutNames, ImportReading, KnowledgeEntry, LeftOut, LeftOutReason, NameKind, ParsedEntries } from "./types";

/** Of what is left out some are shown, each shortened. */
const SAMPLES = 3;
const SAMPLE_CHARACTERS = 80;

/** An entry as a parser finds it: text as written. */
interface RawEntry {
  readonly name: unknown;
  readonly aliases: readonly unknown[];
  readonly kind: NameKind;
  readonly country?: unknown;
  readonly description?: unknown;
  readonly id?: unknown;
}

/** Collects the entries of one source: cleans them, puts those of the same name and kind together, counts what is left out. */
export class EntryList {
  private total = 0;
  private cutAliases = 0;
  private names = 0;
  private readonly entries = new Map<string, KnowledgeEntry>();
  private readonly revoked: string[] = [];
  private readonly leftOut = new Map<LeftOutReason, { count: number; readonly samples: string[] }>();

  constructor(private readonly source: string) {}

  add(raw: RawEntry): void {
    // Not even looked at: there may be millions of them.
    if (this.entries.size >= MAX_IMPORT_ENTRIES || this.names >= MAX_IMPORT_NAMES) {
      this.skip("tooMany");
      return;
    }
    const name = typeof raw.name === "string" ? cleanName(raw.name) : "";
    const key = nameKey(name);
    if (key === "") {
      this.skip(isTooLong(String(raw.name), name) ? "tooLong" : "noName", raw.name);
      return;
    }
    this.total += 1;
    const at = `${raw.kind} ${key}`;
    const before = this.entries.get(at);
    const country = textOf(raw.country, 60);
    const description = typeof raw.description === "string" ? cleanDescription(raw.description) : "";
    const id = textOf(raw.id, 100);
    const aliases = cleanAliases(before?.name ?? name, [...(before?.aliases ?? []), ...raw.aliases], () => {
      this.cutAliases += 1;
    });
    this.names += aliases.length - (before?.aliases.length ?? -1);
    this.entries.set(at, {
      name: before?.name ?? name,
      aliases,
      kind: raw.kind,
      ...optional("country", before?.country ?? country),
      ...optional("description", before?.description ?? description),
      ...optional("id", before?.id ?? id),
      source: this.source,
    });
  }

  /** @param sample what tells it apart, if it is a text */
  skip(reason: LeftOutReason, sample?: unknown): void {
    this.total += 1;
    const known = this.leftOut.get(reason) ?? { count: 0, samples: [] };
    this.leftOut.set(reason, known);
    known.count += 1;
    if (reason === "revoked" && typeof sample === "string") this.revoked.push(cleanName(sample));
    if (known.samples.length >= SAMPLES || typeof sample !== "string" || sample.trim() === "") return;
    known.samples.push(shortLine(sample.slice(0, SAMPLE_CHARACTERS * 4), SAMPLE_CHARACTERS));
  }

  /** What a parser gives of it. */
  read(): Pick<ParsedEntries, "entries" | "revoked"> & {
    readonly reading: Pick<ImportReading, "total" | "leftOut" | "cutAliases">;
  } {
    const { total, cutAliases, revoked } = this;
    const leftOut = [...this.leftOut].map(([reason, { count, samples }]): LeftOut => ({ reason, count, samples }));
    return { entries: [...this.entries.values()], revoked, reading: { total, leftOut, cutAliases } };
  }
}

/** How many entries were left out, those beyond the limit aside. */
export function skippedIn({ leftOut }: Pick<ImportReading, "leftOut">): number {
  return leftOut.reduce((sum, { reason, count }) => (reason === "tooMany" ? sum : sum + count), 0);
}

/** What limits have cut: entries beyond what one source may have, and names and aliases that are too long or too many of one entry. */
export function cutIn({ leftOut, cutAliases }: Pick<ImportReading, "leftOut" | "cutAliases">): CutNames {
  const countOf = (wanted: LeftOutReason): number => leftOut.find(({ reason }) => reason === wanted)?.count ?? 0;
  return { left: countOf("tooMany"), cut: countOf("tooLong") + cutAliases };
}

/** The strings of a value that should be a list of strings, or is a single one. */
export function stringsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : typeof value === "string" ? [value] : [];
}

function textOf(value: unknown, longest: number): string {
  return typeof value === "string" && value.trim().length <= longest ? value.trim() : "";
}

function optional<K extends string>(key: K, value: string): { readonly [P in K]?: string } {
  return value === "" ? {} : ({ [key]: value } as { readonly [P in K]?: string });
}
