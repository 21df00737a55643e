import { wideEncoding } from "./charset";

/** How files begin that are no text: PNG, JPEG, GIF, RIFF, PDF, gzip, ZIP, bzip2, xz, 7z, ELF, Windows programs with their stub, fonts. */
const SIGNATURES = [
  "\x89PNG",
  "\xFF\xD8\xFF",
  "GIF8",
  "RIFF",
  "%PDF-",
  "\x1F\x8B",
  "PK\x03\x04",
  "BZh",
  "\xFD7zXZ",
  "7z\xBC\xAF",
  "\x7FELF",
  "MZ\x90",
  "wOF",
];

const SAMPLE_BYTES = 4096;

/** Says why bytes cannot be read as text, or null when they can. */
export function binaryFailure(bytes: Uint8Array): { readonly code: "empty" | "binary" } | null {
  if (bytes.length === 0) return { code: "empty" };
  const start = String.fromCharCode(...bytes.subarray(0, 8));
  if (SIGNATURES.some((signature) => start.startsWith(signature))) return { code: "binary" };
  if (wideEncoding(bytes) !== null) return null;
  // Text holds no zero bytes; one that slipped in is no reason to drop a feed.
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const first = sample.indexOf(0);
  return first >= 0 && sample.indexOf(0, first + 1) >= 0 ? { code: "binary" } : null;
}
