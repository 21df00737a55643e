import { MAX_ELEMENT_NAMES } from "../limits";
import type { CutCounter } from "../model/cuts";
import { FNV_START, fnv } from "../text/fingerprint";
import { type ElementName, type Vocabulary, readName } from "./feedNames";

interface Entry {
  readonly spelling: Uint8Array;
  readonly name: ElementName;
  readonly next: Entry | undefined;
}

/** The element names of one document, found by their bytes. Names that differ in case only are one. */
export class NameTable {
  private readonly byHash = new Map<number, Entry>();
  private readonly byText = new Map<string, ElementName>();
  private readonly stranger: ElementName = { role: "other", local: "", foreign: true, rank: 0, open: 0 };

  /** @param vocabularyOf what the prefix of a name stands for */
  constructor(
    readonly vocabularyOf: (prefix: string) => Vocabulary,
    private readonly cuts: CutCounter,
  ) {}

  /** The name that stands at these bytes. */
  find(bytes: Uint8Array, from: number, to: number): ElementName {
    // Collisions are told apart by comparing.
    let hash = FNV_START;
    for (let at = from; at < to; at++) hash = fnv(hash, bytes[at] ?? 0);
    const first = this.byHash.get(hash);
    for (let entry = first; entry !== undefined; entry = entry.next) {
      if (equals(entry.spelling, bytes, from, to)) return entry.name;
    }
    if (this.byText.size >= MAX_ELEMENT_NAMES) {
      this.cuts.add("elements");
      return this.stranger;
    }
    const lower = new TextDecoder().decode(bytes.subarray(from, to)).toLowerCase();
    const name = this.byText.get(lower) ?? readName(lower, this.vocabularyOf);
    this.byText.set(lower, name);
    this.byHash.set(hash, { spelling: bytes.slice(from, to), name, next: first });
    return name;
  }
}

function equals(spelling: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (spelling.length !== to - from) return false;
  for (let index = 0; index < spelling.length; index++) {
    if (spelling[index] !== bytes[from + index]) return false;
  }
  return true;
}
