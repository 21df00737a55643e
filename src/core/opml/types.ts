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

export type OpmlOutcome =
  | {
      readonly ok: true;
      readonly feeds: readonly OpmlFeed[];
      /** Feeds whose address is neither http nor https, or far too long. */
      readonly passedOver: number;
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
