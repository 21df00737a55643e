import assert from "node:assert/strict";
import { profileNodes } from "../../../src/core/config/profileNodes";

describe("the places of names", () => {
  for (const [format, text] of [
    [
      "json",
      '{ "profiling": { "profileData": ["Clop", { "aliases": ["PlayCrypt", { "name": "Balloonfly" }], "name": " Play " }, 5, { "match": {} }] } }',
    ],
    [
      "yaml",
      "archiving:\n  archivedData:\n    - 'Clop' # first\n    - aliases: [PlayCrypt, {name: Balloonfly}]\n      name: Play\n    - 5\n    - match: {}\n",
    ],
  ] as const) {
    it(`are found in ${format}, in both forms`, () => {
      const nodes = profileNodes(text, format);
      const bare = ({ start, end }: { start: number; end: number }) =>
        text.slice(start, end).replace(/^["' ]+|["' ]+$/g, "");
      assert.deepEqual(
        nodes.map((node) => [node.name, bare(node), node.aliases.map((alias) => [alias.name, bare(alias)])]),
        [
          ["Clop", "Clop", []],
          [
            "Play",
            "Play",
            [
              ["PlayCrypt", "PlayCrypt"],
              ["Balloonfly", "Balloonfly"],
            ],
          ],
        ],
      );
    });
  }
  it("are found where the text is broken elsewhere, and nowhere in other texts", () => {
    assert.equal(profileNodes('{ "profiling": { "profileData": ["Clop"] }, ', "json").length, 1);
    for (const text of ["", "[]", '{ "profiling": 5 }']) assert.deepEqual(profileNodes(text, "json"), []);
  });
});
