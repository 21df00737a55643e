import { deepEqual, equal, match } from "node:assert/strict";
import type { RecordPlan, RecordsPlan } from "../../../src/core/records/types";
import { NEVER } from "../xsoar/fakes";
import { createFakeWorld } from "../scan/fakes";
import { recordOf } from "./recipes/recipeTests";

const ACCESS = { baseUrl: "https://soar.test", apiKey: "K3y-0123456789abcdef" };

function world(xsoar: object = {}) {
  return createFakeWorld({
    websiteconfig: { rss_feeds: ["https://news.test/rss"], webpages: [] },
    profiling: { profileData: ["Clop"], CortexXSOARAPIConfig: { host: ACCESS.baseUrl, ...xsoar } },
  });
}

const PLAN: RecordPlan = {
  record: recordOf('{"id":"1","value":"Clop","version":3,"CustomFields":{}}'),
  names: ["Clop"],
  changes: [
    {
      field: "aliases",
      edit: { kind: "list", added: ["Clop"] },
      why: "",
      recipe: "name-into-aliases",
      before: null,
      after: '["Clop"]',
    },
  ],
};
const PLANNED: RecordsPlan = {
  server: ACCESS.baseUrl,
  recipes: ["name-into-aliases"],
  options: [],
  plans: [PLAN],
  untouched: [],
  skipped: [],
  questions: [],
  warnings: [],
  remarks: [],
  data: [],
  replan: () => [],
};

describe("batch changes of records", () => {
  it("write nothing in a dry run, where nothing is ever to be written, and where the configuration cannot be read any more", async () => {
    for (const own of [{ dry_run: true }, { write: "never" }, null]) {
      const { session, files, requests } = world(own ?? {});
      if (own === null) files.set("config/articles_config.json", '{"profiling":');
      const report = await session.records.write(ACCESS, PLANNED, [PLAN], NEVER);
      equal(requests.length, 0);
      deepEqual(
        [report.dryRun, report.results.map(({ outcome }) => outcome)],
        own === null ? [undefined, ["notDone"]] : [true, []],
      );
    }
  });

  it("are refused for a query that says nothing, before anything is asked", async () => {
    const { session, requests } = world();
    for (const selection of [
      { kind: "query", query: " ", type: null },
      { kind: "query", query: "", type: " " },
    ] as const) {
      const request = { selection, recipes: ["first-seen"], options: new Map<string, string>() } as const;
      const all = [
        await session.records.count(ACCESS, selection, NEVER),
        await session.records.plan(ACCESS, request, NEVER),
        await session.records.readOut(ACCESS, selection, NEVER),
      ];
      for (const found of all) match(found.kind === "refused" ? found.why : "", /An empty query means every record/);
    }
    equal(requests.length, 0);
  });
});
