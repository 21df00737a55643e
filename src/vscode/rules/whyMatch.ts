import type { App } from "../app";
import { explainMatches } from "../../scan";
import type { Node } from "../../ui/nodes";
import { t } from "../shell/l10n";

/** **Why This Match?**: every match of an article in its row, with the words around it, as a text of its own. */
export async function whyMatch(app: App, node?: Node): Promise<void> {
  if (node?.kind !== "article") return;
  const { article, matches } = node.item;
  const text = explainMatches(node.profile.row.name, article, matches, t);
  await app.texts.show(t("Why This Match"), text, { source: article.source });
}
