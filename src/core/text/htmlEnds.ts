interface TagEnd {
  /** Index after the `>`. */
  readonly end: number;
  readonly selfClosing: boolean;
}

/** Finds where the parts of a page end, and remembers which ends are nowhere to be found: what is never closed costs one search in all. */
export class HtmlEnds {
  private readonly missing = new Set<string>();
  private templates: ReadonlyMap<number, number> | null = null;

  constructor(private readonly html: string) {}

  /** Index after the declaration, comment or nameless end tag that begins at `start`; after its mark alone when it never ends. */
  declaration(start: number, isForeign: boolean): number {
    const { html } = this;
    if (html.startsWith("<!--", start)) return this.comment(start + 4);
    const end = isForeign && html.startsWith("<![CDATA[", start) ? "]]>" : ">";
    const at = this.find(end, start + 2);
    return at < 0 ? start + 2 : at + end.length;
  }

  /** Of the tag whose name ends at `from`: a `>` inside a quoted value does not end it (HTML Standard §13.2.5.32 to 40). */
  tag(from: number): TagEnd {
    const { html } = this;
    let state: "between" | "name" | "named" | "value" = "between";
    for (let at = from; at < html.length; at++) {
      const char = html[at] ?? "";
      if (char === ">") return { end: at + 1, selfClosing: state === "between" && html[at - 1] === "/" };
      const blank = isBlank(char);
      if (state === "value") {
        if (blank) continue;
        if (char === '"' || char === "'") {
          const close = this.find(char, at + 1);
          // A quote without an end: the tag ends as if there were none.
          if (close < 0) break;
          at = close;
          state = "between";
        } else {
          while (html[at + 1] !== ">" && at + 1 < html.length && !isBlank(html[at + 1] ?? "")) at++;
          state = "named";
        }
      } else if (char === "/") state = "between";
      else if (char === "=" && state !== "between") state = "value";
      else if (!blank) state = "name";
      else if (state === "name") state = "named";
    }
    const plain = html.indexOf(">", from);
    return { end: plain < 0 ? html.length : plain + 1, selfClosing: false };
  }

  /** Index after the end tag of an element whose content is no markup, or `from` when it is never closed. */
  element(name: string, from: number): number {
    const close = (name === "script" ? this.scriptClose(from) : null) ?? this.plainClose(name, from);
    return close < 0 ? from : this.tag(close + 2 + name.length).end;
  }

  /** Index after the end tag of the template that begins at `start`; null when it is never closed. */
  template(start: number): number | null {
    this.templates ??= this.matchTemplates(start);
    return this.templates.get(start) ?? null;
  }

  private comment(from: number): number {
    const { html } = this;
    // `<!-->` and `<!--->` are whole comments.
    if (html[from] === ">") return from + 1;
    if (html.startsWith("->", from)) return from + 2;
    if (this.missing.has("-->")) return from;
    const close = /--!?>/g;
    close.lastIndex = from;
    if (close.test(html)) return close.lastIndex;
    this.missing.add("-->");
    return from;
  }

  private find(wanted: string, from: number): number {
    if (this.missing.has(wanted)) return -1;
    const at = this.html.indexOf(wanted, from);
    if (at < 0) this.missing.add(wanted);
    return at;
  }

  private plainClose(name: string, from: number): number {
    if (this.missing.has(name)) return -1;
    const close = new RegExp(`</${name}(?=[\\s/>])`, "gi");
    close.lastIndex = from;
    const at = close.exec(this.html)?.index ?? -1;
    if (at < 0) this.missing.add(name);
    return at;
  }

  /**
   * Where a script ends: not at the end of one that it writes inside `<!-- -->` (HTML Standard §13.2.5.15 to 31). Null when it never
   * does by these rules.
   */
  private scriptClose(from: number): number | null {
    if (this.missing.has("escaped script")) return null;
    const mark = /<!--|-->|<(\/?)script(?=[\s/>])/gi;
    mark.lastIndex = from;
    let depth: "plain" | "comment" | "script" = "plain";
    for (let match = mark.exec(this.html); match !== null; match = mark.exec(this.html)) {
      const [text, slash] = match;
      if (text === "-->") depth = "plain";
      else if (text === "<!--") {
        if (depth === "plain") depth = "comment";
        // Its dashes may be those that end it.
        mark.lastIndex -= 2;
      } else if (slash === "/") {
        if (depth !== "script") return match.index;
        depth = "comment";
      } else if (depth === "comment") depth = "script";
    }
    this.missing.add("escaped script");
    return null;
  }

  /** Which template ends where, of all from the first on. */
  private matchTemplates(first: number): ReadonlyMap<number, number> {
    const found = new Map<number, number>();
    const open: number[] = [];
    const mark = /<(\/?)template(?=[\s/>])/gi;
    mark.lastIndex = first;
    for (let match = mark.exec(this.html); match !== null; match = mark.exec(this.html)) {
      if (match[1] === "") open.push(match.index);
      else {
        const start = open.pop();
        if (start !== undefined) found.set(start, this.tag(mark.lastIndex).end);
      }
    }
    return found;
  }
}

function isBlank(char: string): boolean {
  return char === " " || char === "\n" || char === "\t" || char === "\r" || char === "\f";
}
