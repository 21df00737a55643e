import assert from "node:assert/strict";
import { parseFeed } from "../../../src/core/parsing/feed";
import { encodingOf } from "../../../src/core/text/charset";
import { decodeBytes } from "../../../src/core/text/decode";
import { processorMs } from "../../processorMs";

/** Bytes of a text, by looking its characters up among all that an encoding can decode. */
function encoded(text: string, encoding: string): Uint8Array {
  const decoder = new TextDecoder(encoding);
  const table = new Map<string, readonly number[]>();
  const add = (...bytes: readonly number[]): void => {
    const char = decoder.decode(Uint8Array.from(bytes));
    if (!char.includes("\uFFFD") && Array.from(char).length === 1 && !table.has(char)) table.set(char, bytes);
  };
  for (let byte = 0; byte < 256; byte++) add(byte);
  const last = /jis|euc|gb|big5/.test(encoding) ? 0xff : 0;
  for (let lead = 0x81; lead < last; lead++) for (let trail = 0x40; trail < 0xff; trail++) add(lead, trail);
  return Uint8Array.from(
    Array.from(text).flatMap((char) => table.get(char) ?? assert.fail(`no ${char} in ${encoding}`)),
  );
}

const feed = (title: string, says = ""): string =>
  `<?xml version="1.0"${says}?><rss version="2.0"><channel><item><title>${title}</title><link>https://a.test/1</link></item></channel></rss>`;

const TEXTS: readonly (readonly [text: string, ...encodings: readonly string[]])[] = [
  ["Злоумышленники взломали почту министерства", "windows-1251", "koi8-r", "iso-8859-5", "ibm866"],
  ["Новая уязвимость в Windows", "windows-1251", "koi8-r", "iso-8859-5", "ibm866"],
  ["Шкідливе ПЗ викрало дані з українських лікарень", "windows-1251", "koi8-u", "iso-8859-5"],
  ["Нападатели шифроваха сървъри на община Варна", "windows-1251"],
  ["Rückkehr der Gruppe Kupferfink: „Änderung“ für Behörden", "iso-8859-1"],
  ["Une attaque paralyse l'hôpital à Besançon, déjà touché l'été dernier", "iso-8859-1"],
  ["¿Qué pasó? La compañía sufrió un ataque, según el informe", "iso-8859-1"],
  ["Włamanie do bazy: hakerzy żądają okupu od szpitala, źródła milczą", "windows-1250", "iso-8859-2"],
  ["Νέα επίθεση κατά του δήμου με κακόβουλο λογισμικό", "windows-1253", "iso-8859-7"],
  ["פרצת אבטחה חדשה התגלתה בשרתים", "windows-1255"],
  ["גל פריצות לבית העירייה", "windows-1255", "iso-8859-8"],
  ["هجوم جديد على خوادم الوزارة", "windows-1256", "iso-8859-6"],
  ["ช่องโหว่ใหม่ถูกใช้โจมตีเซิร์ฟเวอร์ของกระทรวง", "windows-874"],
  ["ВЗЛОМАНА ПОЧТА МИНИСТЕРСТВА", "windows-1251", "koi8-r"],
  ["ΔΙΑΡΡΟΗ ΔΕΔΟΜΕΝΩΝ", "windows-1253"],
  ["Útočníci pronikli do úřadu, říká mluvčí", "windows-1250", "iso-8859-2"],
  ["Őszi támadás érte a győri kórházat, több ügyfél érintett", "windows-1250", "iso-8859-2"],
  ["Atacatorii au pătruns în reţeaua spitalului", "windows-1250", "iso-8859-2"],
  ["Saldırganlar belediyenin ağına sızdı, şifreler çalındı", "windows-1254"],
  ["Įsilaužėliai pavogė ligoninės duomenis, žala didelė", "windows-1257"],
  ["Hakeri nozaga slimnīcas datus un šifrēja failus", "windows-1257"],
  ["Rückkehr der Gruppe Kupferfink: Änderung für Behörden", "macintosh"],
  ["L'hôpital déjà touché l'été dernier", "macintosh"],
  ["Sårbarhet i växlar från Åbo", "iso-8859-1"],
  ["Größter Fall: Citroën, Peña und Forlì betroffen", "windows-1252"],
  ["Nýr leki á Íslandi: þrjár stofnanir urðu fyrir árás", "iso-8859-1"],
  ["新たなマルウェアによる攻撃が報告されました", "shift_jis", "euc-jp"],
  ["恶意软件通过邮件传播并窃取密码", "gbk"],
  ["惡意軟體透過郵件散播並竊取密碼", "big5"],
  ["악성코드가 전자우편을 통해 퍼지고 있다", "euc-kr"],
];

describe("text in an encoding that nothing says", () => {
  for (const [text, ...encodings] of TEXTS) {
    for (const encoding of encodings) {
      it(`${encoding}: ${text}`, () => {
        const bytes = encoded(feed(text.replaceAll("„", "").replaceAll("“", "")), encoding);
        const wanted = text.replaceAll("„", "").replaceAll("“", "");
        for (const header of [null, "text/xml", "text/xml; charset=utf-8", "text/xml; charset=x-nobody-knows"]) {
          const read = parseFeed(bytes, { contentType: header });
          assert.equal(read.ok && read.items[0]?.title, wanted, String(header));
        }
      });
    }
  }

  it("is Japanese where it switches by escapes, whatever it is called", () => {
    const bytes = Uint8Array.from([0x1b, 0x24, 0x42, 0x3f, 0x37, 0x24, 0x37, 0x24, 0x24, 0x1b, 0x28, 0x42]);
    const whole = (says: string) => {
      const [head = "", tail = ""] = feed("|", says).split("|");
      return Buffer.concat([Buffer.from(head), bytes, Buffer.from(tail)]);
    };
    for (const says of ["", ' encoding="iso-2022-jp"', ' encoding="JIS"', ' encoding="utf-8"']) {
      const read = parseFeed(whole(says), { contentType: "text/xml" });
      assert.equal(read.ok && read.items[0]?.title, "新しい", says);
    }
  });

  it("a label that is right counts, however little text there is", () => {
    assert.equal(decodeBytes(encoded("Ёж", "koi8-r"), "text/html; charset=koi8-r", "html"), "Ёж");
    assert.equal(decodeBytes(encoded("ЩЪЫЭ", "windows-1251"), "text/html; charset=windows-1251", "html"), "ЩЪЫЭ");
    assert.equal(decodeBytes(encoded("鎔", "shift_jis"), "text/html; charset=shift_jis", "html"), "鎔");
    assert.equal(decodeBytes(encoded("šž", "windows-1250"), "text/html; charset=windows-1250", "html"), "šž");
  });

  it("one that makes no sense does not, where something else does", () => {
    const russian = encoded("Злоумышленники взломали почту", "windows-1251");
    for (const label of ["iso-8859-1", "koi8-r", "windows-1253"])
      assert.equal(decodeBytes(russian, `text/html; charset=${label}`, "html"), "Злоумышленники взломали почту", label);
    const german = encoded("Größe für Köln, Übermut", "iso-8859-1");
    assert.equal(decodeBytes(german, "text/html; charset=windows-1251", "html"), "Größe für Köln, Übermut");
  });

  it("a label holds where a byte got lost, not where hardly anything fits it", () => {
    const japanese = encoded("新たなマルウェアによる攻撃が報告されました", "shift_jis");
    const lost = Buffer.concat([japanese.subarray(0, 20), japanese.subarray(21)]);
    assert.ok(decodeBytes(lost, "text/html; charset=shift_jis", "html").startsWith("新たなマルウェア"));
    const russian = encoded("Злоумышленники взломали почту министерства", "windows-1251");
    assert.equal(
      decodeBytes(russian, "text/html; charset=euc-jp", "html"),
      "Злоумышленники взломали почту министерства",
    );
  });

  it("what tells nothing is Western", () => {
    for (const [bytes, text] of [
      [[0xe4], "ä"],
      [[0x93, 0x61, 0x94], "“a”"],
      [[0xa9, 0x20, 0x32], "© 2"],
      [[0xff, 0x00], "ÿ"],
    ] as const)
      assert.equal(decodeBytes(Uint8Array.from([...Buffer.from("text "), ...bytes]), null, "html"), `text ${text}`);
  });

  it("takes time that is bounded, whatever stands there", () => {
    for (const part of ["\u00d0", "a\u00e9", "\u00e9 ", "\u00ab", "\u00c4\u00d6\u00dc"]) {
      const bytes = Buffer.from(part.repeat(3_000_000 / part.length), "latin1");
      const began = processorMs();
      decodeBytes(bytes, null, "html");
      assert.ok(processorMs() - began < 3000, JSON.stringify(part));
    }
  });
});

describe("labels as programs write them", () => {
  const labels: Readonly<Record<string, readonly string[]>> = {
    "windows-1251": [
      "cp-1251",
      "CP1251",
      "win-1251",
      "windows1251",
      "Windows_1251",
      "ansi-1251",
      "ms-1251",
      " cp 1251 ",
    ],
    "windows-1252": [
      "ISO8859_1",
      "8859-1",
      "latin_1",
      "Latin-1",
      "cp1252",
      "ansi",
      "ibm819",
      "iso-8859-1;",
      "us-ascii",
    ],
    "iso-8859-15": ["latin-9", "iso8859-15", "ISO_8859-15", "latin9", "cp28605"],
    "iso-8859-2": ["latin2", "iso 8859 2", "csISOLatin2"],
    macintosh: ["MacRoman", "mac-roman", "x-MacRoman", "macintosh", "cp10000"],
    "x-mac-cyrillic": ["MacCyrillic", "x-MacCyrillic", "mac_cyrillic"],
    "koi8-r": ["KOI8R", "koi-8-r", "koi8", "cp20866"],
    ibm866: ["cp866", "IBM-866", "dos-866"],
    shift_jis: ["cp932", "ms932", "windows-31j", "s-jis", "ShiftJIS"],
    gbk: ["cp936", "GB2312", "x-gbk", "euc-cn", "gb_2312"],
    gb18030: ["GB-18030", "cp54936"],
    "euc-kr": ["cp949", "ks_c_5601-1987", "uhc", "EUCKR"],
    big5: ["cp950", "Big-5"],
    "utf-8": ["utf8mb4", "UTF 8", "utf-8-sig", "cp65001", "utf8"],
  };
  for (const [encoding, names] of Object.entries(labels)) {
    it(encoding, () => {
      for (const name of names) assert.equal(encodingOf(name), encoding, name);
    });
  }

  it("nothing is made of what is no encoding", () => {
    for (const name of ["", "none", "binary", "x-user-defined", "cp-9999", "1251a", "latin-77", "utf-9", "hz-gb-2312"])
      assert.equal(encodingOf(name), null, name);
  });
});
