import assert from "node:assert/strict";
import { type ConfigValue, setValues } from "../../../src/core/config/setValues";

const SECTION = ["profiling", "CortexXSOARAPIConfig"];
const host: ConfigValue = { path: [...SECTION, "host"], value: "https://soar.example.com" };
const keyId: ConfigValue = { path: [...SECTION, "key_id"], value: "12" };
const notes: ConfigValue = { path: ["profiling", "profile2cortex"], value: true };

describe("setValues", () => {
  it("replaces values in YAML and keeps comments, order and quotes of the rest", () => {
    const text =
      "# ours\nprofiling: # names\n  profile2cortex: false # later\n  CortexXSOARAPIConfig:\n    host: 'https://old.example' # the old one\n    search_field: aliases\n\n# the end\nprofileRecords: true\n";
    assert.equal(
      setValues(text, "yaml", [host, keyId, notes]),
      '# ours\nprofiling: # names\n  profile2cortex: true # later\n  CortexXSOARAPIConfig:\n    host: "https://soar.example.com" # the old one\n    search_field: aliases\n    key_id: "12"\n\n# the end\nprofileRecords: true\n',
    );
  });

  it("adds what is missing in YAML, in blocks, behind blank values and in braces", () => {
    assert.equal(
      setValues("profileRecords: true", "yaml", [host, notes]),
      'profileRecords: true\nprofiling:\n  CortexXSOARAPIConfig:\n    host: "https://soar.example.com"\n  profile2cortex: true\n',
    );
    assert.equal(
      setValues("profiling:\r\nprofileRecords: true\r\n", "yaml", [host]),
      'profiling:\r\n  CortexXSOARAPIConfig:\r\n    host: "https://soar.example.com"\r\nprofileRecords: true\r\n',
    );
    assert.equal(
      setValues("profiling:\n  CortexXSOARAPIConfig:\n    host:   # which?\n    search_field: value\n", "yaml", [host]),
      'profiling:\n  CortexXSOARAPIConfig:\n    host: "https://soar.example.com"   # which?\n    search_field: value\n',
    );
    assert.equal(
      setValues("profiling: {profileData: [Heron]}\n", "yaml", [host]),
      'profiling: {"CortexXSOARAPIConfig": {"host": "https://soar.example.com"}, profileData: [Heron]}\n',
    );
  });

  it("leaves alone what others share by an alias", () => {
    const text =
      "base: &base\n  host: https://a.example\nprofiling:\n  CortexXSOARAPIConfig:\n    <<: *base\n    search_field: value\n";
    assert.equal(setValues(text, "yaml", [host]), null);
    assert.equal(setValues("x: &x {host: a}\nprofiling:\n  CortexXSOARAPIConfig: *x\n", "yaml", [host]), null);
  });

  it("replaces and adds in JSON with the file's own indentation and line breaks", () => {
    const text =
      '{\r\n    "profiling": {\r\n        "profile2cortex": false,\r\n        "profileData": ["a",   "b"]\r\n    }\r\n}\r\n';
    assert.equal(
      setValues(text, "json", [host, notes]),
      '{\r\n    "profiling": {\r\n        "profile2cortex": true,\r\n        "profileData": ["a",   "b"],\r\n        "CortexXSOARAPIConfig": {\r\n            "host": "https://soar.example.com"\r\n        }\r\n    }\r\n}\r\n',
    );
    const tabs = '{\n\t"profiling": {\n\t\t"CortexXSOARAPIConfig": {\n\t\t\t"host": "x"\n\t\t}\n\t}\n}';
    assert.equal(
      setValues(tabs, "json", [host, keyId]),
      '{\n\t"profiling": {\n\t\t"CortexXSOARAPIConfig": {\n\t\t\t"host": "https://soar.example.com",\n\t\t\t"key_id": "12"\n\t\t}\n\t}\n}',
    );
  });

  it("adds to JSON in one line and to empty objects", () => {
    assert.equal(
      setValues('{"profiling": {"profileData": []}}', "json", [notes]),
      '{"profiling": {"profileData": [], "profile2cortex": true}}',
    );
    assert.equal(
      setValues('{\n  "profiling": {}\n}\n', "json", [keyId]),
      '{\n  "profiling": {\n    "CortexXSOARAPIConfig": {\n      "key_id": "12"\n    }\n  }\n}\n',
    );
    assert.equal(setValues("{}", "json", [notes]), '{\n  "profiling": {\n    "profile2cortex": true\n  }\n}');
  });

  it("does nothing to a text that is broken or has something else in its way", () => {
    assert.equal(setValues('{"profiling": [', "json", [host]), null);
    assert.equal(setValues('{"profiling": [1]}', "json", [host]), null);
    assert.equal(setValues("profiling: [1]\n", "yaml", [host]), null);
    assert.equal(setValues("profiling: {a: [}\n", "yaml", [host]), null);
    assert.equal(setValues("", "yaml", [host]), null);
  });
});
