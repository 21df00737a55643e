/** A host where a group publishes what it has taken. Text, and nothing else: never linked, resolved or fetched. */
export interface LeakHost {
  /** A host name, lower case. */
  readonly host: string;
  /** Its address as the source has it, control characters out; "" for none. */
  readonly url: string;
  readonly title: string;
  readonly active: boolean;
  /** When the source looked last, as it wrote it; "" when it did not say. */
  readonly checked: string;
}

/** One entry of the source. */
export interface LeakGroup {
  readonly name: string;
  /** Other names the source has for it. */
  readonly aliases: readonly string[];
  /** Each host once. */
  readonly hosts: readonly LeakHost[];
}

/** A list of groups with their leak sites. */
export interface LeakSites {
  readonly groups: readonly LeakGroup[];
  /** ISO 8601 UTC. */
  readonly fetched: string;
  /** Address or path it was read from. */
  readonly source: string;
}
