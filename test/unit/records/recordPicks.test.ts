import { deepEqual, equal } from "node:assert/strict";
import { RECORD_PICKS, type RecordPick, picksOf, withPick } from "../../../src/core/records/recordPicks";

const pick = (name: string, id: string | null, at = "2026-06-01T12:00:00Z"): RecordPick => ({
  kind: "attack",
  name,
  id,
  at,
});

describe("what a name was picked as", () => {
  it("is found whatever case and blanks it is asked for with, and by its kind", () => {
    const picks = picksOf([pick("Night Heron", "G1"), { ...pick("Viper", "viper2"), kind: "leakSite" }]);
    deepEqual(
      [picks("attack", "night heron"), picks("attack", "Viper"), picks("leakSite", "VIPER")],
      ["G1", undefined, "viper2"],
    );
  });

  it("tells none of them from never asked", () => {
    const picks = picksOf([pick("Viper", null)]);
    deepEqual([picks("attack", "Viper"), picks("attack", "Other")], [null, undefined]);
  });

  it("is the later of two, in whatever order they are stored", () => {
    const old = pick("Viper", "G1", "2026-01-01T00:00:00Z");
    const late = pick("viper", "G2");
    equal(picksOf([late, old])("attack", "Viper"), "G2");
    deepEqual(withPick([old, pick("Other", "G3")], late), [pick("Other", "G3"), late]);
  });

  it("survives what is none of it", () => {
    const good = pick("Viper", "G1");
    const bad = [
      null,
      7,
      {},
      { ...good, kind: "other" },
      { ...good, name: 7 },
      { ...good, id: 7 },
      { ...good, at: null },
    ];
    deepEqual(RECORD_PICKS.decode(JSON.parse(JSON.stringify([...bad, good]))), [good]);
    equal(RECORD_PICKS.decode({}), null);
    deepEqual(RECORD_PICKS.empty, []);
  });
});
