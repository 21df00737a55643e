import assert from "node:assert/strict";
import { addItems } from "../../../src/core/config/addItems";

const PATH = ["profiling", "profileData"];

describe("addItems", () => {
  it("adds below the last item of a YAML list and keeps comments", () => {
    assert.equal(
      addItems("profiling:\n  profileData:\n    - Heron # ours\n    # more\n  profile2file: true\n", "yaml", PATH, [
        "Amber Fox",
        "No",
        "7 Owls",
        "a: b",
      ]),
      'profiling:\n  profileData:\n    - Heron # ours\n    - Amber Fox\n    - "No"\n    - "7 Owls"\n    - "a: b"\n    # more\n  profile2file: true\n',
    );
  });

  it("keeps the quotes and the indentation of a YAML list", () => {
    assert.equal(
      addItems("profiling:\r\n  profileData:\r\n  - 'Heron'\r\n", "yaml", PATH, ["Fox"]),
      "profiling:\r\n  profileData:\r\n  - 'Heron'\r\n  - \"Fox\"\r\n",
    );
    assert.equal(
      addItems("profiling:\n  profileData:\n    - Heron", "yaml", PATH, ["Fox"]),
      "profiling:\n  profileData:\n    - Heron\n    - Fox\n",
    );
  });

  it("adds to lists in brackets, on one line or on several", () => {
    assert.equal(
      addItems("profiling: {profileData: [Heron]}", "yaml", PATH, ["Fox"]),
      'profiling: {profileData: [Heron, "Fox"]}',
    );
    assert.equal(
      addItems('{"profiling": {"profileData": ["Heron",   "Owl" ]}}', "json", PATH, ["Fox", "Elk"]),
      '{"profiling": {"profileData": ["Heron",   "Owl", "Fox", "Elk" ]}}',
    );
    assert.equal(
      addItems('{\n\t"profiling": {\n\t\t"profileData": [\n\t\t\t"Heron"\n\t\t]\n\t}\n}', "json", PATH, ["Fox"]),
      '{\n\t"profiling": {\n\t\t"profileData": [\n\t\t\t"Heron",\n\t\t\t"Fox"\n\t\t]\n\t}\n}',
    );
  });

  it("fills an empty list and makes one that is not there", () => {
    assert.equal(
      addItems("profiling:\n  profileData: [] # none yet\n", "yaml", PATH, ["Heron", "Fox"]),
      'profiling:\n  profileData: ["Heron", "Fox"] # none yet\n',
    );
    assert.equal(
      addItems("profileRecords: true\n", "yaml", PATH, ["Heron"]),
      'profileRecords: true\nprofiling:\n  profileData: ["Heron"]\n',
    );
    assert.equal(
      addItems("profiling:\n  profileData:\n  profile2file: true\n", "yaml", PATH, ["Heron"]),
      'profiling:\n  profileData: ["Heron"]\n  profile2file: true\n',
    );
    assert.equal(
      addItems('{\n  "profileRecords": true\n}\n', "json", PATH, ["Heron"]),
      '{\n  "profileRecords": true,\n  "profiling": {\n    "profileData": [\n      "Heron"\n    ]\n  }\n}\n',
    );
  });

  it("adds beside entries that are objects", () => {
    assert.equal(
      addItems("profiling:\n  profileData:\n    - name: Heron\n      aliases: [Egret]\n", "yaml", PATH, ["Fox"]),
      "profiling:\n  profileData:\n    - name: Heron\n      aliases: [Egret]\n    - Fox\n",
    );
  });

  it("changes nothing that is broken, of another kind, or shared by an alias", () => {
    assert.equal(addItems('{"profiling": {', "json", PATH, ["Heron"]), null);
    assert.equal(addItems("profiling: 3\n", "yaml", PATH, ["Heron"]), null);
    assert.equal(addItems("names: &n [Owl]\nprofiling:\n  profileData: *n\n", "yaml", PATH, ["Heron"]), null);
  });
});
