import assert from "node:assert/strict";
import { learn } from "../../../src/core/config/learn";
import { stopTracking } from "../../../src/core/config/stopTracking";
import type { ConfigFormat } from "../../../src/core/config/types";

function yaml(...lines: string[]): string {
  return ["profiling:", "  profileData:", ...lines, "  profile2file: false", ""].join("\n");
}

const CASES: readonly (readonly [what: string, format: ConfigFormat, name: string, before: string, after: string])[] = [
  [
    "the first of lines of YAML, with the remark in its line",
    "yaml",
    "grey-heron",
    yaml("    - Grey Heron # ours", "    # harbours", "    - Rust Finch"),
    yaml("    # harbours", "    - Rust Finch"),
  ],
  [
    "one in the middle with its section",
    "yaml",
    "Rust Finch",
    yaml(
      "    - Grey Heron",
      "    - name: Rust Finch",
      "      aliases: [Copper Bird]",
      "      match:",
      "        notNear:",
      "          - lake",
      "",
      "    # the last",
      "    - Old Teal",
    ),
    yaml("    - Grey Heron", "", "    # the last", "    - Old Teal"),
  ],
  [
    "the last of lines of YAML",
    "yaml",
    "Old Teal",
    yaml("    - Grey Heron", "    - name: Old Teal", "      aliases:", "        - Teal"),
    yaml("    - Grey Heron"),
  ],
  ["the only one", "yaml", "Grey Heron", yaml("    - Grey Heron"), yaml("    []")],
  [
    "lines with CRLF",
    "yaml",
    "Grey Heron",
    yaml("    - Grey Heron", "    - Old Teal").replaceAll("\n", "\r\n"),
    yaml("    - Old Teal").replaceAll("\n", "\r\n"),
  ],
  [
    "one that stands there twice",
    "yaml",
    "Grey Heron",
    yaml("    - Grey Heron", "    - Old Teal", "    - GreyHeron"),
    yaml("    - Old Teal"),
  ],
  [
    "one in brackets",
    "yaml",
    "Old Teal",
    "profiling: { profileData: [Grey Heron, Old Teal] }\n",
    "profiling: { profileData: [Grey Heron] }\n",
  ],
  [
    "one in lines of JSON",
    "json",
    "Grey Heron",
    '{\n  "profiling": {\n    "profileData": [\n      { "name": "Grey Heron", "aliases": ["A"] },\n      "Old Teal"\n    ]\n  }\n}\n',
    '{\n  "profiling": {\n    "profileData": [\n      "Old Teal"\n    ]\n  }\n}\n',
  ],
  [
    "the last in lines of JSON",
    "json",
    "Old Teal",
    '{\n  "profiling": {\n    "profileData": [\n      "Grey Heron",\n      "Old Teal"\n    ]\n  }\n}\n',
    '{\n  "profiling": {\n    "profileData": [\n      "Grey Heron"\n    ]\n  }\n}\n',
  ],
  [
    "under the names older files have for these keys",
    "json",
    "Grey Heron",
    '{"archiving": {"archivedData": ["Grey Heron", "Old Teal"]}}',
    '{"archiving": {"archivedData": ["Old Teal"]}}',
  ],
];

describe("a tracked name leaves the configuration", () => {
  for (const [what, format, name, before, after] of CASES) {
    it(what, () => assert.equal(stopTracking("articles", before, format, name), after));
  }

  it("but not where that cannot be done for sure", () => {
    const gone = (text: string) => stopTracking("articles", text, "yaml", "Grey Heron");
    assert.equal(gone(yaml("    - Old Teal")), null, "it is not there");
    assert.equal(gone("profiling:\n  profileData: [Grey Heron\n"), null, "the text is broken");
    assert.equal(
      gone("names: &names\n  - Grey Heron\n  - Old Teal\nprofiling:\n  profileData: *names\nother: *names\n"),
      null,
      "others share the list",
    );
  });
});

describe("what is said of a tracked name", () => {
  const target = { profile: "Grey Heron", alias: null };

  it("is one more alias, once, whether it has some or none", () => {
    const before = yaml("    - Grey Heron");
    const one = learn("articles", before, "yaml", target, { kind: "alias", alias: "Marsh Crew" }) ?? "";
    assert.equal(one, yaml("    - name: Grey Heron", "      aliases:", "        - Marsh Crew"));
    assert.equal(learn("articles", one, "yaml", target, { kind: "alias", alias: "marsh-crew" }), one);
    const two = learn("articles", one, "yaml", target, { kind: "alias", alias: "UNK-77" });
    assert.equal(two, yaml("    - name: Grey Heron", "      aliases:", "        - Marsh Crew", "        - UNK-77"));
  });

  it("is that it is muted, and looked for again", () => {
    const before = yaml("    - Grey Heron");
    const muted = learn("articles", before, "yaml", target, { kind: "stop" }) ?? "";
    assert.equal(muted, yaml("    - name: Grey Heron", "      match:", "        enabled: false"));
    const heard = learn("articles", muted, "yaml", target, { kind: "start" });
    assert.equal(heard, yaml("    - name: Grey Heron", "      match:", "        enabled: true"));
  });
});
