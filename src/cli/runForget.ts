import { describeKept } from "../core/keptState";
import { describeAgreement } from "../core/memory/agreements";
import { plainText } from "../core/text/translate";
import type { ForgetCommand } from "./commands";
import type { CliWorld } from "./world";

/** `forget`: lists what is remembered of a folder, and removes it when told. Exit code 0, 2 when somebody works in the folder. */
export async function runForget(
  { yes }: Pick<ForgetCommand, "yes">,
  { root, stateHome, print, complain }: Pick<CliWorld, "root" | "stateHome" | "print" | "complain">,
): Promise<number> {
  const remembered = await stateHome.rememberedOf(root);
  const agreed = (await stateHome.agreements.all()).get(stateHome.identityOf(root)) ?? [];
  if (remembered === null && agreed.length === 0) {
    print(`Nothing is remembered of ${root}.`);
    return 0;
  }
  print(`Remembered of ${root}${remembered === null ? "" : `, in ${remembered.directory}`}:`);
  if (remembered?.kept === null) print("  What a later version of TI Scraper has written");
  for (const line of remembered?.kept == null ? [] : describeKept(remembered.kept, plainText)) print(`  ${line}`);
  for (const { agreement, at } of agreed) {
    print(`  Agreed on ${at.slice(0, 10)}: ${describeAgreement(agreement, plainText)}`);
  }
  if (!yes) {
    print("\n--yes removes this for good. Configuration and result files stay.");
    return 0;
  }
  if (!(await stateHome.forget(root))) {
    complain("Another window or process works in this folder. Try again when it has ended.");
    return 2;
  }
  print("\nForgotten.");
  return 0;
}
