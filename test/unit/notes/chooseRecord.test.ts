import { deepEqual, equal, ok } from "node:assert/strict";
import { plainText } from "../../../src/core/text/translate";
import { describePending } from "../../../src/core/xsoar/describePending";
import { RECORD_CHOICES } from "../../../src/core/memory/recordChoices";
import { recordRowLabel } from "../../../src/ui/rowText";
import { createXsoar } from "../../world/xsoar/server";
import { NEVER } from "../xsoar/fakes";
import { xsoarFolder } from "./xsoarFolder";

describe("the record that is chosen for a name", () => {
  const twoFor = () => {
    const folder = xsoarFolder(["Akira"]);
    const first = folder.put("Megazord [Malware]", ["Akira"]);
    const second = folder.put("Howling Scorpius", "Akira; Storm-1567", {
      modified: "2026-05-01T10:00:00Z",
      CustomFields: { aliases: "Akira; Storm-1567", communitynotes: [{ notes: "of others" }, {}] },
    });
    const { session } = folder.it;
    const rowOf = async () => (await session.articles.overview()).rows[0];
    return {
      ...folder,
      first,
      second,
      rowOf,
      recordOf: async () => (await rowOf())?.record,
      candidates: async () => {
        const outcome = await session.notes.recordCandidates(folder.access, "Akira", NEVER);
        ok(outcome.kind === "done");
        return outcome;
      },
      choose: (id: string, value: string) => session.notes.chooseRecord(folder.access, "Akira", { id, value }),
      retry: () => session.notes.retry(folder.access, ["Akira"], NEVER),
    };
  };

  it("gets what waited, and all that comes after", async () => {
    const { run, candidates, choose, retry, recordOf, rowOf, notesOf, access, first, second, it } = twoFor();
    const { outcomes } = await run("Akira strikes");
    deepEqual(
      outcomes.map(({ kind }) => kind),
      ["ambiguous"],
    );
    const found = await candidates();
    const [one, other] = [
      { id: first, value: "Megazord [Malware]", type: "Malware", notes: 0, aliases: 1, modified: null },
      {
        id: second,
        value: "Howling Scorpius",
        type: "Malware",
        notes: 1,
        aliases: 2,
        modified: "2026-05-01T10:00:00Z",
      },
    ];
    deepEqual(found.candidates, [one, other]);
    deepEqual(outcomes[0]?.kind === "ambiguous" && outcomes[0].candidates, [one, other]);
    deepEqual([found.chosen, found.lost], [null, null]);
    await choose(second, "Howling Scorpius");
    deepEqual(await recordOf(), { kind: "found", id: second, value: "Howling Scorpius", chosen: true });
    equal((await rowOf())?.pending?.notes, 1);
    await retry();
    deepEqual([notesOf(first), notesOf(second)], [[], ["of others", "", "Akira strikes"]]);
    await run("Akira returns");
    deepEqual(notesOf(second).slice(2), ["Akira strikes", "Akira returns"]);
    deepEqual((await candidates()).chosen, second);
    await choose(first, "Megazord [Malware]");
    await run("Akira malware changes");
    deepEqual([notesOf(first), notesOf(second).length], [["Akira malware changes"], 4]);
    deepEqual(
      (await candidates()).candidates.map(({ id }) => id),
      [first, second],
    );
    const facts = (it.files.get("config/names.lock.yaml") ?? "").split("\n").filter((line) => line.startsWith("- "));
    const line = (id: string, value: string) =>
      `- {name: "Akira", server: "${access.baseUrl}", id: "${id}", value: "${value}"`;
    deepEqual(
      facts.map((fact) => fact.replace(/, at: "[^"]*"\}$/, "")),
      [line(second, "Howling Scorpius"), line(first, "Megazord [Malware]")],
    );
  });

  it("is forgotten when somebody says so: then it is ambiguous", async () => {
    const { run, candidates, choose, recordOf, access, notesOf, second, it } = twoFor();
    await run("Akira strikes");
    await choose(second, "Howling Scorpius");
    await it.session.notes.forgetRecord(access, "Akira", (await candidates()).candidates);
    const record = await recordOf();
    ok(record?.kind === "ambiguous");
    deepEqual(record.values.toSorted(), ["Howling Scorpius", "Megazord [Malware]"]);
    const { outcomes } = await run("Akira returns");
    deepEqual(
      outcomes.map(({ kind }) => kind),
      ["ambiguous"],
    );
    equal(notesOf(second).includes("Akira strikes"), false);
  });

  it("that is gone is asked for again, and the row says why; it stays so in the memory", async () => {
    const { run, choose, recordOf, rowOf, candidates, xsoar, first, second } = twoFor();
    await run("Akira strikes");
    await choose(first, "Megazord [Malware]");
    xsoar.remove(first);
    await run("Akira returns");
    deepEqual(await recordOf(), { kind: "ambiguous", values: ["Howling Scorpius"], lost: "gone" });
    const row = await rowOf();
    ok(row?.pending !== undefined);
    const label = "The chosen record is no longer there. Choose again: Howling Scorpius";
    deepEqual([recordRowLabel(row, plainText), describePending(row.pending.why, plainText)], [label, label]);
    const found = await candidates();
    deepEqual([found.chosen, found.lost, found.candidates.map(({ id }) => id)], [null, "gone", [second]]);
  });

  it("holds on its server and tenant alone", async () => {
    const { run, choose, first, it } = twoFor();
    await run("Akira strikes");
    await choose(first, "Megazord [Malware]");
    const other = createXsoar({ key: "k", flavour: "v6-mt" });
    for (const value of ["Megazord [Malware]", "Howling Scorpius"])
      other.put({ value, indicator_type: "Malware", CustomFields: { aliases: ["Akira"] } });
    it.web.set("*", (request) => other.http.request(request));
    const outcome = await it.session.notes.recordCandidates(other.connection, "Akira", NEVER);
    deepEqual([outcome.kind, outcome.kind === "done" && outcome.chosen], ["done", null]);
    const { outcomes } = await it.session.notes.writeWaiting(other.connection, NEVER);
    deepEqual(
      outcomes.map((one) => [one.kind, one.kind === "ambiguous" && one.lost]),
      [["ambiguous", undefined]],
    );
  });

  it("gives way to the record that is made for the name when it is gone with all others", async () => {
    const { run, choose, xsoar, access, first, second, recordOf, it } = twoFor();
    await run("Akira strikes");
    await choose(first, "Megazord [Malware]");
    xsoar.remove(first);
    xsoar.remove(second);
    await run();
    equal((await recordOf())?.kind, "missing");
    const { outcomes } = await it.session.notes.createRecords(access, ["Akira"], NEVER);
    deepEqual(
      outcomes.map(({ kind }) => kind),
      ["created"],
    );
    await run("Akira returns");
    equal((await recordOf())?.kind, "found");
    equal((await it.session.notes.pending()).length, 0);
  });

  it("gives its aliases to a sync", async () => {
    const { choose, access, second, aliasFile, it } = twoFor();
    equal((await it.session.notes.syncAliases(access, NEVER)).kind, "done");
    deepEqual(aliasFile(), []);
    await choose(second, "Howling Scorpius");
    await it.session.notes.syncAliases(access, NEVER);
    deepEqual(aliasFile(), ["Storm-1567"]);
  });
});

describe("choices that earlier versions have stored", () => {
  const fact = { name: "Akira", server: "https://soar.test", id: "1", value: "One", at: "2026-01-01T00:00:00Z" };

  it("are whole facts: of two about a name and a server the later counts, what is none is passed over", () => {
    const later = { ...fact, id: "2", at: "2026-01-02T00:00:00Z" };
    const elsewhere = { ...fact, server: "https://soar.test/acc_x" };
    deepEqual(RECORD_CHOICES.decode([later, fact, elsewhere, { ...fact, id: 3 }, null, "x"]), [later, elsewhere]);
    deepEqual(RECORD_CHOICES.decode([fact, later]), [later]);
    equal(RECORD_CHOICES.decode({}), null);
  });
});
