import type { Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from "node:zlib";
import type { HttpFailure } from "../core/model/failureReasons";

interface BodyOptions {
  /** The `Content-Encoding` header, "" for none. */
  readonly encodings: string;
  /** Cap on the decoded body. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

type BodyResult =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly failure: HttpFailure };

/**
 * Collects a response body, decoded, in an ArrayBuffer of its own. Ends as soon as the cap is passed; what breaks off
 * (short of its Content-Length, without its last chunk, in the middle of a compressed stream) is `truncated`, what is
 * no stream of the encoding it claims is `encoding`.
 *
 * `body` flows without back pressure: what waits before the decoder is bounded by the cap as well, and node-fetch can
 * tell a whole body from one that broke off only while nothing is left standing in between.
 */
export function readBody(
  body: NodeJS.ReadableStream,
  { encodings, maxBytes, signal }: BodyOptions,
): Promise<BodyResult> {
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let received = 0;
    let decodedBytes = 0;
    let decoder: Transform | null = null;

    const end = (result: BodyResult): void => {
      signal.removeEventListener("abort", abort);
      decoder?.destroy();
      chunks.length = 0;
      resolve(result);
    };
    const fail = (failure: HttpFailure): void => end({ ok: false, failure });
    const abort = (): void => fail({ code: "aborted" });
    const keep = (chunk: Uint8Array): void => {
      decodedBytes += chunk.length;
      if (decodedBytes > maxBytes) fail({ code: "tooLarge", limitBytes: maxBytes });
      else chunks.push(chunk);
    };
    const finish = (): void => end({ ok: true, bytes: joined(chunks, decodedBytes) });

    const names = encodingNames(encodings);
    const startDecoder = (first: Uint8Array): Transform | null => {
      const decoders = names.map((name) => createDecoder(name, first));
      const known = decoders.filter((one) => one !== null);
      if (known.length !== decoders.length) return null;
      const stages = known.toReversed();
      for (const [index, stage] of stages.entries()) {
        stage.on("error", (error: NodeJS.ErrnoException) => {
          // Z_BUF_ERROR: the input ended in the middle.
          fail({ code: error.code === "Z_BUF_ERROR" ? "truncated" : "encoding" });
          for (const each of stages) each.destroy();
        });
        const next = stages[index + 1];
        if (next === undefined) stage.on("data", keep).on("end", finish);
        else stage.pipe(next);
      }
      return stages[0] ?? null;
    };

    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    body.on("data", (chunk: Uint8Array) => {
      received += chunk.length;
      if (names.length === 0) return keep(chunk);
      if (received > maxBytes) return fail({ code: "tooLarge", limitBytes: maxBytes });
      decoder ??= startDecoder(chunk);
      if (decoder === null) return fail({ code: "encoding" });
      if (!decoder.destroyed) decoder.write(chunk);
    });
    body.on("end", () => {
      if (decoder === null) finish();
      else decoder.end();
    });
    body.on("error", (error: NodeJS.ErrnoException) => {
      // node-fetch looks for the last chunk's bytes at the end of a packet and misses it when it is split or has a
      // trailer. Its body stream is ended by Node's parser alone, which does know.
      const whole = "writableEnded" in body && body.writableEnded === true;
      if (!(whole && error.code === "ERR_STREAM_PREMATURE_CLOSE")) return fail({ code: "truncated" });
      if (decoder === null) finish();
      else decoder.end();
    });
  });
}

/** In the order they were applied; `identity` says nothing. */
function encodingNames(encodings: string): string[] {
  return encodings
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "identity");
}

function createDecoder(name: string, first: Uint8Array): Transform | null {
  switch (name) {
    case "gzip":
    case "x-gzip":
      return createGunzip();
    case "br":
      return createBrotliDecompress();
    case "deflate":
      return isZlibHeader(first) ? createInflate() : createInflateRaw();
    default:
      return null;
  }
}

/** RFC 9110 §8.4.1.2 means the zlib format; some servers send the bare stream. RFC 1950 §2.2 tells them apart. */
function isZlibHeader([first = 0, second = 0]: Uint8Array): boolean {
  return (first & 15) === 8 && (first * 256 + second) % 31 === 0;
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}
