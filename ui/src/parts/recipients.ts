/** Who hears when a job has ended: always this computer. */

import { words } from "../words";

export const recipients = (): readonly string[] => [words.bulk.categories.recipients.thisComputer];
