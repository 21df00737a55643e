import assert from "node:assert/strict";
import schema from "../../../media/schemas/own_config.schema.json";
import { OWN_SHAPES, RECORDS_SHAPE } from "../../../src/core/config/ownShape";
import { namesOf } from "../../../src/core/config/shape";
import { SHAPES } from "../../../src/core/config/files";
import { JOBS } from "../../../src/core/model/model";

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
}

/** The dotted names of all keys below a schema. */
function keysOf({ properties = {} }: Node, prefix = ""): readonly string[] {
  return Object.entries(properties).flatMap(([key, below]) => [
    `${prefix}${key}`,
    ...keysOf(below, `${prefix}${key}.`),
  ]);
}

describe("the schema of jobs of the user's own", () => {
  it("has each key that such a job has beside those of its base, and no other", () => {
    const shipped = new Set(JOBS.flatMap((job) => namesOf(SHAPES[job])));
    const all = [...JOBS.flatMap((job) => namesOf(OWN_SHAPES[job])), ...namesOf(RECORDS_SHAPE)];
    const own = new Set(all.filter((name) => !shipped.has(name)));
    // The fields of an item and what is said of each have names of the user's own.
    const written = [...own].filter((name) => !name.startsWith("extract.fields."));
    assert.deepEqual([...keysOf(schema as Node)].sort(), written.sort());
  });
});
