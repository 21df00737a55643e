import { BlockList, isIP } from "node:net";

/**
 * Whether an address is asked for by no proxy. The list is that of `NO_PROXY`, as programs and VS Code write it: names (with all names
 * below them, with a dot or `*.` before them or not), addresses, ranges of addresses, each with an optional port, or `*`.
 */
export function goesByNoProxy(url: URL, list: string): boolean {
  const host = bare(url.hostname);
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .some((entry) => {
      if (entry === "*") return true;
      const { name, wantedPort } = splitEntry(entry);
      if (wantedPort !== undefined && wantedPort !== port) return false;
      const domain = canonical(name.replace(/^\*?\./, ""));
      return host === domain || (isIP(host) === 0 && host.endsWith(`.${domain}`)) || isInRange(host, name);
    });
}

function splitEntry(entry: string): { readonly name: string; readonly wantedPort: string | undefined } {
  if (isIP(entry) === 6) return { name: entry, wantedPort: undefined };
  const [, name = entry, wantedPort] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
  return { name: name.replace(/^\[|\]$/g, ""), wantedPort };
}

/** As `URL` has hosts: in lower case, names of other scripts as they are looked up, each address in its one spelling. */
function canonical(name: string): string {
  const host = isIP(name) === 6 ? `[${name}]` : name;
  return /^(?:\[[^\]]*\]|[^/:?#@\\[\]]+)$/.test(host) && URL.canParse(`http://${host}`)
    ? bare(new URL(`http://${host}`).hostname)
    : name;
}

function bare(host: string): string {
  return host.replace(/^\[|\]$/g, "").replace(/\.$/, "");
}

function isInRange(host: string, range: string): boolean {
  const [, network = "", bits] = /^\[?([^\]]+)\]?\/(\d{1,3})$/.exec(range) ?? [];
  const [wanted, own] = [isIP(network), isIP(host)];
  if (wanted === 0 || own === 0 || Number(bits) > (wanted === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  list.addSubnet(network, Number(bits), wanted === 4 ? "ipv4" : "ipv6");
  return list.check(host, own === 4 ? "ipv4" : "ipv6");
}
