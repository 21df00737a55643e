import type { Workbench } from "../vscode/workbench";

/** One theme of each kind: its name in VS Code, what the window is marked with, and what its pages are. The dark one is on at first. */
export const THEMES = {
  light: { title: "Light Modern", kind: "vs", page: "vscode-light" },
  "high-contrast": { title: "Dark High Contrast", kind: "hc-black", page: "vscode-high-contrast" },
  "high-contrast-light": { title: "Light High Contrast", kind: "hc-light", page: "vscode-high-contrast-light" },
  dark: { title: "Dark Modern", kind: "vs-dark", page: "vscode-dark" },
} as const;

export type Theme = keyof typeof THEMES;

/** All of them, the dark one last. */
export const themes = Object.keys(THEMES) as readonly Theme[];

export async function useTheme(workbench: Workbench, theme: Theme): Promise<void> {
  const { title, kind } = THEMES[theme];
  await workbench.runCommand("Preferences: Color Theme");
  await workbench.quickInput().fill(title);
  await workbench.pick(new RegExp(`^\\s*${title}`));
  await workbench.page.locator(`.monaco-workbench.${kind}`).waitFor();
  // A page gets its colours after the window.
  await workbench.page.waitForTimeout(500);
}

/** A picture of the window in every theme, by what is in front of its name. */
export async function screenshotInThemes(workbench: Workbench, name: string): Promise<void> {
  for (const theme of themes) {
    await useTheme(workbench, theme);
    await workbench.screenshot(`${name}-${theme}`);
  }
}

/** Does something in a window whose side bar or only editor is 300 px wide. */
export async function narrow(
  workbench: Workbench,
  part: "sidebar" | "editor",
  look: () => Promise<void>,
): Promise<void> {
  const { page } = workbench;
  const size = page.viewportSize();
  if (part === "editor") await workbench.runCommand("View: Toggle Primary Side Bar Visibility");
  await page.setViewportSize(part === "editor" ? { width: 352, height: 800 } : { width: 640, height: 800 });
  if (part === "sidebar") {
    const box = await page.locator(".part.sidebar").boundingBox();
    if (box === null) throw new Error("There is no side bar.");
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width + 1, y);
    await page.mouse.down();
    await page.mouse.move(box.x + 300, y, { steps: 5 });
    await page.mouse.up();
  }
  await page.waitForTimeout(1000);
  try {
    await look();
  } finally {
    if (size !== null) await page.setViewportSize(size);
    if (part === "editor") await workbench.runCommand("View: Toggle Primary Side Bar Visibility");
  }
}
