import type { ConfigNode } from "./configNode";
import type { ListNode, SectionNode } from "./cuts";

/** Where a key or a value stands: in a section or list, and what those stand in, the innermost first. */
export interface Spot {
  readonly holder: SectionNode | ListNode;
  readonly at: number;
}

/** The key or the value without parts that begins at an offset, and what it stands in. */
export function spotsOf(root: ConfigNode | null, offset: number, around: readonly Spot[] = []): readonly Spot[] {
  if (root?.kind === "section") {
    for (const [at, { keyStart, value }] of root.entries.entries()) {
      const spots = [{ holder: root, at }, ...around];
      if (keyStart === offset || (isLeaf(value) && value.start === offset)) return spots;
      if (value.start <= offset && offset < value.end) return spotsOf(value, offset, spots);
    }
  }
  if (root?.kind === "list") {
    for (const [at, item] of root.items.entries()) {
      const spots = [{ holder: root, at }, ...around];
      if (isLeaf(item) && item.start === offset) return spots;
      if (item.start <= offset && offset < item.end) return spotsOf(item, offset, spots);
    }
  }
  return [];
}

function isLeaf({ kind }: ConfigNode): boolean {
  return kind !== "section" && kind !== "list";
}
