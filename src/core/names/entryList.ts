import { MAX_IMPORT_ENTRIES, MAX_IMPORT_NAMES } from "../limits";
import { nameKey } from "../matching/nameKey";
import { cleanAliases, cleanDescription, cleanName, isTooLong } from "./entryText";
import type { KnowledgeEntry, LeftOut, NameKind } from "./types";

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
  skipped = 0;
  /** Entries beyond what one source may have. */
  left = 0;
  /** Names and aliases that are too long, and aliases too many of one entry. */
  cut = 0;
  private names = 0;
  private readonly entries = new Map<string, KnowledgeEntry>();

  constructor(private readonly source: string) {}

  add(raw: RawEntry): void {
    // Not even looked at: there may be millions of them.
    if (this.entries.size >= MAX_IMPORT_ENTRIES || this.names >= MAX_IMPORT_NAMES) {
      this.left += 1;
      return;
    }
    const name = typeof raw.name === "string" ? cleanName(raw.name) : "";
    const key = nameKey(name);
    if (key === "") {
      if (isTooLong(String(raw.name), name)) this.cut += 1;
      this.skipped += 1;
      return;
    }
    const at = `${raw.kind} ${key}`;
    const before = this.entries.get(at);
    const country = textOf(raw.country, 60);
    const description = typeof raw.description === "string" ? cleanDescription(raw.description) : "";
    const id = textOf(raw.id, 100);
    const aliases = cleanAliases(before?.name ?? name, [...(before?.aliases ?? []), ...raw.aliases], () => {
      this.cut += 1;
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

  skip(): void {
    this.skipped += 1;
  }

  /** What a parser gives of it. */
  read(): LeftOut & { readonly entries: readonly KnowledgeEntry[] } {
    const { skipped, left, cut } = this;
    return { entries: [...this.entries.values()], skipped, left, cut };
  }
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
