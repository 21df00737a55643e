import { AsyncLocalStorage } from "node:async_hooks";
import * as vscode from "vscode";
import type { SafeText } from "../../core/text/foreignText";

/**
 * VS Code's questions, with what is said in them as text in which no link can form: it draws prompts and what it says of an input as
 * Markdown. Nothing else in this project asks through `vscode.window`.
 */

interface Said {
  readonly title?: SafeText;
  readonly placeHolder?: SafeText;
}

type Validation = SafeText | { readonly message: SafeText; readonly severity: vscode.InputBoxValidationSeverity };

type InputOptions = Omit<vscode.InputBoxOptions, keyof Said | "prompt" | "validateInput"> &
  Said & {
    readonly prompt?: SafeText;
    readonly validateInput?: (value: string) => Validation | null | undefined | Thenable<Validation | null | undefined>;
  };

type PickOptions = Omit<vscode.QuickPickOptions, keyof Said> & Said;

/** The title of the command that runs. All bundles of a window share it: a command is registered in one and runs in another. */
const commandTitle = shared(
  Symbol.for("TI Scraper: the title of the command that runs"),
  () => new AsyncLocalStorage<SafeText>(),
);

function shared<T>(key: symbol, make: () => T): T {
  const place = globalThis as unknown as Record<symbol, T | undefined>;
  return (place[key] ??= make());
}

/** Runs a command: what it asks bears its title, unless the question has one of its own. */
export function titled<T>(title: SafeText, run: () => T): T {
  return commandTitle.run(title, run);
}

function withTitle<O extends Said>(options: O): O {
  const title = options.title ?? commandTitle.getStore();
  return title === undefined ? options : { ...options, title };
}

/** Asks for one line. */
export function showInput(options: InputOptions): Thenable<string | undefined> {
  return vscode.window.showInputBox(withTitle(options));
}

/** Asks for one of several; foreign text in the items has been through `pickText`. */
export function showPick<T extends vscode.QuickPickItem>(
  items: readonly T[] | Thenable<readonly T[]>,
  options: PickOptions & { readonly canPickMany?: false },
): Thenable<T | undefined> {
  return vscode.window.showQuickPick(items, withTitle(options));
}

/** Asks for some of several. */
export function showPicks<T extends vscode.QuickPickItem>(
  items: readonly T[] | Thenable<readonly T[]>,
  options: PickOptions,
): Thenable<T[] | undefined> {
  return vscode.window.showQuickPick(items, { ...withTitle(options), canPickMany: true });
}

/** A field for one line that stays while something goes on. */
export type Input = Omit<vscode.InputBox, "title" | "placeholder" | "prompt" | "validationMessage"> & {
  title: SafeText | undefined;
  placeholder: SafeText | undefined;
  prompt: SafeText | undefined;
  validationMessage: Validation | undefined;
};

export function createInput(): Input {
  return vscode.window.createInputBox() as Input;
}

/** A list that stays while something goes on. */
export type Choice<T extends vscode.QuickPickItem> = Omit<vscode.QuickPick<T>, "title" | "placeholder" | "prompt"> & {
  title: SafeText | undefined;
  placeholder: SafeText | undefined;
};

export function createPick<T extends vscode.QuickPickItem>(): Choice<T> {
  return vscode.window.createQuickPick<T>() as Choice<T>;
}

/**
 * Keeps the rows of a list as they were given: VS Code would put those first whose labels it finds more of what is typed in. It has no
 * published way to say so, but listens to this in all versions we run in; where it does not, the rows are the same in another order.
 */
export function inOwnOrder<P extends Choice<vscode.QuickPickItem>>(pick: P): P {
  return Object.assign(pick, { sortByLabel: false });
}
