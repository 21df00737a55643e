import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { WorkspaceFiles } from "../../src/core/ports";
import { insideFolder, PathOutsideError } from "../../src/node/insideFolder";
import { createWorkspaceFiles } from "../../src/node/workspaceFiles";

/** With what the system shows of handles, and as on systems that show nothing. */
const WAYS = [
  ["workspaceFiles", insideFolder],
  ["workspaceFiles where handles are not shown", (root: string) => insideFolder(root, null)],
] as const;

for (const [title, insideOf] of WAYS)
  describe(title, () => {
    let base: string;
    let root: string;
    let files: WorkspaceFiles;
    const inside = (...parts: string[]): string => path.join(root, ...parts);
    const read = (...parts: string[]): string => readFileSync(inside(...parts), "utf8");
    const linesOf = async (file: string, maxBytes = 1_000_000): Promise<string[]> => {
      const lines: string[] = [];
      for await (const line of files.lines(file, maxBytes)) lines.push(line);
      return lines;
    };
    beforeEach(() => {
      base = mkdtempSync(path.join(tmpdir(), "ti-scraper-files-"));
      root = path.join(base, "workspace");
      mkdirSync(root);
      mkdirSync(path.join(base, "outside"));
      writeFileSync(path.join(base, "outside", "secret.txt"), "secret");
      files = createWorkspaceFiles(root, insideOf);
    });
    afterEach(() => rmSync(base, { recursive: true, force: true }));

    it("writes, reads, appends, and makes the folders for it", async () => {
      await files.writeText("00 Results/a/b.txt", "ä\n");
      await files.writeText("00 Results/a/b.txt", "ö\n");
      assert.equal(await files.readText("00 Results/a/b.txt", 1_000), "ö\n");
      await files.appendText("99 Archive/Clop_profile.txt", "one\n");
      await files.appendText("99 Archive/Clop_profile.txt", "two\n");
      assert.equal(read("99 Archive", "Clop_profile.txt"), "one\ntwo\n");
      assert.equal(await files.readText("missing/file.txt", 1_000), null);
      assert.equal(await files.readText("00 Results", 1_000), null);
      assert.deepEqual(readdirSync(inside("00 Results", "a")), ["b.txt"]);
    });

    it("measures a file before it reads it", async () => {
      await files.writeText("small.txt", "12345");
      assert.equal(await files.readText("small.txt", 5), "12345");
      assert.deepEqual(await files.readText("small.txt", 4), { limitBytes: 4 });
      writeFileSync(inside("sparse.txt"), "");
      truncateSync(inside("sparse.txt"), 8_000_000_000);
      const before = process.memoryUsage().rss;
      assert.deepEqual(await files.readText("sparse.txt", 3_000_000), { limitBytes: 3_000_000 });
      assert.ok(process.memoryUsage().rss - before < 50_000_000, "it is not in memory");
    });

    it("gives a file another name, whatever its size, and takes none from another", async () => {
      await files.writeText("a.txt", "a");
      await files.writeText("b.txt", "b");
      assert.equal(await files.move("a.txt", "b.txt"), false);
      assert.deepEqual([read("a.txt"), read("b.txt")], ["a", "b"]);
      assert.equal(await files.move("a.txt", "c.txt"), true);
      assert.equal(await files.readText("a.txt", 9), null);
      assert.equal(read("c.txt"), "a");
    });

    it("creates a file once", async () => {
      assert.equal(await files.createText("r/one.txt", "first"), true);
      assert.equal(await files.createText("r/one.txt", "second"), false);
      assert.equal(read("r", "one.txt"), "first");
      const both = await Promise.all([files.createText("r/two.txt", "a"), files.createText("r/two.txt", "b")]);
      assert.equal(both.filter((created) => created).length, 1);
      assert.deepEqual(readdirSync(inside("r")).sort(), ["one.txt", "two.txt"]);
    });

    it("keeps the mode of a file it replaces", async function () {
      if (process.platform === "win32") this.skip();
      await files.writeText("config.json", "1");
      chmodSync(inside("config.json"), 0o640);
      await files.writeText("config.json", "2");
      assert.equal(statSync(inside("config.json")).mode & 0o777, 0o640);
      assert.equal(read("config.json"), "2");
    });

    it("writes names as long as names can be", async () => {
      const name = `${"n".repeat(251)}.txt`;
      await files.writeText(name, "x");
      assert.equal(await files.readText(name, 1_000), "x");
    });

    it("lists regular files only", async function () {
      await files.writeText("r/a.txt", "12345");
      await files.writeText("r/.hidden", "");
      mkdirSync(inside("r", "folder"));
      symlinkSync(inside("r", "a.txt"), inside("r", "link.txt"));
      if (process.platform !== "win32") spawnSync("mkfifo", [inside("r", "pipe")]);
      assert.deepEqual(
        [...(await files.list("r"))].sort((a, b) => a.name.localeCompare(b.name)),
        [
          { name: ".hidden", size: 0 },
          { name: "a.txt", size: 5 },
        ],
      );
      assert.deepEqual(await files.list("missing"), []);
      assert.deepEqual(await files.list("r/a.txt"), []);
      assert.deepEqual((await files.list("")).length, 0);
    });

    it("does not wait for a pipe", async function () {
      if (process.platform === "win32" || spawnSync("mkfifo", [inside("pipe")]).status !== 0) this.skip();
      assert.equal(await files.readText("pipe", 1_000), null);
      assert.deepEqual(await linesOf("pipe"), []);
    });

    it("streams lines of either end, with or without a mark and a last line end", async () => {
      writeFileSync(inside("a.txt"), "\uFEFFone\r\ntwo\n\nfour \u2028 still four\rstill\r\n");
      assert.deepEqual(await linesOf("a.txt"), ["one", "two", "", "four \u2028 still four\rstill"]);
      writeFileSync(inside("b.txt"), "one\ntwo");
      assert.deepEqual(await linesOf("b.txt"), ["one", "two"]);
      writeFileSync(inside("empty.txt"), "");
      assert.deepEqual(await linesOf("empty.txt"), []);
      assert.deepEqual(await linesOf("missing.txt"), []);
      const long = Array.from({ length: 30_000 }, (_, n) => `${n} ${"é".repeat(n % 90)}`);
      writeFileSync(inside("long.txt"), long.join("\r\n"));
      assert.deepEqual(await linesOf("long.txt", 10_000_000), long);
    });

    it("stops at the cap and gives no half line", async () => {
      writeFileSync(inside("a.txt"), "12345\n67890\nabcde");
      assert.deepEqual(await linesOf("a.txt", 17), ["12345", "67890", "abcde"]);
      assert.deepEqual(await linesOf("a.txt", 14), ["12345", "67890"]);
      assert.deepEqual(await linesOf("a.txt", 6), ["12345"]);
      assert.deepEqual(await linesOf("a.txt", 3), []);
    });

    it("leaves no handle open, whatever becomes of it", async function () {
      if (process.platform !== "linux") this.skip();
      mkdirSync(inside("folder"));
      writeFileSync(inside("file"), "x");
      symlinkSync(base, inside("link"));
      const handles = (): number => readdirSync("/proc/self/fd").length;
      const before = handles();
      for (const file of [
        "a/b/c.txt",
        "file/below.txt",
        "link/x.txt",
        "folder",
        "missing/x",
        "file",
        "x".repeat(300),
      ]) {
        for (const act of [
          () => files.readText(file, 1_000),
          () => files.list(file),
          () => linesOf(file),
          () => files.writeText(file, "x"),
          () => files.createText(`${file}.new`, "x"),
          () => files.appendText(file, "x"),
        ]) {
          await act().catch((error: unknown) => {
            assert.doesNotMatch(String(error), /\/proc\//, "folders are told by their names");
          });
        }
      }
      assert.equal(handles(), before);
    });

    it("closes the file when nobody wants more lines", async function () {
      if (process.platform !== "linux") this.skip();
      writeFileSync(inside("a.txt"), "x\n".repeat(100_000));
      const handles = (): number => readdirSync("/proc/self/fd").length;
      const before = handles();
      for (let n = 0; n < 5; n += 1) for await (const line of files.lines("a.txt", 1e6)) if (line === "x") break;
      assert.equal(handles(), before);
    });

    describe("stays inside", () => {
      const outside = (): string[] => readdirSync(path.join(base, "outside"));
      const everyWay: readonly (readonly [string, (file: string) => Promise<unknown>])[] = [
        ["readText", (file) => files.readText(file, 1_000)],
        ["list", (file) => files.list(file)],
        ["lines", (file) => linesOf(file)],
        ["writeText", (file) => files.writeText(file, "x")],
        ["createText", (file) => files.createText(file, "x")],
        ["appendText", (file) => files.appendText(file, "x")],
        ["move", (file) => files.move(file, "x.txt")],
        [
          "move to",
          async (file) => {
            await files.writeText("y.txt", "y");
            return files.move("y.txt", file);
          },
        ],
      ];
      for (const [name, act] of everyWay) {
        it(name, async () => {
          symlinkSync(path.join(base, "outside"), inside("folder"));
          symlinkSync(path.join(base, "outside", "secret.txt"), inside("file.txt"));
          symlinkSync(path.join(base, "outside", "new.txt"), inside("dangling.txt"));
          symlinkSync("..", inside("up"));
          symlinkSync(inside("folder"), inside("twice"));
          const refused = [
            "../outside/secret.txt",
            "a/../../outside/secret.txt",
            path.join(base, "outside", "secret.txt"),
            inside("a.txt"),
            "C:\\a.txt",
            "c:a.txt",
            "\\\\server\\share\\a.txt",
            "a\0.txt",
            "folder/secret.txt",
            "folder/new/deep.txt",
            "folder",
            "file.txt",
            "dangling.txt",
            "up/outside/secret.txt",
            "twice/secret.txt",
          ];
          for (const file of refused) await assert.rejects(act(file), PathOutsideError, file);
          assert.deepEqual(outside(), ["secret.txt"]);
          assert.equal(readFileSync(path.join(base, "outside", "secret.txt"), "utf8"), "secret");
          assert.equal(existsSync(inside("new.txt")), false);
        });
      }

      it("follows links that stay inside, and writes where they lead", async () => {
        await files.writeText("real/a.txt", "1");
        symlinkSync("real", inside("alias"));
        symlinkSync(inside("real", "a.txt"), inside("a-link.txt"));
        assert.equal(await files.readText("alias/a.txt", 1_000), "1");
        await files.writeText("a-link.txt", "2");
        assert.equal(read("real", "a.txt"), "2");
        await files.writeText("alias/new.txt", "3");
        assert.equal(read("real", "new.txt"), "3");
      });

      it("works in a workspace that is a link itself", async () => {
        symlinkSync(root, path.join(base, "linked"));
        const linked = createWorkspaceFiles(path.join(base, "linked"), insideOf);
        await linked.writeText("a/b.txt", "x");
        assert.equal(read("a", "b.txt"), "x");
      });
    });
  });
