import * as vscode from "vscode";
import type { PlannedWrite } from "../../core/xsoar/reports";
import type { Ready } from "../shell/ready";
import { ContextKey, ReviewScheme, ReviewState } from "../shell/ids";
import { t } from "../shell/l10n";

/** What is on show, and what **Write** would write. */
export interface Review {
  readonly place: Ready;
  /** The origin of the server that was asked. */
  readonly origin: string;
  readonly writes: readonly PlannedWrite[];
  readonly dryRun: boolean;
  /** The title of its editor. */
  readonly title: string;
}

/** The read-only documents of **Review Changes**, and the review they belong to: one at a time. */
export class ReviewDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private texts: ReadonlyMap<string, string> = new Map();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(ReviewScheme, this);
  private rounds = 0;
  current: Review | null = null;

  /** Takes over the texts of a review, by the addresses that `uri` gives; null ends it. */
  async show(review: Review | null, texts: ReadonlyMap<string, string>): Promise<void> {
    this.current = review;
    this.texts = texts;
    const state = review === null ? undefined : review.dryRun ? ReviewState.dryRun : ReviewState.write;
    await vscode.commands.executeCommand("setContext", ContextKey.review, state);
  }

  /** A number no other review of this window has: documents are kept by their address. */
  nextRound(): number {
    return (this.rounds += 1);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? t("This review is over. Run Review Changes again.");
  }

  dispose(): void {
    this.registration.dispose();
  }
}
