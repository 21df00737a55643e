import * as vscode from "vscode";
import type { SafeText } from "../../core/text/foreignText";
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

/** Shows a step until it is answered or left. */
function askStep<T>(
  input: Input | Choice<vscode.QuickPickItem>,
  { title, step, steps }: Place,
  listen: (answer: (value: T) => void, fail: (error: unknown) => void) => void,
): Promise<Answer<T>> {
  input.title = title;
  input.step = steps > 1 ? step : undefined;
  input.totalSteps = steps > 1 ? steps : undefined;
  input.ignoreFocusOut = true;
  input.buttons = step > 1 ? [vscode.QuickInputButtons.Back] : [];
  return new Promise<Answer<T>>((resolve, reject) => {
    input.onDidTriggerButton(() => resolve({ kind: "back" }));
    input.onDidHide(() => resolve({ kind: "cancel" }));
    listen((value) => resolve({ kind: "value", value }), reject);
    input.show();
  }).finally(() => input.dispose());
}
