let english: Intl.DisplayNames | undefined;
let german: Intl.DisplayNames | undefined;

/** What a country of a source goes by: the code and its English and German names, or the text as written. */
export function countryWords(country: string): readonly string[] {
  if (!/^[a-z]{2}$/iu.test(country)) return [country];
  english ??= new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  german ??= new Intl.DisplayNames("de", { type: "region", fallback: "none" });
  const code = country.toUpperCase();
  return [...new Set([code, english.of(code), german.of(code)].filter((word) => word !== undefined))];
}
