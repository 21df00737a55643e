/** Where FNV-1a begins (32 bits). */
export const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** FNV-1a with one unit more: a byte, or a UTF-16 unit. Nothing to rely on against somebody who means to deceive. */
export function fnv(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, FNV_PRIME);
}

/** FNV-1a over UTF-16 units: tells apart what stands in one place at different times. */
export function shortFingerprint(text: string): string {
  let hash = FNV_START;
  for (let at = 0; at < text.length; at++) hash = fnv(hash, text.charCodeAt(at));
  return (hash >>> 0).toString(36);
}

/** FNV-1a over UTF-16 units, twice with different starts: 64 bits tell apart what one user ever writes. */
export function fingerprint(text: string): string {
  let first = FNV_START;
  let second = 0x1b873593;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    first = fnv(first, unit);
    second = fnv(second, unit) ^ (second >>> 15);
  }
  return (first >>> 0).toString(36) + (second >>> 0).toString(36);
}

/** The same for a text that comes in pieces, whatever its line breaks; empty for none. Stored: its values stay. */
export class Checksum {
  private isEmpty = true;
  private one = FNV_START;
  private other = 0x2f0b4c47;

  add(text: string): void {
    this.isEmpty = false;
    for (let at = 0; at < text.length; at++) {
      const code = text[at] === "\n" ? 32 : text.charCodeAt(at);
      this.one = fnv(this.one, code);
      this.other = Math.imul(this.other ^ code, 0x0100019d);
    }
  }

  value(): string {
    if (this.isEmpty) return "";
    return [this.one, this.other].map((lane) => (lane >>> 0).toString(16).padStart(8, "0")).join("");
  }
}
