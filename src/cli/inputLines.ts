import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { reasonOf } from "./complain";
import type { CliWorld } from "./world";

/**
 * Takes each line of a file that is not blank, one after the other, and says what is wrong with it.
 *
 * @param take with the number of the line, from 1: null, or a sentence about what is wrong
 * @returns how many lines were wrong; null where the file cannot be read, which is said as well
 */
export async function takeLines(
  inputFile: string,
  { complain }: Pick<CliWorld, "complain">,
  take: (line: string, number: number) => string | null,
): Promise<number | null> {
  let number = 0;
  let bad = 0;
  try {
    const lines = createInterface({ input: createReadStream(inputFile, "utf8"), crlfDelay: Infinity });
    for await (const line of lines) {
      number += 1;
      const text = number === 1 ? line.replace(/^\uFEFF/, "") : line;
      if (text.trim() === "") continue;
      const wrong = take(text, number);
      if (wrong === null) continue;
      bad += 1;
      complain(`${inputFile}: ${wrong}`);
    }
  } catch (error) {
    complain(`${inputFile}: ${reasonOf(error)}`);
    return null;
  }
  return bad;
}
