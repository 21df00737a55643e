import assert from "node:assert/strict";
import { isMailLeft } from "../../../src/cli/runMail";
import type { DeliveredMail } from "../../../src/core/jobs/deliver";
import type { MailReport } from "../../../src/core/mail/mail";

const handedIn = (report: Partial<MailReport>): DeliveredMail =>
  ({
    kind: "handedIn",
    report: { sent: 1, waiting: 0, failure: null, refused: [], ...report },
  }) as unknown as DeliveredMail;

describe("whether the mail of a run is left", () => {
  it("says so of every one that did not go to all of its receivers", () => {
    assert.equal(isMailLeft([]), false);
    assert.equal(isMailLeft([handedIn({})]), false);
    assert.equal(isMailLeft([{ kind: "held" } as unknown as DeliveredMail]), false);
    for (const left of [
      handedIn({ sent: 0, failure: { code: "unreachable" } }),
      handedIn({ sent: 0, failure: { code: "noPassword" } }),
      handedIn({ refused: ["gone@example.com"] }),
      handedIn({ sent: 0, busy: true }),
      { kind: "waits" } as unknown as DeliveredMail,
      { kind: "unusable" } as unknown as DeliveredMail,
    ]) {
      assert.equal(isMailLeft([handedIn({}), left]), true, JSON.stringify(left));
    }
  });
});
