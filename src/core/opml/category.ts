/** Folders as a source's category, `/` between them; in a name it is written `\/`, and `|` is `\|`. */
export function categoryOf(folders: readonly string[]): string {
  return folders.map((name) => name.replace(/[\\/|]/g, "\\$&")).join("/");
}

/** The category of a source that stands in the folders of both. */
export function bothCategories(one: string, other: string): string {
  return [...new Set([...placesOf(one), ...placesOf(other)])].join(" | ");
}

/** The folders that a category stands for, for each place of the source; outside of all folders is a place as well. */
export function foldersOf(category: string): readonly (readonly string[])[] {
  const places = placesOf(category);
  return (places.length === 0 ? [""] : places).map((place) =>
    parts(place, /(?:\\[^]|[^/\\])+|\\$/g).map((part) => part.replace(/\\([^])/g, "$1").trim()),
  );
}

function placesOf(category: string): readonly string[] {
  return parts(category, /(?:\\[^]|[^|\\])+|\\$/g);
}

function parts(text: string, pattern: RegExp): readonly string[] {
  return (text.match(pattern) ?? []).map((part) => part.trim()).filter((part) => part !== "");
}
