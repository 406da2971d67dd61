/** What is being looked for in the help; it stays while one goes from page to page. */

import { type Hit, searchHelp } from "../../words/help";

class Finder {
  text = $state("");
  readonly hits: Hit[] = $derived(searchHelp(this.text));

  /** Whether something is being looked for. */
  get active(): boolean {
    return this.text.trim() !== "";
  }
}

export const finder = new Finder();
