import { deepEqual } from "node:assert/strict";
import { type NameFact, foldFacts } from "../../../src/core/config/nameFacts";
import { pickFact, picksOf } from "../../../src/core/records/recordPicks";
import type { PickKind } from "../../../src/core/records/types";

const pick = (kind: PickKind, name: string, id: string | null, at = "2026-06-01T12:00:00.000Z"): NameFact => ({
  ...pickFact(kind, name, id),
  at,
});

describe("what a name was picked as", () => {
  it("is found whatever case and blanks it is asked for with, and by its kind", () => {
    const picks = picksOf(foldFacts([pick("attack", "Night Heron", "G1"), pick("leakSite", "Viper", "viper2")]));
    deepEqual(
      [picks("attack", "night heron"), picks("attack", "Viper"), picks("leakSite", "VIPER")],
      ["G1", undefined, "viper2"],
    );
  });

  it("tells none of them from never asked, and from taken back", () => {
    const taken: NameFact = { ...pick("attack", "Wren", "G2", "2026-06-02T12:00:00.000Z"), withdrawn: true };
    const picks = picksOf(foldFacts([pick("attack", "Viper", null), pick("attack", "Wren", "G2"), taken]));
    deepEqual(
      [picks("attack", "Viper"), picks("attack", "Other"), picks("attack", "Wren")],
      [null, undefined, undefined],
    );
  });

  it("is the later of two, in whatever order they are told", () => {
    const [old, late] = [pick("attack", "Viper", "G1", "2026-01-01T00:00:00.000Z"), pick("attack", "viper", "G2")];
    for (const facts of [
      [old, late],
      [late, old],
    ])
      deepEqual(picksOf(foldFacts(facts))("attack", "Viper"), "G2");
  });
});
