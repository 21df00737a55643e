/** What a record says, as it is read out. */
export interface Profile {
  readonly id: string;
  readonly value: string;
  readonly type: string;
  readonly aliases: readonly string[];
  /** "" for none. */
  readonly description: string;
  readonly techniques: readonly string[];
  /** As the server wrote them; null for none. */
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  readonly timestamp: string | null;
  readonly modified: string | null;
  /** Newest first. */
  readonly notes: readonly { readonly text: string; readonly time: string | null }[];
}
