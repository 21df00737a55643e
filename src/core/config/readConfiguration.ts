import { configFileName } from "./configFiles";
import { readPlainKey } from "./editConfig";
import { parseConfig, prepareConfig } from "./parseConfig";
import type { ConfigFormat } from "./types";
import type { Clock, WorkspaceFiles } from "../ports";
import type { ConfigState } from "./configState";

/** In this order: where JSON and YAML stand side by side, JSON is read. */
const EXTENSIONS = ["json", "yaml", "yml"] as const;

/** Reads the configuration of the articles job in a folder of the workspace, a long one in turns. */
export async function readConfiguration(
  files: WorkspaceFiles,
  configFolder: string,
  clock: Clock,
): Promise<ConfigState> {
  for (const extension of EXTENSIONS) {
    const file = `${configFolder}/${configFileName("articles", extension)}`;
    const text = await files.readText(file);
    if (text === null) continue;
    const format: ConfigFormat = extension === "json" ? "json" : "yaml";
    await prepareConfig(text, format, () => clock.wait(0));
    const { config, problems } = parseConfig("articles", text, format);
    if (config === null) return { kind: "invalid", file, problems };
    const twin = await otherFile(files, configFolder, extension);
    const plainKey = (readPlainKey(text, format)?.value ?? "").trim() !== "";
    return { kind: "ok", file, format, config, warnings: problems, plainKey, ignored: twin };
  }
  return { kind: "none" };
}

/** A file of the same job that is not read, because one of another format comes before it. */
async function otherFile(
  files: WorkspaceFiles,
  configFolder: string,
  read: (typeof EXTENSIONS)[number],
): Promise<string | null> {
  for (const extension of EXTENSIONS.slice(EXTENSIONS.indexOf(read) + 1)) {
    const file = `${configFolder}/${configFileName("articles", extension)}`;
    if ((await files.readText(file)) !== null) return file;
  }
  return null;
}
