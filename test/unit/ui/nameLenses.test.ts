import assert from "node:assert/strict";
import type { Match, ProfileMatches, RecordState } from "../../../src/core/model/model";
import { plainText } from "../../../src/core/text/translate";
import { nameLenses } from "../../../src/ui/nameLenses";

const match = (ambiguous: readonly string[]): Match => ({
  profile: "Heron",
  name: "Heron",
  field: "title",
  start: 0,
  end: 5,
  text: "Heron",
  ...(ambiguous.length === 0 ? {} : { ambiguous }),
});

function row(articles: readonly (readonly Match[])[], record: RecordState = { kind: "unknown" }): ProfileMatches {
  return {
    name: "Heron",
    owner: true,
    record,
    articles: articles.map((matches, at) => ({
      article: {
        key: `${at}`,
        title: "Heron",
        url: `https://news.example/${at}`,
        source: "",
        found: "",
        published: null,
      },
      matches,
      read: false,
      note: "off",
    })),
  };
}

describe("what stands above a name in its configuration", () => {
  it("is how many articles it is in, how many of them in doubt, and its record", () => {
    const sure = [match([])];
    const doubtful = [match(["Egret"])];
    const both = [match(["Egret"]), match([])];
    const told = (one: ProfileMatches | undefined) =>
      nameLenses(one, plainText).map(({ shows, title }) => [shows, title]);
    assert.deepEqual(told(undefined), [["matches", "no articles"]]);
    assert.deepEqual(told(row([sure])), [["matches", "1 article"]]);
    assert.deepEqual(told(row([sure, doubtful, both], { kind: "found", id: "7", value: "Heron" })), [
      ["matches", "3 articles"],
      ["aliases", "1 ambiguous"],
      ["record", "record"],
    ]);
    assert.deepEqual(told(row([doubtful], { kind: "missing", dismissed: false })), [
      ["matches", "1 article"],
      ["aliases", "1 ambiguous"],
    ]);
  });
});
