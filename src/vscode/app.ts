import type * as vscode from "vscode";
import type { ActivityNode } from "../ui/activityNodes";
import type { SourceNode } from "../ui/sourceNodes";
import type { Undo } from "./articles/undo";
import type { FolderAgreements } from "./agreements/folderAgreements";
import type { JobSecrets } from "./jobs/jobSecrets";
import type { MailPasswords } from "./mail/mailPasswords";
import type { LeakSitesKeys } from "./records/leakSitesKeys";
import type { Folders } from "./shell/folders";
import type { Sessions } from "./shell/sessions";
import type { Pages } from "./shell/webview";
import type { TextDocuments } from "./shell/textDocuments";
import type { MatchesView } from "./views/matchesView";
import type { LazyView } from "./views/lazyView";
import type { ReviewDocuments } from "./xsoar/reviewDocuments";
import type { XsoarKeys } from "./xsoar/xsoarKeys";

/** What `extension.ts` registers when a window starts. */
export interface Registered {
  readonly context: vscode.ExtensionContext;
  readonly folders: Folders;
  readonly view: MatchesView;
  readonly sources: LazyView<SourceNode>;
  readonly activity: LazyView<ActivityNode>;
  readonly reviews: ReviewDocuments;
  readonly texts: TextDocuments;
  readonly log: vscode.LogOutputChannel;
}

/** What the commands work with; built once, by `actions.ts`. */
export interface App extends Registered {
  readonly sessions: Sessions;
  /** What was agreed for each folder. */
  readonly agreements: FolderAgreements;
  readonly keys: XsoarKeys;
  readonly mailPasswords: MailPasswords;
  readonly leakSitesKeys: LeakSitesKeys;
  readonly jobSecrets: JobSecrets;
  readonly pages: Pages;
  readonly undo: Undo;
}
