export interface ScanOptions {
  readonly signal: AbortSignal;
  readonly concurrency: number;
  readonly perHost: number;
  readonly timeoutMs: number;
  /** Pause between two requests to one host; none by default. */
  readonly crawlDelayMs?: number;
  /** Also asks sources whose last answer still holds. */
  readonly askAll?: boolean;
  /** Called when a source starts and when it ends. */
  readonly onProgress: (progress: { readonly url: string; readonly done: number; readonly total: number }) => void;
}
