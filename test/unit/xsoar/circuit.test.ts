import { deepEqual, equal, match, ok } from "node:assert/strict";
import { FIRST_CIRCUIT_PAUSE_MS, LONGEST_CIRCUIT_PAUSE_MS, MAX_XSOAR_FAILURES } from "../../../src/core/limits";
import type { HttpFailure } from "../../../src/core/model/failureReasons";
import type { HttpResult } from "../../../src/core/ports";
import { plainText } from "../../../src/core/text/translate";
import { createCircuit, createCircuits, withCircuit } from "../../../src/core/xsoar/circuit";
import { describeXsoarFailure } from "../../../src/core/xsoar/describeFailure";
import type { XsoarFailure } from "../../../src/core/xsoar/failures";
import { nextStep } from "../../../src/core/xsoar/consequences";
import { openXsoar } from "../../../src/core/xsoar/openXsoar";
import { KEY, NEVER, SIGNING, clientOf, json, nothing, scripted, text } from "./fakes";

const DOWN: XsoarFailure = { code: "server", status: 503, detail: "" };

/** A circuit with a clock to set and a log to read. */
function world() {
  const lines: string[] = [];
  const state = { now: 1_000_000 };
  const say = (line: string): void => void lines.push(line);
  const parts = {
    clock: { now: () => new Date(state.now), wait: () => Promise.resolve() },
    log: { debug: () => {}, info: say, warn: say, error: say },
  };
  const circuit = createCircuit("soar.test", parts);
  const report = (failure: XsoarFailure | null): string => {
    const admission = circuit.admit();
    if (!admission.ok) return `refused ${admission.failure.retryInSeconds}`;
    admission.settle(failure);
    return "sent";
  };
  return { ...parts, circuit, report, lines, later: (ms: number) => void (state.now += ms) };
}

function opened(cause: XsoarFailure = DOWN) {
  const opened = world();
  for (let count = 0; count < MAX_XSOAR_FAILURES; count++) equal(opened.report(cause), "sent");
  return opened;
}

describe("the circuit", () => {
  it("lets one request through when the user asks for it, and not before a time the server named", () => {
    const { circuit, report } = opened();
    circuit.allowTrial();
    equal(report(DOWN), "sent");
    equal(report(null), "refused 60");
    circuit.allowTrial();
    equal(report(null), "sent");
    equal(report(null), "sent", "it is closed");
    const asked = opened({ code: "rateLimited", retryAfterSeconds: 40 });
    asked.circuit.allowTrial();
    equal(asked.report(null), "refused 40");
  });

  it("opens after failures in a row, says so once and names the cause", () => {
    const { circuit, lines, report } = opened();
    for (let count = 0; count < 20; count++) equal(report(null), "refused 30");
    equal(lines.length, 1);
    match(lines[0]!, /soar\.test failed 5 times in a row \(server\)/);
    const refused = circuit.admit();
    ok(!refused.ok);
    deepEqual(refused.failure, { code: "circuitOpen", cause: DOWN, failures: 5, retryInSeconds: 30 });
    match(
      describeXsoarFailure(refused.failure, plainText),
      /^Cortex XSOAR failed 5 times in a row and is left alone for 30 seconds\. The last failure: Cortex XSOAR reports/,
    );
    equal(nextStep(refused.failure), "retry");
    equal(nextStep({ ...refused.failure, cause: { code: "proxy", why: "login" } }), "openProxySettings");
  });

  it("stays closed while successes come in between", () => {
    const { report, lines } = world();
    for (let round = 0; round < 10; round++) {
      for (let count = 1; count < MAX_XSOAR_FAILURES; count++) equal(report(DOWN), "sent");
      equal(report(null), "sent");
    }
    deepEqual(lines, []);
  });

  const refusals: readonly XsoarFailure[] = [
    { code: "conflict", detail: "" },
    { code: "rejected", status: 400, detail: "" },
    { code: "notFound", status: 404 },
    { code: "keyRefused", status: 401, detail: "" },
    { code: "noPermission", status: 403, detail: "" },
    { code: "serverError", detail: "" },
    { code: "tooLarge", limitBytes: 1 },
    { code: "keyFormat" },
  ];
  for (const failure of refusals) {
    it(`is not opened by ${failure.code}, which is an answer`, () => {
      const { report } = world();
      for (let count = 0; count < 50; count++) equal(report(failure), "sent");
    });
  }

  const troubles: readonly XsoarFailure[] = [
    { code: "dns", host: "h" },
    { code: "refused", host: "h" },
    { code: "reset", host: "h" },
    { code: "timeout", seconds: 60 },
    { code: "tls", why: "expired" },
    { code: "proxy", why: "refused" },
    { code: "network", why: "other" },
    { code: "truncated" },
    { code: "malformed" },
    { code: "rateLimited", retryAfterSeconds: null },
    { code: "uiUrl", status: 200 },
    { code: "redirect", status: 303, target: "" },
  ];
  for (const failure of troubles)
    it(`is opened by ${failure.code}`, () => equal(opened(failure).report(null), "refused 30"));

  it("counts nothing for a cancelled request", () => {
    const { report } = world();
    for (let count = 1; count < MAX_XSOAR_FAILURES; count++) report(DOWN);
    for (let count = 0; count < 9; count++) equal(report({ code: "aborted" }), "sent");
    equal(report(DOWN), "sent");
    equal(report(DOWN), "refused 30");
  });

  it("lets one request through after a while, and closes when that works", () => {
    const { circuit, report, lines, later } = opened();
    later(FIRST_CIRCUIT_PAUSE_MS - 1);
    equal(report(null), "refused 1");
    later(1);
    const trial = circuit.admit();
    ok(trial.ok);
    equal(report(null), "refused 1", "a second one waits for the trial");
    trial.settle(null);
    trial.settle(DOWN);
    equal(report(null), "sent");
    equal(lines.length, 2);
    match(lines[1]!, /answers again/);
  });

  it("stays open for longer each time the trial fails, up to a limit, without a word", () => {
    const { report, lines, later } = opened();
    for (const seconds of [60, 120, 120, 120]) {
      later(LONGEST_CIRCUIT_PAUSE_MS);
      equal(report(DOWN), "sent");
      equal(report(DOWN), `refused ${seconds}`);
    }
    equal(lines.length, 1);
  });

  it("keeps the trial for the next request when it was cancelled", () => {
    const { report, later } = opened();
    later(FIRST_CIRCUIT_PAUSE_MS);
    equal(report({ code: "aborted" }), "sent");
    equal(report(null), "sent");
    equal(report(null), "sent");
  });

  it("takes no notice of what was under way when it opened", () => {
    const { circuit, report, lines } = world();
    const early = [circuit.admit(), circuit.admit()];
    for (let count = 0; count < MAX_XSOAR_FAILURES; count++) report(DOWN);
    for (const [index, admission] of early.entries()) if (admission.ok) admission.settle(index === 0 ? null : DOWN);
    equal(report(null), "refused 30");
    equal(lines.length, 1);
  });

  it("takes a burst of requests side by side for one failure, unless they hang", () => {
    const burst = (circuit: ReturnType<typeof createCircuit>, failure: XsoarFailure): number => {
      const admissions = Array.from({ length: 8 }, () => circuit.admit());
      for (const admission of admissions) if (admission.ok) admission.settle(failure);
      return admissions.filter(({ ok: sent }) => sent).length;
    };
    const busy = world();
    for (let round = 0; round < MAX_XSOAR_FAILURES; round++) equal(burst(busy.circuit, DOWN), 8);
    equal(busy.report(null), "refused 30");
    const hanging = world();
    equal(burst(hanging.circuit, { code: "timeout", seconds: 60 }), 8);
    equal(hanging.report(null), "refused 30");
  });

  it("waits as long as the server asks, within reason", () => {
    equal(opened({ code: "rateLimited", retryAfterSeconds: 90 }).report(null), "refused 90");
    equal(opened({ code: "rateLimited", retryAfterSeconds: 5 }).report(null), "refused 30");
    equal(opened({ code: "rateLimited", retryAfterSeconds: 90_000 }).report(null), "refused 600");
    equal(
      opened({ ...DOWN, code: "server", status: 503, detail: "", retryAfterSeconds: 45 }).report(null),
      "refused 45",
    );
  });

  it("is not held open by a clock that was set back", () => {
    const { report, later } = opened();
    later(-3_600_000);
    equal(report(null), "sent");
    equal(report(null), "sent");
  });

  it("is one for each address", () => {
    const { clock, log } = world();
    const circuits = createCircuits({ clock, log });
    equal(circuits.of("https://a.test"), circuits.of("https://a.test"));
    ok(circuits.of("https://a.test") !== circuits.of("https://a.test/acc_x"));
  });
});

describe("a client with a circuit", () => {
  const broken = (failure: HttpFailure): HttpResult => ({ ok: false, failure });

  it("sends nothing while it is open, reads and writes alike", async () => {
    const { circuit, later } = opened();
    const { http, log } = scripted(nothing);
    const client = withCircuit(clientOf(http), circuit);
    for (const result of [
      await client.search("", { page: 0, size: 1 }, NEVER),
      await client.create("{}", NEVER),
      await client.edit("{}", NEVER),
    ]) {
      equal(!result.ok && result.failure.code, "circuitOpen");
    }
    equal(log.length, 0);
    later(FIRST_CIRCUIT_PAUSE_MS);
    ok((await client.search("", { page: 0, size: 1 }, NEVER)).ok);
  });

  it("tests the connection all the same, and closes when it works", async () => {
    const { circuit, report } = opened();
    const { http, log } = scripted(json({}, 503), nothing);
    const client = withCircuit(clientOf(http), circuit);
    equal((await client.test(NEVER))?.code, "server");
    equal(report(null), "refused 30");
    equal(await client.test(NEVER), null);
    equal(log.length, 2);
    equal(report(null), "sent");
  });

  it("does not lose its trial to a client that throws", async () => {
    const { circuit, report, later } = opened();
    later(FIRST_CIRCUIT_PAUSE_MS);
    const client = withCircuit(
      { ...clientOf(scripted(nothing).http), edit: () => Promise.reject(new Error("bug")) },
      circuit,
    );
    await client.edit("{}", NEVER).then(
      () => ok(false),
      () => {},
    );
    equal(report(null), "sent");
  });

  it("ends the retries of a search when it opens, with the cause told once", async () => {
    const { clock, log: sayings, lines } = world();
    const { http, log } = scripted(broken({ code: "reset", host: "h" }));
    const circuits = createCircuits({ clock, log: sayings });
    const connection = { baseUrl: "https://soar.test", apiKey: KEY };
    const client = openXsoar({ http, clock, signing: SIGNING }, sayings, circuits, connection, { timeoutMs: 1 });
    const codes: string[] = [];
    for (let count = 0; count < 4; count++) {
      const result = await client.search("", { page: 0, size: 1 }, NEVER);
      codes.push(result.ok ? "ok" : result.failure.code);
    }
    deepEqual(codes, ["reset", "circuitOpen", "circuitOpen", "circuitOpen"]);
    equal(log.length, MAX_XSOAR_FAILURES);
    equal(lines.length, 1);
  });

  it("shares what it knows among the clients of a session", async () => {
    const { clock, log: sayings } = world();
    const circuits = createCircuits({ clock, log: sayings });
    const open = (...answers: HttpResult[]) => {
      const { http, log } = scripted(...answers);
      const connection = { baseUrl: "https://soar.test", apiKey: KEY };
      const client = openXsoar({ http, clock, signing: SIGNING }, sayings, circuits, connection, { timeoutMs: 1 });
      return { client, log };
    };
    const first = open(text("", null, 503));
    for (let count = 0; count < MAX_XSOAR_FAILURES; count++) await first.client.edit("{}", NEVER);
    const second = open(nothing);
    const result = await second.client.edit("{}", NEVER);
    deepEqual([!result.ok && result.failure.code, second.log.length], ["circuitOpen", 0]);
  });
});
