import { MAX_FILE_NAME_BYTES } from "../limits";

/** Characters no common file system takes, and control characters. */
// oxlint-disable-next-line no-control-regex
const UNSAFE = /[<>:"/\\|?*\u0000-\u001f\u007f]/g;
const RESERVED = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;

/** A text made fit for a file name on every system: unsafe characters and names reserved by Windows are replaced, the length is bounded. */
export function safeFileName(text: string): string {
  const cleaned = firstBytes(text.replace(UNSAFE, "_"), MAX_FILE_NAME_BYTES).replace(/(?<![. ])[. ]+$/, "");
  if (cleaned === "") return "_";
  return RESERVED.test(cleaned) ? `_${cleaned}` : cleaned;
}

/** The longest beginning that takes at most `limit` bytes as UTF-8; no character is cut in two. */
function firstBytes(text: string, limit: number): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(limit));
  return text.slice(0, read);
}

/** `YYYY-MM-DD_HHMMSS` in local time, as the result files have always been named. */
export function fileTimestamp(time: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day}_${two(time.getHours())}${two(time.getMinutes())}${two(time.getSeconds())}`;
}

/** A configured folder with each of its names made safe; empty for the workspace itself. */
export function safeFolder(folder: string): string {
  return folder
    .split(/[\\/]/)
    .filter((name) => name !== "" && name !== ".")
    .map(safeFileName)
    .join("/");
}

/** The path of a file in a configured folder. */
export function joinPath(folder: string, name: string): string {
  const safe = safeFolder(folder);
  return safe === "" ? name : `${safe}/${name}`;
}
