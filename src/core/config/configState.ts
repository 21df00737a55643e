import type { ArticlesConfig, ConfigFormat } from "./types";
import type { Problem } from "./parseConfig";

export type ConfigState =
  | { readonly kind: "none" }
  | { readonly kind: "invalid"; readonly file: string; readonly problems: readonly Problem[] }
  | {
      readonly kind: "ok";
      /** Relative to the workspace. */
      readonly file: string;
      readonly format: ConfigFormat;
      readonly config: ArticlesConfig;
      readonly warnings: readonly Problem[];
      /** True when the file holds a plain-text key: it is never sent. */
      readonly plainKey: boolean;
      /** A file of the same job in another format, which is not read. */
      readonly ignored: string | null;
    };

/** Why a job of its own configuration file could not run. */
export type JobConfigState =
  | { readonly kind: "none" }
  | { readonly kind: "invalid"; readonly file: string; readonly problems: readonly Problem[] };

/** The configuration file of a job. */
export interface JobFile {
  /** Relative to the workspace. */
  readonly file: string;
  readonly format: ConfigFormat;
  readonly warnings: readonly Problem[];
  /** True when the file holds a plain-text key: it is never sent. */
  readonly plainKey: boolean;
  /** The job is to write a result file. */
  readonly createsFile: boolean;
}

/** A configuration file with errors. */
export type BrokenConfig = Extract<JobConfigState, { kind: "invalid" }>;
