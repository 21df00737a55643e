import { readFile } from "node:fs/promises";
import { plainText } from "../core/text/translate";
import { describeSourceFailure } from "../core/fetching/describeSourceFailure";
import { reasonOf } from "./complain";

/** One line of `parse`: a feed file read, or why not. */
export async function parseFileLine(file: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    return JSON.stringify({
      file,
      ok: false,
      items: [],
      error: reasonOf(error),
    });
  }
  // Loaded here: no other command reads feeds in this thread.
  const { readFeedFile } = await import("../node/worker");
  const outcome = await readFeedFile(bytes);
  return outcome.ok
    ? JSON.stringify({
        file,
        ok: true,
        items: outcome.items.map(({ title, link, guid, published }) => ({ title, link, guid, published })),
        error: null,
      })
    : JSON.stringify({ file, ok: false, items: [], error: describeSourceFailure(outcome.failure, plainText) });
}
