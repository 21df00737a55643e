/** One feed of an OPML file. */
export interface OpmlFeed {
  /** Names of the folders around it, outermost first. */
  readonly folders: readonly string[];
  /** Empty when the file gives none. */
  readonly title: string;
  /** An http(s) address. */
  readonly xmlUrl: string;
  /** The feed's page; empty when the file gives none. */
  readonly htmlUrl: string;
}

/** How many outlines of a file are no feeds for us, by the reason. */
export interface PassedOver {
  /** Its address is neither http nor https, or far too long. */
  readonly noAddress: number;
  /** Another reader makes it of a page by rules of its own. */
  readonly scraped: number;
  /** It is cut, or a quote is missing. */
  readonly unreadable: number;
}

export type OpmlOutcome =
  | {
      readonly ok: true;
      readonly feeds: readonly OpmlFeed[];
      readonly passedOver: PassedOver;
      /** Feeds inside of more folders than are kept: they count as in the last of these. */
      readonly flattened: number;
    }
  | { readonly ok: false; readonly failure: OpmlFailure };

export type OpmlFailure =
  | { readonly code: "empty" }
  | { readonly code: "binary" }
  | { readonly code: "notOpml" }
  | { readonly code: "tooLarge"; readonly limitBytes: number }
  | { readonly code: "tooMany"; readonly limit: number };
