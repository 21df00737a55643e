import { type Xsoar, startXsoar } from "../../world/xsoar/server";
import type { CommandLineWork } from "./useCommandLine";

export interface XsoarWork {
  readonly xsoar: Xsoar;
  readonly key: string;
  /** The key, and the server it is for. */
  readonly env: () => Record<string, string>;
}

/** An empty Cortex XSOAR of its own for every case, and a configuration that names it. To be called in a `describe`. */
export function useXsoar(work: CommandLineWork): XsoarWork {
  const key = "cli-test-key-5e0d8a47c1b29f36";
  let xsoar: Xsoar;
  beforeEach(async () => {
    xsoar = await startXsoar({ key });
    work.configure({ profile2cortex: true, CortexXSOARAPIConfig: { host: xsoar.origin } });
  });
  afterEach(() => xsoar.close());
  return {
    get xsoar() {
      return xsoar;
    },
    key,
    env: () => ({ TI_SCRAPER_XSOAR_API_KEY: key, TI_SCRAPER_XSOAR_HOST: xsoar.origin }),
  };
}
