/** How far the reading is. */
export interface ReadingProgress {
  /** The source that has been waited for longest; null when none is. */
  readonly url: string | null;
  readonly done: number;
  readonly total: number;
}

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
  readonly onProgress: (progress: ReadingProgress) => void;
  /** The digest of a version of a script that may run this once, though nobody has agreed to it for good. */
  readonly allowedOnce?: string;
  /** Is shown each line that the scripts of jobs are given, without secrets. */
  readonly onScriptInput?: (line: string) => void;
  /** Scripts are told that nothing of this run counts; whoever says so has opened a session that writes nothing. */
  readonly isDryRun?: boolean;
}
