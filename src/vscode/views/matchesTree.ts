import * as vscode from "vscode";
import type { ProfileMatches, SourceReport } from "../../core/model/model";
import {
  type FailuresNode,
  type LaterNode,
  type MoreNode,
  type Node,
  type Offer,
  type OfferNode,
  PAGE,
  type ProfileNode,
  type TroubleNode,
  articleNodes,
  needsPendingRow,
  needsRecordRow,
  profileNode,
  troubleOf,
  unreadCount,
  updateProfile,
} from "../../ui/nodes";
import { DrawnTexts } from "../../ui/drawnTexts";
import type { Rows } from "./lazyView";

/** The rows of *Profile Matches*. Only rows whose content changed are redrawn. */
export class MatchesTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Node | Node[] | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private profiles: ProfileNode[] = [];
  private readonly failures: FailuresNode = { kind: "failures", reports: [] };
  private readonly trouble: TroubleNode = { kind: "trouble", message: "" };
  private offers: readonly OfferNode[] = [];
  private later: LaterNode | null = null;
  private readonly drawn = new DrawnTexts<Node>();

  constructor(private readonly drawing: () => Pick<Rows<Node>, "item" | "tooltip">) {}

  get rows(): readonly ProfileMatches[] {
    return this.profiles.map((node) => node.row);
  }

  get unread(): number {
    return this.profiles.reduce((count, node) => count + unreadCount(node.row), 0);
  }

  profile(name: string): ProfileNode | undefined {
    return this.profiles.find((node) => node.row.name === name);
  }

  /**
   * Takes over all there is to show; redraws the whole tree only when rows came, went or moved.
   *
   * @param later a sentence that is shown instead of everything else
   * @param counted offers that tell how much they are about
   */
  show(
    rows: readonly ProfileMatches[],
    failures: readonly SourceReport[],
    offers: readonly Offer[],
    later: string | null = null,
    counted: readonly OfferNode[] = [],
  ): void {
    const known = new Map(this.profiles.map((node) => [node.row.name, node]));
    const changed: Node[] = [];
    const next = rows.map((row) => {
      const node = known.get(row.name);
      if (node === undefined) return profileNode(row);
      if (updateProfile(node, row)) changed.push(node);
      return node;
    });
    const { key, message } = sharedTrouble(rows);
    const shown: readonly OfferNode[] = [...offers.map((offer) => ({ kind: "offer" as const, offer })), ...counted];
    for (const node of next) {
      const saidOnce = key !== null && troubleOf(node.row)?.key === key;
      if (saidOnce !== node.saidOnce && !changed.includes(node)) changed.push(node);
      node.saidOnce = saidOnce;
    }
    const same =
      message === this.trouble.message &&
      later === (this.later?.message ?? null) &&
      next.length === this.profiles.length &&
      next.every((node, index) => node === this.profiles[index]) &&
      (failures === this.failures.reports || failures.length + this.failures.reports.length === 0) &&
      JSON.stringify(shown) === JSON.stringify(this.offers);
    this.profiles = next;
    this.failures.reports = failures;
    this.trouble.message = message;
    this.later = later === null ? null : { kind: "later", message: later };
    this.offers = shown;
    if (!same) {
      this.drawn.clear();
      this.changed.fire(undefined);
    } else if (changed.length > 0) this.changed.fire(changed);
  }

  /** Marks articles of one row; redraws these and the count of their profile. */
  setRead(profile: ProfileNode, keys: ReadonlySet<string>, read: boolean): void {
    const articles = profile.row.articles.map((item) =>
      keys.has(item.article.key) && item.read !== read ? { ...item, read } : item,
    );
    if (updateProfile(profile, { ...profile.row, articles })) this.changed.fire(profile);
  }

  showMore(node: MoreNode): void {
    node.profile.shown += PAGE;
    this.changed.fire(node.profile);
  }

  getChildren(node?: Node): Node[] {
    if (node === undefined) {
      if (this.later !== null) return [this.later];
      const trouble = this.trouble.message === "" ? [] : [this.trouble];
      return [
        ...this.profiles,
        ...trouble,
        ...(this.failures.reports.length > 0 ? [this.failures] : []),
        ...this.offers,
      ];
    }
    if (node.kind === "failures") return node.reports.map((report) => ({ kind: "failure", parent: node, report }));
    if (node.kind !== "profile") return [];
    const more = node.shown < node.row.articles.length ? [node.more] : [];
    return [
      ...(needsRecordRow(node.row) ? [node.record] : []),
      ...(needsPendingRow(node.row) ? [node.pending] : []),
      ...articleNodes(node),
      ...more,
    ];
  }

  getTreeItem(node: Node): vscode.TreeItem {
    const item = this.drawing().item(node);
    if (node.kind === "article") this.drawn.add(node, String(item.description ?? ""));
    return item;
  }

  /** Draws again the articles whose age is another by now. */
  refreshAges(): void {
    const aged = this.drawn.take((node) => String(this.drawing().item(node).description ?? ""));
    if (aged.length > 0) this.changed.fire([...aged]);
  }

  getParent(node: Node): Node | undefined {
    if ("profile" in node) return node.profile;
    return node.kind === "failure" ? node.parent : undefined;
  }

  resolveTreeItem(item: vscode.TreeItem, node: Node): vscode.TreeItem {
    return this.drawing().tooltip(item, node);
  }

  dispose(): void {
    this.changed.dispose();
  }
}

/** Why two rows or more wait, if that is one and the same failure: the one most of them have. */
function sharedTrouble(rows: readonly ProfileMatches[]): { readonly key: string | null; readonly message: string } {
  const counts = new Map<string, { readonly message: string; count: number }>();
  for (const row of rows) {
    const trouble = troubleOf(row);
    if (trouble === null) continue;
    const known = counts.get(trouble.key) ?? { message: trouble.message, count: 0 };
    known.count += 1;
    counts.set(trouble.key, known);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b.count - a.count);
  return most !== undefined && most[1].count > 1
    ? { key: most[0], message: most[1].message }
    : { key: null, message: "" };
}
