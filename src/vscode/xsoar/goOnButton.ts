import type { Session } from "../../core/session";
import { Command } from "../shell/ids";
import { t } from "../shell/l10n";
import { type Button, commandButton } from "../shell/notify";

/** What comes next once Cortex XSOAR can be used: what waits for it, else a scan. */
export async function goOnButton(session: Session): Promise<Button> {
  const count = (await session.notes.pending()).reduce((sum, { notes }) => sum + notes.length, 0);
  if (count === 0) return commandButton(t("Scan"), Command.scan);
  const label = count === 1 ? t("Write 1 Waiting Note") : t("Write {count} Waiting Notes", { count });
  return commandButton(label, Command.retryRecords);
}
