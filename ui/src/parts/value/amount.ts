/** Amounts as the engine shows them: the stored digits and, where the shop's currency is known, its code (`75.00 EUR`). */

import { money } from "../../words/format";

const WITH_CURRENCY = /^(.*\d) ([A-Z]{3})$/;

/** The stored digits and the currency, if one is told. */
export function parted(text: string): { digits: string; currency: string | undefined } {
  const found = WITH_CURRENCY.exec(text);
  return found ? { digits: found[1] ?? text, currency: found[2] } : { digits: text, currency: undefined };
}

/** An amount in the owner's habits; every stored digit stays. */
export function shownAmount(text: string, currency?: string): string {
  const { digits, currency: told } = parted(text);
  return money(digits, told ?? currency);
}
