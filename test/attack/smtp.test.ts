import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { MailMessage, MailResult } from "../../src/core/mail/mailer";
import { parseMailAddresses } from "../../src/core/mail/mailAddresses";
import { createMailer } from "../../src/node/mailer";
import { MAIL_PASSWORD as PASSWORD, MAIL_USER as USER, type MailBox, startMailServer } from "../net/mailServer";
import { fixture, serveRaw } from "../net/servers";
import { keyForms } from "../world/secrecy";
import { type Attack, attackClass } from "./corpus";

const TO = ["analysts@example.com"];
const mailer = createMailer({ verifyTls: true, caPem: fixture("testAuthority.pem") });

function send(port: number, security: "tls" | "starttls", more: Partial<MailMessage> = {}): Promise<MailResult> {
  const message = {
    from: USER,
    to: TO,
    subject: "News",
    text: "news\n",
    html: "<p>news</p>",
    messageId: "<1@example.com>",
    ...more,
  };
  const server = { host: "127.0.0.1", port, security };
  return mailer.send(message, { to: TO, server, user: USER, password: PASSWORD }, new AbortController().signal);
}

/** Fails where the password, or anything of the mail, is in what was read. */
function assertNothingToldIn(read: Buffer): void {
  const login = Buffer.from(`\0${USER}\0${PASSWORD}`);
  const forms = [...keyForms(PASSWORD), Buffer.from(login.toString("base64")), Buffer.from("news"), Buffer.from(USER)];
  for (const form of forms) assert.ok(!read.includes(form), `${form.toString()} was sent in the clear`);
}

/** A server that answers each command by a script, in the clear; gives what it read. */
async function scripted(
  answers: Readonly<Record<string, string>>,
  greeting = "220 mail.example ESMTP\r\n",
  onAnswer: (command: string, socket: Socket) => void = () => undefined,
): Promise<{ readonly port: number; read(): Buffer; close(): Promise<void> }> {
  let read = Buffer.alloc(0);
  const server = await serveRaw((socket) => {
    socket.write(greeting);
    socket.on("data", (chunk: Buffer) => {
      read = Buffer.concat([read, chunk]);
      for (const line of chunk
        .toString("latin1")
        .split("\r\n")
        .filter((one) => one !== "")) {
        const command = line.split(" ")[0]?.toUpperCase() ?? "";
        socket.write(answers[command] ?? "250 OK\r\n");
        onAnswer(command, socket);
      }
    });
  });
  return { port: server.port, read: () => read, close: () => server.close() };
}

const HELLO = "250-mail.example\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN\r\n";

/** A server in the clear that must get nothing, though it says that all is well. */
const inTheClear =
  (security: "tls" | "starttls", ...script: Parameters<typeof scripted>) =>
  async (): Promise<void> => {
    const server = await scripted(...script);
    try {
      const result = await send(server.port, security);
      assert.equal(result.ok, false);
      assertNothingToldIn(server.read());
    } finally {
      await server.close();
    }
  };

/** A real server: what arrives when a mail is made of hostile parts. */
async function arrived(
  more: Partial<MailMessage>,
): Promise<{ readonly box: MailBox; readonly rcpt: readonly string[]; readonly result: MailResult }> {
  const rcpt: string[] = [];
  const box = await startMailServer({
    secure: true,
    onRcptTo: ({ address }, _session, callback) => {
      rcpt.push(address);
      callback();
    },
  });
  try {
    return { box, rcpt, result: await send(box.port, "tls", more) };
  } finally {
    await box.close();
  }
}

/** One mail at most came, to the receivers alone, with no header that was smuggled in. */
async function assertOneMail(more: Partial<MailMessage>, receivers: readonly string[] = TO): Promise<MailBox> {
  const { box, rcpt, result } = await arrived(more);
  assert.ok(box.mails.length <= 1, `${box.mails.length} mails`);
  assert.deepEqual(
    rcpt.filter((address) => !receivers.includes(address)),
    [],
  );
  for (const mail of box.mails) {
    assert.equal(mail.headers.has("bcc"), false);
    assert.equal(mail.headers.has("x-evil"), false);
    assert.equal(mail.cc, undefined);
  }
  assert.equal(result.ok, box.mails.length === 1);
  return box;
}

const LINES = ["\r\n", "\n", "\r", "\u2028", "\u0085"];

describe("SMTP", () => {
  attackClass(
    "SMTP downgrade and injection",
    {
      atLeast: 9,
      control: async () => {
        const { box, result } = await arrived({});
        assert.deepEqual([result, box.mails.length, box.mails[0]?.text], [{ ok: true }, 1, "news\n"]);
      },
    },
    (random): readonly Attack[] => {
      const line = LINES[random(LINES.length)] ?? "\r\n";
      return [
        { name: "no STARTTLS on offer", holds: inTheClear("starttls", { EHLO: "250-mail.example\r\n250 AUTH PLAIN LOGIN\r\n" }) },
        { name: "EHLO is refused, HELO is taken", holds: inTheClear("starttls", { EHLO: "502 no\r\n", STARTTLS: "502 no\r\n" }) },
        { name: "STARTTLS is refused", holds: inTheClear("starttls", { EHLO: HELLO, STARTTLS: "454 TLS not available\r\n" }) },
        { name: "STARTTLS is taken, and the clear goes on", holds: inTheClear("starttls", { EHLO: HELLO, STARTTLS: "220 go\r\n250 OK\r\n" }) },
        { name: "no TLS where it has to be from the first byte", holds: inTheClear("tls", { EHLO: HELLO }) },
        { name: "a greeting that lets in without a login", holds: inTheClear("starttls", { EHLO: "250 mail.example\r\n" }, "220-hello\r\n235 Authentication successful\r\n220 mail.example\r\n") },
        {
          name: "answers in the clear for what is asked behind STARTTLS",
          holds: async () => {
            const pem = fixture("loopbackServer.pem");
            let inside = "";
            // Behind the handshake nothing offers a login or takes a mail: whoever goes on believes the clear.
            const server = await serveRaw((socket) => {
              socket.write("220 mail.example ESMTP\r\n");
              const hear = (chunk: Buffer): void => {
                if (!chunk.toString().startsWith("STARTTLS")) return void socket.write(HELLO);
                socket.off("data", hear);
                socket.write("220 go\r\n250-mail.example\r\n250 AUTH PLAIN\r\n235 welcome\r\n250 OK\r\n250 OK\r\n354 go\r\n250 taken\r\n");
                const secure = new TLSSocket(socket, { isServer: true, key: pem, cert: pem });
                secure.on("error", () => undefined);
                secure.on("data", (bytes: Buffer) => {
                  inside += bytes.toString();
                  secure.write("554 no\r\n");
                });
              };
              socket.on("data", hear);
            });
            const result = await send(server.port, "starttls");
            await server.close();
            assert.equal(result.ok, false);
            assert.doesNotMatch(inside, /AUTH|MAIL FROM/);
          },
        },
        {
          name: "a certificate of another host behind STARTTLS",
          holds: async () => {
            const pem = fixture("otherHostServer.pem");
            const box = await startMailServer({ key: pem, cert: pem });
            const result = await send(box.port, "starttls");
            await box.close();
            assert.equal(!result.ok && result.failure.code, "tls");
            assert.deepEqual(box.logins, []);
          },
        },
        {
          name: "headers in the subject",
          holds: async () => {
            for (const end of LINES) {
              const box = await assertOneMail({ subject: `News${end}Bcc: evil@example.com${end}X-Evil: 1${end}${end}body` });
              assert.equal(box.mails[0]?.text, "news\n", JSON.stringify(end));
            }
          },
        },
        { name: "headers in the sender", holds: async () => void (await assertOneMail({ from: `${USER}>${line}X-Evil: 1${line}Bcc: <evil@example.com` })) },
        { name: "headers in the id", holds: async () => void (await assertOneMail({ messageId: `<1@example.com>${line}X-Evil: 1${line}Bcc: evil@example.com` })) },
        {
          name: "commands in a receiver",
          holds: async () => {
            for (const end of LINES)
              await assertOneMail({ to: [`analysts@example.com>${end}RCPT TO:<evil@example.com`] }, TO);
          },
        },
        {
          name: "receivers in a receiver, as the configuration has them",
          holds: () => {
            for (const end of LINES) {
              assert.equal(parseMailAddresses(`a@example.com${end}Bcc: evil@example.com`), null, JSON.stringify(end));
              assert.equal(parseMailAddresses(`<a@example.com>${end}RCPT TO:<evil@example.com>@x`), null);
            }
          },
        },
        {
          name: "the end of the mail in its text, and another mail behind it",
          holds: async () => {
            for (const end of LINES) {
              for (const other of LINES) {
                const second = ["MAIL FROM:<evil@example.com>", "RCPT TO:<evil@example.com>", "DATA", "evil"].join("\r\n");
                await assertOneMail({ text: `news${end}.${other}${second}${end}.${other}`, html: `<p>${end}.${other}${second}</p>` });
              }
            }
          },
        },
      ]; // prettier-ignore
    },
  );
});
