import type { HttpFailure } from "../core/model/failureReasons";

interface BodyOptions {
  readonly maxBytes: number;
  /** What is longer is cut there instead of being a failure. */
  readonly mayCut: boolean;
  readonly signal: AbortSignal;
}

export type BodyResult =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly isCut: boolean }
  | { readonly ok: false; readonly failure: HttpFailure };

/**
 * Collects a body as it comes over the line, in an ArrayBuffer of its own. Ends as soon as the cap is passed; what breaks off (short of its
 * Content-Length, without its last chunk) is `truncated`.
 *
 * `body` flows without back pressure: the cap bounds it, and node-fetch can tell a whole body from one that broke off only while nothing is
 * left standing in between.
 */
export function readBody(body: NodeJS.ReadableStream, { maxBytes, mayCut, signal }: BodyOptions): Promise<BodyResult> {
  return new Promise((resolve) => {
    const pieces = new Pieces(maxBytes);
    const end = (result: BodyResult): void => {
      signal.removeEventListener("abort", abort);
      resolve(result);
    };
    const fail = (failure: HttpFailure): void => end({ ok: false, failure });
    const abort = (): void => fail({ code: "aborted" });
    const finish = (): void => end({ ok: true, bytes: pieces.joined(), isCut: pieces.isCut });

    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    body.on("data", (chunk: Uint8Array) => {
      pieces.add(chunk);
      if (!pieces.isCut) return;
      if (mayCut) finish();
      else fail({ code: "tooLarge", limitBytes: maxBytes });
    });
    body.on("end", finish);
    body.on("error", (error: NodeJS.ErrnoException) => {
      // node-fetch looks for the last chunk's bytes at the end of a packet and misses it when it is split or has a
      // trailer. Its body stream is ended by Node's parser alone, which does know.
      const whole = "writableEnded" in body && body.writableEnded === true;
      if (whole && error.code === "ERR_STREAM_PREMATURE_CLOSE") finish();
      else fail({ code: "truncated" });
    });
  });
}

/** Bytes that come in pieces, as many as there is room for. */
export class Pieces {
  /** True once more came than there is room for. */
  isCut = false;
  private readonly pieces: Uint8Array[] = [];
  private length = 0;

  constructor(private readonly room: number) {}

  add(piece: Uint8Array): void {
    const left = this.room - this.length;
    this.isCut ||= piece.length > left;
    if (left <= 0) return;
    this.pieces.push(piece.length > left ? piece.subarray(0, left) : piece);
    this.length += Math.min(left, piece.length);
  }

  get isEmpty(): boolean {
    return this.length === 0;
  }

  joined(): Uint8Array {
    const bytes = new Uint8Array(this.length);
    let offset = 0;
    for (const piece of this.pieces) {
      bytes.set(piece, offset);
      offset += piece.length;
    }
    return bytes;
  }
}
