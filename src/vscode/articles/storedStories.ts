import type { App } from "../app";

/** What earlier versions have stored becomes stories: once for each folder of this window, behind everything else. */
export class StoredStories {
  private readonly looked = new Set<string>();

  constructor(private readonly app: App) {}

  async tell(): Promise<void> {
    const { folders, sessions, view, log } = this.app;
    for (const folder of folders.configured) {
      const id = folder.uri.toString();
      if (this.looked.has(id)) continue;
      this.looked.add(id);
      const session = await sessions.usable(folder);
      if (session === null || !(await session.tellStored())) continue;
      log.info(`What was stored of ${folder.uri.fsPath} has become stories.`);
      await view.refresh();
    }
  }
}
