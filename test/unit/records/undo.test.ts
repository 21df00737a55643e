import { deepEqual, equal, match, ok } from "node:assert/strict";
import type { Update } from "./updates";
import { undoRecord } from "../../../src/core/records/undo";
import { plainText } from "../../../src/core/text/translate";
import { withEdits, withMissingFields } from "../../../src/core/xsoar/fieldEdits";
import { readRecord } from "../../../src/core/xsoar/record";
import { updateOf } from "./updates";

/** A record with custom fields as JSON, or with another member in their place. */
const raw = (fields: string, members = ""): string =>
  `{"id":"1","version":3,${members}"value":"Emberfox","indicator_type":"Threat Actor"${fields}}`;
const holding = (fields: string, members = ""): string => raw(`,"CustomFields":${fields}`, members);

function undone(update: Update, text: string) {
  const record = readRecord(text);
  ok(record);
  const outcome = undoRecord(update, { record, names: [] }, plainText);
  const { plan } = outcome;
  const edited = plan === null ? text : (withEdits(record, plan.changes) ?? "");
  const after = plan?.customFields === undefined ? edited : withMissingFields(edited, plan.customFields);
  return { ...outcome, kept: [...outcome.kept.values()], after };
}

describe("taking back an update of a record", () => {
  it("gives a field back whole, byte for byte, where it is as the update left it", () => {
    const before = '[ "a" ,1.0,\t"\\u0062"]';
    const update = updateOf({
      aliases: [before, '["a",1.0,"b","x"]'],
      firstSeen: ['"0001-01-01T00:00:00Z"', '"2024"'],
    });
    const { after, kept } = undone(
      update,
      holding('{"aliases":["a", 1.0, "b","x"],"own":[1.50]}', '"firstSeen":"2024",'),
    );
    equal(after, holding(`{"aliases":${before},"own":[1.50]}`, '"firstSeen":"0001-01-01T00:00:00Z",'));
    deepEqual(kept, []);
  });

  it("takes out a member that was not there, and restores what CustomFields was", () => {
    const made = (customFields: string | null) => updateOf({ aliases: [null, '["x"]'] }, { customFields });
    equal(undone(updateOf({ aliases: [null, '["x"]'] }), holding('{"aliases":["x"]}')).after, holding("{}"));
    equal(undone(made("null"), holding('{"aliases":["x"]}')).after, holding("null"));
    equal(undone(made(null), raw(',"CustomFields":{"aliases":["x"]}')).after, raw(""));
    equal(undone(made(""), holding('{"aliases":["x"]}')).after.includes('"aliases"'), false);
  });

  it("keeps CustomFields where somebody has put something into it since", () => {
    const { after } = undone(
      updateOf({ aliases: [null, '["x"]'] }, { customFields: "null" }),
      holding('{"aliases":["x"],"own":1}'),
    );
    equal(after, holding('{"own":1}'));
  });

  it("leaves a single value that others have changed since, and says so", () => {
    const update = updateOf({ firstSeen: ['"2020"', '"2024"'], description: ['"old"', '"ours"'] });
    const text = holding('{"description":"theirs"}', '"firstSeen":"2022",');
    const { plan, kept, after } = undone(update, text);
    deepEqual([plan, after, kept.length], [null, text, 2]);
    for (const why of kept) match(why, /was changed by somebody else since, and stays as it is\./);
  });

  it("takes what it added out of a list that others have changed, and puts back what it removed", () => {
    const update = updateOf({ aliases: ['[" TA505","TA505","Old"]', '["TA505","Emberfox"]'] });
    const { after, plan } = undone(update, holding('{"aliases":["TA505","theirs","Emberfox",7]}'));
    equal(after, holding('{"aliases":["TA505","theirs",7," TA505","Old"]}'));
    match(plan?.changes[0]?.why ?? "", /Somebody has changed it since/);
    const gone = undone(updateOf({ aliases: ["[]", '["x"]'] }), holding('{"aliases":["theirs"]}'));
    deepEqual([gone.plan, gone.kept], [null, []]);
  });

  it("takes as many of equal values as it added", () => {
    const update = updateOf({ aliases: ['["x"]', '["x","x"]'] });
    equal(
      undone(update, holding('{"aliases":["x","theirs","x","x"]}')).after,
      holding('{"aliases":["x","theirs","x"]}'),
    );
  });

  it("takes its row out of a table and no other", () => {
    const row = '{"notes":"ours","timestamp":"2026-06-01T00:00:00Z"}';
    const update = updateOf({ communitynotes: [null, `[${row}]`] });
    const { after } = undone(update, holding(`{"communitynotes":[{"notes":"first"},${row},{"notes":"ours"}]}`));
    equal(after, holding('{"communitynotes":[{"notes":"first"},{"notes":"ours"}]}'));
  });

  it("leaves a text with lines of others as it is", () => {
    const update = updateOf({ note: ['"an analyst\\n"', '"an analyst\\nhost.example,\\tactive\\n"'] });
    const text = holding('{"note":"an analyst\\nhost.example,\\tactive\\nmore of theirs\\n"}');
    deepEqual([undone(update, text).after, undone(update, text).kept.length], [text, 1]);
  });

  it("has nothing to do where a field is as it was, or was taken back before", () => {
    const text = holding('{"aliases":[ ]}', '"firstSeen":"2024",');
    const bare = { field: "firstSeen", recipes: ["first-seen"] };
    const update = updateOf({ aliases: ["[]", '["x"]'] });
    const { plan, kept, settled } = undone({ ...update, fields: [...update.fields, bare] }, text);
    deepEqual([plan, kept, [...settled].toSorted()], [null, [], ["aliases", "firstSeen"]]);
  });

  it("leaves a field alone that has become of another form", () => {
    for (const now of ['"text"', "7", "{}", "null"]) {
      const { after } = undone(updateOf({ aliases: ['["a"]', '["a","x"]'] }), holding(`{"aliases":${now}}`));
      ok(now === "null" || after === holding(`{"aliases":${now}}`), after);
    }
  });
});
