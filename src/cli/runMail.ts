import type { MailConfig } from "../core/config/types";
import type { DeliveredMail } from "../core/jobs/deliver";
import {
  type MailReport,
  type UsableTarget,
  describeGoneMails,
  describeMailTarget,
  mailTarget,
  waitingTargets,
} from "../core/mail/mail";
import { parseMailAddresses } from "../core/mail/mailAddresses";
import { type MailAccess, type MailFailure, describeMailFailure, describeRefused } from "../core/mail/mailer";
import type { WaitingMail } from "../core/mail/mailOutbox";
import { receiversKey } from "../core/memory/agreements";
import { parseMailServer } from "../core/mail/mailServer";
import { plainText } from "../core/text/translate";
import type { MailCommand } from "./commands";
import { complainAbout } from "./complain";
import type { CliWorld } from "./world";

/** Why mail is not sent: what the environment agrees to is not what the configuration wants, or does not say all of it. */
export interface MailRefusal {
  readonly sentence: string;
  /** Sender or receivers are not agreed to: the mail waits. Else the password cannot be used. */
  readonly isForAgreement: boolean;
}

/**
 * `mail`: sends what waits, shows or discards it, or sends a test mail. Exit code 0; 1 when it waits for sender or receivers to be agreed
 * to; 2 when something could not be sent.
 */
export async function runMail(command: MailCommand, world: CliWorld): Promise<number> {
  const configs = await world.session.mailConfigs();
  const [first] = configs;
  if (first === undefined) {
    const state = await world.session.readConfig();
    if (state.kind !== "ok") return complainAbout(state, world);
  }
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
  if (!target.ok) {
    world.complain(describeMailTarget(config, target.key, plainText));
    return 2;
  }
  const access = accessFor(target, world);
  if ("sentence" in access) {
    world.complain(access.sentence);
    return access.isForAgreement ? 1 : 2;
  }
  const { host } = access.server;
  const result = await world.session.mail.sendTest(config, access, world.signal);
  const problem = result.ok
    ? (result.refused ?? []).length > 0 && describeRefused(result.refused ?? [], access.server, plainText)
    : failureOf(result.failure, access.server);
  if (problem === false) world.print(`${host} has taken the test mail.`);
  else world.complain(problem);
  return problem === false ? 0 : 2;
}

/** Of each account that something waits for. */
async function sendWaiting(configs: readonly MailConfig[], world: CliWorld): Promise<number> {
  const { mail } = world.session;
  const mails = await mail.waiting();
  const senders = new Set(mails.map(({ message }) => message.from));
  const problems = new Set<string>();
  const unagreed = new Set<string>();
  let sent = 0;
  for (const config of configs) {
    const target = mailTarget(config);
    // Sending takes along whatever waits for the account.
    if (!target.ok || !senders.delete(target.user)) continue;
    for (const one of waitingTargets(target, mails, true)) {
      const access = accessFor(one, world);
      if ("sentence" in access) {
        (access.isForAgreement ? unagreed : problems).add(access.sentence);
        continue;
      }
      const report = await mail.send(access, true, world.signal, "commandLine");
      sent += report.sent;
      for (const problem of problemsOf(report, access)) problems.add(problem);
    }
  }
  const broken = configs.flatMap((config) => {
    const target = mailTarget(config);
    return target.ok ? [] : [describeMailTarget(config, target.key, plainText)];
  })[0];
  if (senders.size > 0) {
    problems.add(
      broken ?? `Mail of ${[...senders].join(", ")} waits, which no configuration names as sender any more.`,
    );
  }
  world.print(`Mail: ${sent} sent, ${(await mail.waiting()).length} waiting.`);
  for (const problem of [...unagreed, ...problems]) world.complain(problem);
  return problems.size > 0 ? 2 : unagreed.size > 0 ? 1 : 0;
}

function problemsOf({ failure, refused, busy }: MailReport, { server }: Pick<MailAccess, "server">): readonly string[] {
  return [
    ...(busy === true ? ["Mail: another window or process is sending right now."] : []),
    ...(refused.length > 0 ? [describeRefused(refused, server, plainText)] : []),
    ...(failure === null ? [] : [failureOf(failure, server)]),
  ];
}

function failureOf(failure: MailFailure, server: MailAccess["server"]): string {
  const sentence = describeMailFailure(failure, server, plainText);
  return failure.code === "noPassword" ? `${sentence} Set TI_SCRAPER_MAIL_PASSWORD.` : sentence;
}

/** What went wrong with the mail of a run, in sentences. */
export function mailProblems(
  mails: readonly DeliveredMail[],
  refusals: ReadonlyMap<string, string>,
): readonly string[] {
  const problems = mails.flatMap((mail) => {
    switch (mail.kind) {
      case "unusable":
        return [describeMailTarget(mail.config, mail.key, plainText)];
      case "gone":
        return [describeGoneMails(mail.count, plainText)];
      case "waits":
        return [refusals.get(refusalKey(mail.target)) ?? "Mail: cancelled; what was to be sent waits."];
      case "handedIn":
        return problemsOf(mail.report, mail.target);
      case "held":
        return [];
    }
  });
  return [...new Set(problems)];
}

/** True when some mail of a run was not sent, or not to all of its receivers; also when another process may be sending it just now. */
export function isMailLeft(mails: readonly DeliveredMail[]): boolean {
  return mails.some((mail) => {
    if (mail.kind !== "handedIn") return mail.kind !== "held";
    const { failure, refused, busy } = mail.report;
    return failure !== null || refused.length > 0 || busy === true;
  });
}

/** What a refusal is remembered by. */
export function refusalKey({ account, to }: UsableTarget): string {
  return JSON.stringify([account, receiversKey(to)]);
}

/**
 * The environment is the agreement: mail goes to no other server than the one it names, which gets the password where it wants one, from
 * no other sender and to no other receivers.
 */
export function accessFor(
  { server, user, to }: UsableTarget,
  { env }: Pick<CliWorld, "env">,
): MailAccess | MailRefusal {
  const password = env["TI_SCRAPER_MAIL_PASSWORD"] ?? "";
  const named = env["TI_SCRAPER_MAIL_SERVER"] ?? "";
  if (password === "" && named === "") {
    const sentence =
      "Mail: TI_SCRAPER_MAIL_SERVER is not set, so nothing was sent. Set it, and TI_SCRAPER_MAIL_PASSWORD where the server wants a password.";
    return { sentence, isForAgreement: false };
  }
  const allowed = parseMailServer(named);
  if (allowed === null || allowed.host !== server.host || allowed.port !== server.port) {
    const sentence =
      `Mail: ${password === "" ? "nothing was" : "the password is not"} sent: the configuration names ${server.host}:${server.port}, ` +
      `TI_SCRAPER_MAIL_SERVER ${allowed === null ? "names no server" : `names ${allowed.host}:${allowed.port}`}.`;
    return { sentence, isForAgreement: false };
  }
  for (const [name, wanted] of [
    ["TI_SCRAPER_MAIL_FROM", [user]],
    ["TI_SCRAPER_MAIL_TO", to],
  ] as const) {
    const sentence = whyNotAgreed(name, wanted, env);
    if (sentence !== null) return { sentence, isForAgreement: true };
  }
  return { server, user, password, to };
}

/** A sentence where a variable does not name these addresses and no others. */
function whyNotAgreed(name: string, wanted: readonly string[], env: CliWorld["env"]): string | null {
  const text = env[name]?.trim() ?? "";
  if (text === "") return `Mail waits: ${name} is not set. Set it to ${wanted.join(",")} to agree to that.`;
  const agreed = parseMailAddresses(text);
  if (agreed !== null && receiversKey(agreed) === receiversKey(wanted)) return null;
  return `Mail waits: it is for ${wanted.join(", ")}, ${name} names ${agreed === null ? "no address" : agreed.join(", ")}.`;
}
