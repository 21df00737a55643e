import type { Fault } from "./faults";
import type { KeyState } from "./flavour";
import type { Xsoar } from "./server";

/** Commands that change or show a simulator from outside; `path` names one, `body` is its argument as JSON text. */
export const COMMANDS: Readonly<Record<string, (xsoar: Xsoar, body: string) => unknown>> = {
  requests: (xsoar) => xsoar.requests(),
  clear: (xsoar) => xsoar.clearRequests(),
  // Texts, so that no number is rounded on the way.
  records: (xsoar) => xsoar.records().map(({ id }) => xsoar.recordText(id)),
  put: (xsoar, body) => xsoar.put(body),
  remove: (xsoar, body) => xsoar.remove(argument(body) as string),
  touch: (xsoar, body) => xsoar.touch(argument(body) as string),
  fail: (xsoar, body) => xsoar.fail(argument(body) as Fault),
  clearFaults: (xsoar) => xsoar.clearFaults(),
  keyState: (xsoar, body) => xsoar.setKeyState(argument(body) as KeyState),
  apiInstance: (xsoar, body) => xsoar.setApiInstance(argument(body) as "enabled" | "disabled"),
};

/** Runs a command and gives its result as JSON text; null when there is no such command. */
export function runCommand(xsoar: Xsoar, name: string, body: string): string | null {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  return command === undefined ? null : JSON.stringify(command(xsoar, body) ?? null);
}

function argument(body: string): unknown {
  return body === "" ? null : JSON.parse(body);
}
