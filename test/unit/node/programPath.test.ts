import assert from "node:assert/strict";
import { windowsProgram } from "../../../src/node/programPath";

describe("where a program lies on Windows", () => {
  const environment = { Path: '.;;tools;"C:\\Program Files\\Python";C:\\Windows' };
  const files = new Set([
    "python3.exe",
    "tools\\python3.exe",
    "C:\\Program Files\\Python\\python3.exe",
    "C:\\Windows\\py.exe",
    "C:\\Windows\\node.CMD",
  ]);
  const find = (name: string) => windowsProgram(name, environment, (file) => files.has(file));

  it("is a folder of PATH, never the folder it runs in", () => {
    assert.equal(find("python3"), "C:\\Program Files\\Python\\python3.exe");
    assert.equal(find("py"), "C:\\Windows\\py.exe");
    assert.equal(find("py.exe"), "C:\\Windows\\py.exe");
    assert.equal(find("node"), null);
    assert.equal(find("ruby"), null);
  });
  it("is what was written where that has a folder", () => {
    assert.equal(find("scripts\\tool.exe"), "scripts\\tool.exe");
    assert.equal(find("./tool"), "./tool");
    assert.equal(find("C:tool"), "C:tool");
  });
});
