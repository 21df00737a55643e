import { Resolver } from "node:dns";
import dgram from "node:dgram";
import { once } from "node:events";
import { isIPv6 } from "node:net";
import type { Resolve } from "../../src/node/reach";

const A = 1;
const AAAA = 28;

/** What a name stands for, each time it is asked for; null: no answer ever comes. */
export type Zone = (name: string, time: number) => readonly string[] | null;

export interface NameServer {
  readonly port: number;
  /** Names that were asked for, each question once. */
  readonly asked: readonly string[];
  /** Asks this server as the product asks the system's resolver, after a while if wanted. */
  readonly resolve: (delayMs?: number) => Resolve;
  close(): void;
}

/** A DNS server over UDP (RFC 1035) whose names change as the test wants; both families of one lookup get the same answer. */
export async function startNameServer(zone: Zone, { host = "127.0.0.1", port = 0 } = {}): Promise<NameServer> {
  const socket = dgram.createSocket("udp4");
  const asked: string[] = [];
  const times = new Map<string, number>();
  socket.on("message", (message, from) => {
    const { name, type, end } = questionOf(message);
    asked.push(name);
    // Questions for A count: the one for AAAA goes with it.
    if (type === A) times.set(name, (times.get(name) ?? 0) + 1);
    const found = zone(name, Math.max(1, times.get(name) ?? 1));
    if (found === null) return;
    const records = found.filter((address) => isIPv6(address) === (type === AAAA));
    socket.send(answerTo(message.subarray(0, end), type, records), from.port, from.address);
  });
  socket.bind(port, host);
  await once(socket, "listening");
  const bound = socket.address().port;
  return {
    port: bound,
    asked,
    resolve:
      (delayMs = 0) =>
      (name, done) => {
        const resolver = new Resolver({ timeout: 1000, tries: 1 });
        resolver.setServers([`${host}:${bound}`]);
        // With an error there are none, whatever the types say.
        resolver.resolve4(name, (none4, four) => {
          resolver.resolve6(name, (none6, six) => {
            const addresses = [
              ...(none4 === null ? four : []).map((address) => ({ address, family: 4 })),
              ...(none6 === null ? six : []).map((address) => ({ address, family: 6 })),
            ];
            const error =
              addresses.length > 0
                ? null
                : Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: "ENOTFOUND" });
            setTimeout(() => done(error, addresses), delayMs);
          });
        });
      },
    close: () => void socket.close(),
  };
}

function questionOf(message: Buffer): { readonly name: string; readonly type: number; readonly end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString("latin1", at + 1, at + 1 + length));
    at += length + 1;
  }
  return { name: labels.join(".").toLowerCase(), type: message.readUInt16BE(at + 1), end: at + 5 };
}

function answerTo(question: Buffer, type: number, addresses: readonly string[]): Buffer {
  const head = Buffer.from(question);
  head.writeUInt16BE(0x84_00 | (question.readUInt16BE(2) & 0x01_00), 2);
  head.writeUInt16BE(addresses.length, 6);
  head.writeUInt32BE(0, 8);
  const records = addresses.map((address) => {
    const data = type === AAAA ? bytesOfIpv6(address) : Buffer.from(address.split(".").map(Number));
    const fixed = Buffer.alloc(12);
    fixed.writeUInt16BE(0xc0_0c, 0);
    fixed.writeUInt16BE(type, 2);
    fixed.writeUInt16BE(1, 4);
    fixed.writeUInt16BE(data.length, 10);
    return Buffer.concat([fixed, data]);
  });
  return Buffer.concat([head, ...records]);
}

function bytesOfIpv6(address: string): Buffer {
  const [head = "", tail = ""] = address.split("::");
  const groups = (half: string) => (half === "" ? [] : half.split(":"));
  const missing = 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array.from({ length: missing }, () => "0"), ...groups(tail)];
  return Buffer.from(all.map((group) => group.padStart(4, "0")).join(""), "hex");
}
