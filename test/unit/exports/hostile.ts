/** Texts that somebody might write into a record to get out of it. */
export const HOSTILE: readonly string[] = [
  "<script>alert(1)</script>",
  "]]></text:p><text:p>out</text:p>",
  '" onclick="x" a="',
  "&amp;&lt;&#60;&unknown;",
  "[click](command:workbench.action.quit) ![x](https://evil.example/x.png)",
  "| cell | cell |\n|---|---|",
  "# heading\n> quote\n- item\n1. one\n```\ncode",
  '=HYPERLINK("https://evil.example")\n@SUM(A1);-1+1\t+x',
  "www.evil.example me@evil.example https://evil.example/x",
  "\u0000\u0001\u0008\u000b\u001b[31m\u007f\u0085\u2028\ufffe\uffff\ud800 lone \udc00",
  "\u202Eevil\u2066x\u2069\u200B\uFEFF\u00AD",
  "  many   blanks \t tabs  ",
  "ÄÖÜ äöüß 魔法少女 مرحبا بالعالم שלום \u{1F98A}",
  "{{7*7}} ${x} $(icon) \\n \\",
  "",
];
