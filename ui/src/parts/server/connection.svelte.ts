/** The connection of a shop on a database server: the dialogs that change it, which whatever tells of a failure may open. */

import type { Failure, FailureCode, ShopRow } from "../../contract/contract";
import { vaultMemory } from "../vaultMemory";

type Asked = { what: "password" | "change"; shop: ShopRow; then: (() => void) | undefined };

/** Where another password, or another place, is what helps. */
const PASSWORD_CODES: readonly FailureCode[] = [
  "shop_password_missing",
  "shop_not_let_in",
  "store_token_missing",
  "store_token_refused",
];
const PLACE_CODES: readonly FailureCode[] = [
  "another_shop",
  "no_such_installation",
  "shop_certificate_changed",
  "shop_certificate_unknown",
  "shop_no_such_database",
  "shop_not_let_in",
  "shop_not_protected",
  "shop_asks_for_protection",
  "shop_server_missing",
  "shop_silent",
  "ssh_host_changed",
  "ssh_host_unknown",
  "ssh_key_unusable",
  "ssh_no_forwarding",
  "ssh_not_let_in",
  "ssh_unreachable",
];

export const asksForPassword = ({ code }: Failure): boolean => PASSWORD_CODES.includes(code);
export const asksForPlace = ({ code }: Failure): boolean => PLACE_CODES.includes(code);

class Connection {
  asked = $state.raw<Asked | null>(null);

  askPassword(shop: ShopRow, then?: () => void): void {
    this.asked = { what: "password", shop, then };
  }

  askChange(shop: ShopRow, then?: () => void): void {
    this.asked = { what: "change", shop, then };
  }

  /** The owner closed the dialog. */
  readonly leave = (): void => {
    this.asked = null;
  };

  /** It was done. */
  done(): void {
    const then = this.asked?.then;
    this.asked = null;
    then?.();
  }
}

export const connection = new Connection();
vaultMemory.add(connection.leave);
