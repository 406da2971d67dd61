/** A store on the web while it is typed, and what its token allows. */

import type { Doors, FailureCode, StoreFound, StorePlatform } from "../../contract/contract";
import { call } from "../../ipc";
import { words } from "../../words";
import { ShopLook } from "../shopLook.svelte";

type FieldName = "store" | "token" | "secret";

type Entry = Doors["check_store_shop"]["ask"]["store"];

const FIELD_OF: Readonly<Partial<Record<FailureCode, FieldName>>> = {
  no_store_hash: "store",
  store_missing: "store",
  store_token_refused: "token",
};

const said = words.firstRun.connect.store;

export class StoreForm extends ShopLook<FieldName, Entry, StoreFound> {
  platform = $state<StorePlatform>("bigcommerce");
  store = $state("");
  token = $state("");
  /** The second half of what a WooCommerce site takes for a token. */
  secret = $state("");

  constructor() {
    super(FIELD_OF, (store) => call("check_store_shop", { store }));
  }

  override entry(): Entry | null {
    const isSite = this.platform === "woocommerce";
    const problems: Partial<Record<FieldName, string>> = {};
    if (this.store.trim() === "") {
      problems.store = isSite ? said.siteEmpty : said.hashEmpty;
    }
    if (this.token.trim() === "") {
      problems.token = isSite ? said.keyEmpty : said.tokenEmpty;
    }
    if (isSite && this.secret.trim() === "") {
      problems.secret = said.secretEmpty;
    }
    this.problems = problems;
    const token = isSite ? `${this.token.trim()}:${this.secret.trim()}` : this.token.trim();
    return Object.keys(problems).length > 0 ? null : { platform: this.platform, store: this.store.trim(), token };
  }
}
