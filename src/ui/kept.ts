/** What is made once for a key, however many ask for it at once, and anew when what it is built from has changed. */
export class Kept<T> {
  private readonly known = new Map<string, { readonly from: string; readonly made: Promise<T> }>();

  /** Whatever is asked for next is made anew. */
  clear(): void {
    this.known.clear();
  }

  /**
   * @param from what it is built from, as JSON can tell it apart
   * @param make may fail: whoever asks next makes it anew
   */
  get(key: string, from: unknown, make: () => Promise<T>): Promise<T> {
    const json = JSON.stringify(from);
    const known = this.known.get(key);
    if (known?.from === json) return known.made;
    const entry = { from: json, made: make() };
    this.known.set(key, entry);
    entry.made.catch(() => {
      if (this.known.get(key) === entry) this.known.delete(key);
    });
    return entry.made;
  }
}
