import { open, type FileHandle } from "node:fs/promises";

/** All bytes of a file, null when there are more than may be: one that grows meanwhile, or tells no size, is not read further than that. */
export async function readUpTo(handle: FileHandle, maxBytes: number): Promise<Buffer | null> {
  if ((await handle.stat()).size > maxBytes) return null;
  const chunks: Buffer[] = [];
  let total = 0;
  // `end` is the last byte read: one more than may be is enough to know.
  for await (const chunk of handle.createReadStream({ autoClose: false, end: maxBytes }) as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    total += chunk.length;
  }
  return total > maxBytes ? null : Buffer.concat(chunks, total);
}

/** The same for a file of this machine by its path. */
export async function readFileUpTo(file: string, maxBytes: number): Promise<Buffer | null> {
  const handle = await open(file, "r");
  try {
    return await readUpTo(handle, maxBytes);
  } finally {
    await handle.close();
  }
}
