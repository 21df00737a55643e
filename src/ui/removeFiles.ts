import type { Log } from "../core/ports";
import type { Translate } from "../core/text/translate";

/** What the removal of files needs of VS Code. */
interface FileRemover {
  /** True when the user says so; anything else is a no. */
  ask(question: string, files: readonly string[], yes: string): Promise<boolean>;
  /** Null when there is nothing any more; false for a link, a folder and what cannot be looked at. */
  isFile(file: string): Promise<boolean | null>;
  /** Rejects when it cannot be done, also when there is no trash. */
  remove(file: string, useTrash: boolean): Promise<void>;
  readonly log: Pick<Log, "info" | "warn">;
  readonly t: Translate;
}

/** What became of the files, in sentences. */
interface RemovalReport {
  readonly sentence: string;
  /** Some could not be removed although the user wanted it: the log says why. */
  readonly hasFailed: boolean;
}

/**
 * Asks, and moves files to the trash. What no trash takes is deleted only after a question of its own, since nothing brings it back.
 *
 * @returns null when the user does not want it
 */
export async function removeFiles(files: readonly string[], remover: FileRemover): Promise<RemovalReport | null> {
  const { t } = remover;
  const question =
    files.length === 1
      ? t("Move 1 old result file to the trash?")
      : t("Move {count} old result files to the trash?", { count: files.length });
  if (!(await remover.ask(question, files, t("Move to Trash")))) return null;
  const first = await tryAll(files, true, remover);
  const { left } = first;
  const harder =
    left.length === 1
      ? t("1 file cannot be moved to a trash here. Delete it for good?")
      : t("{count} files cannot be moved to a trash here. Delete them for good?", { count: left.length });
  const isWanted = left.length > 0 && (await remover.ask(harder, left, t("Delete for Good")));
  const second = isWanted ? await tryAll(left, false, remover) : null;
  const kept = first.refused + (second === null ? left.length : second.left.length + second.refused);
  const sentences = [
    first.removed === 0
      ? ""
      : first.removed === 1
        ? t("1 old result file was moved to the trash.")
        : t("{count} old result files were moved to the trash.", { count: first.removed }),
    second === null || second.removed === 0
      ? ""
      : second.removed === 1
        ? t("1 old result file was deleted.")
        : t("{count} old result files were deleted.", { count: second.removed }),
    kept === 0 ? "" : kept === 1 ? t("1 file was kept.") : t("{count} files were kept.", { count: kept }),
  ].filter((sentence) => sentence !== "");
  return {
    sentence: sentences.join(" "),
    hasFailed: first.refused > 0 || (second !== null && second.left.length + second.refused > 0),
  };
}

interface Tried {
  readonly removed: number;
  /** What is no regular file any more is not touched. */
  readonly refused: number;
  readonly left: readonly string[];
}

async function tryAll(files: readonly string[], useTrash: boolean, remover: FileRemover): Promise<Tried> {
  let removed = 0;
  let refused = 0;
  const left: string[] = [];
  for (const file of files) {
    // It was found to be a regular file a question ago.
    const isFile = await remover.isFile(file);
    if (isFile === null) continue;
    if (!isFile) {
      refused += 1;
      remover.log.warn(`Not removed: ${file}: no regular file any more`);
      continue;
    }
    try {
      await remover.remove(file, useTrash);
      removed += 1;
      remover.log.info(`${useTrash ? "Moved to the trash" : "Deleted"}: ${file}`);
    } catch (error) {
      left.push(file);
      remover.log.warn(`Not removed: ${file}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { removed, refused, left };
}
