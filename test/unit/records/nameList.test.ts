import { deepEqual, equal, match, ok } from "node:assert/strict";
import { MAX_LISTED_NAMES, MAX_LIST_BYTES } from "../../../src/core/limits";
import { readNameList } from "../../../src/core/records/nameList";
import { plainText } from "../../../src/core/text/translate";

const read = (text: string | Uint8Array) =>
  readNameList(typeof text === "string" ? new TextEncoder().encode(text) : text, plainText);

function namesIn(text: string | Uint8Array): readonly string[] {
  const list = read(text);
  ok(list.kind === "names", JSON.stringify(list));
  return list.names;
}

function whyNot(text: string | Uint8Array): string {
  const list = read(text);
  ok(list.kind === "refused");
  return list.why;
}

describe("a list of names", () => {
  it("has a name a line, however lines end, and whatever stands around them", () => {
    deepEqual(namesIn("\uFEFFClop\r\nNight  Heron \r\r\n\n\tMallard"), ["Clop", "Night Heron", "Mallard"]);
    deepEqual(namesIn("魔法\nÉtoile"), ["魔法", "Étoile"]);
    const utf16 = new Uint8Array(Buffer.from("\uFEFFClop\nMallard\n", "utf16le"));
    deepEqual(namesIn(utf16), ["Clop", "Mallard"]);
  });

  it("is a JSON array, or what the old tool calls entries", () => {
    deepEqual(namesIn(' ["Clop", "Mallard"]'), ["Clop", "Mallard"]);
    deepEqual(namesIn('{"entries":["Clop"],"CortexXSOARAPIConfig":{"host":"x"}}'), ["Clop"]);
  });

  it("has each name once, and tells of doubles and of what is none", () => {
    const list = read(JSON.stringify(["Clop", "CLOP", " clop", "", 7, null, ["x"], "x".repeat(501)]));
    ok(list.kind === "names");
    deepEqual(list.names, ["Clop"]);
    deepEqual(list.remarks, [
      "Names that stood in the list more than once: 2.",
      "Entries of the list that are no names: 4.",
    ]);
  });

  it("tells of a key in it, in either form of the old tool", () => {
    for (const section of [
      { CortexXSOARAPIConfig: { api_key: "obviously-fake" } },
      { archiving: { CortexXSOARAPIConfig: { api_key: "obviously-fake" } } },
    ]) {
      const list = read(JSON.stringify({ entries: ["Clop"], ...section }));
      ok(list.kind === "names");
      match(list.remarks.join(" "), /holds an API key as plain text\. It is not used/);
      ok(!JSON.stringify(list).includes("obviously-fake"));
    }
    const none = read('{"entries":["Clop"],"CortexXSOARAPIConfig":{"api_key":" "}}');
    deepEqual(none, { kind: "names", names: ["Clop"], remarks: [] });
  });

  it("is refused with a sentence where it is none", () => {
    match(whyNot(""), /There are no names in the list/);
    match(whyNot("[]"), /There are no names in the list/);
    match(whyNot('["a",'), /begins like JSON and is damaged/);
    match(whyNot('{"names":["a"]}'), /JSON without names/);
    match(whyNot('{"entries":"a"}'), /JSON without names/);
    match(whyNot(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 255, 0])), /is a binary file/);
    match(whyNot(new Uint8Array(MAX_LIST_BYTES + 1).fill(97)), /larger than 10 MB/);
    const many = Array.from({ length: MAX_LISTED_NAMES + 1 }, (_, at) => `n ${at}`);
    match(whyNot(many.join("\n")), /has 20,001 names; 20,000 at most/);
    equal(namesIn(many.slice(1).join("\n")).length, MAX_LISTED_NAMES);
  });
});
