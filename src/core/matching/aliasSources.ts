import type { AliasSource } from "../model/model";

/** The source of an alias the configuration itself names. It has no date. */
export const FROM_CONFIGURATION: AliasSource = { title: "configuration", date: "" };

/** The source of an alias of the alias file, which the alias sync writes from records. It has no date. */
export const FROM_ALIAS_FILE: AliasSource = { title: "Cortex XSOAR", date: "" };
