import { numberText } from "../core/text/translate";

/** `1 file`, `2 files`; `plural` where an s does not do. */
export function counted(count: number, one: string, plural = `${one}s`): string {
  return `${numberText(count)} ${count === 1 ? one : plural}`;
}
