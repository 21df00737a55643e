import * as vscode from "vscode";
import type { Translate } from "../core/ports";

/** `vscode.l10n.t` in the form the core takes: the sentence in the user's language. */
export const t: Translate = (message, args = {}) => vscode.l10n.t(message, args);
