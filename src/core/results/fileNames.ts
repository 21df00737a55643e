/** Characters no common file system takes, and control characters. */
// oxlint-disable-next-line no-control-regex
const UNSAFE = /[<>:"/\\|?*\u0000-\u001f\u007f]/g;
const RESERVED = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;

/** A text made fit for a file name on every system: unsafe characters and names reserved by Windows are replaced, the length is bounded. */
export function safeFileName(text: string): string {
  const cleaned = text
    .replace(UNSAFE, "_")
    .replace(/^\.+/, "_")
    .replace(/[. ]+$/, "")
    .slice(0, 150);
  if (cleaned === "") return "_";
  return RESERVED.test(cleaned) ? `_${cleaned}` : cleaned;
}

/** `YYYY-MM-DD_HHMMSS` in local time, as the result files have always been named. */
export function fileTimestamp(time: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day}_${two(time.getHours())}${two(time.getMinutes())}${two(time.getSeconds())}`;
}

/** Puts `-number` before the ending: `articles.txt`, 2 → `articles-2.txt`. */
export function numbered(name: string, number: number): string {
  const dot = name.lastIndexOf(".");
  return dot <= 0 ? `${name}-${number}` : `${name.slice(0, dot)}-${number}${name.slice(dot)}`;
}

/** Joins a folder of the workspace and a file name; an empty folder is the workspace itself. */
export function joinPath(folder: string, name: string): string {
  const trimmed = folder.replace(/[\\/]+$/, "");
  return trimmed === "" || trimmed === "." ? name : `${trimmed}/${name}`;
}
