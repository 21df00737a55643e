import assert from "node:assert/strict";
import type { SourceStatus } from "../../../src/core/sources/sourceStatus";
import { plainText } from "../../../src/core/text/translate";
import {
  type SourceNode,
  isSourceRow,
  sourceNodes,
  sourceOrder,
  sorted,
  workspaceNodes,
} from "../../../src/ui/sourceNodes";
import { groupDescription, isLeftFailing } from "../../../src/ui/sourceText";

const source = (label: string, rest: Partial<SourceStatus> = {}): SourceStatus => ({
  kind: "feed",
  url: `https://${label.toLowerCase()}.test/`,
  jobs: ["articles"],
  homes: ["articles"],
  name: "",
  title: label,
  label,
  place: `${label.toLowerCase()}.test`,
  category: "",
  order: 0,
  state: "well",
  skip: null,
  health: null,
  failingSince: null,
  found: { articles: 1, matches: 0, days: 30 },
  site: "",
  latencyMs: null,
  movedTo: null,
  hasRules: false,
  include: [],
  exclude: [],
  ...rest,
});

const drawn = (nodes: readonly SourceNode[], indent = ""): readonly string[] =>
  nodes.flatMap((node) =>
    isSourceRow(node)
      ? [indent + node.label]
      : [`${indent}${node.label}: ${groupDescription(node, plainText)}`, ...drawn(node.children, `${indent}  `)],
  );

describe("the rows of Sources", () => {
  const fen = source("Fen", { state: "failing", category: "Press/Germany" });
  const marsh = source("marsh", { category: "Vendors | Press" });
  const reed = source("Reed", { found: { articles: 2, matches: 2, days: 30 } });
  const all = [fen, marsh, reed];

  it("stand outside of all folders first, then in the folders by their names", () => {
    assert.deepEqual(drawn(sourceNodes(all, "state", "file:///a")), [
      "Reed",
      "Press: 2 sources · 1 failing",
      "  marsh",
      "  Germany: 1 source · 1 failing",
      "    Fen",
      "Vendors: 1 source",
      "  marsh",
    ]);
  });

  it("have an id of their own at each place", () => {
    const idsIn = (nodes: readonly SourceNode[]): readonly string[] =>
      nodes.flatMap((node) => [node.id, ...(isSourceRow(node) ? [] : idsIn(node.children))]);
    const folders = ["file:///a", "file:///b"].map((root) => ({ root, name: root.slice(-1), sources: all }));
    const ids = idsIn(workspaceNodes(folders, "state"));
    assert.equal(new Set(ids).size, ids.length);
  });

  it("stand in the folders of the workspace where there are several", () => {
    const nodes = workspaceNodes(
      [
        { root: "file:///a", name: "a", sources: [reed] },
        { root: "file:///b", name: "b", sources: [fen] },
      ],
      "state",
    );
    assert.deepEqual(drawn(nodes), [
      "a: 1 source",
      "  Reed",
      "b: 1 source · 1 failing",
      "  Press: 1 source · 1 failing",
      "    Germany: 1 source · 1 failing",
      "      Fen",
    ]);
  });

  it("are sorted as they are, by name, or by what they gave", () => {
    const labels = (order: "state" | "name" | "yield") => sorted([marsh, reed, fen], order).map(({ label }) => label);
    assert.deepEqual(labels("state"), ["marsh", "Reed", "Fen"]);
    assert.deepEqual(labels("name"), ["Fen", "marsh", "Reed"]);
    assert.deepEqual(labels("yield"), ["Reed", "marsh", "Fen"]);
    assert.deepEqual([sourceOrder("name"), sourceOrder("other"), sourceOrder(undefined)], ["name", "state", "state"]);
  });
});

describe("a source that no waiting mends", () => {
  const failing = (failure: NonNullable<SourceStatus["health"]>["lastError"]) =>
    source("Fen", {
      state: "failing",
      health: {
        lastSuccess: null,
        lastError: failure,
        failures: 1,
        emptyRuns: 0,
        articles: 0,
        freshUntil: null,
        moved: null,
        runs: [],
      },
    });
  it("has nothing at its address, or something else than a feed", () => {
    const at = "2026-11-24T11:00:00.000Z";
    assert.equal(isLeftFailing(failing({ at, failure: { code: "status", status: 404 } })), true);
    assert.equal(isLeftFailing(failing({ at, failure: { code: "status", status: 503 } })), false);
    assert.equal(isLeftFailing(failing({ at, failure: { code: "notFeed" } })), true);
    assert.equal(isLeftFailing(source("Fen")), false);
  });
});
