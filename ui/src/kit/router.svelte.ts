/**
 * Pages have addresses after the `#`, so that Back works and a link is a link. This knows how to listen; what the addresses mean is
 * the caller's (`parse`). An address may stand for another one that is open only after something else was done (`lead`).
 */

import { openDialogs } from "./openDialogs.svelte";

export class Router<Route> {
  /** The page that is shown. */
  route = $state.raw() as Route;
  /** How the page was reached: a page that is gone back to stands where it stood. */
  arrived = $state.raw<"opened" | "back">("opened");
  /** Asked before the page is left, with where to; a page that has something unsaved says no, and goes on by `go` when it may. */
  keeper: ((to: string) => boolean) | null = null;
  #following = false;
  /** Where in the history the page stands, so that one that was refused is gone back from the way it came. */
  #place = 0;
  #shown = location.hash;
  readonly #parse: (hash: string) => Route;
  readonly #lead: (hash: string) => Promise<string> | null;

  constructor(parse: (hash: string) => Route, lead: (hash: string) => Promise<string> | null = () => null) {
    this.#parse = parse;
    this.#lead = lead;
    this.route = parse(location.hash);
  }

  /** Begins to listen. Answers how to stop. */
  begin(): () => void {
    this.route = this.#parse(location.hash);
    this.#shown = location.hash;
    this.#place = placeOf(history.state) ?? 0;
    history.replaceState({ place: this.#place }, "");
    const changed = (): void => {
      if (location.hash === this.#shown) {
        // Back from a page that was refused.
        this.#following = false;
        return;
      }
      // An entry that was made just now stands behind all others.
      const place = placeOf(history.state) ?? this.#place + 1;
      if (!this.mayLeave(location.hash)) {
        this.#following = false;
        history.go(this.#place - place);
        return;
      }
      this.#place = place;
      history.replaceState({ place }, "");
      this.#shown = location.hash;
      // Whoever goes by Back, or by a notification of the desktop, wants to see the page and not what was open before the other one.
      if (!this.#following && !openDialogs.isHeld) {
        openDialogs.close();
      }
      this.arrived = this.#following ? "opened" : "back";
      this.#following = false;
      const leading = this.#lead(location.hash);
      if (leading) {
        void leading.then((href) => this.replace(href));
      } else {
        this.route = this.#parse(location.hash);
      }
    };
    // A press on a link leads on; every other change of address is Back or Forward.
    const pressed = (event: MouseEvent): void => {
      const link = (event.target as Element | null)?.closest?.('a[href^="#"]');
      if (link && link.getAttribute("href") !== location.hash) {
        this.#following = true;
      }
    };
    addEventListener("hashchange", changed);
    addEventListener("click", pressed, true);
    return () => {
      removeEventListener("hashchange", changed);
      removeEventListener("click", pressed, true);
    };
  }

  /** Whether the page that is shown may be left, with where to. What is no other address, like another shop, asks here itself. */
  mayLeave(to: string): boolean {
    return this.keeper?.(to) ?? true;
  }

  /** Opens a page. */
  go(href: string): void {
    if (href !== location.hash) {
      this.#following = true;
      location.hash = href;
    }
  }

  /** Opens a page in place of this one: Back does not come here again. */
  replace(href: string): void {
    history.replaceState(history.state, "", href);
    this.arrived = "opened";
    this.#shown = location.hash;
    this.route = this.#parse(location.hash);
  }

  back(): void {
    history.back();
  }
}

function placeOf(state: unknown): number | null {
  return typeof state === "object" && state !== null && "place" in state && typeof state.place === "number"
    ? state.place
    : null;
}
