import { proposalText } from "../records/proposalText";
import type { Translate } from "../text/translate";
import type { ScriptChange } from "./scriptMessages";

/** What a script proposes for a record, a line for each field, with its reason. */
export function changeLines({ id, actions, why }: ScriptChange, t: Translate): readonly string[] {
  const reason = why === "" ? "" : ` (${why})`;
  return actions.map((action) => `${id}: ${proposalText(action, t)}${reason}`);
}
