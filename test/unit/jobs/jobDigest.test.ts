import assert from "node:assert/strict";
import { jobGroups } from "../../../src/core/jobs/jobDigest";
import type { OtherReport } from "../../../src/core/jobs/jobReports";
import { buildDigest } from "../../../src/core/mail/digest";
import type { Article } from "../../../src/core/model/model";
import { plainText } from "../../../src/core/text/translate";

const BASE = {
  started: "2026-03-01T08:00:00.000Z",
  durationMs: 1,
  cancelled: false,
  sources: [],
  resultFile: null,
  notices: [],
};
const article = (title: string): Article => ({
  key: title,
  title,
  url: `https://news.example/${encodeURIComponent(title)}`,
  source: "https://news.example/feed",
  published: null,
  found: "2026-03-01T08:00:00.000Z",
});
const text = (report: OtherReport, summaries: ReadonlyMap<string, readonly string[]> = new Map()) =>
  buildDigest("News", jobGroups(report, summaries, plainText), "Nothing new.", plainText).text;

describe("the mail about a job", () => {
  it("groups by keyword, marks it, and has the summary of each article", () => {
    const [ransom, leak] = [article("A RANSOM is asked"), article("Leak after a ransom")];
    const report: OtherReport = {
      ...BASE,
      job: "keywords",
      notes: null,
      newArticles: [
        { article: ransom, keywords: ["ransom"] },
        { article: leak, keywords: ["ransom", "leak"] },
      ],
    };
    const mail = text(report, new Map([[leak.key, ["They paid.", "Then it leaked."]]]));
    assert.match(mail, /^ransom \(2\)\n=+\n\nA RANSOM is asked\n/);
    assert.match(mail, /leak \(1\)\n=+\n\nLeak after a ransom\nhttps:.*\nThey paid\. Then it leaked\.\n/);
  });

  it("shows the words around a name, without the tags of the page", () => {
    const report: OtherReport = {
      ...BASE,
      job: "counts",
      rows: [
        {
          name: "Greyheron",
          pages: [
            {
              url: "https://site.example/b",
              before: `iv class="x"><h1>Status</h1>\n<p>`,
              from: "Greyheron sells <b>access</b> to ports</p><di",
            },
          ],
        },
        { name: "Absent", pages: [] },
      ],
    };
    assert.equal(
      text(report),
      "Greyheron (1)\n=============\n\n… Status Greyheron sells access to ports …\nhttps://site.example/b\n",
    );
  });

  it("tells the pages that have changed or are new", () => {
    const page = (url: string, change: "changed" | "new" | "same") =>
      ({ url, change, read: BASE.started, changed: null }) as const;
    const pages = [
      page("https://a.example/", "changed"),
      page("https://b.example/", "same"),
      page("https://c.example/", "new"),
    ];
    assert.match(
      text({ ...BASE, job: "contents", pages }),
      /^Changed pages \(2\)\n=+\n\nhttps:\/\/a\.example\/\n[^]*https:\/\/c\.example\/\n/,
    );
    assert.equal(text({ ...BASE, job: "contents", pages: pages.slice(1, 2) }), "Nothing new.\n");
  });
});
