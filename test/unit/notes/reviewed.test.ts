import { deepEqual } from "node:assert/strict";
import { withSecondKeys } from "../../../src/core/notes/reviewed";
import { queueNotes } from "../../../src/core/xsoar/outbox";

describe("what was decided in a review", () => {
  const article = (key: string, title: string, url: string) => ({
    article: { key, title, url, source: "https://news.test/rss", published: null, found: "2026-05-04T08:00:00.000Z" },
    matches: [],
  });
  const page = "https://news.test/page";

  it("counts for an article that waits by a second key as well, and for no other at its address", () => {
    const notes = [
      article(page, "Mallard strikes 3", `${page}#b3`),
      article(`${page} #b3`, "Mallard strikes 3", `${page}#b3`),
      article(`${page} #b4`, "Mallard strikes 4", `${page}#b4`),
      article(`${page} #b5`, "Mallard strikes 5", `${page}#b3`),
    ];
    const outbox = queueNotes(new Map(), "Mallard", true, notes, new Date("2026-05-04T09:00:00Z"));
    const decided = { kind: "edit", names: ["Mallard"], keys: [page, "https://news.test/gone"] } as const;
    deepEqual(withSecondKeys(outbox, [decided]), [
      { ...decided, keys: [page, "https://news.test/gone", `${page} #b3`] },
    ]);
    deepEqual(withSecondKeys(new Map(), [decided]), [decided]);
  });
});
