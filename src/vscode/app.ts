import type * as vscode from "vscode";
import type { Folders } from "./shell/folders";
import type { MailPasswords } from "./mail/mailPasswords";
import type { ReviewDocuments } from "./xsoar/reviewDocuments";
import type { Sessions } from "./shell/sessions";
import type { TextDocuments } from "./shell/textDocuments";
import type { MatchesView } from "./views/matchesView";
import type { SourcesView } from "./views/sourcesView";
import type { XsoarKeys } from "./xsoar/xsoarKeys";

/** What the commands work with; built once by `extension.ts`. */
export interface App {
  readonly folders: Folders;
  readonly sessions: Sessions;
  readonly keys: XsoarKeys;
  readonly mailPasswords: MailPasswords;
  readonly view: MatchesView;
  readonly sources: SourcesView;
  readonly reviews: ReviewDocuments;
  readonly texts: TextDocuments;
  readonly log: vscode.LogOutputChannel;
}
