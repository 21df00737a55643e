/** What rows say that were drawn, so that those alone are drawn again which time has changed: "4 min" is "5 min" by now. */
export class DrawnTexts<Row> {
  private readonly texts = new Map<Row, string>();

  /** A row is drawn. */
  add(row: Row, text: string): void {
    if (text === "") this.texts.delete(row);
    else this.texts.set(row, text);
  }

  /** All rows are drawn anew. */
  clear(): void {
    this.texts.clear();
  }

  /**
   * Takes out the rows that say something else by now: those that still exist are drawn again, and come back.
   *
   * @param now what a row would say
   */
  take(now: (row: Row) => string): readonly Row[] {
    const stale = [...this.texts].flatMap(([row, text]) => (now(row) === text ? [] : [row]));
    for (const row of stale) this.texts.delete(row);
    return stale;
  }
}
