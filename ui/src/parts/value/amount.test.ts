import { afterAll, beforeAll, expect, test } from "vitest";

import { type Place, setPlace } from "../../words/format";
import { parted, shownAmount } from "./amount";

let before: Place;
beforeAll(() => {
  before = setPlace({ locale: "en-GB", language: "en", timeZone: "UTC" });
});
afterAll(() => {
  setPlace(before);
});

// S2.5.9
test("an amount is shown in the shop's currency, with every digit it was stored with", () => {
  expect(shownAmount("75.00 EUR")).toBe("€75.00");
  expect(shownAmount("19.990 EUR")).toBe("€19.990");
  expect(shownAmount("7.5", "GBP")).toBe("£7.5");
});

test("without a known currency the digits stand alone, and what is no amount stays as it is", () => {
  expect(shownAmount("75.00")).toBe("75.00");
  expect(shownAmount("free")).toBe("free");
  expect(parted("75.00 EUR")).toEqual({ digits: "75.00", currency: "EUR" });
  expect(parted("null")).toEqual({ digits: "null", currency: undefined });
});
