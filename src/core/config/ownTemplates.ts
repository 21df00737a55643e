import type { JobId } from "../model/model";
import type { Translate } from "../text/translate";
import type { OwnBase } from "./ownTypes";

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
export function ownJobTemplate(base: OwnBase, name: string, script: ScriptTemplate | null, t: Translate): string {
  const remark = (sentence: string): string => `# ${sentence.replace(/\s+/g, " ")}`;
  const jobLine = `job: {name: ${JSON.stringify(name)}, base: ${base}}`;
  if (base === "records") return recordsTemplate(jobLine, script, remark, t);
  const words: Readonly<Record<typeof base, readonly string[]>> = {
    articles: [],
    keywords: ["  keywords: [ransomware]"],
    counts: ["  hit: [Contoso]"],
    contents: [],
  };
  const isList = base === "articles" || base === "keywords";
  const lines = [
    remark(t("A job of your own. Its base is {base}: all keys of that hold here.", { base })),
    jobLine,
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

function recordsTemplate(
  jobLine: string,
  script: ScriptTemplate | null,
  remark: (sentence: string) => string,
  t: Translate,
): string {
  return [
    remark(t("A job of your own that looks at records of Cortex XSOAR. What its script proposes is reviewed by you.")),
    jobLine,
    remark(t('The records it looks at: "names" of them, or a "query" with or without a "type".')),
    "select: {type: Threat Actor}",
    remark(
      t("A program of yours, word by word: it is shown these fields of each record and may propose to change them."),
    ),
    "script:",
    `  run: ${JSON.stringify(script?.run ?? [])}`,
    "  at: records",
    "  fields: [aliases]",
    "",
  ].join("\n");
}

/** A script of some ten lines that runs as it is: it makes an item of each heading of each page, or tidies aliases. */
export function scriptTemplate(id: JobId, base: OwnBase, language: ScriptLanguage, isWindows: boolean): ScriptTemplate {
  const isList = base === "articles" || base === "keywords";
  if (base === "records") return recordsScript(id, language, isWindows);
  if (language === "python") {
    const item = isList ? '{"type": "article", "title": text}' : '{"type": "row", "fields": {"what": text}}';
    return inPython(
      id,
      isWindows,
      `import html, json, re, sys

for line in sys.stdin:
    message = json.loads(line)
    if message["type"] == "page":
        for heading in re.findall(r"<h[1-3][^>]*>(.*?)</h[1-3]>", message["html"], re.S):
            text = html.unescape(re.sub(r"<[^>]*>", " ", heading)).strip()
            print(json.dumps(${item}))
    if message["type"] == "end":
        print(json.dumps({"type": "done"}))
`,
    );
  }
  const item = isList ? '{ type: "article", title: text }' : '{ type: "row", fields: { what: text } }';
  return inJavaScript(
    id,
    `  if (message.type === "page")
    for (const [, heading] of message.html.matchAll(/<h[1-3][^>]*>(.*?)<\\/h[1-3]>/gs)) {
      const text = heading.replace(/<[^>]*>/g, " ").trim();
      say(${item});
    }
`,
  );
}

/** Proposes to take a record's own name out of its aliases. */
function recordsScript(id: JobId, language: ScriptLanguage, isWindows: boolean): ScriptTemplate {
  if (language === "python")
    return inPython(
      id,
      isWindows,
      `import json, sys

for line in sys.stdin:
    message = json.loads(line)
    if message["type"] == "record" and message["value"] in (message["fields"]["aliases"] or []):
        remove = {"aliases": [message["value"]]}
        print(json.dumps({"type": "change", "id": message["id"], "remove": remove, "why": "It is the name itself."}))
    if message["type"] == "end":
        print(json.dumps({"type": "done"}))
`,
    );
  return inJavaScript(
    id,
    `  if (message.type === "record" && message.fields.aliases?.includes(message.value))
    say({ type: "change", id: message.id, remove: { aliases: [message.value] }, why: "It is the name itself." });
`,
  );
}

function inPython(id: JobId, isWindows: boolean, text: string): ScriptTemplate {
  const file = `scripts/${id}.py`;
  return { file, run: [isWindows ? "py" : "python3", file], text };
}

/** @param answers what is said of each message */
function inJavaScript(id: JobId, answers: string): ScriptTemplate {
  const file = `scripts/${id}.js`;
  return {
    file,
    run: ["node", file],
    text: `const say = (message) => process.stdout.write(JSON.stringify(message) + "\\n");

require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const message = JSON.parse(line);
${answers}  if (message.type === "end") say({ type: "done" });
});
`,
  };
}
