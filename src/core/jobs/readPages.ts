import type { SourceReport } from "../model/model";
import type { Clock, Http, Parser } from "../ports";
import type { HostGate } from "../fetching/hostGate";
import { scanLimiter } from "../fetching/limiter";
import { fetchSource, hostsOf } from "../fetching/fetchSource";
import type { ScanOptions } from "../fetching/scanOptions";
import type { ParseJob, ParseOutcome } from "../model/parseJob";
import { shownUrl } from "../urls/shownUrl";

export interface ReadPagesWorld {
  readonly http: Http;
  readonly parser: Parser;
  readonly clock: Clock;
  /** Hosts that are to be left alone are not asked. */
  readonly gate: HostGate;
  /** When hosts were asked last, in milliseconds. */
  readonly asked: Map<string, number>;
  /** Tor's control port; 0 for none. */
  readonly controllerPort: number;
  /** Pages to be read through Tor. */
  readonly torPages: ReadonlySet<string>;
}

export interface PageReading {
  readonly report: SourceReport;
  /** Null when the page could not be read. */
  readonly outcome: Extract<ParseOutcome, { ok: true }> | null;
}

/** Reads pages side by side, in the limits of a scan. A page that fails is a line in its reading. */
export async function readPages(
  world: ReadPagesWorld,
  urls: readonly string[],
  read: NonNullable<ParseJob["read"]>,
  options: ScanOptions,
): Promise<PageReading[]> {
  const { clock, gate } = world;
  const limiter = scanLimiter(options, world);
  const configuredHosts = hostsOf(urls);
  let done = 0;
  const progress = (url: string): void => options.onProgress({ url: shownUrl(url), done, total: urls.length });

  const readOne = async (url: string): Promise<PageReading> => {
    const started = clock.now().getTime();
    const ended = (rest: Pick<SourceReport, "outcome"> & Partial<SourceReport>): PageReading => ({
      report: {
        source: { kind: "page", url: shownUrl(url) },
        durationMs: clock.now().getTime() - started,
        articles: 0,
        ...rest,
      },
      outcome: null,
    });
    const fetched = await fetchSource(
      world.http,
      { kind: "page", url },
      {
        configuredHosts,
        clock,
        limiter,
        gate,
        timeoutMs: options.timeoutMs,
        tor: { controllerPort: world.controllerPort, always: world.torPages.has(url) },
        signal: options.signal,
        onStart: () => progress(url),
      },
    );
    switch (fetched.kind) {
      case "cancelled":
        return ended({ outcome: "cancelled" });
      case "waiting":
        return ended({ outcome: "waiting", skipped: fetched.wait });
      case "unchanged":
        return ended({ outcome: "unchanged" });
      case "failed":
        return ended({ outcome: "failed", failure: fetched.failure });
      case "body": {
        const { bytes, contentType, finalUrl } = fetched;
        const outcome = await world.parser.parse(
          { kind: "page", bytes, contentType, url: finalUrl, read },
          options.signal,
        );
        if (options.signal.aborted) return ended({ outcome: "cancelled" });
        if (!outcome.ok) return ended({ outcome: "failed", failure: outcome.failure });
        return { ...ended({ outcome: "read" }), outcome };
      }
    }
  };

  return Promise.all(
    urls.map(async (url) => {
      const reading = await readOne(url);
      done += 1;
      progress(url);
      return reading;
    }),
  );
}
