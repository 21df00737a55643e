/** Stands before each line that the suite prints, since the workbench talks on the same channel. */
export const SUITE_LINE = "[suite] ";

/** Said in place of results, with the reason, when a window has come up so that VS Code has to open it anew. */
export const OPEN_AGAIN = "The window is opened again: ";

/** What a suite says when VS Code has started in its window. */
export const SUITE_STARTS = `${SUITE_LINE}starts`;
