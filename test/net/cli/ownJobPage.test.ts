import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "../../vscode/project";
import { useCommandLine } from "./useCommandLine";

const page = (): string => {
  const readme = readFileSync(path.join(projectRoot, "README.md"), "utf8");
  return readme.slice(readme.indexOf("\n## Write your own job\n"), readme.indexOf("\n## Safety\n"));
};

describe("README: Write your own job", function () {
  this.timeout(30_000);
  const work = useCommandLine((_request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(
      '<main><div class="card"><h2>Harbour</h2><i class="when">3 May</i><p class="meta">all 12 GB</p></div><div class="card"><h2>Test Victim</h2></div></main>',
    );
  });

  it("is sixty lines at most, and its examples run as they stand there", async () => {
    assert.ok(page().trim().split("\n").length <= 60);
    const examples = [...page().matchAll(/```\w+\n# (\S+)\n([^]*?)```/g)];
    assert.deepEqual(
      examples.map(([, file]) => file),
      ["config/leakwatch_config.yaml", "scripts/headings.py", "config/headings_config.yaml"],
    );
    for (const [, file = "", text = ""] of examples) {
      mkdirSync(path.dirname(path.join(work.folder, file)), { recursive: true });
      writeFileSync(path.join(work.folder, file), text.replace("https://leaks.example/", `${work.news.origin}/`));
    }
    const declared = await work.run(["jobs", "run", "leakwatch", work.folder]);
    assert.equal(declared.code, 0, declared.err);
    assert.match(declared.out, /1 rows?, 1 new\n {2}Harbour · 3 May · 12 GB\nResult file: 04 Leak watch\//);
    const file = /Result file: (.*)/.exec(declared.out)?.[1] ?? "";
    assert.match(
      readFileSync(path.join(work.folder, file), "utf8"),
      /^\uFEFFVictim,Date,Size,Page\r\nHarbour,3 May,12 GB,http/,
    );
    if (spawnSync("python3", ["-c", "1"]).status !== 0) return;
    assert.equal((await work.run(["jobs", "allow", "headings", work.folder])).code, 0);
    const scripted = await work.run(["jobs", "run", "headings", work.folder]);
    assert.match(scripted.out, /2 rows, 2 new\n {2}Harbour\n {2}Test Victim\n/);
  });
});
