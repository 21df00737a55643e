import type { XsoarFailure } from "../../core/xsoar/failures";
import { type SafeText, safe } from "../../core/text/foreignText";
import { t } from "../shell/l10n";
import { ask } from "../shell/notify";

/**
 * Asks whether a key is to go to a server that does not look like XSOAR.
 *
 * @param instead what it answered when it was asked without a key
 * @param other what can be done instead of sending it, as a button says it
 * @returns null when the user turns away
 */
export async function askAnyway(
  origin: string,
  instead: XsoarFailure,
  other: SafeText,
): Promise<"send" | "other" | null> {
  const question = t("This does not look like Cortex XSOAR ({answer}). Send the key anyway?", {
    answer: answerText(instead),
  });
  const detail = t(
    "{origin} was asked without a key and does not answer as Cortex XSOAR does. Whoever runs it can read a key that is sent there.",
    { origin: safe(origin) },
  );
  const buttons = [
    { label: other, means: "other" } as const,
    { label: t("Send the Key Anyway"), means: "send" } as const,
  ];
  return (await ask("warning", question, buttons, { detail }))?.means ?? null;
}

function answerText(instead: XsoarFailure): SafeText {
  if (instead.code === "uiUrl") return t("a web page");
  const status = "status" in instead ? instead.status : 200;
  return status < 300 ? t("another kind of answer") : t("HTTP {status}", { status });
}
