import type { HtmlTag } from "../text/htmlTags";

/** What stands around the content of a page. */
const SIDES: ReadonlySet<string> = new Set(["nav", "header", "footer", "aside"]);

/** Follows in which part of a page a reader is: in a `<main>`, in what is beside the content by its name, or in the rest. */
export class PageParts {
  hasMain = false;
  private mains = 0;
  private readonly sides = new Map<string, number>();
  private inSides = 0;

  get part(): "main" | "side" | "rest" {
    return this.mains > 0 ? "main" : this.inSides > 0 ? "side" : "rest";
  }

  /** @returns whether a `<main>` begins or ends here */
  read({ name, closing }: HtmlTag): boolean {
    if (name === "main") {
      const before = this.mains;
      this.mains = Math.max(0, before + (closing ? -1 : 1));
      this.hasMain ||= !closing;
      return (before === 0) !== (this.mains === 0);
    }
    if (this.mains > 0 || !SIDES.has(name)) return false;
    const open = this.sides.get(name) ?? 0;
    if (!closing || open > 0) {
      this.sides.set(name, open + (closing ? -1 : 1));
      this.inSides += closing ? -1 : 1;
    }
    return false;
  }
}
