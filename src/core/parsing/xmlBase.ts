import { MAX_XML_BASES, MAX_XML_BASE_CHARACTERS } from "../limits";
import type { CutCounter } from "../model/cuts";
import { withScheme } from "../urls/writtenHost";

const NOWHERE = "http://base.invalid/";

interface OpenBase {
  readonly depth: number;
  readonly written: string;
  /** Resolved by the bases around it, once it is asked for. */
  resolved: string | null;
}

/** The `xml:base` attributes around the place that is being read (W3C XML Base). */
export class BaseStack {
  private readonly open: OpenBase[] = [];

  constructor(private readonly cuts: CutCounter) {}

  /** @param depth number of elements around the one that has the attribute */
  push(depth: number, written: string): void {
    if (written === "") return;
    if (this.open.length < MAX_XML_BASES && written.length <= MAX_XML_BASE_CHARACTERS) {
      this.open.push({ depth, written, resolved: null });
    } else this.cuts.add("bases");
  }

  /** Forgets the bases of elements that have ended: those with `depth` or more elements around them. */
  closeTo(depth: number): void {
    while ((this.open.at(-1)?.depth ?? -1) >= depth) this.open.pop();
  }

  /**
   * A relative address is resolved by the bases around it; without any it stays as it is. A base that is relative itself
   * gives an address relative to the feed's own.
   */
  resolve(address: string): string {
    if (this.open.length === 0 || address === "" || isAbsolute(address)) return address;
    let base = "";
    for (const entry of this.open) {
      entry.resolved ??= base === "" ? entry.written : this.join(entry.written, base);
      base = entry.resolved;
    }
    return this.join(address, base);
  }

  private join(address: string, base: string): string {
    if (isAbsolute(address)) return address;
    if (base.length <= MAX_XML_BASE_CHARACTERS) return joined(address, base);
    this.cuts.add("bases");
    return address;
  }
}

function joined(address: string, base: string): string {
  const withHost = withScheme(address, base);
  if (withHost !== address) return withHost;
  let resolved: string;
  try {
    resolved = new URL(address, new URL(base, NOWHERE)).href;
  } catch {
    return address;
  }
  if (!resolved.startsWith(NOWHERE)) return resolved;
  const isRooted = address.startsWith("/") || base.startsWith("/");
  return resolved.slice(isRooted ? NOWHERE.length - 1 : NOWHERE.length);
}

function isAbsolute(address: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(address);
}
