import { deepEqual, equal } from "node:assert/strict";
import type { SourcesMemory } from "../../../src/core/memory/memory";
import type { Job } from "../../../src/core/model/model";
import { hasJoined, joinedSources, membersAfter } from "../../../src/core/sources/joinedSources";
import type { JobGot } from "../../../src/core/sources/takenAnswers";

const [OLD, NEW] = ["https://old.test/rss", "https://new.test/rss"] as const;

function memory(members: readonly string[] | null, joined: Iterable<string> = []): SourcesMemory {
  return {
    taken: new Map(),
    validators: new Map(),
    members: members && new Set(members),
    joined: new Set(joined),
    lastScan: null,
    failedSources: 0,
  };
}

function got(job: Job, url: string, more: Partial<JobGot["got"]> = {}): JobGot {
  const report = { source: { kind: "feed", url }, outcome: "read", durationMs: 1, articles: 1 } as const;
  return { job, report, got: { report, answer: null, validators: null, ...more }, rules: null };
}

describe("sources that join a folder", () => {
  const both = new Set([OLD, NEW]);

  it("have joined for each job that notes articles, until that job has read them", () => {
    const joined = joinedSources(memory([OLD]), both);
    deepEqual([hasJoined(joined, "articles", NEW), hasJoined(joined, "keywords", NEW)], [true, true]);
    equal(hasJoined(joined, "articles", OLD), false);
    const after = membersAfter(memory([OLD]), joined, [got("keywords", NEW), got("contents", NEW)], both, true);
    const later = joinedSources(memory([...after.members!], after.joined), both);
    deepEqual([hasJoined(later, "articles", NEW), hasJoined(later, "keywords", NEW)], [true, false]);
  });

  it("have joined also while the configuration of another job cannot be read", () => {
    const joined = joinedSources(memory([OLD]), both);
    const after = membersAfter(memory([OLD]), joined, [], both, false);
    deepEqual([...after.members!], [OLD, NEW]);
    equal(hasJoined(after.joined, "articles", NEW), true);
    // A folder that knows no members yet waits until it can know all.
    deepEqual(membersAfter(memory(null), new Set(), [], both, false).members, null);
  });

  it("are members however many there are; of those that are configured no more the newest are remembered", () => {
    const many = new Set(Array.from({ length: 10_500 }, (_, at) => `https://n${at}.test/`));
    const first = membersAfter(memory([]), new Set(), [], many, true);
    equal(first.members?.size, 10_500);
    equal(joinedSources(memory([...(first.members ?? [])]), many).size, 0, "none joins anew");
    const later = membersAfter(
      memory([...(first.members ?? [])], ["articles https://n7.test/"]),
      new Set(["articles https://n7.test/"]),
      [],
      new Set([OLD]),
      true,
    );
    equal(later.members?.size, 10_001);
    deepEqual([...later.joined], [], "what is forgotten as a member joins anew");
    const back = joinedSources(
      memory([...(later.members ?? [])]),
      new Set(["https://n7.test/", "https://n9000.test/"]),
    );
    deepEqual(
      [hasJoined(back, "articles", "https://n7.test/"), hasJoined(back, "articles", "https://n9000.test/")],
      [true, false],
    );
  });

  it("have not joined where one has moved to for good; where it only leads for once does not count", () => {
    const moved = membersAfter(
      memory([OLD]),
      new Set(),
      [got("articles", OLD, { movedTo: NEW })],
      new Set([OLD]),
      true,
    );
    equal(joinedSources(memory([...moved.members!]), both).size, 0);
    const answer = { parsed: { ok: true, items: [] }, url: NEW } as const;
    const led = membersAfter(memory([OLD]), new Set(), [got("articles", OLD, { answer })], new Set([OLD]), true);
    equal(hasJoined(joinedSources(memory([...led.members!]), both), "articles", NEW), true);
  });
});
