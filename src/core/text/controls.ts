/**
 * Characters that no text holds and XML forbids (§2.2): they are dropped, so that what stands on both sides is one word again. White space
 * stays.
 */
// oxlint-disable-next-line no-control-regex -- finding control characters is the point
const CONTROLS = /[\u0000-\u0008\u000e-\u001f]/g;

/** The same written as a reference: HTML would have a replacement character in its place. */
const ZERO_REFERENCE = /&#(?:0+|x0+)(?:;|(?![\da-f]))/gi;

export function withoutControls(text: string): string {
  return withoutZeroReferences(text.replace(CONTROLS, ""));
}

export function withoutZeroReferences(text: string): string {
  return text.includes("&#") ? text.replace(ZERO_REFERENCE, "") : text;
}

/** The same of bytes of an encoding that writes ASCII as ASCII and nothing else with it. */
export function withoutControlBytes(bytes: Uint8Array): Uint8Array {
  // Five times as fast as `some`, over each feed that is read.
  for (let at = 0; at < bytes.length; at++) {
    if (isControl(bytes[at] ?? 0)) return bytes.filter((byte) => !isControl(byte));
  }
  return bytes;
}

function isControl(byte: number): boolean {
  return byte < 32 && (byte < 9 || byte > 13);
}
