/** For mocha (`--require`), once before all files: those that run at the same time find the package made and installed. */
import { ensureVsCode } from "../vscode/install";
import { ensurePackage } from "../vscode/packaging";
import { installExtension, sharedExtensions } from "../vscode/server";

export async function mochaGlobalSetup(): Promise<void> {
  const vsix = ensurePackage();
  await installExtension(await ensureVsCode("newest"), vsix, sharedExtensions({ channel: "newest", vsix }));
}
