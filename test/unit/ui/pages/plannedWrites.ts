import type { PlannedNote, PlannedWrite } from "../../../../src/core/xsoar/reports";

/** A note that a review shows. */
export function note(title: string, more: Partial<PlannedNote> = {}): PlannedNote {
  const url = more.url ?? `https://news.example/${encodeURIComponent(title)}`;
  return {
    key: url,
    title,
    url,
    source: "https://news.example/feed",
    published: "2026-03-09T08:00:00Z",
    found: "2026-03-10T08:00:00Z",
    text: `${title}: ${url}`,
    names: ["Heron"],
    why: [`“Heron” in the headline.`],
    ...more,
  };
}

/** A record that a review shows. */
export function write(value: string, notes: readonly PlannedNote[], more: Partial<PlannedWrite> = {}): PlannedWrite {
  return {
    names: [value],
    kind: "edit",
    id: value,
    value,
    notes,
    lastSeen: { before: null, after: null },
    request: { method: "POST", path: "/indicator/edit", body: "{}" },
    diff: [],
    ...more,
  };
}

/** Park and Miller's generator: whole numbers below a limit, the same for the same seed. */
export function seeded(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => (state = (state * 48_271) % 2_147_483_647) % limit;
}
