import { shortLine } from "../text/foreignText";
import type { Translate } from "../text/translate";
import type { Fix } from "./fixes";

const LONGEST = 60;

/** What a fix does, in the words of a menu. Text from the file is shortened, and rid of control and direction characters. */
export function describeFix({ kind, to }: Pick<Fix, "kind" | "to">, t: Translate): string {
  const shown = shortLine(to, LONGEST);
  switch (kind) {
    case "rename":
    case "change":
      return t("Change to {value}", { value: shown });
    case "addHttps":
      return t("Add https://");
    case "unquote":
      return t("Remove quotes");
    case "quote":
      return t("Put {value} in quotes", { value: shown });
    case "makeList":
      return t("Make it a list");
    case "remove":
      return t("Remove {value}", { value: shown });
    case "removeDuplicate":
      return t("Remove duplicate");
    case "move":
      return t("Move to {place}", { place: shown });
    case "makeJob":
      return t("Make it a job of your own, with the base {base}", { base: shown });
  }
}
