import { fileReason } from "../text/fileReason";
import type { Translate } from "../text/translate";

/** Reads or writes result files; null, and a sentence among the notices, when that cannot be done. */
export async function attempt<T>(
  notices: string[],
  t: Translate,
  what: "read" | "write",
  work: () => Promise<T>,
): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    const reason = fileReason(error, t);
    notices.push(
      what === "read"
        ? t("The earlier result files could not be read: {reason}", { reason })
        : t("A result file could not be written: {reason}", { reason }),
    );
    return null;
  }
}
