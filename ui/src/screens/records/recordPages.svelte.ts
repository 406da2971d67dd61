/** The items of one type under a search and a filter. */

import type { RecordRow } from "../../contract/contract";
import { call } from "../../ipc";
import { SearchedPages } from "../../parts/searchedPages.svelte";
import { type Choice, type Stood, TOP } from "./kept";

export class RecordPages extends SearchedPages<RecordRow, Choice> {
  /** The type as the owner reads it, once the engine has said it. */
  label = $state<string | null>(null);

  constructor(shop: string, type: string, stood: Stood = TOP) {
    const fetch = async (find: string, choice: Choice, offset: number, limit: number) => {
      const { label, total, records } = await call("list_records", {
        shop,
        type,
        find,
        deleted: choice === "changed" ? "with" : choice,
        changed: choice === "changed",
        offset,
        limit,
      });
      this.label = label;
      return { total, rows: records };
    };
    super(fetch, TOP.choice, stood);
  }
}
