import MarkdownIt from "markdown-it";

/** As VS Code's preview reads it: HTML, links of addresses, tables, and text that is struck through. */
const markdown = new MarkdownIt({ html: true, linkify: true });
// Any word with a dot and a known ending would be a link, which no sign can keep from it.
markdown.linkify.set({ fuzzyLink: false });

/** What a reader of Markdown sees: the words of each line or cell, and the kinds of all that is around them. */
export function markdownParts(text: string): { readonly words: readonly string[]; readonly kinds: readonly string[] } {
  const words: string[] = [];
  const kinds: string[] = [];
  for (const { type, children } of markdown.parse(text, {})) {
    kinds.push(type);
    if (children === null) continue;
    let line = "";
    for (const child of children) {
      if (/^(?:text|text_special|code_inline)$/.test(child.type)) {
        line += child.content;
        continue;
      }
      kinds.push(child.type);
      if (!/break$|^html_inline$/.test(child.type)) continue;
      words.push(line);
      line = "";
    }
    words.push(line);
  }
  return { words, kinds };
}
