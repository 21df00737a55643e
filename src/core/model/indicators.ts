/** What a text says about an attack that a machine can look for. */
export type IndicatorKind = "cve" | "ipv4" | "ipv6" | "domain" | "url" | "email" | "md5" | "sha1" | "sha256" | "sha512";

export interface Indicator {
  readonly kind: IndicatorKind;
  /** Refanged: as a machine takes it. Show it by `defang`. */
  readonly value: string;
}

/** A value as it may be shown or copied without anything making a link of it; values that are no addresses stay as they are. */
export function defang({ kind, value }: Indicator): string {
  switch (kind) {
    case "ipv4":
    case "domain":
      return value.replaceAll(".", "[.]");
    case "ipv6":
      return value.replaceAll(":", "[:]");
    case "email":
      return value.replace("@", "[@]").replaceAll(".", "[.]");
    case "url": {
      const [, scheme = "", host = "", rest = ""] = /^(https?):\/\/([^/?#]*)(.*)$/s.exec(value) ?? [];
      return `${scheme.replace("tt", "xx")}://${host.replaceAll(".", "[.]")}${rest}`;
    }
    case "cve":
    case "md5":
    case "sha1":
    case "sha256":
    case "sha512":
      return value;
  }
}

/** A text in which every host name, IPv4 address and web address is as `defang` shows it: nothing makes a link of any of them. */
export function defangText(text: string): string {
  return text.replace(/\bhttp(?=s?:\/\/)/gi, "hxxp").replace(/(?<=[\p{L}\p{M}\p{N}_-])\.(?=[\p{L}\p{N}_])/gu, "[.]");
}
