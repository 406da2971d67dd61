/**
 * How long a job will still take, as far as it can be said.
 *
 * Nothing is said in the first ten seconds, nor before a twentieth is done: a guess that jumps about is worse than none. What is said is
 * rounded to what a person would say (`common.progress.remaining`).
 */

const SILENT_SECONDS = 10;
const SILENT_SHARE = 0.05;

/** Seconds left, or nothing while it would be a guess. */
export function remaining(elapsedSeconds: number, done: number, total: number | null): number | null {
  if (total === null || total <= 0 || done >= total || elapsedSeconds < SILENT_SECONDS || done / total < SILENT_SHARE) {
    return null;
  }
  return (elapsedSeconds / done) * (total - done);
}
