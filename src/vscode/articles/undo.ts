import { ContextKey } from "../shell/ids";
import { setContext } from "../shell/context";
import { t } from "../shell/l10n";
import type { Button } from "../shell/notify";

/** So many actions of a window can be undone, the last one first. */
const MOST = 50;

type TakeBack = () => Promise<void>;

/** What was done in this window to the list and can be undone: **Undo** takes back the last, the button of a message exactly its own. */
export class Undo {
  private readonly actions: TakeBack[] = [];

  /** Something was done. Gives the button that undoes it. */
  async add(takeBack: TakeBack): Promise<Button> {
    this.actions.push(takeBack);
    if (this.actions.length > MOST) this.actions.shift();
    await this.tellContext();
    return { label: t("Undo"), run: () => this.take(this.actions.indexOf(takeBack)) };
  }

  /** **Undo**. */
  async last(): Promise<void> {
    await this.take(this.actions.length - 1);
  }

  /** What was undone by then is not undone twice. */
  private async take(at: number): Promise<void> {
    const [takeBack] = at < 0 ? [] : this.actions.splice(at, 1);
    await this.tellContext();
    await takeBack?.();
  }

  private async tellContext(): Promise<void> {
    await setContext(ContextKey.canUndo, this.actions.length > 0);
  }
}
