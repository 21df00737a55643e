import { Words } from "./words";

/** The working memory for longer names is given back afterwards. */
const KEPT_LENGTH = 1 << 16;

const keyWords = new Words();

/**
 * The key of a name: its letters and digits, caseless and joined. Two spellings with the same key are the same name
 * ("Winter Vivern" and "winter-vivern" give "wintervivern"). Empty when there is no letter or digit.
 */
export function nameKey(name: string): string {
  const words = name.length > KEPT_LENGTH ? new Words() : keyWords;
  words.read(name, 0, name.length, false);
  return words.folded(0, words.unitStarts[words.count] as number);
}
