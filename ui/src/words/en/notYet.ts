/**
 * What is announced on screen or in the help and cannot be done in this version.
 *
 * When one of them arrives, delete its line: the compiler then points at every place that still says so.
 */

export const notYet = {};

/** The name of something that is not there yet. */
export type NotYet = keyof typeof notYet;
