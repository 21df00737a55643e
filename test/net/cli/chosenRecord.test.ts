import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { json, useCommandLine } from "./useCommandLine";
import { useXsoar } from "./useXsoar";

describe("ti-scraper scan, where a name fits several records", function () {
  this.timeout(30_000);
  const work = useCommandLine();
  const server = useXsoar(work);
  const scan = async (...options: readonly string[]) =>
    work.run(["scan", work.folder, "--ask-all", ...options], server.env());
  const put = (value: string) =>
    server.xsoar.put({
      value,
      indicator_type: "Malware",
      modified: "2026-05-01T10:00:00Z",
      CustomFields: { aliases: ["Clop"], communitynotes: [] },
    });
  const notes = (id: string) => {
    const record = server.xsoar.records().find((one) => one.id === id);
    return (record?.CustomFields?.["communitynotes"] as readonly unknown[] | undefined)?.length ?? -1;
  };
  /** As VS Code writes it for all who work with the folder. */
  const choose = (id: string, value: string, at: string) => {
    const line = `- {name: "Clop", server: "${server.xsoar.baseUrl}", id: "${id}", value: "${value}", at: "${at}"}\n`;
    fs.appendFileSync(path.join(work.folder, "config", "names.lock.yaml"), line);
  };

  it("names them with their ids, and writes onto the one that was chosen in VS Code", async () => {
    const first = put("Cl0p [Malware]");
    const second = put("TA505");
    const facts = { type: "Malware", modified: "2026-05-01T10:00:00Z", notes: 0, aliases: 1 };
    assert.deepEqual(json(await scan("--json"))["ambiguous"], [
      {
        name: "Clop",
        values: ["Cl0p [Malware]", "TA505"],
        twins: false,
        candidates: [
          { id: first, value: "Cl0p [Malware]", ...facts },
          { id: second, value: "TA505", ...facts },
        ],
      },
    ]);
    choose(second, "TA505", "2026-05-02T10:00:00Z");
    assert.equal((await scan()).code, 0);
    assert.deepEqual([notes(first), notes(second) > 0], [0, true]);
  });

  it("says why the chosen one is not taken any more, in text and as JSON, and writes nothing", async () => {
    const first = put("Cl0p [Malware]");
    const second = put("TA505");
    await scan();
    choose(first, "Clop before", "2026-05-02T10:00:00Z");
    const told = await scan();
    assert.match(told.out, /another value has the record that was chosen for Clop; nothing was written\. .*TA505/);
    const [ambiguous] = json(await scan("--json"))["ambiguous"] as readonly { readonly lostChoice: string }[];
    assert.equal(ambiguous?.lostChoice, "renamed");
    assert.deepEqual([notes(first), notes(second)], [0, 0]);
  });
});
