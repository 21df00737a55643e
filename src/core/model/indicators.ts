/** What a text says about an attack that a machine can look for. */
export type IndicatorKind = "cve" | "ipv4" | "ipv6" | "domain" | "url" | "email" | "md5" | "sha1" | "sha256" | "sha512";

export interface Indicator {
  readonly kind: IndicatorKind;
  /** Refanged: as a machine takes it. Show it by `defang`. */
  readonly value: string;
  /** The same with its host name in ASCII (RFC 3492), where that has other letters: so it stands in the logs of name servers. */
  readonly punycode?: string;
}

/** What an indicator is looked for by: the value, and its form in ASCII where that is another. */
export function formsOf({ value, punycode }: Indicator): readonly string[] {
  return punycode === undefined ? [value] : [value, punycode];
}

/**
 * An indicator as it may be shown or copied without anything making a link of it, its form in ASCII in brackets behind it; values that
 * are no addresses stay as they are.
 */
export function defang(indicator: Indicator): string {
  const [shown = "", ...more] = formsOf(indicator).map((value) => defangedValue(indicator.kind, value));
  return [shown, ...more.map((form) => `(${form})`)].join(" ");
}

function defangedValue(kind: IndicatorKind, value: string): string {
  switch (kind) {
    case "ipv4":
    case "domain":
      return value.replaceAll(".", "[.]");
    case "ipv6":
      return value.replaceAll(":", "[:]");
    case "email":
      return value.replace("@", "[@]").replaceAll(".", "[.]");
    case "url": {
      const [, scheme = "", host = "", rest = ""] = /^(https?|ftps?):\/\/([^/?#]*)(.*)$/s.exec(value) ?? [];
      const harmless = scheme.startsWith("f") ? scheme.replace("ft", "fx") : scheme.replace("tt", "xx");
      return `${harmless}://${host.replaceAll(".", "[.]")}${rest}`;
    }
    case "cve":
    case "md5":
    case "sha1":
    case "sha256":
    case "sha512":
      return value;
  }
}
