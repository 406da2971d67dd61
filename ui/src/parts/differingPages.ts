/** The items of one content type that differ between two moments, under a search and a filter. */

import type { DifferingRecord, RecordChange } from "../contract/contract";
import { call } from "../ipc";
import { SearchedPages } from "./searchedPages.svelte";

export type Kind = RecordChange | "all";

export class DifferingPages extends SearchedPages<DifferingRecord, Kind> {
  constructor(comparison: number, type: string) {
    const fetch = async (find: string, kind: Kind, offset: number, limit: number) => {
      const change = kind === "all" ? null : kind;
      const asked = { comparison, type, change, find, offset, limit };
      const { total, records } = await call("version_differences", asked);
      return { total, rows: records };
    };
    super(fetch, "all", { find: "", choice: "all" });
  }
}
