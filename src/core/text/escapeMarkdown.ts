/** One line (see `oneLine`) in which nothing is markup: CommonMark's punctuation behind a backslash, and no address that viewers make a link of. */
export function escapeMarkdown(line: string): string {
  return (
    line
      .replace(/[\\`*_{}[\]()<>#+!|~&$^=-]/g, String.raw`\$&`)
      // Blanks before it may be trimmed, or be no more than a list takes.
      .replace(/^( *\d+)\./, String.raw`$1\.`)
      .replaceAll("//", String.raw`\//`)
      .replace(/\bwww\./gi, (found) => `${found.slice(0, 3)}\\.`)
      .replaceAll("@", String.raw`\@`)
  );
}
