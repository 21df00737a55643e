import { foldersOf } from "../core/opml/category";
import type { SourceStatus } from "../core/sources/sourceStatus";
import { oneLine } from "../core/text/foreignText";

/** A source at one of its places in the section *Sources*. */
export type SourceRow = SourceStatus & {
  /** Tells it from the same source in another folder of sources. */
  readonly id: string;
  /** The folder of the workspace that it is configured in, by its address. */
  readonly root: string;
};

/** Sources that stand together. */
export interface SourceGroup {
  /** `workspace`: a folder of the workspace, where several have sources. `category`: a folder of sources. */
  readonly kind: "workspace" | "category";
  readonly id: string;
  readonly label: string;
  /** The sources in it and below, each once. */
  readonly count: number;
  readonly failing: number;
  readonly children: readonly SourceNode[];
}

export type SourceNode = SourceRow | SourceGroup;

/** What the sources are sorted by; `state`: those that need somebody first. */
export const SOURCE_ORDERS = ["state", "name", "yield"] as const;
export type SourceOrder = (typeof SOURCE_ORDERS)[number];

/** The order that was chosen, from where it is kept. */
export function sourceOrder(kept: unknown): SourceOrder {
  return SOURCE_ORDERS.find((order) => order === kept) ?? "state";
}

/** @param sources as `sourceStatuses` gives them: those that need somebody first */
export function sorted<T extends SourceStatus>(sources: readonly T[], order: SourceOrder): readonly T[] {
  switch (order) {
    case "state":
      return sources;
    case "name":
      return sources.toSorted((a, b) => compare(a.label, b.label));
    case "yield":
      return sources.toSorted(
        (a, b) =>
          (b.found?.matches ?? 0) - (a.found?.matches ?? 0) || (b.found?.articles ?? 0) - (a.found?.articles ?? 0),
      );
  }
}

/** The rows of one folder of the workspace: the sources outside of all folders, then the folders by their names. */
export function sourceNodes(sources: readonly SourceStatus[], order: SourceOrder, root: string): readonly SourceNode[] {
  const places = sorted(sources, order).flatMap((source) =>
    foldersOf(source.category).map((path) => ({ source, path })),
  );
  return nodesBelow(places, [], root);
}

interface PlacedSource {
  readonly source: SourceStatus;
  readonly path: readonly string[];
}

function nodesBelow(places: readonly PlacedSource[], above: readonly string[], root: string): readonly SourceNode[] {
  const depth = above.length;
  const idOf = (path: readonly string[], rest: string) => JSON.stringify([root, ...path, rest]);
  const here = places
    .filter(({ path }) => path.length === depth)
    .map(({ source }): SourceRow => ({ ...source, id: idOf(above, `${source.kind} ${source.url}`), root }));
  const names = [...new Set(places.flatMap(({ path }) => path[depth] ?? []))].sort(compare);
  const groups = names.map((name): SourceGroup => {
    const below = places.filter(({ path }) => path[depth] === name);
    const path = [...above, name];
    return {
      kind: "category",
      id: idOf(path, ""),
      label: oneLine(name),
      ...countsOf(below.map(({ source }) => source)),
      children: nodesBelow(below, path, root),
    };
  });
  return [...here, ...groups];
}

/** The rows of several folders of the workspace. */
export function workspaceNodes(
  folders: readonly { readonly root: string; readonly name: string; readonly sources: readonly SourceStatus[] }[],
  order: SourceOrder,
): readonly SourceNode[] {
  return folders.map(({ root, name, sources }) => ({
    kind: "workspace",
    id: root,
    label: oneLine(name),
    ...countsOf(sources),
    children: sourceNodes(sources, order, root),
  }));
}

/** Whether a row is a source. */
export function isSourceRow(node: SourceNode): node is SourceRow {
  return node.kind === "feed" || node.kind === "page";
}

function countsOf(sources: readonly SourceStatus[]): Pick<SourceGroup, "count" | "failing"> {
  const states = new Map(sources.map(({ kind, url, state }) => [`${kind} ${url}`, state]));
  return { count: states.size, failing: [...states.values()].filter((state) => state === "failing").length };
}

function compare(a: string, b: string): number {
  return a.localeCompare(b, undefined, { sensitivity: "base", numeric: true });
}
