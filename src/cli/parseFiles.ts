import { plainText } from "../core/text/translate";
import { describeSourceFailure } from "../core/fetching/describeSourceFailure";
import { MAX_FEED_BYTES } from "../core/limits";
import { readFileUpTo } from "../node/readUpTo";
import { reasonOf } from "./complain";

/** One line of `parse`: a feed file read, or why not. */
export async function parseFileLine(file: string): Promise<string> {
  let bytes: Uint8Array | null;
  try {
    bytes = await readFileUpTo(file, MAX_FEED_BYTES);
  } catch (error) {
    return failed(file, reasonOf(error));
  }
  if (bytes === null)
    return failed(file, describeSourceFailure({ code: "tooLarge", limitBytes: MAX_FEED_BYTES }, plainText));
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
    : failed(file, describeSourceFailure(outcome.failure, plainText));
}

function failed(file: string, error: string): string {
  return JSON.stringify({ file, ok: false, items: [], error });
}
