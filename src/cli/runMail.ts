import type { MailConfig } from "../core/config/types";
import type { DeliveredMail } from "../core/jobs/deliver";
import { type MailReport, type MailTarget, describeMailTarget, mailTarget } from "../core/mail/mail";
import { type MailAccess, describeMailFailure, describeRefused } from "../core/mail/mailer";
import type { WaitingMail } from "../core/mail/mailOutbox";
import { parseMailServer } from "../core/mail/mailServer";
import { plainText } from "../core/text/translate";
import type { MailCommand } from "./commands";
import { complainAbout } from "./complain";
import type { CliWorld } from "./world";

type GoodTarget = Extract<MailTarget, { ok: true }>;

/** `mail`: sends what waits, shows or discards it, or sends a test mail. Exit code 0, or 2 when something could not be sent. */
export async function runMail(command: MailCommand, world: CliWorld): Promise<number> {
  const state = await world.session.readConfig();
  const others = await world.session.jobs.mailConfigs();
  const configs = state.kind === "ok" ? [state.config.mailconfig, ...others] : others;
  const [first] = configs;
  if (first === undefined && state.kind !== "ok") return complainAbout(state, world);
  const { mail } = world.session;
  switch (command.what) {
    case "show": {
      const mails = await mail.waiting();
      for (const waiting of mails) world.print(waitingText(waiting, configs));
      if (mails.length === 0) world.complain("No mail waits.");
      return 0;
    }
    case "discard":
      world.print(`Mail: ${(await mail.waiting()).length} discarded.`);
      await mail.discard();
      return 0;
    case "test": {
      const config = configs.find((one) => mailTarget(one).ok) ?? first;
      return config === undefined ? 2 : sendTest(config, world);
    }
    case "send":
      return sendWaiting(configs, world);
  }
}

function waitingText({ message, created, failure }: WaitingMail, configs: readonly MailConfig[]): string {
  const [target] = configs.flatMap((config) => {
    const one = mailTarget(config);
    return one.ok && one.user === message.from ? [one] : [];
  });
  const why =
    failure === undefined || target === undefined ? "" : ` ${describeMailFailure(failure, target.server, plainText)}`;
  return `${created}: ${message.subject} to ${message.to.join(", ")}.${why}\n\n${message.text}`;
}

async function sendTest(config: MailConfig, world: CliWorld): Promise<number> {
  const target = mailTarget(config);
  const access = target.ok ? accessFor(target, world) : describeMailTarget(target.key, plainText);
  if (typeof access === "string") {
    world.complain(access);
    return 2;
  }
  const { host } = access.server;
  const result = await world.session.mail.sendTest(config, access, world.signal);
  const problem = result.ok
    ? (result.refused ?? []).length > 0 && describeRefused(result.refused ?? [], access.server, plainText)
    : describeMailFailure(result.failure, access.server, plainText);
  if (problem === false) world.print(`${host} has taken the test mail.`);
  else world.complain(problem);
  return problem === false ? 0 : 2;
}

/** Of each account that something waits for. */
async function sendWaiting(configs: readonly MailConfig[], world: CliWorld): Promise<number> {
  const { mail } = world.session;
  const senders = new Set((await mail.waiting()).map(({ message }) => message.from));
  const problems: string[] = [];
  let sent = 0;
  for (const config of configs) {
    const target = mailTarget(config);
    // Sending takes along whatever waits for the account.
    if (!target.ok || !senders.delete(target.user)) continue;
    const access = accessFor(target, world);
    if (typeof access === "string") {
      problems.push(access);
      continue;
    }
    const report = await mail.send(access, true, world.signal, "commandLine");
    sent += report.sent;
    problems.push(...problemsOf(report, access));
  }
  const broken = configs.map(mailTarget).find((target) => !target.ok);
  if (senders.size > 0) {
    problems.push(
      broken?.ok === false
        ? describeMailTarget(broken.key, plainText)
        : `Mail of ${[...senders].join(", ")} waits, which no configuration names as sender any more.`,
    );
  }
  world.print(`Mail: ${sent} sent, ${(await mail.waiting()).length} waiting.`);
  for (const problem of problems) world.complain(problem);
  return problems.length > 0 ? 2 : 0;
}

function problemsOf({ failure, refused, busy }: MailReport, { server }: Pick<MailAccess, "server">): readonly string[] {
  return [
    ...(busy === true ? ["Mail: another window or process is sending right now."] : []),
    ...(refused.length > 0 ? [describeRefused(refused, server, plainText)] : []),
    ...(failure === null ? [] : [describeMailFailure(failure, server, plainText)]),
  ];
}

/** What went wrong with the mail of a run, in sentences. */
export function mailProblems(
  mails: readonly DeliveredMail[],
  refusals: ReadonlyMap<string, string>,
): readonly string[] {
  const problems = mails.flatMap((mail) => {
    switch (mail.kind) {
      case "unusable":
        return [describeMailTarget(mail.key, plainText)];
      case "waits":
        return [refusals.get(mail.target.account) ?? "Mail: cancelled; what was to be sent waits."];
      case "handedIn":
        return problemsOf(mail.report, mail.target);
      case "held":
        return [];
    }
  });
  return [...new Set(problems)];
}

/** The password goes to no other server than the one it was given for. A sentence when it cannot be used. */
export function accessFor(target: GoodTarget, { env }: CliWorld): MailAccess | string {
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
