import type { Agent, RequestOptions } from "node:http";

/**
 * Options of a request that goes to its host itself, though VS Code, which puts agents of its own in place, knows only some spellings of
 * what is to go by no proxy. What is called `localhost` it sends by none, by the agent it was given: so the request is called that, and
 * its agent calls the host by its name again (`callByName`). The request has to bear the header `Host`.
 */
export function straightWay(agent: Agent): RequestOptions {
  return { hostname: "localhost", agent };
}

/** Has an agent connect to one host, whatever the request calls it. */
export function callByName(agent: Agent, { hostname }: URL): void {
  const host = hostname.replace(/^\[|\]$/g, "");
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, done) => connect({ ...options, host }, done);
}
