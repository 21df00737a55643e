import { wideEncoding } from "./charset";

/**
 * How files begin that are no text: PNG, JPEG, GIF, RIFF, BMP and TIFF, PDF, gzip, ZIP, bzip2, xz, 7z, RAR, Zstandard, ELF, Windows programs
 * with their stub, fonts, OLE documents, MP3 and Ogg, SQLite, WebAssembly.
 */
const SIGNATURES = [
  "\x89PNG",
  "\xFF\xD8\xFF",
  "GIF8",
  "RIFF",
  "II*\0",
  "MM\0*",
  "%PDF-",
  "\x1F\x8B",
  "PK\x03\x04",
  "BZh",
  "\xFD7zXZ",
  "7z\xBC\xAF",
  "Rar!\x1A",
  "\x28\xB5\x2F\xFD",
  "\x7FELF",
  "MZ\x90",
  "wOF",
  "\xD0\xCF\x11\xE0",
  "ID3\x02",
  "ID3\x03",
  "ID3\x04",
  "OggS",
  "SQLite format 3\0",
  "\0asm",
];

/** The same further on: films and pictures of the ISO base format, archives of tar. */
const LATER_SIGNATURES = [
  { at: 4, mark: "ftyp" },
  { at: 257, mark: "ustar" },
] as const;

/** As far as signatures go. */
const START_BYTES = 262;
const SAMPLE_BYTES = 4096;
/** Of the bytes of a sample. What is compressed has twice as many controls; text has a stray one here and there. */
const MOST_CONTROLS = 0.05;

/** Says why bytes cannot be read as text, or null when they can. */
export function binaryFailure(bytes: Uint8Array): { readonly code: "empty" | "binary" } | null {
  if (bytes.length === 0) return { code: "empty" };
  const start = latin1(bytes.subarray(0, START_BYTES));
  if (
    SIGNATURES.some((mark) => start.startsWith(mark)) ||
    LATER_SIGNATURES.some(({ at, mark }) => start.startsWith(mark, at))
  )
    return { code: "binary" };
  if (wideEncoding(bytes) !== null) return null;
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  let controls = 0;
  for (const byte of sample) if (isControl(byte)) controls += 1;
  return controls > sample.length * MOST_CONTROLS && !isMarkup(sample) ? { code: "binary" } : null;
}

/** Not white space, nor the escape of the encodings that switch (ISO 2022). */
function isControl(byte: number): boolean {
  return byte < 32 && (byte < 9 || byte > 13) && byte !== 27;
}

/** Begins as XML, HTML or JSON do: then whatever stands between is dirt. */
function isMarkup(sample: Uint8Array): boolean {
  const start = latin1(sample.filter((byte) => !isControl(byte)).subarray(0, 64));
  return /^(?:\xef\xbb\xbf)?\s*(?:<[a-z!?]|[[{]\s*["{[])/i.test(start);
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
