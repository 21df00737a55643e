import { deepEqual, equal } from "node:assert/strict";
import { recordsById } from "../../../src/core/records/settle";
import { NEVER, json, scripted } from "../xsoar/fakes";

describe("reading records again", () => {
  const wanted = [
    { id: "1", value: "Clop" },
    { id: "2", value: 'Night "Heron"' },
  ];
  const row = (id: string, value: string) => ({ id, value, indicator_type: "Threat Actor", version: 1 });

  it("goes by their values where the search of a server does not know ids", async () => {
    const { client, log } = scripted(
      json({ total: 1, iocObjects: [row("1", "Clop")] }),
      json({ total: 2, iocObjects: [row("2", 'Night "Heron"'), row("3", 'Night "Heron"')] }),
    );
    const found = await recordsById(client, wanted, NEVER);
    deepEqual(found.ok && [...found.records.keys()], ["1", "2"]);
    deepEqual(
      log.map(({ body }) => (JSON.parse(body) as { query: string }).query),
      ['id:"1" or id:"2"', String.raw`value:"Night \"Heron\""`],
    );
  });

  it("tells those that are gone by having no entry for them", async () => {
    const { client } = scripted(json({ total: 0, iocObjects: [] }));
    const found = await recordsById(client, wanted, NEVER);
    equal(found.ok && found.records.size, 0);
  });
});
