import assert from "node:assert/strict";

/** Checks that a text is well-formed XML without a DTD, as far as a writer can get it wrong; gives the names of its elements in order. */
export function elementNames(text: string): readonly string[] {
  const body = text.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, "");
  assert.notEqual(body, text, "it begins with its declaration");
  assert.doesNotMatch(text, /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u, "only characters of XML 1.0");
  const names: string[] = [];
  const open: string[] = [];
  let hasRoot = false;
  for (const [piece] of body.matchAll(/<[^>]*>|[^<]+|</g)) {
    if (!piece.startsWith("<")) {
      assert.match(piece, /^(?:[^&]|&(?:amp|lt|gt|quot);)*$/);
      if (open.length === 0) assert.equal(piece.trim(), "", "no text beside the root");
      continue;
    }
    const [, close, name = "", attributes = "", empty] =
      /^<(\/?)([a-z-]+:[a-zA-Z-]+)((?:\s[a-z-]+:[a-zA-Z-]+="(?:[^"<&]|&(?:amp|lt|gt|quot);)*")*)(\/?)>$/.exec(piece) ??
      [];
    assert.notEqual(name, "", `no tag: ${piece.slice(0, 200)}`);
    if (close === "/") {
      assert.equal(open.pop(), name);
      continue;
    }
    if (open.length === 0) {
      assert.ok(!hasRoot, "one root");
      hasRoot = true;
    }
    const keys = Array.from(attributes.matchAll(/\s([a-z-]+:[a-zA-Z-]+)=/g), ([, key]) => key);
    assert.equal(new Set(keys).size, keys.length, `each attribute once: ${piece}`);
    names.push(name);
    if (empty !== "/") open.push(name);
  }
  assert.deepEqual(open, []);
  return names;
}
