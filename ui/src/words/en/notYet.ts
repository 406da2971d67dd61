/**
 * What is announced on screen or in the help and cannot be done in this version.
 *
 * When one of them arrives, delete its line: the compiler then points at every place that still says so.
 */

export const notYet = {
  importingFiles:
    "Taking a file into the history of a shop, as a version of its own date, is not in this version yet. Files are compared and restored from.",
};

/** The name of something that is not there yet. */
export type NotYet = keyof typeof notYet;
