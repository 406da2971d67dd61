/** What the backups take together, backup by backup. */

import type { BackupRoom } from "../../contract/contract";
import type { Step } from "../../kit/stepLine";

/** The sum after each backup, oldest first. */
export function grown(growth: readonly BackupRoom[]): Step[] {
  let sum = 0;
  return growth.map(({ finished, bytes }) => {
    sum += bytes;
    return { at: Date.parse(finished), value: sum };
  });
}

/** What the first backup brought, and each later one on average. */
export function shares(growth: readonly BackupRoom[]): { first: number; later: number | null } {
  const [first, ...later] = growth.map(({ bytes }) => bytes);
  const sum = later.reduce((all, bytes) => all + bytes, 0);
  return { first: first ?? 0, later: later.length === 0 ? null : Math.round(sum / later.length) };
}
