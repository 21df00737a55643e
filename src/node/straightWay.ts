import { Agent, type RequestOptions } from "node:http";
import { Agent as HttpsAgent, type AgentOptions } from "node:https";

/**
 * Options of a request that goes to its host itself, though VS Code, which puts agents of its own in place, knows only some spellings of
 * what is to go by no proxy. What is called `localhost` it sends by none, by the agent it was given: so the request is called that, and
 * its agent calls the host by its name again. The request has to bear the header `Host`.
 */
export function straightWay({ protocol, hostname }: URL, tls: AgentOptions): RequestOptions {
  const agent = protocol === "https:" ? new HttpsAgent(tls) : new Agent();
  const host = hostname.replace(/^\[|\]$/g, "");
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, done) => connect({ ...options, host }, done);
  return { hostname: "localhost", agent };
}
