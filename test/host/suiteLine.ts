/** Stands before each line that the suite prints, since the workbench talks on the same channel. */
export const SUITE_LINE = "[suite] ";
