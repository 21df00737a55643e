import type { Job } from "../model/model";
import type { ConfigFormat, ConfigOf } from "./types";
import type { Problem } from "./parseConfig";

/** The configuration file of a job. */
export interface JobFile {
  /** Relative to the workspace. */
  readonly file: string;
  readonly format: ConfigFormat;
  readonly warnings: readonly Problem[];
  /** True when the file holds a plain-text key: it is never sent. */
  readonly plainKey: boolean;
  /** A file of the same job in another format, which is not read. */
  readonly ignored: string | null;
}

/** A configuration file with errors. */
export interface BrokenConfig {
  readonly kind: "invalid";
  readonly file: string;
  readonly problems: readonly Problem[];
}

/** Why a job could not run. */
export type NoConfig = { readonly kind: "none" } | BrokenConfig;

/** The configuration of a job as it stands. */
export type ConfigStateOf<J extends Job> = NoConfig | ({ readonly kind: "ok"; readonly config: ConfigOf[J] } & JobFile);

/** Of the articles job. */
export type ConfigState = ConfigStateOf<"articles">;
