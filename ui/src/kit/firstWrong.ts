/** After a form was refused: the first field that is wrong takes the focus, and so comes into view together with what is said of it. */

import { tick } from "svelte";

// A field that is only filled by the button beside it leads there.
const WRONG =
  "[aria-invalid='true']:not([readonly]), [data-wrong='true'] button, [data-wrong='true'] input[type='radio']";

/** `within`: the form. What is wrong shows there once the page is drawn. */
export async function goToFirstWrong(within: Element | null | undefined): Promise<void> {
  await tick();
  const wrong = within?.querySelector<HTMLElement>(WRONG);
  wrong?.focus({ preventScroll: true });
  // With its label, and with what is said of it.
  (wrong?.closest(".field") ?? wrong)?.scrollIntoView?.({ block: "nearest" });
}
