import type { Transform } from "node:stream";
import zlib from "node:zlib";
import { MAX_CODING_LAYERS } from "../core/limits";
import { type BodyResult, Pieces } from "./httpBody";

/** What `Content-Encoding` names, as it is decoded. */
type Coding = "gzip" | "zlib" | "deflate" | "br" | "zstd";

/** As the header writes them. `deflate` is meant to be the zlib format (RFC 9110 §8.4.1.2); some servers send the bare stream. */
const CODINGS: ReadonlyMap<string, Coding> = new Map([
  ["gzip", "gzip"],
  ["x-gzip", "gzip"],
  ["deflate", "deflate"],
  ["x-deflate", "deflate"],
  ["br", "br"],
  ["zstd", "zstd"],
]);

/** Bytes that are looked at to tell text. */
const SAMPLE_BYTES = 1000;

interface DecodeOptions {
  /** The `Content-Encoding` header, "" for none. */
  readonly encodings: string;
  /** Cap on what is decoded, of each layer. */
  readonly maxBytes: number;
  readonly mayCut: boolean;
  readonly signal: AbortSignal;
}

/**
 * Decodes a body. How it begins decides, where that tells (gzip, zlib, zstd), whatever the header says: some servers send a compressed file
 * and do not say so, others say so of what is not compressed. What tells nothing by its beginning (brotli, bare deflate) is decoded when the
 * header names it, and taken as it is when it proves to be text. Codings that nobody knows are passed over, as browsers do.
 */
export async function decodeBody(
  { bytes: raw, isCut: isRawCut }: { readonly bytes: Uint8Array; readonly isCut: boolean },
  { encodings, maxBytes, mayCut, signal }: DecodeOptions,
): Promise<BodyResult> {
  const named = namesOf(encodings);
  let bytes = raw;
  let isCut = isRawCut;
  for (let layers = 0; layers < MAX_CODING_LAYERS && bytes.length > 0; layers++) {
    const shown = codingOf(bytes);
    const coding = shown ?? nextHidden(named);
    if (coding === null) break;
    if (shown !== null) forget(named, shown);
    const decoded = await decodeLayer(coding, bytes, maxBytes, signal);
    if (signal.aborted) return { ok: false, failure: { code: "aborted" } };
    const isWhole = decoded.problem === null || (decoded.problem === "ended" && isCut && !decoded.isEmpty);
    if (!isWhole && isText(bytes)) {
      if (shown === null) continue;
      break;
    }
    if (!isWhole) return { ok: false, failure: { code: decoded.problem === "ended" ? "truncated" : "encoding" } };
    if (decoded.isCut && !mayCut) return { ok: false, failure: { code: "tooLarge", limitBytes: maxBytes } };
    isCut ||= decoded.isCut;
    bytes = decoded.bytes;
  }
  const isStillCoded = codingOf(bytes) !== null && !isText(bytes);
  return isStillCoded ? { ok: false, failure: { code: "encoding" } } : { ok: true, bytes, isCut };
}

/** The last applied first; what says nothing is left out. */
function namesOf(encodings: string): string[] {
  return encodings
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => CODINGS.has(name))
    .toReversed();
}

/** Takes the next coding from the list that cannot be seen; those before it were named and are not there. */
function nextHidden(named: string[]): Coding | null {
  while (named.length > 0) {
    const coding = CODINGS.get(named.shift() ?? "");
    if (coding === "br" || coding === "deflate") return coding;
  }
  return null;
}

/** Strikes what was seen off the list of what was named, with what was named around it. */
function forget(named: string[], shown: Coding): void {
  const at = named.findIndex((name) => {
    const coding = CODINGS.get(name);
    return coding === shown || (coding === "deflate" && shown === "zlib");
  });
  named.splice(0, at + 1);
}

/** The coding that the first bytes show beyond doubt (RFC 1952 §2.3.1, RFC 1950 §2.2, RFC 8878 §3.1.1). */
function codingOf([a = 0, b = 0, c = 0, d = 0]: Uint8Array): Coding | null {
  if (a === 0x1f && b === 0x8b && c === 8) return "gzip";
  if (a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd) return "zstd";
  // Its second byte is no character of text in these three of four levels.
  return a === 0x78 && (b === 0x01 || b === 0x9c || b === 0xda) ? "zlib" : null;
}

interface Decoded {
  readonly bytes: Uint8Array;
  readonly isCut: boolean;
  readonly isEmpty: boolean;
  /** `ended`: the input ends in the middle. */
  readonly problem: "ended" | "damaged" | null;
}

/** Ends as soon as the cap is passed: a small bomb grows no further. */
function decodeLayer(coding: Coding, bytes: Uint8Array, maxBytes: number, signal: AbortSignal): Promise<Decoded> {
  return new Promise((resolve) => {
    const pieces = new Pieces(maxBytes);
    const decoder = createDecoder(coding, bytes);
    const end = (problem: Decoded["problem"]): void => {
      signal.removeEventListener("abort", abort);
      decoder?.destroy();
      resolve({ bytes: pieces.joined(), isCut: pieces.isCut, isEmpty: pieces.isEmpty, problem });
    };
    const abort = (): void => end("damaged");
    if (decoder === null) return end("damaged");
    signal.addEventListener("abort", abort, { once: true });
    decoder.on("data", (piece: Uint8Array) => {
      pieces.add(piece);
      if (pieces.isCut) end(null);
    });
    decoder.on("end", () => end(null));
    // Z_BUF_ERROR: the input ended in the middle.
    decoder.on("error", ({ code }: NodeJS.ErrnoException) => end(code === "Z_BUF_ERROR" ? "ended" : "damaged"));
    decoder.end(bytes);
  });
}

/** Null for what this Node cannot decode. */
function createDecoder(coding: Coding, [first = 0, second = 0]: Uint8Array): Transform | null {
  switch (coding) {
    case "gzip":
      return zlib.createGunzip();
    case "br":
      return zlib.createBrotliDecompress();
    case "zlib":
      return zlib.createInflate();
    case "deflate":
      return (first & 15) === 8 && (first * 256 + second) % 31 === 0 ? zlib.createInflate() : zlib.createInflateRaw();
    case "zstd": {
      const { createZstdDecompress } = zlib as { readonly createZstdDecompress?: () => Transform };
      return createZstdDecompress?.() ?? null;
    }
  }
}

/** No control characters but white space among the first bytes: what is compressed has some in every dozen. */
function isText(bytes: Uint8Array): boolean {
  return bytes.subarray(0, SAMPLE_BYTES).every((byte) => byte >= 32 || (byte >= 9 && byte <= 13));
}
