import type { Finder } from "./score";

interface TrackedProfile {
  readonly name: string;
  readonly aliases: readonly string[];
}

/** The original tool: title and address in upper case without blanks and hyphens hold the name written the same way. */
export function originalFinder(profiles: readonly TrackedProfile[]): Finder {
  const flat = (text: string): string => text.toUpperCase().replaceAll(/[\s-]/g, "");
  const names = profiles.flatMap(({ name, aliases }) => [name, ...aliases].map((one) => [name, flat(one)] as const));
  return ({ title, url }) => {
    const text = flat(title) + flat(url);
    return new Set(names.flatMap(([profile, one]) => (one !== "" && text.includes(one) ? [profile] : [])));
  };
}

/** Whole words without regard to case, as a search box does it: neither letter nor digit before and behind. */
export function plainWordFinder(profiles: readonly TrackedProfile[]): Finder {
  const names = profiles.flatMap(({ name, aliases }) =>
    [name, ...aliases].map((one) => [name, one.toLowerCase().trim()] as const),
  );
  return ({ title, url }) => {
    const texts = [title.toLowerCase(), url.toLowerCase()];
    return new Set(
      names.flatMap(([profile, one]) => (texts.some((text) => wordPositions(text, one).length > 0) ? [profile] : [])),
    );
  };
}

const letterOrDigit = /[\p{L}\p{N}]/u;

/** Where a name stands as a word. Both in lower case. */
export function wordPositions(text: string, name: string): number[] {
  const positions: number[] = [];
  if (name === "") return positions;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (letterOrDigit.test(text.charAt(at - 1)) || letterOrDigit.test(text.charAt(at + name.length))) continue;
    positions.push(at);
  }
  return positions;
}
