import assert from "node:assert/strict";
import { MAX_SEEN_OF_SOURCE } from "../../../src/core/limits";
import { seenToForget, seenValue, sourceTag } from "../../../src/core/memory/seenKeys";

const NEVER = () => false;

describe("keys that were seen", () => {
  const flood = (count: number, of: string, day = "2026-03-02"): [string, string][] =>
    Array.from({ length: count }, (_, at) => [`${of}/${at}`, seenValue({ day, tag: sourceTag(of), version: null })]);

  it("go where a source has more than it may: the oldest that it lists no more", () => {
    const seen = new Map([
      ...flood(MAX_SEEN_OF_SOURCE + 500, "https://a.example/"),
      ...flood(10, "https://b.example/"),
    ]);
    const gone = seenToForget(seen, (key) => key === "https://a.example//3", NEVER);
    assert.equal(gone.size, 500);
    assert.ok(
      gone.has("https://a.example//0") && !gone.has("https://a.example//3") && gone.has("https://a.example//500"),
    );
    assert.ok(
      [...gone].every((key) => key.startsWith("https://a.example/")),
      "no other source pays for it",
    );
  });

  it("stay where they are stored and listed, whatever else there is", () => {
    const seen = new Map(flood(MAX_SEEN_OF_SOURCE + 500, "https://a.example/"));
    const isDropped = (key: string): boolean => Number(key.split("/").at(-1)) % 2 === 1;
    const gone = seenToForget(seen, () => true, isDropped);
    assert.equal(gone.size, 500);
    assert.ok([...gone].every(isDropped));
    assert.equal(seenToForget(seen, () => true, NEVER).size, 0);
  });

  it("of earlier versions, which tell no source, stay until they are old", () => {
    const seen = new Map(
      flood(MAX_SEEN_OF_SOURCE + 500, "x").map(([key, value]) => [key, value.slice(0, 10)] as const),
    );
    assert.equal(seenToForget(seen, NEVER, () => true).size, 0);
  });
});
