import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { scriptTemplate } from "../../src/core/config/ownTemplates";

/** A site of invented victims, and the two jobs of the demo's own that read it: one declared, one with a script. */

interface Victim {
  readonly name: string;
  readonly when: string;
  readonly size: string;
}

const VICTIMS: readonly Victim[] = [
  { name: "Harbour Works & Sons", when: "3 May", size: "12 GB" },
  { name: "Mill Valley Dairy", when: "5 May", size: "800 MB" },
  { name: "Nordlicht Reederei", when: "9 May", size: "2 TB" },
];
const HEADING = "Latest victims";
const HIDDEN = "Test victim, please ignore";

export interface LeakSite {
  readonly url: string;
  close(): Promise<void>;
}

export async function startLeakSite(): Promise<LeakSite> {
  const server: Server = createServer((_request, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(leakPage());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/leaks`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function leakPage(): string {
  const cards = [...VICTIMS, { name: HIDDEN, when: "1 May", size: "1 GB" }].map(
    ({ name, when, size }) =>
      `<article class="card"><h2>${name.replace("&", "&amp;")}</h2><time>${when}</time><p class="meta">stolen: ${size}</p></article>`,
  );
  return `<!doctype html><title>Leaks</title><main><h1>${HEADING}</h1>${cards.join("\n")}</main>`;
}

/** Writes both jobs, the script in Python where there is one. */
export function writeLeakJobs(folder: string, { url }: LeakSite): void {
  const hasPython = spawnSync("python3", ["-c", "1"]).status === 0;
  const script = scriptTemplate("headings", "contents", hasPython ? "python" : "javascript", false);
  const write = (file: string, text: string): void => {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  };
  write(
    "config/leakwatch_config.yaml",
    `# A job of its own: the cards of a leak site as a table
job: {name: Leak watch, base: contents}
websiteconfig: {webpages: ["${url}"]}
extract:
  select: "main .card"
  fields: {victim: h2, when: time, size: {from: .meta, pattern: '(\\d+ [MGT]B)'}}
  exclude: [test victim]
format:
  columns: {Victim: "{victim}", Date: "{when}", Size: "{size}", Page: "{url}"}
resultfile: {folder: 04 Leak watch, filename: leaks.csv}
`,
  );
  write(script.file, script.text);
  write(
    "config/headings_config.yaml",
    `# A job with a script: each heading of a page\njob: {name: Headings, base: contents}\nwebsiteconfig: {webpages: ["${url}"]}\nscript: {run: ${JSON.stringify(script.run)}, at: extract}\n`,
  );
}

/** The part of a report that tells of jobs of the user's own. */
export interface OwnReport {
  readonly jobs?: readonly {
    readonly job: string;
    readonly new?: readonly { readonly fields?: Readonly<Record<string, string>> }[];
  }[];
}

/** Compares what both jobs have found with what was planted: a sentence for each difference. */
export function compareOwnJobs({ jobs = [] }: OwnReport): string[] {
  const found = (id: string): string =>
    JSON.stringify(jobs.find(({ job }) => job === id)?.new?.map(({ fields = {} }) => Object.values(fields)) ?? null);
  const planted = new Map([
    ["leakwatch", VICTIMS.map(({ name, when, size }) => [name, when, size])],
    ["headings", [HEADING, ...VICTIMS.map(({ name }) => name), HIDDEN].map((heading) => [heading])],
  ]);
  return [...planted].flatMap(([id, rows]) => {
    const expected = JSON.stringify(rows);
    return found(id) === expected ? [] : [`rows of ${id}: ${found(id)} instead of ${expected}`];
  });
}
