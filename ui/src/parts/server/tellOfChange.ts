/** What is shown anew after a shop's connection was changed. */

import type { ShopRow } from "../../contract/contract";
import { toasts } from "../../kit/toasts.svelte";
import { words } from "../../words";
import { failedBackup } from "../aboutJobs";
import { desk } from "../desk.svelte";
import { protection } from "../protection.svelte";

export async function tellOfChange(shop: ShopRow, text: string): Promise<void> {
  const isForgotten = shop.server?.password_until_closed === true;
  toasts.settled(failedBackup(shop.name));
  toasts.show(isForgotten ? { look: "info", text: words.settings.connection.untilClosed } : { look: "good", text });
  await desk.shops.refresh();
  // The last backup may have failed for this very reason.
  await protection.refresh();
}
