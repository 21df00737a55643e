import type { LeakSites } from "../../../src/core/records/leakSites";
import { parseLeakSites } from "../../../src/core/records/leakSites";
import { finish } from "../../../src/core/text/turns";

/** An onion host of version 3 that begins like this. */
export const onion = (name: string): string => `${name.padEnd(56, "a").slice(0, 56)}.onion`;

/** A location as version 1 of the API has it. */
export function location(host: string, rest: Readonly<Record<string, unknown>> = {}) {
  return {
    fqdn: host,
    title: null,
    version: 3,
    slug: `http://${host}/`,
    available: true,
    enabled: true,
    updated: null,
    lastscrape: "2026-09-01 12:00:00.123456",
    ...rest,
  };
}

/** A group as version 1 has it. */
export function group(name: string, locations: readonly unknown[], rest: Readonly<Record<string, unknown>> = {}) {
  return { name, captcha: false, parser: true, javascript_render: false, meta: null, profile: [], locations, ...rest };
}

/** A list as it is handed to recipes. */
export function sitesOf(...groups: readonly unknown[]): LeakSites {
  const parsed = finish(parseLeakSites(JSON.stringify(groups)));
  if (parsed.kind !== "groups") throw new Error(parsed.kind);
  const { leftOut } = parsed;
  const source = "https://api.ransomware.live/groups";
  return { groups: parsed.groups, leftOut, fetched: "2026-09-02T00:00:00.000Z", source };
}
