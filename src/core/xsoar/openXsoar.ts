import type { Log, Web } from "../ports";
import { type Circuits, withCircuit } from "./circuit";
import { type XsoarClient, createXsoarClient } from "./client";
import type { XsoarConnection } from "./connection";
import { withRetries } from "./retry";

/**
 * The client to work with: each request logged, searches sent again where that helps, each try signed anew, and a server
 * that fails again and again left alone for a while.
 */
export function openXsoar(
  { http, clock, signing }: Pick<Web, "http" | "clock" | "signing">,
  log: Log,
  circuits: Circuits,
  connection: XsoarConnection,
  options: { readonly timeoutMs: number },
): XsoarClient {
  const client = createXsoarClient(http, connection, { ...options, clock, signing, log });
  return withRetries(withCircuit(client, circuits.of(connection.baseUrl)), { clock, signing });
}
