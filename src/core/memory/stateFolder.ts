import { saidFileReason } from "../text/fileReason";
import { type Translate, plainText } from "../text/translate";

/** Why everything cannot be remembered in the folder that was chosen for it. */
export type StateFolderTrouble =
  | { readonly why: "relative" }
  /** The files of this workspace folder could tell us what was agreed to. */
  | { readonly why: "inside"; readonly workspace: string }
  /** `reason` as the system says it. */
  | { readonly why: "notWritable"; readonly reason: string };

export interface BadStateFolder {
  readonly folder: string;
  /** The setting or the variable of the environment that names it. */
  readonly origin: string;
  readonly trouble: StateFolderTrouble;
}

/** Thrown before anything is read or written in such a folder, or elsewhere in its place. Known by its name in every bundle. */
export class StateFolderError extends Error {
  override readonly name = "StateFolderError";

  constructor(readonly bad: BadStateFolder) {
    super(describeBadStateFolder(bad, plainText));
  }
}

/** What was thrown in whichever bundle; null for all other errors. */
export function badStateFolderOf(error: unknown): BadStateFolder | null {
  return error instanceof Error && error.name === "StateFolderError" ? (error as StateFolderError).bad : null;
}

/** What is the matter and what to do. */
export function describeBadStateFolder({ folder, origin, trouble }: BadStateFolder, t: Translate): string {
  return `${whatIsWrong(folder, origin, trouble, t)} ${t("Nothing is read or written before that is mended.")}`;
}

function whatIsWrong(folder: string, origin: string, trouble: StateFolderTrouble, t: Translate): string {
  switch (trouble.why) {
    case "relative":
      return t("{origin} is to be an absolute path, not {folder}.", { origin, folder });
    case "inside":
      return t(
        "{origin}, {folder}, lies in the folder {workspace} that is open: its files could tell what you agreed to. Choose a folder outside.",
        {
          origin,
          folder,
          workspace: trouble.workspace,
        },
      );
    case "notWritable":
      return t("{origin}, {folder}, cannot be written to ({reason}).", {
        origin,
        folder,
        reason: saidFileReason(trouble.reason, t),
      });
  }
}
