/** The way for development and browser tests: the door of the crate `browser-door`. It is left out of what the app embeds. */

import type { JobNews } from "../contract/contract";
import { Refusal, type Way, isFailure } from "./door";

const REFUSED = 422;

export const browserWay: Way = {
  async call(door, ask) {
    const response = await fetch(`/door/${door}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(ask),
    });
    if (response.status === REFUSED) {
      const failure: unknown = await response.json();
      if (isFailure(failure)) {
        throw new Refusal(failure);
      }
    }
    if (!response.ok) {
      throw new Error(`the door ${door} answered ${response.status}`);
    }
    return response.json();
  },
  async listen(hear) {
    const events = new EventSource("/events");
    events.onmessage = (event: MessageEvent<string>) => hear(JSON.parse(event.data) as JobNews);
    return () => events.close();
  },
  // A browser follows the page's own colour scheme.
  dress: () => Promise.resolve(),
};
