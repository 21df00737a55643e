import type { AliasConfig, ProfilingConfig } from "./types";

/**
 * The names of a configuration with all that is said about them, as a configuration in JSON that says nothing else: what is read from it
 * is the same.
 */
export function namesText({ profiles, match }: Pick<ProfilingConfig, "profiles" | "match">): string {
  const profileData = profiles.map((profile) => {
    const aliases = profile.aliases.map(written);
    const own = written(profile);
    if (aliases.length === 0) return own;
    return { ...(typeof own === "string" ? { name: own } : own), aliases };
  });
  return JSON.stringify({ profiling: { profileData, match } });
}

function written({ name, match, notHere }: AliasConfig): string | { readonly name: string; readonly match: object } {
  const rules = { ...match, ...(notHere.length === 0 ? {} : { notHere }) };
  return Object.keys(rules).length === 0 ? name : { name, match: rules };
}
