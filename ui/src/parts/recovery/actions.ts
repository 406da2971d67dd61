/** What an owner can do about a past restore: undo it, or decide about one that was interrupted. */

import type { Failure } from "../../contract/contract";
import { call, failureOf } from "../../ipc";
import { href } from "../../screens/routes";
import { keptPreviews } from "../keptPreview.svelte";
import { router } from "../router";

/** Shows what undoing a run would do; one that was interrupted is left as it is first. Answers why it cannot be shown, or nothing. */
export async function previewUndo(shop: string, run: number): Promise<Failure | null> {
  try {
    const { preview } = await keptPreviews.undo(shop, run);
    router.go(href({ page: "restore", plan: preview.plan }));
    return null;
  } catch (thrown) {
    return failureOf(thrown);
  }
}

/** Shows what trying again what failed would do. Answers why it cannot be shown, or nothing. */
export async function previewRetry(shop: string, run: number): Promise<Failure | null> {
  try {
    const { preview } = await keptPreviews.retry(shop, run);
    router.go(href({ page: "restore", plan: preview.plan }));
    return null;
  } catch (thrown) {
    return failureOf(thrown);
  }
}

/** Ends the look in the shop that a preview waits for. Answers nothing: what was asked for then ends as stopped. */
export function stopLooking(): void {
  // A plan that cannot be told to stop comes to its end by itself.
  call("stop_looking", {}).catch(() => {});
}

/** Goes on with an interrupted run, if the owner says Yes to the computer. Answers why it could not, or nothing. */
export async function resume(shop: string, run: number): Promise<Failure | null> {
  try {
    await call("resume_recovery", { shop, run });
    return null;
  } catch (thrown) {
    // A No to the computer's own question changes nothing and is no failure.
    const failure = failureOf(thrown);
    return failure.code === "not_confirmed" ? null : failure;
  }
}

/** Closes an interrupted run as it is. Answers why it could not, or nothing. */
export async function leave(shop: string, run: number): Promise<Failure | null> {
  try {
    await call("leave_recovery", { shop, run });
    return null;
  } catch (thrown) {
    return failureOf(thrown);
  }
}
