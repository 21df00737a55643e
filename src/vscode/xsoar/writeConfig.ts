import type { ConfigValue } from "../../core/config/setValues";
import type { ProfilingConfig } from "../../core/config/types";
import type { XsoarConnection } from "../../core/xsoar/connection";
import type { UsableConfig } from "../shell/ready";
import { normaliseBaseUrl } from "../../scan";

const SECTION = ["profiling", "CortexXSOARAPIConfig"] as const;

/** What the configuration has to say for this connection, and does not say yet. */
export function missingValues({ config }: UsableConfig, connection: XsoarConnection): readonly ConfigValue[] {
  const configured = config.profiling.CortexXSOARAPIConfig;
  const { keyId = "", keyType = "standard" } = connection;
  const values: ConfigValue[] = [];
  const host = hostFor(connection, configured.host, keyId);
  if (host !== configured.host) values.push({ path: [...SECTION, "host"], value: host });
  if (keyId !== configured.key_id.trim()) values.push({ path: [...SECTION, "key_id"], value: keyId });
  // Without a key ID it says nothing.
  if (keyId !== "" && keyType !== configured.key_type) values.push({ path: [...SECTION, "key_type"], value: keyType });
  return values;
}

/** What switches the notes on, where they are off. */
export function notesValues({ config }: UsableConfig): readonly ConfigValue[] {
  return [
    ...(config.profileRecords ? [] : [{ path: ["profileRecords"], value: true }]),
    ...(config.profiling.profile2cortex ? [] : [{ path: ["profiling", "profile2cortex"], value: true }]),
    ...(config.profiling.profile2cortex ? [] : writingValues(config.profiling)),
  ];
}

/** Who begins with notes sees each before it is written; what the file says of it otherwise stays. */
function writingValues({ CortexXSOARAPIConfig }: ProfilingConfig): readonly ConfigValue[] {
  return CortexXSOARAPIConfig.write === "limits" ? [{ path: [...SECTION, "write"], value: "review" }] : [];
}

/** The shortest address that leads to the connection; what is configured stays when it does. */
function hostFor({ baseUrl }: XsoarConnection, configured: string, keyId: string): string {
  const leadsThere = (host: string) => {
    const base = normaliseBaseUrl(host, { keyId });
    return base.ok && base.baseUrl === baseUrl;
  };
  return [configured, new URL(baseUrl).origin].find(leadsThere) ?? baseUrl;
}
