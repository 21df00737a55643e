import { type Hit, ordinaryStory, story } from "./stories";

/** What a source publishes once: an article that a scan must find, or an entry that it must leave out. */
export interface Planted {
  /** The headline a reader should see; null where no rule says what it is. */
  readonly title: string | null;
  /** Absolute, byte for byte as it must be shown and opened. */
  readonly url: string;
  readonly hits: readonly Hit[];
  readonly outcome: "article" | "dropped";
  /** Articles with the same mark are one article under several addresses. */
  readonly same?: string;
  /** An old result file holds it already, under this address: it is no news. */
  readonly oldUrl?: string;
}

/** An article with what feeds tell besides. */
export interface Entry extends Planted {
  readonly title: string;
  readonly date: Date;
}

/** One answer of a source. */
export interface Served {
  readonly body: Buffer | string;
  readonly type: string | null;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the body holds, in order. */
  readonly planted: readonly Planted[];
}

/** One address of the news web that the demo reads. */
export interface SourceSpec {
  readonly kind: "feed" | "page";
  /** Number of the host. */
  readonly host: number;
  readonly path: string;
  /** What is odd about it, in a few words. */
  readonly shape: string;
  /** How reading it must fail; the code of the product's failure. */
  readonly fails?: "status" | "refused" | "notFeed";
  /** Redirects lead over these addresses; the last one has the content. */
  readonly via?: readonly { readonly host: number; readonly path: string }[];
  serve(desk: Desk): Served;
}

/** Where a source gets its stories: addresses on its own host, headlines and dates, the same in every run. */
export class Desk {
  private sequence: number;

  constructor(
    /** `http://host:port` of the source. */
    readonly origin: string,
    /** `http://host:port` of any host of the web. */
    readonly originOf: (host: number) => string,
    private readonly now: Date,
    /** Sources start at different numbers, so that no two invent the same headline. */
    firstStory: number,
  ) {
    this.sequence = firstStory;
  }

  /** A moment some hours ago, to the second. */
  date(hoursAgo: number): Date {
    return new Date(Math.floor(this.now.getTime() / 1000 - hoursAgo * 3600) * 1000);
  }

  /** Ordinary articles of this source, or planted ones by id: `entries(2, "clopPort")`. */
  entries(...wanted: (number | string)[]): Entry[] {
    return wanted.flatMap((want) =>
      typeof want === "string" ? [this.planted(want)] : Array.from({ length: want }, () => this.ordinary()),
    );
  }

  /** A planted story, at its usual address or at one of the source's choice. */
  planted(id: string, url?: string): Entry {
    const { title, slug, hits } = story(id);
    return {
      title,
      url: url ?? `${this.origin}/${this.folder()}/${slug}`,
      hits,
      outcome: "article",
      date: this.next(),
    };
  }

  /** A headline of the source's own, without any tracked name. */
  written(title: string, url: string): Entry {
    return { title, url: new URL(url, this.origin).href, hits: [], outcome: "article", date: this.next() };
  }

  private ordinary(): Entry {
    const { title, slug, hits } = ordinaryStory(this.sequence);
    const url = `${this.origin}/${this.folder()}/${slug}`;
    return { title, url, hits, outcome: "article", date: this.next() };
  }

  private next(): Date {
    return this.date(1 + (this.sequence++ % 60));
  }

  private folder(): string {
    return this.date(0).toISOString().slice(0, 7).replace("-", "/");
  }
}

/** Text as XML or HTML content and attribute value. */
export function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** An entry that must not become an article. */
export function dropped(url: string): Planted {
  return { title: null, url, hits: [], outcome: "dropped" };
}
