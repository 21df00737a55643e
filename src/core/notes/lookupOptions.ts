import type { XsoarConfig } from "../config/types";
import type { LookupOptions } from "../xsoar/query";

/** How the records of names are found. The type that new ones get always belongs to those that names may mean. */
export function lookupOptions({ search_field, record_types, indicator_type }: XsoarConfig): LookupOptions {
  return { searchField: search_field, recordTypes: [...record_types, indicator_type] };
}
