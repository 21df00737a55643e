import type { ReadingConfig } from "../config/ownTypes";
import { findsItems } from "../config/parseOwnJob";
import type { StateDocument } from "../memory/documents";
import type { Job, JobId } from "../model/model";
import { CONTENTS } from "./contentsJob";
import { COUNTS } from "./countsJob";
import { KEYWORDS } from "./keywordsMemory";
import { rowsDocument } from "./rows";

/** What a job finds: a list of articles, or of what its pages hold. */
export type OwnKind = "keywords" | "counts" | "contents" | "rows";

/** The kind of a job, by its base and whether it takes items out of its pages. */
export function ownKind({
  base,
  extract,
  script,
}: Pick<ReadingConfig, "extract" | "script"> & { readonly base: Job }): OwnKind {
  if (script?.speaks === "text") return "rows";
  if (base === "articles" || base === "keywords") return "keywords";
  return extract === null && (script === null || !findsItems(script)) ? base : "rows";
}

/**
 * The document of a job of the user's own: one for each kind, so that a job that becomes another one finds nothing of the former there.
 *
 * @param digest of its name, which may hold what no file name may
 */
export function ownDocuments(id: JobId, digest: (text: string) => string) {
  const nameOf = (kind: OwnKind): string => `own-${kind}-${digest(id).slice(0, 32)}`;
  const named = <T>(document: StateDocument<T>, kind: OwnKind): StateDocument<T> => ({
    ...document,
    name: nameOf(kind),
  });
  return {
    keywords: named(KEYWORDS, "keywords"),
    counts: named(COUNTS, "counts"),
    contents: named(CONTENTS, "contents"),
    rows: rowsDocument(nameOf("rows")),
  };
}
