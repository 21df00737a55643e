import http, { type ClientRequest, type RequestOptions } from "node:http";
import https from "node:https";

/**
 * Calls `send`, which has node-fetch begin one request before it returns, and has that request made with further options. node-fetch takes
 * neither `lookup` nor tells of the request it makes, and an agent would not do: VS Code puts its own in place, by a `request` of its own.
 * All of them are looked up anew with each request, so ours stands there for this one alone, and nothing else runs meanwhile.
 *
 * @param begun gets the request before anything happens to it
 */
export function beginRequest<Sent>(
  { protocol }: Pick<URL, "protocol">,
  further: RequestOptions,
  begun: (request: ClientRequest) => void,
  send: () => Sent,
): Sent {
  const client: { request: (url: string, options: RequestOptions) => ClientRequest } =
    protocol === "https:" ? https : http;
  const { request } = client;
  client.request = (url, options) => {
    const made = request(url, { ...options, ...further });
    begun(made);
    return made;
  };
  try {
    return send();
  } finally {
    client.request = request;
  }
}
