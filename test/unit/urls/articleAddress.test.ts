import { equal, ok } from "node:assert/strict";
import { articleAddress, mayBeWrapped } from "../../../src/core/urls/articleAddress";
import { canonicalUrl } from "../../../src/core/urls/canonicalUrl";
import { leadsTo } from "../../../src/core/urls/redirectors";

const STORY = "https://news.test/story?id=7";
const CODE = encodeURIComponent(STORY);

describe("where an address leads", () => {
  const wrapped: readonly string[] = [
    `https://www.google.com/url?rct=j&sa=t&url=${CODE}&ct=ga&usg=TOKEN`,
    `https://www.google.de/url?q=${CODE}`,
    `https://google.co.uk/url?q=${CODE}`,
    `https://news.google.com/news/url?sa=t&url=${CODE}`,
    `http://www.bing.com/news/apiclick.aspx?ref=FexRss&tid=ABC&url=${CODE}&c=1`,
    `https://www.bing.com/ck/a?!&&p=1&u=a1${Buffer.from(STORY).toString("base64url")}&ntb=1`,
    `https://duckduckgo.com/l/?uddg=${CODE}&rut=1`,
    `https://r.search.yahoo.com/_ylt=x/RV=2/RE=1/RO=10/RU=${CODE}/RK=2/RS=y`,
    `https://us.rd.yahoo.com/finance/rss/*${STORY}`,
    `https://eur02.safelinks.protection.outlook.com/?url=${CODE}&data=05%7C&reserved=0`,
    `https://urldefense.com/v3/__${STORY}__;!!abc!def$`,
    `https://urldefense.proofpoint.com/v2/url?u=https-3A__news.test_story-3Fid-3D7&d=Dw&c=x`,
    `https://urldefense.proofpoint.com/v1/url?u=${CODE}&k=1`,
    `https://linkprotect.cudasvc.com/url?a=${CODE}&c=E`,
    `https://secure-web.cisco.com/1AbC/${CODE}`,
    `https://l.facebook.com/l.php?u=${CODE}&h=AT0`,
    `https://l.instagram.com/?u=${CODE}&e=1`,
    `https://www.youtube.com/redirect?event=x&q=${CODE}`,
    `https://www.linkedin.com/redir/redirect?url=${CODE}`,
    `https://out.reddit.com/t3_x?url=${CODE}&token=T`,
    `https://t.umblr.com/redirect?z=${CODE}`,
    `https://vk.com/away.php?to=${CODE}`,
    `https://slack-redir.net/link?url=${CODE}`,
    `https://href.li/?${STORY}`,
  ];
  for (const url of wrapped)
    it(`is the article's own address: ${new URL(url).hostname}`, () => equal(leadsTo(url), STORY));

  it("is found through several layers, not through a game of them", () => {
    const layer = (url: string): string => `https://www.google.com/url?q=${encodeURIComponent(url)}`;
    equal(leadsTo(layer(layer(STORY))), STORY);
    const many = Array.from({ length: 8 }).reduce<string>(layer, STORY);
    ok(leadsTo(many).startsWith("https://www.google.com/url?q="));
  });

  it("is the address of the feed's own host, where it has that in its path", () => {
    equal(
      leadsTo("https://go.theregister.com/feed/www.theregister.com/2026/01/02/x/"),
      "https://www.theregister.com/2026/01/02/x/",
    );
  });

  const plain: readonly string[] = [
    STORY,
    `https://other.test/url?url=${CODE}`,
    `https://google.com.evil.test/url?url=${CODE}`,
    `https://notgoogle.com/url?url=${CODE}`,
    `https://www.google.com/search?q=${CODE}`,
    "https://www.google.com/url?q=javascript:alert(1)",
    "https://www.google.com/url?url=ftp://files.test/x",
    "https://www.google.com/url?url=https://",
    "https://www.google.com/url?url=/relative/https:",
    `https://www.google.com/url?url=https://news.test/${"a".repeat(4_100)}`,
    "https://www.bing.com/ck/a?u=a1aHR0!!",
    "https://urldefense.com/v3/__https://news.test/*a__;Lw!!x$",
    "https://web.archive.test/2026/https://news.test/story",
    "https://r.search.yahoo.com/RU=%E0%A4%A/RK=2",
    "not an address with https:// in it",
  ];
  for (const url of plain) it(`is itself: ${url.slice(0, 80)}`, () => equal(leadsTo(url), url));
});

describe("what of an address tells an article", () => {
  const same: readonly (readonly [written: string, known: string])[] = [
    ["https://s.test/a;jsessionid=0A1B2C?id=5", "https://s.test/a?id=5"],
    ["https://s.test/a.php?PHPSESSID=abc&id=5", "https://s.test/a.php?id=5"],
    ["https://s.test/t.php?t=1&sid=0123456789abcdef0123456789abcdef", "https://s.test/t.php?t=1"],
    ["https://s.test/t.php?s=q8w7e6r5t4z3u2i1o0p9a8&t=1", "https://s.test/t.php?t=1"],
    ["https://s.test/x?ASPSESSIONIDABCD=ZZ&x=1", "https://s.test/x?x=1"],
    ["https://s.test/(S(lit3py55t21z5v55vlm25s55))/p.aspx", "https://s.test/p.aspx"],
    ["https://s.test/x?CFID=12&CFTOKEN=99&id=1", "https://s.test/x?id=1"],
    ["https://s.test/x?session_id=8f14e45fceea167a5a36dedd4bea2543", "https://s.test/x"],
    [`https://www.google.com/url?url=${CODE}&usg=1`, STORY],
  ];
  for (const [written, known] of same)
    it(`is no session and no redirector: ${written}`, () => equal(articleAddress(written), known));

  const whole: readonly string[] = [
    "https://s.test/story.php?sid=1234",
    "https://s.test/?s=ransomware",
    "https://s.test/talk?session_id=17",
    "https://s.test/talk?session=2026-keynote",
    "https://s.test/x?CFID=12",
    "https://s.test/assessment/obsessed",
    "https://s.test/a;v=2",
  ];
  for (const url of whole)
    it(`is all of what names a story: ${url}`, () => equal(articleAddress(url), canonicalUrl(url)));

  it("may be another one only where a glance says so", () => {
    for (const [written] of same) equal(mayBeWrapped(written), true, written);
    equal(mayBeWrapped("https://news.test/a/b?id=7&page=2"), false);
  });
});
