import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Run } from "../commandLine";
import { json, useCommandLine } from "./useCommandLine";

const NODE = process.execPath;

/** Answers a protocol run: what `respond` prints for each message, and a last word. */
const script = (respond: string, end = 'say({type:"done",summary:"all told"});'): string => `
const say = (message) => process.stdout.write(JSON.stringify(message) + "\\n");
let hello;
require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const message = JSON.parse(line);
  if (message.type === "hello") hello = message;
  ${respond}
  if (message.type === "end") { ${end} }
});
`;

const FIND = script(
  'if (message.type === "page") for (const [, name] of message.html.matchAll(/<h2>(.*?)<.h2>/g)) say({type:"row",fields:{victim:name,region:process.env.LEAK_REGION ?? ""}});',
);

/** The same in Python. */
const FIND_PYTHON = `import json, re, sys
for line in sys.stdin:
    message = json.loads(line)
    if message["type"] == "page":
        for name in re.findall(r"<h2>(.*?)</h2>", message["html"]):
            print(json.dumps({"type": "row", "fields": {"victim": name, "region": "py"}}))
    if message["type"] == "end":
        print(json.dumps({"type": "done"}))
`;
const hasPython = spawnSync("python3", ["-c", "1"]).status === 0;

describe("scripts of jobs", function () {
  this.timeout(60_000);
  const work = useCommandLine((_request, response) => {
    response.setHeader("content-type", "text/html");
    response.end("<main><h2>Harbour</h2><h2>Mill</h2></main>");
  });
  const write = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(work.folder, name)), { recursive: true });
    writeFileSync(path.join(work.folder, name), text);
  };
  const job = (more: string, base = "contents"): void =>
    write(
      "config/leak_config.yaml",
      `job: {base: ${base}}\nwebsiteconfig: {webpages: ["${work.news.origin}/"]}\nscript: {run: ["${NODE}", scripts/leak.js], ${more}}\n`,
    );
  const allowed = async (text: string, more = "at: extract"): Promise<void> => {
    write("scripts/leak.js", text);
    job(more);
    const done = await work.run(["jobs", "allow", "leak", work.folder]);
    assert.equal(done.code, 0, done.err);
  };
  const run = (...more: readonly string[]): Promise<Run> => work.run(["jobs", "run", "leak", work.folder, ...more]);

  it("runs nobody's script unasked: a scan passes it over, a run by name ends with 2", async () => {
    write("scripts/leak.js", `require("node:fs").writeFileSync("ran", "");`);
    job("at: extract");
    const scanned = await work.run(["scan", work.folder]);
    assert.deepEqual([scanned.code, scanned.out], [0, ""]);
    assert.match(scanned.err, /^leak: Its script needs your consent.*jobs allow leak.*passed it over\.\n$/);
    const named = await run();
    assert.equal(named.code, 2);
    assert.match(named.err, /^leak: Its script needs your consent/);
    assert.match((await work.run(["jobs", "list", work.folder])).out, /script needs consent/);
    assert.throws(() => readFileSync(path.join(work.folder, "ran")), "no script was begun");
  });
  it("gives it the pages, and takes its rows as if the product had found them", async () => {
    await allowed(FIND, "at: extract, env: [LEAK_REGION]");
    const done = await work.run(["jobs", "run", "leak", work.folder], { LEAK_REGION: "eu" });
    assert.equal(done.code, 0, done.err);
    assert.match(done.out, /2 rows, 2 new\n {2}Harbour · eu\n {2}Mill · eu\n {2}all told\nResult file: leak\//);
    const file = /Result file: (.*)/.exec(done.out)?.[1] ?? "";
    assert.match(readFileSync(path.join(work.folder, file), "utf8"), /^\uFEFFvictim,region,url\r\nHarbour,eu,http/);
    assert.match((await run()).out, /2 rows, 2 new/, "another region is another row");
    assert.match((await run()).out, /2 rows, 0 new/);
  });
  it("asks again for any change: file, command line, variables, secrets, point", async () => {
    await allowed(FIND);
    assert.equal((await run()).code, 0);
    write("scripts/leak.js", `${FIND}// changed`);
    assert.equal((await run()).code, 2);
    for (const more of ["at: extract, env: [HOME2]", "at: extract, secrets: [key]", "at: alone"]) {
      write("scripts/leak.js", FIND);
      job(more);
      assert.match((await run()).err, /needs your consent/, more);
    }
    job("at: extract");
    assert.equal((await run()).code, 0, "as it was agreed to");
    assert.match((await work.run(["jobs", "disallow", "leak", work.folder])).out, /runs no more/);
    assert.equal((await run()).code, 2);
  });
  it("keeps the consent outside of the folder", async () => {
    await allowed(FIND);
    assert.deepEqual(spawnSync("ls", [work.folder], { encoding: "utf8" }).stdout.trim().split("\n"), [
      "config",
      "scripts",
      "state",
    ]);
    assert.match(
      spawnSync("grep", ["-rl", '"script"', path.join(work.folder, "state")], { encoding: "utf8" }).stdout,
      /agreements/,
    );
  });
  it("runs no file outside of the workspace, also not through a link", async () => {
    write("scripts/leak.js", FIND);
    symlinkSync(NODE, path.join(work.folder, "scripts", "out.js"));
    for (const [words, why] of [
      [["python3", "scripts/out.js"], /lies outside the workspace/],
      [[NODE], /lies outside the workspace/],
      [["python3", "scripts/none.py"], /scripts\/none\.py is not there/],
      [["sh", "-c", "touch ran"], /is not there/],
    ] as const) {
      write("config/leak_config.yaml", `job: {base: contents}\nscript: {run: ${JSON.stringify(words)}, at: alone}\n`);
      const done = await work.run(["jobs", "allow", "leak", work.folder]);
      assert.equal(done.code, 2);
      assert.match(done.err, why);
      assert.equal((await run()).code, 2);
    }
  });
  it("gives a job its own secrets, shows none, and passes none of ours on", async () => {
    const tell = 'say({type:"row",fields:{mine:hello.secrets["leak-api"],env:JSON.stringify(process.env)}});';
    await allowed(
      script("", `${tell} console.error(hello.secrets["leak-api"]); process.exit(4);`),
      "at: alone, secrets: [leak-api]",
    );
    const without = await run();
    assert.equal(without.code, 2);
    assert.match(without.err, /secret leak-api.*TI_SCRAPER_SECRET_LEAK_LEAK_API/);
    const env = {
      TI_SCRAPER_SECRET_LEAK_LEAK_API: "s3cret-word",
      TI_SCRAPER_SECRET_OTHER_LEAK_API: "not-mine",
      TI_SCRAPER_XSOAR_API_KEY: "xsoar-word",
      TI_SCRAPER_MAIL_PASSWORD: "mail-word",
    };
    const failed = await work.run(["jobs", "run", "leak", work.folder], env);
    assert.equal(failed.code, 1);
    assert.match(failed.out, /exit code 4/);
    assert.doesNotMatch(failed.out + failed.err, /s3cret-word/);
    await allowed(script("", `${tell} say({type:"done"});`), "at: alone, secrets: [leak-api]");
    const told = json(await work.run(["jobs", "run", "leak", work.folder, "--json"], env));
    const [{ new: rows }] = told["jobs"] as [{ readonly new: readonly { readonly fields: Record<string, string> }[] }];
    assert.equal(rows[0]?.fields["mine"], "s3cret-word");
    assert.doesNotMatch(rows[0]?.fields["env"] ?? "", /word|TI_SCRAPER/);
  });

  for (const [what, text, why, more = ""] of [
    [
      "what is no message",
      'console.log("hello there");setInterval(()=>{},1000)',
      /Line 1 of its output is no message: hello there\. Use stderr/,
    ],
    ["another protocol", 'console.log(JSON.stringify({type:"done",protocol:2}))', /another protocol than 1/],
    ["an exit code", 'console.error("first");console.error("boom");process.exit(7)', /exit code 7: boom/],
    ["a signal", 'process.kill(process.pid,"SIGKILL")', /ended by SIGKILL/],
    ["no last word", "", /ended without a message "done"/],
    ["a last word and an exit code", 'console.log(JSON.stringify({type:"done"}));process.exitCode=1', /exit code 1/],
    ["too long a time", "setInterval(()=>{},1000)", /1 second is the time of script\.timeout/, ", timeout: 1"],
    [
      "too long a line",
      'process.stdout.write("a".repeat(1000001));setInterval(()=>{},1000)',
      /longer than 1,000,000 bytes/,
    ],
    [
      "too much",
      'const l=JSON.stringify({type:"progress",x:"a".repeat(99000)})+"\\n";(function w(){while(process.stdout.write(l));process.stdout.once("drain",w)})()',
      /longer than 64 MB/,
    ],
    [
      "too many messages",
      'const l=JSON.stringify({type:"progress"})+"\\n";(function w(){while(process.stdout.write(l.repeat(500)));process.stdout.once("drain",w)})()',
      /more than 100,000 messages/,
    ],
  ] as const) {
    it(`applies nothing of a script that fails by ${what}`, async () => {
      const say = 'process.stdout.write(JSON.stringify({type:"row",fields:{a:"b"}})+"\\n");'.repeat(
        what.startsWith("what") || what === "too long a line" ? 0 : 1,
      );
      await allowed(`${say}${text}`, `at: alone${more}`);
      const done = await run();
      assert.equal(done.code, 1, done.err);
      assert.match(done.out, why);
      assert.match(done.out, /0 rows, 0 new/);
      assert.match(done.out, /No result file written/);
    });
  }
  it("says which program is not there", async () => {
    write("scripts/leak.js", FIND);
    write("config/leak_config.yaml", "job: {base: contents}\nscript: {run: [no-such-python, scripts/leak.js]}\n");
    assert.equal((await work.run(["jobs", "allow", "leak", work.folder])).code, 0);
    assert.match((await run()).out, /There is no program "no-such-python".*py on Windows/);
  });
  it("drops a bad item with the number of its line, ignores what it does not know, and goes on", async () => {
    const say =
      '{type:"row",fields:{"1a":"x"}} {type:"row",fields:{a:{}}} {type:"later"} {type:"later"} {type:"row",fields:{a:"good"}}';
    await allowed(
      say
        .split(" ")
        .map((one) => `console.log(JSON.stringify(${one}));`)
        .join("") + 'console.log(JSON.stringify({type:"done"}))',
      "at: alone",
    );
    const done = await run();
    assert.equal(done.code, 0, done.err);
    assert.match(done.out, /1 rows?, 1 new\n {2}good/);
    assert.match(done.out, /Line 1 of its output lacks something/);
    assert.match(done.out, /Line 2 of its output lacks something/);
    assert.equal(done.out.match(/a kind that is not known here.*later/g)?.length, 1);
  });
  it("pauses a job whose script has failed three times, until one by hand succeeds", async () => {
    await allowed("process.exit(1)");
    for (let round = 0; round < 3; round++) assert.equal((await work.run(["scan", work.folder])).code, 1);
    const paused = await work.run(["scan", work.folder]);
    assert.deepEqual([paused.code, /leak: paused, since its script has failed 3 times/.test(paused.out)], [0, true]);
    await allowed(FIND);
    assert.equal((await run()).code, 0);
    assert.match((await work.run(["scan", work.folder])).out, /^leak: 1 source read/);
  });
  it("runs once at a time, whoever asks: the second is told so and begins nothing", async () => {
    const begin = 'require("node:fs").appendFileSync("begun", "x");';
    const slow = script("", 'setTimeout(() => say({type:"done"}), 3000);');
    await allowed(`${begin}${slow}`);
    const file = path.join(work.folder, "input.jsonl");
    writeFileSync(file, '{"type":"hello"}\n{"type":"end"}\n');
    const begun = (): string =>
      existsSync(path.join(work.folder, "begun")) ? readFileSync(path.join(work.folder, "begun"), "utf8") : "";
    const told = /^leak was not run: another run of this folder is going on.*a script runs once at a time/;
    const both = await Promise.all([run(), run()]);
    const [first, second] = both.toSorted((a, b) => a.code - b.code);
    assert.deepEqual([first?.code, second?.code, second?.out], [0, 2, ""]);
    assert.match(second?.err ?? "", told);
    assert.equal(begun(), "x");
    // So it is between a run and a test, whichever comes first.
    const running = run();
    while (begun() === "x") await new Promise((resolve) => setTimeout(resolve, 20));
    const test = await work.run(["jobs", "test", "leak", work.folder, "--replay", file]);
    assert.deepEqual([test.code, test.out], [2, ""]);
    assert.match(test.err, told);
    assert.equal((await running).code, 0);
    const testing = work.run(["jobs", "test", "leak", work.folder, "--replay", file]);
    while (begun() === "xx") await new Promise((resolve) => setTimeout(resolve, 20));
    assert.match((await run()).err, told);
    assert.equal((await testing).code, 0);
    assert.equal(begun(), "xxx");
  });
  it("finds again what it has kept, once it has ended well", async () => {
    const count = 'const n=(hello.state?.n??0)+1;say({type:"state",value:{n}});say({type:"row",fields:{n}});';
    await allowed(script("", `${count} say({type:"done"}); if (n === 2) process.exitCode = 5;`), "at: alone");
    assert.match((await run()).out, /1 rows?, 1 new\n {2}1\n/);
    assert.equal((await run()).code, 1);
    assert.equal((await run()).code, 1, "the state of a run that failed is none");
  });
  it("records what a script is given, without secrets, and replays it without applying anything", async () => {
    await allowed(FIND);
    const file = path.join(work.folder, "input.jsonl");
    assert.equal((await run("--record", file)).code, 0);
    const lines = readFileSync(file, "utf8").trim().split("\n");
    assert.deepEqual(
      lines.map((line) => (JSON.parse(line) as { readonly type: string }).type),
      ["hello", "page", "end"],
    );
    const test = await work.run(["jobs", "test", "leak", work.folder, "--replay", file]);
    assert.equal(test.code, 0, test.err);
    assert.match(test.out, /^Nothing was applied\. The script has given 0 articles and 2 rows/);
    assert.match(test.out, /victim: Harbour/);
    writeFileSync(file, "no line\n");
    assert.equal((await work.run(["jobs", "test", "leak", work.folder, "--replay", file])).code, 2);
  });
  it("shows in a dry run what it would find, tells it so, and keeps nothing", async () => {
    const told = 'say({type:"log",level:"warn",message:"dry " + hello.dryRun});say({type:"state",value:1});';
    await allowed(FIND.replace('say({type:"done"', `${told}say({type:"done"`));
    // Of the state there are its locks alone.
    const files = () =>
      readdirSync(work.folder, { recursive: true })
        .map(String)
        .filter((name) => /\.\w{2,}$/.test(name));
    const before = files();
    const dry = await run("--dry-run");
    assert.equal(dry.code, 0, dry.err);
    assert.match(dry.out, /2 rows, 2 new[^]*dry true[^]*Dry run: nothing was remembered, written or sent\.\n$/);
    assert.deepEqual(files().sort(), before.sort());
    assert.match(JSON.stringify(json(await run("--dry-run", "--json"))), /"dryRun":true/);
    assert.match((await run()).out, /2 rows, 2 new[^]*dry false/, "nothing was remembered of it");
    assert.match((await work.run(["jobs", "list", "--dry-run", work.folder])).err, /does not take --dry-run/);
  });
  it("takes the text of one that speaks text, with its parameters as arguments", async () => {
    await allowed(
      "console.log(process.argv.slice(2).join(' '));console.log('second')",
      "at: alone, speaks: text, params: {size: 10, all: true}",
    );
    const done = await run();
    assert.equal(done.code, 0, done.err);
    const file = /Result file: (.*)/.exec(done.out)?.[1] ?? "";
    assert.match(file, /_leak\.txt$/);
    assert.equal(readFileSync(path.join(work.folder, file), "utf8"), "--size 10 --all\nsecond\n");
  });

  const CARDS = `\nextract: {select: h2, fields: {victim: ""}}\n`;
  const withRows = async (at: string, text: string): Promise<void> => {
    write("scripts/leak.js", text);
    write(
      "config/leak_config.yaml",
      `job: {base: contents}\nwebsiteconfig: {webpages: ["${work.news.origin}/"]}${CARDS}resultfile: {filename: leak.txt}\nscript: {run: ["${NODE}", scripts/leak.js], at: ${at}}\n`,
    );
    assert.equal((await work.run(["jobs", "allow", "leak", work.folder])).code, 0);
  };
  /** Notes what it is asked about, and drops what is named. */
  const dropping = (field: string, wanted: string): string =>
    script(`if (message.type==="row" || message.type==="article") {
  const told = ${field};
  require("node:fs").appendFileSync("asked", told + "\\n");
  if (told === ${JSON.stringify(wanted)} || told === hello.params.drop) say({type:"drop",key:message.key,why:"old"});
}`);
  const asked = (): readonly string[] => {
    const file = path.join(work.folder, "asked");
    const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
    rmSync(file, { force: true });
    return lines;
  };
  it("leaves out what it drops, and is asked about it again only when its version or parameters change", async () => {
    await withRows("filter", dropping("message.fields.victim", "Mill"));
    assert.match((await run()).out, /1 rows?, 1 new\n {2}Harbour\n/);
    assert.deepEqual(asked(), ["Harbour", "Mill"]);
    assert.match((await run()).out, /1 rows?, 0 new\n/);
    assert.deepEqual(asked(), [], "nothing is new");
    await withRows("filter, params: {drop: Mill}", dropping("message.fields.victim", "Nobody"));
    assert.match((await run()).out, /1 rows?, 0 new\n/);
    assert.deepEqual(asked(), ["Mill"], "another version");
    await withRows("filter, params: {drop: Other}", dropping("message.fields.victim", "Nobody"));
    assert.match((await run()).out, /2 rows?, 1 new\n {2}Mill\n/);
    assert.deepEqual(asked(), ["Mill"], "other parameters");
    await run();
    assert.deepEqual(asked(), []);
  });
  it("leaves out articles likewise, and nothing where it has failed", async () => {
    const propose = async (text: string): Promise<void> => {
      write("scripts/leak.js", text);
      write(
        "config/leak_config.yaml",
        `job: {base: articles}\nwebsiteconfig: {webpages: ["${work.news.origin}/"]}\nextract: {select: h2, fields: {title: ""}}\nscript: {run: ["${NODE}", scripts/leak.js], at: filter}\n`,
      );
      assert.equal((await work.run(["jobs", "allow", "leak", work.folder])).code, 0);
    };
    await propose(dropping("message.title", "Mill").replace('say({type:"done"', 'process.exit(3);say({type:"done"'));
    assert.equal((await run()).code, 1);
    assert.deepEqual(asked(), ["Harbour", "Mill"]);
    await propose(dropping("message.title", "Mill"));
    const first = await run();
    assert.match(first.out, /^ {2}Harbour\n/m);
    assert.doesNotMatch(first.out, /Mill/);
    assert.deepEqual(asked(), ["Harbour", "Mill"], "a run that failed has dropped nothing");
    assert.doesNotMatch((await run("--ask-all")).out, /Mill|Harbour/);
    assert.deepEqual(asked(), []);
    await propose(dropping("message.title", "Nobody"));
    assert.match((await run()).out, /^ {2}Mill\n/m);
    assert.deepEqual(asked(), ["Mill"]);
  });
  it("writes the text it gives, and asks once more where it failed", async () => {
    await withRows("format", "process.exit(1)");
    const failed = await run();
    assert.match(failed.out, /No result file written/);
    await withRows("format", script('if (message.type==="row") say({type:"text",text:message.fields.victim+"!\\n"});'));
    const done = await run();
    const file = /Result file: (.*)/.exec(done.out)?.[1] ?? "";
    assert.equal(readFileSync(path.join(work.folder, file), "utf8"), "Harbour!\nMill!\n");
  });
  it("hears of what was new afterwards, and of nothing where nothing was", async () => {
    await withRows(
      "after",
      script('if (message.type==="row") require("node:fs").appendFileSync("heard", message.fields.victim+"\\n");'),
    );
    await run();
    await run();
    assert.equal(readFileSync(path.join(work.folder, "heard"), "utf8"), "Harbour\nMill\n");
  });
  it("makes articles, which go the way of all others", async () => {
    write(
      "scripts/leak.js",
      script(
        "",
        'say({type:"article",title:"Emberfox returns",url:"https://news.example/1",published:"2026-11-01T10:00:00Z"});say({type:"article",title:"No address"});say({type:"article",title:"Bad",url:"javascript:1"});say({type:"done"})',
      ),
    );
    write(
      "config/leak_config.yaml",
      `job: {base: articles}\nprofiling: {profileData: [Emberfox], profile2file: true, profileFolderName: People}\nscript: {run: ["${NODE}", scripts/leak.js], at: alone}\n`,
    );
    assert.equal((await work.run(["jobs", "allow", "leak", work.folder])).code, 0);
    const done = await run();
    assert.match(done.out, /Emberfox returns\n {4}https:\/\/news\.example\/1\n {2}No address\n/);
    assert.doesNotMatch(done.out, /^ {2}Bad$/m);
    assert.match(readFileSync(path.join(work.folder, "People", "Emberfox_profile.txt"), "utf8"), /Emberfox returns/);
    assert.doesNotMatch((await run()).out, /Emberfox returns\n/);
  });
  (hasPython ? it : it.skip)("speaks with Python as well, and says so where an old script asks", async () => {
    write("scripts/leak.py", FIND_PYTHON);
    write(
      "config/leak_config.yaml",
      `job: {base: contents}\nwebsiteconfig: {webpages: ["${work.news.origin}/"]}\nscript: {run: [python3, scripts/leak.py], at: extract}\n`,
    );
    assert.equal((await work.run(["jobs", "allow", "leak", work.folder])).code, 0);
    assert.match((await run()).out, /2 rows, 2 new\n {2}Harbour · py/);
    write("scripts/leak.py", "answer = input('Go on?')\n");
    write(
      "config/leak_config.yaml",
      "job: {base: contents}\nscript: {run: [python3, scripts/leak.py], speaks: text}\n",
    );
    assert.equal((await work.run(["jobs", "allow", "leak", work.folder])).code, 0);
    assert.match((await run()).out, /asked for an answer where nobody is \(exit code 1\)/);
  });
});
