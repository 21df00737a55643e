import type { ConfigNode } from "./configNode";
import { readJsonNodes } from "./jsonNodes";

/** A key or an entry of a list as the outline of an editor has it. UTF-16 offsets. */
export interface OutlineItem {
  /** The key, else the name or the address of an entry, else its number. */
  readonly name: string;
  readonly kind: ConfigNode["kind"];
  readonly start: number;
  readonly end: number;
  /** Where the name stands. */
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly children: readonly OutlineItem[];
}

/** The keys and entries of a JSON configuration, whatever is wrong there. */
export function outlineOf(text: string): readonly OutlineItem[] {
  const { root } = readJsonNodes(text);
  return root === null ? [] : partsOf(root);
}

function partsOf(node: ConfigNode): readonly OutlineItem[] {
  if (node.kind === "section") {
    return node.entries.map(({ key, keyStart, keyEnd, value }) =>
      item(key, value, { start: keyStart, nameStart: keyStart, nameEnd: keyEnd }),
    );
  }
  if (node.kind !== "list") return [];
  return node.items.map((value, at) => {
    const named = value.kind === "section" ? value.entries.find(({ key }) => key === "name" || key === "url") : null;
    const told = named?.value ?? value;
    const name = told.kind === "text" ? told.value : String(at + 1);
    return item(name, value, { start: value.start, nameStart: told.start, nameEnd: told.end });
  });
}

function item(
  name: string,
  value: ConfigNode,
  place: Pick<OutlineItem, "start" | "nameStart" | "nameEnd">,
): OutlineItem {
  return { name: name === "" ? '""' : name, kind: value.kind, ...place, end: value.end, children: partsOf(value) };
}
