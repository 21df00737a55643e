import { placesAt } from "./cursorPlace";
import { type SchemaNode, schemaAt, schemaText } from "./schemaNodes";

/** What is said about a key, or a value of a few, and where it stands in the text: UTF-16 offsets. */
interface KeyText {
  /** Markdown. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What is said about the key at an offset, or about a value that was chosen there; null for anything else. */
export function keyHover(text: string, offset: number, root: SchemaNode): KeyText | null {
  for (const { at, path, word, start, end } of placesAt(text, offset)) {
    if (start === end) continue;
    if (at === "key") {
      const node = /^\s*:/.test(text.slice(end, end + 100)) ? schemaAt(root, [...path, word]) : undefined;
      if (node !== undefined) return { text: schemaText(node), start, end };
      continue;
    }
    const { "x-enum": choices = [], enumDescriptions = [] } = schemaAt(root, path) ?? {};
    const told = enumDescriptions[choices.indexOf(text.slice(start, end).replace(/^["']|["']$/g, ""))];
    if (told !== undefined) return { text: told, start, end };
  }
  return null;
}
