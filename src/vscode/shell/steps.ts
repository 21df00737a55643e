import * as vscode from "vscode";
import type { SafeText } from "../../core/text/foreignText";
import { type Group, settleTicks } from "../../ui/packTicks";
import { type Choice, type Input, createInput, createPick } from "./prompts";

/** What a step of a guided input came to. */
export type Answer<T> =
  | { readonly kind: "value"; readonly value: T }
  | { readonly kind: "back" }
  /** Escape, or the end of the window. */
  | { readonly kind: "cancel" };

/** Where a step stands among the others. */
export interface Place {
  readonly title: SafeText;
  readonly step: number;
  readonly steps: number;
}

interface TextQuestion extends Place {
  readonly prompt: SafeText;
  readonly placeholder?: SafeText;
  readonly value: string;
  readonly password?: boolean;
  /** What stands below the field while it is filled in: an error keeps from going on. */
  readonly note: (value: string) => { readonly message: SafeText; readonly isError: boolean } | null;
}

/** Asks for one line, then does `work` with it while the field shows that something goes on. Escape ends the work. */
export function askText<T>(
  question: TextQuestion,
  work: (value: string, signal: AbortSignal) => Promise<T>,
): Promise<Answer<T>> {
  const input = createInput();
  input.prompt = question.prompt;
  input.placeholder = question.placeholder;
  input.value = question.value;
  input.password = question.password ?? false;
  const cancel = new AbortController();
  const look = (entered: boolean) => {
    const found = question.note(input.value);
    const { Error: error, Info: info } = vscode.InputBoxValidationSeverity;
    // An empty field is no mistake until it is entered.
    const isShown = found !== null && (entered || input.value !== "");
    input.validationMessage = isShown ? { message: found.message, severity: found.isError ? error : info } : undefined;
    return found?.isError !== true;
  };
  look(false);
  input.onDidChangeValue(() => look(false));
  input.onDidHide(() => cancel.abort());
  return askStep(input, question, (answer, fail) =>
    input.onDidAccept(() => {
      if (input.busy || !look(true)) return;
      input.busy = true;
      input.enabled = false;
      work(input.value.trim(), cancel.signal).then(answer, fail);
    }),
  );
}

/** Asks for one of several. */
export function askPick<T extends vscode.QuickPickItem>(
  place: Place,
  placeholder: SafeText,
  items: readonly T[],
  active?: T,
): Promise<Answer<T>> {
  const pick = createPick<T>();
  pick.placeholder = placeholder;
  pick.items = items;
  if (active !== undefined) pick.activeItems = [active];
  return askStep(pick, place, (answer) =>
    pick.onDidAccept(() => {
      const [value] = pick.selectedItems;
      if (value !== undefined) answer(value);
    }),
  );
}

/** Groups of rows; a row that stands above others stands for all of them. */
interface PackQuestion<T extends vscode.QuickPickItem> extends Place {
  readonly placeholder: SafeText;
  /** Those without a head, such as separators, are no rows to tick. */
  readonly items: readonly T[];
  readonly groups: readonly Group<T>[];
  readonly ticked: readonly T[];
  /** A further way to answer, in the title. */
  readonly button?: vscode.QuickInputButton;
}

/** What is ticked, and whether the further button was pressed instead of the Enter key. */
interface Ticked<T> {
  readonly items: readonly T[];
  readonly isButton: boolean;
}

/** Asks for some of several, in groups. */
export function askPacks<T extends vscode.QuickPickItem>(question: PackQuestion<T>): Promise<Answer<Ticked<T>>> {
  const pick = createPick<T>();
  pick.placeholder = question.placeholder;
  pick.canSelectMany = true;
  pick.matchOnDescription = true;
  pick.items = question.items;
  const { groups, button } = question;
  let ticks: ReadonlySet<T> = settleTicks(groups, new Set(), new Set(question.ticked));
  const ordered = (): readonly T[] => question.items.filter((item) => ticks.has(item));
  pick.selectedItems = ordered();
  pick.onDidChangeSelection((items) => {
    const now = new Set(items);
    ticks = settleTicks(groups, ticks, now);
    if (ticks.size !== now.size || items.some((item) => !ticks.has(item))) pick.selectedItems = ordered();
  });
  return askStep(
    pick,
    question,
    (answer) => {
      const give = (isButton: boolean) => answer({ items: ordered(), isButton });
      pick.onDidAccept(() => give(false));
      pick.onDidTriggerButton((pressed) => {
        if (pressed === button) give(true);
      });
    },
    button,
  );
}

/** Shows a step until it is answered or left. */
function askStep<T>(
  input: Input | Choice<vscode.QuickPickItem>,
  { title, step, steps }: Place,
  listen: (answer: (value: T) => void, fail: (error: unknown) => void) => void,
  further?: vscode.QuickInputButton,
): Promise<Answer<T>> {
  input.title = title;
  input.step = step;
  input.totalSteps = steps;
  input.ignoreFocusOut = true;
  const { Back } = vscode.QuickInputButtons;
  input.buttons = [...(step > 1 ? [Back] : []), ...(further === undefined ? [] : [further])];
  return new Promise<Answer<T>>((resolve, reject) => {
    input.onDidTriggerButton((button) => {
      if (button === Back) resolve({ kind: "back" });
    });
    input.onDidHide(() => resolve({ kind: "cancel" }));
    listen((value) => resolve({ kind: "value", value }), reject);
    input.show();
  }).finally(() => input.dispose());
}
