import { A, B, atom, atomTitle, rss, table, title } from "./feedCases";

table("parseFeed: titles", [
  [
    "entities",
    title("caf&eacute; &amp; &quot;bar&quot; &#8211; &#x2014; &hellip;&nbsp;x"),
    [{ title: 'café & "bar" – — … x' }],
  ],
  [
    "double-encoded, as feeds do",
    title("Smith &amp;amp; Sons&amp;#8217; &amp;lt;script&amp;gt;"),
    [{ title: "Smith & Sons’ <script>" }],
  ],
  ["windows-1252 by number", title("It&#146;s &#150; here"), [{ title: "It’s – here" }]],
  ["a number without semicolon", title("a &#38 b"), [{ title: "a & b" }]],
  ["impossible numbers", title("a&#0;b&#xD800;c&#99999999;d"), [{ title: "ab\uFFFDc\uFFFDd" }]],
  ["unknown entities stay", title("AT&T R&D &nosuch; &"), [{ title: "AT&T R&D &nosuch; &" }]],
  ["CDATA", title("<![CDATA[ Tom & <b>Jerry</b> &amp; co ]]>"), [{ title: "Tom & Jerry & co" }]],
  ["several CDATA sections", title("<![CDATA[one]]> and <![CDATA[two]]>"), [{ title: "one and two" }]],
  [
    "escaped markup",
    title("&lt;b&gt;Bold&lt;/b&gt; and &lt;a href=&quot;x&quot;&gt;link&lt;/a&gt;"),
    [{ title: "Bold and link" }],
  ],
  ["markup of its own", title("A <b>bold</b> move<br/>today"), [{ title: "A bold move today" }]],
  [
    "text that only looks like markup",
    title("XSS: &lt;script&gt; tags, List&lt;int&gt;, 1 &lt; 2 &gt; 0"),
    [{ title: "XSS: <script> tags, List<int>, 1 < 2 > 0" }],
  ],
  ["a script goes with what it holds", title("&lt;script&gt;alert(1)&lt;/script&gt;Safe"), [{ title: "Safe" }]],
  ["white space and controls", title("\n  a\t b\u00a0\u00a0c\u0001 \n"), [{ title: "a b c" }]],
  [
    "controls as references",
    title("Glas&#0;wurm &#x0;&#1;&amp;#0;be&#xFFFE;&#00;n &#04;"),
    [{ title: "Glaswurm ben" }],
  ],
  ["comments and instructions inside", title("a<!-- x <title> -->b<?php echo ?>c"), [{ title: "abc" }]],
  ["Atom text", atomTitle('type="text"', "1 &lt; 2 &amp; 3"), [{ title: "1 < 2 & 3" }]],
  [
    "Atom html",
    atomTitle('type="html"', "&lt;em&gt;Big&lt;/em&gt; &amp;amp; &amp;#8364; &lt;unknown&gt;"),
    [{ title: "Big & €" }],
  ],
  ["Atom html in CDATA", atomTitle('type="html"', "<![CDATA[<em>Big</em> &amp; small]]>"), [{ title: "Big & small" }]],
  [
    "Atom xhtml",
    atomTitle('type="xhtml"', '<div xmlns="http://www.w3.org/1999/xhtml">Big <em>and</em> &lt;small&gt;</div>'),
    [{ title: "Big and <small>" }],
  ],
  [
    "Atom 0.3 base64",
    atomTitle('type="text/html" mode="base64"', "\n R3LDvMOfZSA8Yj5hdXM8L2I+\n"),
    [{ title: "Grüße aus" }],
  ],
  ["broken base64 as it is", atomTitle('mode="base64"', "not *** base64"), [{ title: "not *** base64" }]],
  [
    "no other vocabulary's title",
    rss(
      "<item><media:title>Picture</media:title><itunes:title>Pod</itunes:title><dc:title>DC</dc:title><x:title>Strange</x:title><title>Real</title></item>",
    ),
    [{ title: "Real" }],
  ],
  [
    "Dublin Core where there is no other",
    rss("<item><media:title>Picture</media:title><dc:title>DC</dc:title></item>"),
    [{ title: "DC" }],
  ],
  [
    "a media title deep inside where there is no other",
    rss("<item><media:group><media:title>Video</media:title></media:group></item>"),
    [{ title: "Video" }],
  ],
  [
    "not the source's, author's or image's",
    atom(
      "<entry><source><title>S</title><id>s</id></source><author><title>Dr</title></author><title>T</title><image><title>I</title></image></entry>",
    ),
    [{ title: "T", guid: "" }],
  ],
  [
    "not one inside the content",
    atom('<entry><content type="xhtml"><div><svg><title>Icon</title></svg></div></content><title>T</title></entry>'),
    [{ title: "T" }],
  ],
  ["the first of two", rss("<item><title>One</title><title>Two</title></item>"), [{ title: "One" }]],
]);

table("parseFeed: addresses", [
  [
    "RSS in CDATA with blanks",
    rss(`<item><link>\n <![CDATA[ ${A}?x=1&y=2 ]]>\n</link></item>`),
    [{ link: `${A}?x=1&y=2` }],
  ],
  [
    "bare ampersands and entity-like parameters",
    rss(`<item><link>${A}?x=1&y=2&copy=3&amp;z=4</link></item>`),
    [{ link: `${A}?x=1&y=2&copy=3&z=4` }],
  ],
  [
    "ampersands escaped twice",
    rss(`<item><link><![CDATA[${A}?x=1&amp;y=2]]></link></item>`),
    [{ link: `${A}?x=1&y=2` }],
  ],
  [
    "percent-encoding as published",
    rss(`<item><link>${A}?q=%26%2F+%c3%a4=</link></item>`),
    [{ link: `${A}?q=%26%2F+%c3%a4=` }],
  ],
  [
    "alternate among others",
    atom(
      `<entry><link rel="self" href="x"/><link rel="alternate" type="text/html" href="${A}"/><link rel="alternate" type="application/pdf" href="p"/><link rel="edit" href="e"/><link rel="enclosure" href="m"/></entry>`,
    ),
    [{ link: A }],
  ],
  [
    "a relation written as address",
    atom(`<entry><link rel="http://www.iana.org/assignments/relation/alternate" href="${A}"/></entry>`),
    [{ link: A }],
  ],
  [
    "self as a last resort",
    atom(`<entry><link rel="enclosure" href="m"/><link rel="self" href="${A}"/></entry>`),
    [{ link: A }],
  ],
  ["the identifier before self", atom(`<entry><link rel="self" href="s"/><id>${A}</id></entry>`), [{ link: A }]],
  [
    "a single-quoted or bare attribute",
    atom(`<entry><link href='${A}'/></entry><entry><link href=${B}></link></entry>`),
    [{ link: A }, { link: B }],
  ],
  [
    "Atom's link in RSS does not win",
    rss(`<item><link>${A}</link><atom:link href="${B}"/><atom:link rel="self" href="s"/></item>`),
    [{ link: A }],
  ],
  ["Atom's link in RSS stands in", rss(`<item><atom:link href="${B}"/></item>`), [{ link: B }]],
  ["an address-like guid stands in", rss(`<item><guid>${A}</guid></item>`), [{ link: A, guid: A }]],
  [
    "a guid that is no permalink does not",
    rss(`<item><guid isPermaLink="false">${A}</guid></item>`),
    [{ link: "", guid: A }],
  ],
  [
    "nor does a guid that is no address",
    rss("<item><guid>urn:uuid:1</guid></item>"),
    [{ link: "", guid: "urn:uuid:1" }],
  ],
  [
    "an empty link does not hide the guid",
    rss(`<item><link></link><guid>${A}</guid></item><item><link/><guid>${B}</guid></item>`),
    [{ link: A }, { link: B }],
  ],
  ["relative addresses are kept", rss("<item><link>/a/b?x</link></item>"), [{ link: "/a/b?x" }]],
  [
    "xml:base",
    atom('<entry><link href="b/c"/></entry>', 'xml:base="https://base.example/a/"'),
    [{ link: "https://base.example/a/b/c" }],
  ],
  [
    "xml:base inherited",
    atom(
      '<entry xml:base="x/"><link xml:base="y/" href="z"/></entry><entry><link href="/q"/></entry>',
      'xml:base="https://base.example/a/"',
    ),
    [{ link: "https://base.example/a/x/y/z" }, { link: "https://base.example/q" }],
  ],
  [
    "xml:base ends with its element",
    atom('<entry><content xml:base="https://other.example/">x</content><link href="a"/></entry>'),
    [{ link: "a" }],
  ],
  ["a relative xml:base", atom('<entry><link href="c"/></entry>', 'xml:base="/a/b/"'), [{ link: "/a/b/c" }]],
  ["an xml:base that is no address", atom('<entry><link href="c"/></entry>', 'xml:base="http://["'), [{ link: "c" }]],
  [
    "xml:base leaves absolute addresses alone",
    atom(`<entry><link href="${A}?q=%c3+"/></entry>`, 'xml:base="https://base.example/"'),
    [{ link: `${A}?q=%c3+` }],
  ],
]);
