import type { Lent } from "../../core/jobs/deliver";
import type { MailAccess } from "../../core/mail/mailer";
import type { XsoarAccess } from "../../core/xsoar/connection";
import type { App } from "../app";
import type { GoodTarget } from "../mail/mailAccess";
import type { UsableConfig } from "../shell/ready";
import type { Access } from "../xsoar/xsoarKeys";

/** Lends a run what is stored in this VS Code, without a question, and remembers what it could not lend. */
export class Lender implements Lent {
  /** Why the last access to Cortex XSOAR was refused. */
  refusal: Exclude<Access, { kind: "ok" }> = { kind: "noHost" };
  lent: XsoarAccess | null = null;
  /** When access to Cortex XSOAR was last lent: ISO 8601 UTC. */
  since = "";

  constructor(private readonly app: App) {}

  async xsoar({ config }: UsableConfig): Promise<XsoarAccess | null> {
    const found = await this.app.keys.access(config);
    if (found.kind === "ok") {
      this.since = new Date().toISOString();
      return (this.lent = found.access);
    }
    this.refusal = found;
    return null;
  }

  async mail({ account, server, user, to }: GoodTarget): Promise<MailAccess | null> {
    const { mailPasswords } = this.app;
    const password = await mailPasswords.stored(account);
    return password === undefined || mailPasswords.refused.has(account) ? null : { server, user, password, to };
  }
}
