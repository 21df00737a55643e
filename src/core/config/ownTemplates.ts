import type { Job, JobId } from "../model/model";
import type { Translate } from "../text/translate";

/** The language a script begins in; null for a job without one. */
export type ScriptLanguage = "python" | "javascript";

/** A script beside its job: where it lies in the workspace, how it is run, and its text. */
export interface ScriptTemplate {
  readonly file: string;
  readonly run: readonly string[];
  readonly text: string;
}

/**
 * The file of a new job of the user's own, with a remark for each part: it can be run as it is. @param name as it is shown
 */
export function ownJobTemplate(base: Job, name: string, script: ScriptTemplate | null, t: Translate): string {
  const remark = (sentence: string): string => `# ${sentence.replace(/\s+/g, " ")}`;
  const words: Readonly<Record<Job, readonly string[]>> = {
    articles: [],
    keywords: ["  keywords: [ransomware]"],
    counts: ["  hit: [Contoso]"],
    contents: [],
  };
  const isList = base === "articles" || base === "keywords";
  const lines = [
    remark(t("A job of your own. Its base is {base}: all keys of that hold here.", { base })),
    `job: {name: ${JSON.stringify(name)}, base: ${base}}`,
    remark(t('With "every: 6h" in it the job runs as often as that, else with every scan.')),
    "websiteconfig:",
    ...(isList ? ["  rss_feeds: []"] : []),
    '  webpages: ["https://www.example.com/"]',
    ...words[base],
  ];
  if (script !== null) {
    lines.push(
      remark(t("A program of yours, word by word: it is given the pages and says what it finds, a line of JSON each.")),
      "script:",
      `  run: ${JSON.stringify(script.run)}`,
      "  at: extract",
    );
  } else {
    lines.push(
      remark(t("What of a page counts: each hit of the selector is an item, and its fields are looked for inside.")),
      "extract:",
      '  select: "main a"',
      isList ? '  fields: {title: "", url: ""}' : '  fields: {what: "", link: {attribute: href}}',
    );
    if (!isList)
      lines.push(
        remark(t("The columns of the result file.")),
        "format:",
        '  columns: {What: "{what}", Link: "{link}", Page: "{url}"}',
      );
  }
  lines.push(
    remark(t("A step is on or off: delta writes what is new and nothing else.")),
    "steps: {delta: true, mail: false}",
    "",
  );
  return lines.join("\n");
}

/** A script of some ten lines that runs as it is: it makes an item of each heading of each page. */
export function scriptTemplate(id: JobId, base: Job, language: ScriptLanguage, isWindows: boolean): ScriptTemplate {
  const isList = base === "articles" || base === "keywords";
  if (language === "python") {
    const item = isList ? '{"type": "article", "title": text}' : '{"type": "row", "fields": {"what": text}}';
    return {
      file: `scripts/${id}.py`,
      run: [isWindows ? "py" : "python3", `scripts/${id}.py`],
      text: `import html, json, re, sys

for line in sys.stdin:
    message = json.loads(line)
    if message["type"] == "page":
        for heading in re.findall(r"<h[1-3][^>]*>(.*?)</h[1-3]>", message["html"], re.S):
            text = html.unescape(re.sub(r"<[^>]*>", " ", heading)).strip()
            print(json.dumps(${item}))
    if message["type"] == "end":
        print(json.dumps({"type": "done"}))
`,
    };
  }
  const item = isList ? '{ type: "article", title: text }' : '{ type: "row", fields: { what: text } }';
  return {
    file: `scripts/${id}.js`,
    run: ["node", `scripts/${id}.js`],
    text: `const say = (message) => process.stdout.write(JSON.stringify(message) + "\\n");

require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const message = JSON.parse(line);
  if (message.type === "page")
    for (const [, heading] of message.html.matchAll(/<h[1-3][^>]*>(.*?)<\\/h[1-3]>/gs)) {
      const text = heading.replace(/<[^>]*>/g, " ").trim();
      say(${item});
    }
  if (message.type === "end") say({ type: "done" });
});
`,
  };
}
