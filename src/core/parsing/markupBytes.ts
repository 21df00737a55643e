/**
 * A document as UTF-8 bytes. All that steers a reader of markup is ASCII, so it can look at bytes and make strings only of
 * what it keeps: decoding a whole feed takes longer than reading it.
 */
export class MarkupBytes {
  /** True once text was asked for that is not UTF-8. */
  hasBrokenText = false;
  private readonly strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

  constructor(readonly bytes: Uint8Array) {}

  text(from: number, to: number): string {
    if (from >= to) return "";
    const part = this.bytes.subarray(from, to);
    try {
      return this.strict.decode(part);
    } catch {
      this.hasBrokenText = true;
      return new TextDecoder().decode(part);
    }
  }

  startsWith(ascii: string, at: number): boolean {
    for (let index = 0; index < ascii.length; index++) {
      if (this.bytes[at + index] !== ascii.charCodeAt(index)) return false;
    }
    return true;
  }
}

/** Forward search for one ASCII string that remembers where it has been: searching a document costs one pass in all. */
export class Finder {
  private found = -1;
  private readonly pivot: number;

  /** @param pivotIndex place of the rarest character of `wanted` */
  constructor(
    private readonly document: MarkupBytes,
    private readonly wanted: string,
    private readonly pivotIndex: number,
  ) {
    this.pivot = wanted.charCodeAt(pivotIndex);
  }

  /** First occurrence at or after `from`, which must not go back from call to call; null when there is none. */
  at(from: number): number | null {
    if (this.found < from) this.found = this.search(from);
    return this.found === Number.POSITIVE_INFINITY ? null : this.found;
  }

  /** Where the first occurrence at or after `from` ends. */
  after(from: number): number | null {
    const start = this.at(from);
    return start === null ? null : start + this.wanted.length;
  }

  private search(from: number): number {
    const { bytes } = this.document;
    let at = bytes.indexOf(this.pivot, from + this.pivotIndex);
    while (at >= 0) {
      if (this.document.startsWith(this.wanted, at - this.pivotIndex)) return at - this.pivotIndex;
      at = bytes.indexOf(this.pivot, at + 1);
    }
    return Number.POSITIVE_INFINITY;
  }
}
