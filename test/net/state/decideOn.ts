/** A process that decides about one story after the other and says so each time, until it is killed: `folder first`. */
import { plainText } from "../../../src/core/text/translate";
import { openWorkspace } from "../../../src/node/openWorkspace";

const [root = "", first = "0"] = process.argv.slice(2);
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

const unused = async (): Promise<never> => {
  throw new Error("Nothing is fetched or parsed here.");
};

async function decideOn(): Promise<void> {
  // As the build of the product defines it.
  Object.assign(globalThis, { __VERSION__: "1.2.3" });
  const session = openWorkspace({
    root,
    configFolder: "config",
    http: { request: unused, isPublic: unused },
    parser: { parse: unused, dispose: async () => {} },
    log: silent,
    t: plainText,
  });
  for (let number = Number(first); ; number++) {
    await session.articles.decide([`https://lab.example/${number}`], { remark: `remark ${number}` });
    await session.articles.decide([`https://lab.example/${number}`], { mark: { kind: "important" } });
    process.stdout.write(`${number}\n`);
  }
}

void decideOn();
