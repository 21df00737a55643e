const DELIMITERS = [",", ";", "\t", "|"] as const;
const SAMPLE_ROWS = 20;

/** The rows of a CSV (RFC 4180): quoted cells may hold delimiters, line ends and doubled quotes. Blank rows are left out. */
export function parseCsv(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  const endRow = (): void => {
    if (row.some((cell) => cell.trim() !== "")) rows.push(row);
    row = [];
  };
  while (at < text.length) {
    const { cell, end } = readCell(text, at, delimiter);
    row.push(cell);
    at = end + 1;
    const stop = text[end];
    if (stop === delimiter) {
      if (at === text.length) row.push("");
      continue;
    }
    if (stop === "\r" && text[at] === "\n") at += 1;
    endRow();
  }
  endRow();
  return rows;
}

/** One cell from `at`; `end` is where its delimiter or line end stands, or the end of the text. */
function readCell(text: string, at: number, delimiter: string): { readonly cell: string; readonly end: number } {
  let cell = "";
  let from = at;
  while (text[from] === " ") from += 1;
  if (text[from] === '"') {
    let close = text.indexOf('"', from + 1);
    let start = from + 1;
    while (close >= 0 && text[close + 1] === '"') {
      cell += text.slice(start, close + 1);
      start = close + 2;
      close = text.indexOf('"', start);
    }
    // A quote that never closes is an ordinary character: one bad row must not swallow the file.
    if (close >= 0) {
      const end = cellEnd(text, close + 1, delimiter);
      return { cell: cell + text.slice(start, close) + text.slice(close + 1, end).trim(), end };
    }
  }
  const end = cellEnd(text, at, delimiter);
  return { cell: text.slice(at, end), end };
}

function cellEnd(text: string, from: number, delimiter: string): number {
  let end = from;
  while (end < text.length && text[end] !== delimiter && text[end] !== "\n" && text[end] !== "\r") end += 1;
  return end;
}

/**
 * The character that parts the cells: the one that most of the first rows hold, and the same number of times. Null when
 * the text is no table, but one name a line.
 */
export function findDelimiter(text: string): string | null {
  const sample = text.slice(0, 200_000);
  let best: { readonly delimiter: string; readonly score: number } | null = null;
  for (const delimiter of DELIMITERS) {
    const rows = parseCsv(sample, delimiter).slice(0, SAMPLE_ROWS);
    const counts = rows.map((row) => row.length);
    const parted = counts.filter((count) => count > 1).length;
    if (parted * 2 < rows.length || parted === 0) continue;
    const even = counts.filter((count) => count === counts[0]).length;
    const score = parted + even;
    if (best === null || score > best.score) best = { delimiter, score };
  }
  return best?.delimiter ?? null;
}
