import { createHash, randomInt } from "node:crypto";
import type { Signing } from "../core/ports";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const NONCE_LENGTH = 64;

/** The digest and the chance of Node. */
export const nodeSigning: Signing = {
  sha256Hex: (text) => createHash("sha256").update(text, "utf8").digest("hex"),
  // randomInt is free of bias, which a remainder of random bytes would not be.
  nonce: () => Array.from({ length: NONCE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join(""),
  jitter: () => Math.random(),
};
