/** Fetches what the host, UI and office tiers need, once: `node out/test/vscode/prepare.js [floor] [newest] [chromium] [writer]`. */
import { ensureCalc, ensureWriter } from "../office/writer";
import { ensureChromium } from "./chromium";
import { type Channel, ensureVsCode } from "./install";

async function main(parts: readonly string[]): Promise<void> {
  const log = (line: string): void => console.log(line);
  for (const part of parts) {
    if (part === "chromium") {
      const browser = await ensureChromium(log);
      if (!browser) throw new Error("No browser of the Chromium family was found; set CHROMIUM_PATH.");
      console.log(`Browser: ${browser}`);
    } else if (part === "floor" || part === "newest") {
      const channel: Channel = part;
      const vscode = await ensureVsCode(channel, log);
      console.log(`VS Code ${vscode.version}: ${vscode.serverMain}`);
    } else if (part === "writer") {
      const writer = ensureWriter(log);
      if (!writer) throw new Error("No LibreOffice Writer was found, and none could be installed; set SOFFICE_PATH.");
      const tables = ensureCalc(log) === null ? ", without Calc: CSV files are not opened" : "";
      console.log(`LibreOffice: ${writer}${tables}`);
    } else {
      throw new Error(`Unknown part "${part}": floor, newest, chromium or writer.`);
    }
  }
}

main(process.argv.length > 2 ? process.argv.slice(2) : ["floor", "newest", "chromium", "writer"]).catch(
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
