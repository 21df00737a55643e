import { type ArticleNode, type MoreNode, type Node, articlesOf, nodeId } from "./nodes";
import { isUnread } from "./rowStates";
import { hiddenRows } from "./storyRows";

/** Rows in the order of the tree, those below closed rows included. */
export function rowsInOrder(roots: readonly Node[], children: (node: Node) => readonly Node[]): readonly Node[] {
  return roots.flatMap((node) => [node, ...(node.kind === "article" ? [] : rowsInOrder(children(node), children))]);
}

/** Where a reader is, and the rows that were around it then: it may not stand among them any more. */
export interface ReadingPlace {
  readonly id: string;
  /** Ids of all rows. */
  readonly order: readonly string[];
}

/**
 * The next unread article of the tree, or the one before, beginning anew at its other end; null where none is left. Where one may be among
 * articles that are not drawn, it is the row that stands for these.
 */
export function nextUnread(
  rows: readonly Node[],
  from: ReadingPlace | null,
  step: 1 | -1,
): ArticleNode | MoreNode | null {
  const ids = rows.map(nodeId);
  const at = from === null ? -1 : placeAmong(ids, from, step);
  const [before, behind] = [rows.slice(0, Math.max(0, at)), rows.slice(at + 1)];
  const walk = step === 1 ? [...behind, ...before] : [...before.toReversed(), ...behind.toReversed()];
  return walk.find(mayBeUnread) ?? null;
}

/** The place itself, or of what stood around it the nearest row behind the way: the walk goes on from there. */
function placeAmong(ids: readonly string[], { id, order }: ReadingPlace, step: 1 | -1): number {
  const at = ids.indexOf(id);
  if (at >= 0) return at;
  const was = order.indexOf(id);
  const known = new Map(ids.map((one, index) => [one, index]));
  const passed = step === 1 ? order.slice(0, Math.max(0, was)).toReversed() : order.slice(was + 1);
  for (const one of passed) {
    const index = known.get(one);
    if (index !== undefined) return index;
  }
  return -1;
}

function mayBeUnread(node: Node): node is ArticleNode | MoreNode {
  if (node.kind === "article") return isUnread(node.item);
  return (
    node.kind === "more" &&
    hiddenRows(node.parent)
      .flatMap(articlesOf)
      .some(({ item }) => isUnread(item))
  );
}
