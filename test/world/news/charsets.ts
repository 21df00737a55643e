/** Encoders that Node lacks, made by turning its decoders round. */

/** Text as bytes of a single-byte or double-byte charset that `TextDecoder` knows; throws for a character it does not hold. */
export function encodeText(text: string, charset: string): Buffer {
  if (charset === "utf-8") return Buffer.from(text, "utf8");
  if (charset === "utf-16le") return Buffer.from(text, "utf16le");
  if (charset === "utf-16be") return Buffer.from(text, "utf16le").swap16();
  const table = tableOf(charset);
  return Buffer.concat(
    Array.from(text, (character) => {
      const bytes = table.get(character);
      if (bytes === undefined) throw new Error(`${charset} has no ${character}`);
      return bytes;
    }),
  );
}

/** 0x80 to 0x9F, which Node 20 decodes as control characters. */
const C1_OF_WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

const tables = new Map<string, Map<string, Buffer>>();

function tableOf(charset: string): Map<string, Buffer> {
  const known = tables.get(charset);
  if (known !== undefined) return known;
  const table = new Map<string, Buffer>();
  const decoder = new TextDecoder(charset);
  const add = (bytes: Buffer): void => {
    const characters = Array.from(decoder.decode(bytes));
    const [character] = characters;
    if (characters.length === 1 && character !== undefined && character !== "\uFFFD" && !table.has(character)) {
      table.set(character, bytes);
    }
  };
  if (charset === "windows-1252") {
    Array.from(C1_OF_WINDOWS_1252, (character, index) => table.set(character, Buffer.from([0x80 + index])));
  }
  for (let byte = 0; byte < 256; byte++) add(Buffer.from([byte]));
  if (charset === "shift_jis") {
    for (let lead = 0x81; lead < 0xfd; lead++) {
      for (let trail = 0x40; trail < 0xfd; trail++) add(Buffer.from([lead, trail]));
    }
  }
  tables.set(charset, table);
  return table;
}
