/** Folders as a source's category, `/` between them; in a name it is written `\/`. */
export function categoryOf(folders: readonly string[]): string {
  return folders.map((name) => name.replaceAll("\\", "\\\\").replaceAll("/", "\\/")).join("/");
}

/** The folders that a category stands for. */
export function foldersOf(category: string): string[] {
  return (category.match(/(?:\\[^]|[^/\\])+|\\$/g) ?? [])
    .map((part) => part.replace(/\\([^])/g, "$1").trim())
    .filter((name) => name !== "");
}
