import type { Log, Web } from "../ports";
import { type Circuits, createCircuits, withCircuit } from "./circuit";
import { type XsoarClient, createXsoarClient } from "./client";
import type { XsoarAccess, XsoarConnection } from "./connection";
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

/** The clients of a session: what one of them learns of a server's health, all know. */
export interface XsoarClients {
  readonly circuits: Circuits;
  readonly clientFor: (access: XsoarAccess) => XsoarClient;
}

/** @param timeoutMs for each request; asked anew for each client, since a setting decides */
export function createXsoarClients(
  web: Pick<Web, "http" | "clock" | "signing">,
  log: Log,
  timeoutMs: () => number,
): XsoarClients {
  const circuits = createCircuits({ clock: web.clock, log });
  return {
    circuits,
    clientFor: (access) => openXsoar(web, log, circuits, access, { timeoutMs: timeoutMs() }),
  };
}
