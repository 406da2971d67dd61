/** The way inside the app: Tauri's commands and its one event. */

import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { getCurrentWindow } from "@tauri-apps/api/window";

import type { JobNews } from "../contract/contract";
import { Refusal, type Way, isFailure } from "./door";

export const tauriWay: Way = {
  async call(door, ask) {
    try {
      return await invoke(door, { ask });
    } catch (thrown) {
      throw isFailure(thrown) ? new Refusal(thrown) : thrown;
    }
  },
  listen: (hear) => listen<JobNews>("job", (event) => hear(event.payload)),
  dress: async (theme) => getCurrentWindow().setTheme(theme),
};
