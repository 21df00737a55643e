import type { MailConfig } from "../core/config/types";
import { articleGroups } from "../core/mail/articleDigest";
import type { DigestGroup } from "../core/mail/digest";
import { describeMailTarget, mailTarget } from "../core/mail/mailDesk";
import { describeMailFailure, type MailAccess } from "../core/mail/mailer";
import { parseMailServer } from "../core/mail/mailServer";
import type { ScanReport } from "../core/model";
import { mailSummaries } from "../core/summaries/mailSummaries";
import type { SummaryOptions } from "../core/summaries/summaryDesk";
import { plainText } from "../core/text";
import type { CliCommand } from "./arguments";
import { complainAbout } from "./complain";
import type { CliWorld } from "./runJobs";

/** `mail`: sends what waits, or with an option a test mail. Exit code 0, or 2 when it could not be sent. */
export async function runMail(command: Extract<CliCommand, { kind: "mail" }>, world: CliWorld): Promise<number> {
  const state = await world.session.readConfig();
  if (state.kind !== "ok") return complainAbout(state, world);
  const { mailconfig } = state.config;
  const { mail } = world.session;
  if (command.what === "show") {
    for (const { message, created, failure } of await mail.waiting()) {
      const target = mailTarget(mailconfig);
      const why =
        failure === undefined || !target.ok ? "" : ` ${describeMailFailure(failure, target.server, plainText)}`;
      world.print(`${created}: ${message.subject} to ${message.to.join(", ")}.${why}\n\n${message.text}`);
    }
    return 0;
  }
  const found = accessFor(mailconfig, world);
  if (typeof found === "string") {
    world.complain(found);
    return 2;
  }
  if (command.what === "test") {
    const result = await mail.sendTest(mailconfig, found, world.signal);
    if (result.ok) world.print(`${found.server.host} has taken the test mail.`);
    else world.complain(describeMailFailure(result.failure, found.server, plainText));
    return result.ok ? 0 : 2;
  }
  const report = await mail.send(found, world.signal);
  world.print(`Mail: ${report.sent} sent, ${report.waiting} waiting.`);
  if (report.failure === null) return 0;
  world.complain(describeMailFailure(report.failure, found.server, plainText));
  return 2;
}

/** After a scan: remembers the mail about it and sends what waits. Gives what went wrong, in sentences. */
export async function mailScan(
  config: MailConfig,
  report: ScanReport,
  world: CliWorld,
  options: SummaryOptions,
): Promise<readonly string[]> {
  if (!config.sendMail) return [];
  const summaries = await mailSummaries(world.session.summaries, config, report, options);
  return mailGroups(config, articleGroups(report, summaries, plainText), world);
}

/** The same for what any job has found. */
export async function mailGroups(
  config: MailConfig,
  groups: readonly DigestGroup[],
  world: CliWorld,
): Promise<readonly string[]> {
  if (!config.sendMail) return [];
  const { mail } = world.session;
  const message = mail.compose(config, groups);
  if (message !== null) await mail.queue(message);
  const found = accessFor(config, world);
  if (typeof found === "string") return [found];
  const { failure } = await mail.send(found, world.signal);
  return failure === null ? [] : [describeMailFailure(failure, found.server, plainText)];
}

/** The password goes to no other server than the one it was given for. A sentence when it cannot be used. */
function accessFor(config: MailConfig, { env }: CliWorld): MailAccess | string {
  const target = mailTarget(config);
  if (!target.ok) return describeMailTarget(target.key, plainText);
  const password = env["TI_SCRAPER_MAIL_PASSWORD"] ?? "";
  if (password === "") return "Mail: TI_SCRAPER_MAIL_PASSWORD is not set, so nothing was sent.";
  const allowed = parseMailServer(env["TI_SCRAPER_MAIL_SERVER"] ?? "");
  const { server, user } = target;
  if (allowed === null || allowed.host !== server.host || allowed.port !== server.port) {
    return (
      `Mail: the password is not sent: the configuration names ${server.host}:${server.port}, ` +
      `TI_SCRAPER_MAIL_SERVER ${allowed === null ? "names no server" : `names ${allowed.host}:${allowed.port}`}.`
    );
  }
  return { server, user, password };
}
