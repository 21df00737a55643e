/** Why a worker thread ended, in words that fit into a sentence. */
export function workerErrorReason(error: Error): string {
  const code = "code" in error ? error.code : undefined;
  return code === "ERR_WORKER_OUT_OF_MEMORY" ? "it needs too much memory" : error.message.slice(0, 200);
}
