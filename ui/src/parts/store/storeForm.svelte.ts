/** A store on the web while it is typed, and what its token allows. */

import type { Doors, FailureCode, StoreFound } from "../../contract/contract";
import { call } from "../../ipc";
import { words } from "../../words";
import { ShopLook } from "../shopLook.svelte";

type FieldName = "store" | "token";

type Entry = Doors["check_store_shop"]["ask"]["store"];

const FIELD_OF: Readonly<Partial<Record<FailureCode, FieldName>>> = {
  no_store_hash: "store",
  store_missing: "store",
  store_token_refused: "token",
};

const said = words.firstRun.connect.store;

export class StoreForm extends ShopLook<FieldName, Entry, StoreFound> {
  store = $state("");
  token = $state("");

  constructor() {
    super(FIELD_OF, (store) => call("check_store_shop", { store }));
  }

  override entry(): Entry | null {
    const problems: Partial<Record<FieldName, string>> = {};
    if (this.store.trim() === "") {
      problems.store = said.hashEmpty;
    }
    if (this.token.trim() === "") {
      problems.token = said.tokenEmpty;
    }
    this.problems = problems;
    return Object.keys(problems).length > 0 ? null : { store: this.store.trim(), token: this.token.trim() };
  }
}
