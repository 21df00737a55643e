import type { Workbench } from "../vscode/workbench";
import { until } from "./desk";

const BOXES = ["input[type='checkbox']", ".monaco-checkbox", ".monaco-custom-toggle"];
const ALL = BOXES.map((box) => `.quick-input-widget:visible .quick-input-header ${box}`).join();

/** In a step of **Create Configuration**, found by its question: ticks these rows and no others, and goes on. */
export async function tickOnly(workbench: Workbench, question: string, rows: readonly string[]): Promise<void> {
  const { page } = workbench;
  await page.locator(`.quick-input-widget:visible input[placeholder^="${question}"]`).waitFor({ timeout: 30_000 });
  const ticked = async (): Promise<number> =>
    Number.parseInt(await page.locator(".quick-input-widget:visible .quick-input-count").first().innerText(), 10);
  // The box above the list ticks all that is not ticked yet, and then nothing.
  while ((await ticked()) !== 0) {
    const before = await ticked();
    await page.locator(ALL).first().click();
    await until("other ticks", async () => (await ticked()) !== before);
  }
  for (const [index, row] of rows.entries()) {
    await workbench.quickInput().fill(row);
    await workbench.toggle(row);
    await until("one more", async () => (await ticked()) === index + 1);
  }
  await workbench.quickInput().press("Enter");
}
