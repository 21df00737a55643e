import type { Lent } from "../../core/jobs/deliver";
import type { UsableTarget } from "../../core/mail/mail";
import type { MailAccess } from "../../core/mail/mailer";
import type { XsoarAccess } from "../../core/xsoar/connection";
import type { App } from "../app";
import { confirmReceivers } from "../agreements/askReceivers";
import { mailAgreement } from "../agreements/folderAgreements";
import type { Place, UsableConfig } from "../shell/ready";
import type { Access } from "../xsoar/xsoarKeys";

/** Lends a run what is stored in this VS Code and agreed to for the folder, and remembers what it could not lend. */
export class Lender implements Lent {
  /** Why the last access to Cortex XSOAR was refused. */
  refusal: Exclude<Access, { kind: "ok" }> = { kind: "noHost" };
  lent: XsoarAccess | null = null;
  /** When access to Cortex XSOAR was last lent: ISO 8601 UTC. */
  since = "";

  /** @param mayAsk what was not agreed to is asked about, before the first write or mail; by the clock it waits */
  constructor(
    private readonly app: App,
    private readonly place: Place,
    private readonly mayAsk: boolean,
  ) {}

  async xsoar({ config }: UsableConfig): Promise<XsoarAccess | null> {
    const { keys } = this.app;
    const { folder } = this.place;
    let found = await keys.access(config, folder);
    const isAsked = found.kind === "unconfirmed" && this.mayAsk && (await this.isWriting());
    if (found.kind === "unconfirmed" && isAsked && (await keys.confirm(folder, found.server))) {
      found = await keys.access(config, folder);
    }
    if (found.kind === "ok") {
      this.since = new Date().toISOString();
      return (this.lent = found.access);
    }
    this.refusal = found;
    return null;
  }

  async mail(target: UsableTarget): Promise<MailAccess | null> {
    const { agreements, mailPasswords } = this.app;
    const { account, server, user, to } = target;
    if (mailPasswords.refused.has(account)) return null;
    const isAgreed = this.mayAsk
      ? await confirmReceivers(this.app, this.place, target)
      : await agreements.has(this.place.folder, mailAgreement(target));
    // Not every server wants one; that which does says so.
    return isAgreed ? { server, user, password: (await mailPasswords.stored(account)) ?? "", to } : null;
  }

  /** Nobody is asked about a server that nothing would be written to. */
  private async isWriting(): Promise<boolean> {
    return (await this.place.session.notes.pending()).length > 0;
  }
}
