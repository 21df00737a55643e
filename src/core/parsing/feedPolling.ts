const HOUR_SECONDS = 3600;

/** What `sy:updatePeriod` may say (RSS 1.0 module *Syndication*), in seconds. */
const PERIODS: ReadonlyMap<string, number> = new Map([
  ["hourly", HOUR_SECONDS],
  ["daily", 24 * HOUR_SECONDS],
  ["weekly", 7 * 24 * HOUR_SECONDS],
  ["monthly", 30 * 24 * HOUR_SECONDS],
  ["yearly", 365 * 24 * HOUR_SECONDS],
]);

/** What a feed says of how often it changes: `ttl` in minutes (RSS 2.0), or a period and how often it changes within (*Syndication*). */
export class FeedPolling {
  private ttl: number | null = null;
  private period: number | null = null;
  private frequency = 1;

  /** Whether an element outside of the items says something of it. @param local lower case, without prefix */
  static isAbout(local: string): boolean {
    return local === "ttl" || local === "updateperiod" || local === "updatefrequency";
  }

  /** @param raw what stands behind the start tag; some bytes are enough */
  add(local: string, raw: string): void {
    const text = raw.replace("<![CDATA[", " ").trimStart();
    const word = /^(?:[a-z]{1,10}|\d{1,6}(?:\.\d{1,6})?)(?![a-z\d.])/i.exec(text)?.[0] ?? "";
    const count = Number(word);
    if (local === "ttl" && count > 0) this.ttl = Math.round(count * 60);
    else if (local === "updateperiod") this.period = PERIODS.get(word.toLowerCase()) ?? null;
    else if (local === "updatefrequency" && count >= 1) this.frequency = count;
  }

  /** For how long what was read counts as the newest there is; null when nothing is said. `ttl` counts first: it is said for this. */
  seconds(): number | null {
    return this.ttl ?? (this.period === null ? null : Math.round(this.period / this.frequency));
  }
}
