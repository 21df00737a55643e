import { type Translate, plainText } from "../text/translate";

/** State that a later version of the product has written in a way that this one does not know. */
export interface LaterState {
  /** Whose it is: one folder's, or that of the imported names or the agreements of all folders. */
  readonly of: "folder" | "names" | "agreements";
  /** The version of the product that wrote it; null when that is not told. */
  readonly writtenBy: string | null;
}

/** Thrown where such a document is met: it is neither read nor set aside nor written. Known by its name in every bundle. */
export class LaterStateError extends Error {
  override readonly name = "LaterStateError";

  constructor(readonly later: LaterState) {
    super(describeLaterState(later, plainText));
  }
}

/** What was thrown in whichever bundle; null for all other errors. */
export function laterStateOf(error: unknown): LaterState | null {
  return error instanceof Error && error.name === "LaterStateError" ? (error as LaterStateError).later : null;
}

/** The version as a document tells it; null for what is none: it is shown, and a document may hold anything. */
export function productVersion(value: unknown): string | null {
  return typeof value === "string" && /^\d[\w.+-]{0,40}$/u.test(value) ? value : null;
}

/** What is the matter and what to do, in two sentences. */
export function describeLaterState({ of, writtenBy }: LaterState, t: Translate): string {
  return `${lastUsed(of, writtenBy, t)} ${t("This version does not know how that one remembers things and has changed nothing. Install that version or a later one.")}`;
}

function lastUsed(of: LaterState["of"], version: string | null, t: Translate): string {
  switch (of) {
    case "folder":
      return version === null
        ? t("This folder was last used by a later version of TI Scraper.")
        : t("This folder was last used by TI Scraper {version}.", { version });
    case "names":
      return version === null
        ? t("The imported names were last used by a later version of TI Scraper.")
        : t("The imported names were last used by TI Scraper {version}.", { version });
    case "agreements":
      return version === null
        ? t("The agreements of the folders were last used by a later version of TI Scraper.")
        : t("The agreements of the folders were last used by TI Scraper {version}.", { version });
  }
}
