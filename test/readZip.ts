import assert from "node:assert/strict";
import { inflateRawSync } from "node:zlib";

/** One file of a ZIP, as its directory and its own header tell of it. */
export interface ZipPart {
  readonly name: string;
  readonly isCompressed: boolean;
  /** Bytes of extra fields in its own header. */
  readonly extra: number;
  /** Date and time as DOS writes them. */
  readonly time: number;
  readonly bytes: Buffer;
}

/** Reads a ZIP file by its specification (APPNOTE 4.3) and checks what it says of itself; throws where anything does not fit. */
export function readZip(data: Uint8Array): readonly ZipPart[] {
  const zip = Buffer.from(data);
  const end = zip.length - 22;
  assert.equal(zip.readUInt32LE(end), 0x06054b50, "the end of the directory stands at the very end");
  const count = zip.readUInt16LE(end + 10);
  const directory = zip.readUInt32LE(end + 16);
  assert.equal(directory + zip.readUInt32LE(end + 12), end, "the directory stands before its end");
  const parts: ZipPart[] = [];
  let at = directory;
  let next = 0;
  for (let index = 0; index < count; index++) {
    assert.equal(zip.readUInt32LE(at), 0x02014b50);
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    const local = zip.readUInt32LE(at + 42);
    assert.equal(local, next, "the files stand one behind the other, in the order of the directory");
    const name = zip.toString("utf8", at + 46, at + 46 + (nameLength ?? 0));
    assert.equal(zip.readUInt32LE(local), 0x04034b50);
    // Version, flags, method, time, sizes and checksum are said twice.
    assert.deepEqual(zip.subarray(local + 4, local + 26), zip.subarray(at + 6, at + 28), name);
    assert.equal(zip.readUInt16LE(local + 6) & 0b1001, 0, "neither encrypted nor with its sizes behind it");
    const extra = zip.readUInt16LE(local + 28);
    const start = local + 30 + zip.readUInt16LE(local + 26) + extra;
    next = start + zip.readUInt32LE(at + 20);
    const method = zip.readUInt16LE(at + 10);
    assert.ok(method === 0 || method === 8, `method ${method}`);
    const stored = zip.subarray(start, next);
    const bytes = method === 0 ? stored : inflateRawSync(stored);
    assert.equal(bytes.length, zip.readUInt32LE(at + 24), "as long as it says");
    assert.equal(crc32(bytes), zip.readUInt32LE(at + 16), "its checksum");
    parts.push({ name, isCompressed: method === 8, extra, time: zip.readUInt32LE(at + 12), bytes });
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0);
  }
  assert.equal(next, directory, "nothing else stands in it");
  return parts;
}

function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
