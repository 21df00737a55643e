import { createHash, randomInt } from "node:crypto";
import type { Signing } from "../core/ports";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const NONCE_LENGTH = 64;

/** The digest and the chance of Node. */
export const nodeSigning: Signing = {
  uuid5: (namespace, name) => {
    const bytes = createHash("sha1")
      .update(Buffer.from(namespace.replaceAll("-", ""), "hex"))
      .update(name, "utf8")
      .digest()
      .subarray(0, 16);
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  },
  sha256Hex: (text) => createHash("sha256").update(text, "utf8").digest("hex"),
  // randomInt is free of bias, which a remainder of random bytes would not be.
  nonce: () => Array.from({ length: NONCE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join(""),
  jitter: () => Math.random(),
};
