import assert from "node:assert/strict";
import type { Discovery, FoundSource } from "../../../src/core/sources/discoverFeeds";
import { findReplacements, pagesToLookAt } from "../../../src/core/sources/newAddress";
import type { SourceStatus } from "../../../src/core/sources/sourceStatus";

const gone: Pick<SourceStatus, "kind" | "url" | "site" | "movedTo"> = {
  kind: "feed",
  url: "https://fen.test/blog/2024/rss.xml",
  site: "https://www.fen.test/",
  movedTo: null,
};
const found = (...sources: readonly Partial<FoundSource>[]): Discovery => ({
  kind: "found",
  sources: sources.map((one) => ({ kind: "feed", url: "https://fen.test/new", title: "Fen", items: 3, ...one })),
});

describe("the pages on which a new address is looked for", () => {
  it("are where it leads, itself, its site, and the folders above it, each once", () => {
    assert.deepEqual(pagesToLookAt({ ...gone, movedTo: "https://fen.test/moved" }), [
      "https://fen.test/moved",
      "https://fen.test/blog/2024/rss.xml",
      "https://www.fen.test/",
      "https://fen.test/blog/2024/",
      "https://fen.test/blog/",
    ]);
  });
  it("are told from addresses with empty parts as well", () => {
    const pages = pagesToLookAt({ url: "https://fen.test//rss", site: "https://fen.test/", movedTo: null });
    assert.deepEqual(pages, ["https://fen.test//rss", "https://fen.test/"]);
  });
  it("are those of the onion service alone for one", () => {
    const onion = `http://${"a".repeat(56)}.onion`;
    const pages = pagesToLookAt({ url: `${onion}/feed`, site: "https://fen.test/", movedTo: null });
    assert.deepEqual(pages, [`${onion}/feed`, `${onion}/`]);
  });
});

describe("findReplacements", () => {
  const look = async (answers: readonly Discovery[], configured: readonly string[] = []) => {
    const left = [...answers];
    const asked: string[] = [];
    const outcome = await findReplacements(gone as SourceStatus, new Set(configured), async (page) => {
      asked.push(page);
      return left.shift() ?? found();
    });
    return { outcome, asked: asked.length };
  };
  it("takes what the first page names, of its own kind, that is no feed of comments and no source yet", async () => {
    const all = found(
      { kind: "page" },
      { isComments: true },
      { url: "https://fen.test/known" },
      { url: "https://fen.test/feed" },
    );
    const { outcome, asked } = await look(
      [{ kind: "failed", failure: { code: "status", status: 404 } }, found(), all, found({})],
      ["https://fen.test/known"],
    );
    assert.deepEqual(outcome.kind === "found" && outcome.sources.map(({ url }) => url), ["https://fen.test/feed"]);
    assert.equal(asked, 3);
  });
  it("says that there is nothing, or why no page can be read", async () => {
    assert.deepEqual((await look([])).outcome.kind, "found");
    const failed: Discovery = { kind: "failed", failure: { code: "dns", host: "fen.test" } };
    assert.deepEqual((await look(Array.from({ length: 9 }, () => failed))).outcome, {
      kind: "failed",
      failure: failed.failure,
    });
    assert.deepEqual(await look([{ kind: "cancelled" }]), { outcome: { kind: "cancelled" }, asked: 1 });
  });
});
