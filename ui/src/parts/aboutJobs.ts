/** What messages about the jobs of a shop are about: the newest takes the place of the one before. */

export const aboutJobs = (shop: string): string => `job ${shop}`;

/** Why a message about a failed backup stands; with the next good backup, or a shop that is found again, it is settled. */
export const failedBackup = (shop: string): string => `failed backup ${shop}`;
