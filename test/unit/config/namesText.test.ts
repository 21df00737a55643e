import assert from "node:assert/strict";
import { namesText } from "../../../src/core/config/namesText";
import { parseConfig } from "../../../src/core/config/parseConfig";

describe("the names of a configuration as a text", () => {
  it("are read again with all that is said about them", () => {
    const text = `
profiling:
  match: {matchIn: [title, summary], notNear: [heron bay]}
  profileData:
    - Heron
    - name: Egret
      match: {pattern: "egr[ei]t", notHere: [https://news.example/birds], enabled: false}
      aliases: [Bittern, {name: Stork, match: {requireContext: false, notHere: [https://news.example/storks]}}]
    - name: "8220"
      comment: a gang
`;
    const { config } = parseConfig("articles", text, "yaml");
    assert.ok(config);
    const again = parseConfig("articles", namesText(config.profiling), "json");
    assert.deepEqual(again.problems, []);
    assert.deepEqual(again.config?.profiling.profiles, config.profiling.profiles);
    assert.deepEqual(again.config?.profiling.match, config.profiling.match);
  });
  it("are none where none are tracked", () => {
    const { config } = parseConfig("articles", "profiling: {profileData: []}", "yaml");
    assert.ok(config);
    assert.deepEqual(parseConfig("articles", namesText(config.profiling), "json").config?.profiling.profiles, []);
  });
});
