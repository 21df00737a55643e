import { MAX_LEAK_LISTS } from "../limits";
import type { StateDocument } from "../memory/documents";
import { isRecord } from "../text/isRecord";
import type { LeakGroup, LeakHost, LeakSites } from "./leakSites";

/** The answers of sources of leak sites, by their addresses, newest first. */
export const LEAK_SITES: StateDocument<readonly LeakSites[]> = {
  name: "leak-sites",
  empty: [],
  decode: (data) => (Array.isArray(data) ? (data as unknown[]).flatMap((one) => decodeSites(one) ?? []) : null),
};

/** What is kept once a source has answered. */
export function withAnswer(kept: readonly LeakSites[], sites: LeakSites): readonly LeakSites[] {
  return [sites, ...kept.filter(({ source }) => source !== sites.source)].slice(0, MAX_LEAK_LISTS);
}

function decodeSites(value: unknown): LeakSites | null {
  if (!isRecord(value) || !Array.isArray(value["groups"])) return null;
  const { fetched, source, leftOut, groups } = value;
  if (typeof fetched !== "string" || Number.isNaN(Date.parse(fetched)) || typeof source !== "string") return null;
  return {
    groups: (groups as unknown[]).flatMap((one) => decodeGroup(one) ?? []),
    leftOut: typeof leftOut === "number" ? leftOut : 0,
    fetched,
    source,
  };
}

function decodeGroup(value: unknown): LeakGroup | null {
  if (!isRecord(value) || !Array.isArray(value["aliases"]) || !Array.isArray(value["hosts"])) return null;
  const { name, aliases, hosts } = value;
  if (typeof name !== "string") return null;
  return {
    name,
    aliases: (aliases as unknown[]).filter((alias) => typeof alias === "string"),
    hosts: (hosts as unknown[]).filter(isHost),
  };
}

function isHost(value: unknown): value is LeakHost {
  return (
    isRecord(value) &&
    [value["host"], value["url"], value["title"], value["checked"]].every((part) => typeof part === "string") &&
    typeof value["active"] === "boolean"
  );
}
