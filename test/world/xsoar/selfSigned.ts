import { createSign, generateKeyPairSync, randomBytes } from "node:crypto";

/** What `startXsoar` takes as `tls`; `cert` alone is the CA file that a client would have to trust. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/**
 * A fresh self-signed certificate for loopback addresses, in DER (X.690) as RFC 5280 lays it out, so that no private key
 * lies in the repository and none ever expires.
 * @param addresses IPv4 addresses and host names it is for
 */
export function selfSigned(
  addresses: readonly string[] = ["127.0.0.1", "127.0.1.200", "localhost"],
  { now = new Date(), days = 30 }: { readonly now?: Date; readonly days?: number } = {},
): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const ecdsaSha256 = sequence(oid([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]));
  const commonName = sequence(oid([0x55, 0x04, 0x03]), tag(0x0c, Buffer.from("XSOAR simulator")));
  const name = sequence(tag(0x31, commonName));
  const day = 86_400_000;
  const from = new Date(now.getTime() - day);
  const validity = sequence(time(from), time(new Date(from.getTime() + (days + 1) * day)));
  const names = sequence(
    ...addresses.map((address) => {
      const isAddress = /^\d+(?:\.\d+){3}$/.test(address);
      return isAddress ? tag(0x87, Buffer.from(address.split(".").map(Number))) : tag(0x82, Buffer.from(address));
    }),
  );
  const extensions = sequence(
    sequence(oid([0x55, 0x1d, 0x11]), tag(0x04, names)),
    // It signs itself: a client that is given it as its CA file must find that it may.
    sequence(
      oid([0x55, 0x1d, 0x13]),
      tag(0x01, Buffer.from([0xff])),
      tag(0x04, sequence(tag(0x01, Buffer.from([0xff])))),
    ),
  );
  const body = sequence(
    tag(0xa0, tag(0x02, Buffer.from([2]))),
    tag(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaSha256,
    name,
    validity,
    name,
    publicKey.export({ type: "spki", format: "der" }),
    tag(0xa3, extensions),
  );
  const signature = createSign("sha256").update(body).sign(privateKey);
  const der = sequence(body, ecdsaSha256, tag(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = der.toString("base64").replace(/.{64}(?=.)/g, "$&\n");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}

function tag(number: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([number, ...size]), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tag(0x30, Buffer.concat(parts));
}

function oid(bytes: readonly number[]): Buffer {
  return tag(0x06, Buffer.from(bytes));
}

/** GeneralizedTime would be wrong before 2050, UTCTime after. */
function time(date: Date): Buffer {
  const text = date.toISOString().replace(/[-:T]|\.\d+/g, "");
  return date.getUTCFullYear() < 2050 ? tag(0x17, Buffer.from(text.slice(2))) : tag(0x18, Buffer.from(text));
}
