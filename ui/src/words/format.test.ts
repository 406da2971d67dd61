import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as format from "./format";

let before: format.Place;
beforeEach(() => {
  before = format.setPlace({ locale: "en-GB", language: "en", timeZone: "Europe/Vienna" });
});
afterEach(() => {
  format.setPlace(before);
});

/** Spaces that do not break, as ordinary ones. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

it("a computer that names no language is written to in English", () => {
  expect(format.usableLocale(["C", "de-AT"])).toBe("de-AT");
  expect(format.usableLocale(["", "C", "POSIX", "en_US.UTF-8"])).toBe("en-001");
  expect(format.usableLocale(["fr-CH"])).toBe("fr-CH");
});

describe("numbers and sizes", () => {
  it("are grouped as the owner writes them, also beyond what a JavaScript number holds", () => {
    expect(format.number(1204)).toBe("1,204");
    expect(format.number(18446744073709551616n)).toBe("18,446,744,073,709,551,616");
    format.setPlace({ locale: "de-DE" });
    expect(format.number(1204)).toBe("1.204");
  });

  it("count bytes in decimal units: 1 GB is 1,000,000,000 bytes", () => {
    const sizes: [number, string][] = [
      [0, "0 bytes"],
      [1, "1 byte"],
      [999, "999 bytes"],
      [1_000, "1 kB"],
      [1_550, "1.6 kB"],
      [9_960, "10 kB"],
      [812_400_000, "812 MB"],
      [999_400_000, "999 MB"],
      [999_600_000, "1 GB"],
      [1_000_000_000, "1 GB"],
      [1_900_000_000, "1.9 GB"],
      [2_500_000_000_000, "2.5 TB"],
    ];
    for (const [size, text] of sizes) {
      expect(plain(format.bytes(size)), String(size)).toBe(text);
    }
  });

  it("say 100 % only when all is done", () => {
    expect(plain(format.percent(999, 1000))).toBe("99%");
    expect(plain(format.percent(1000, 1000))).toBe("100%");
    expect(plain(format.percent(0, 0))).toBe("0%");
  });
});

describe("moments", () => {
  const at = "2026-11-19T20:04:11Z";

  it("are in the owner's own time and manner", () => {
    expect(format.dateTime(at)).toBe("19 Nov 2026, 21:04");
    expect(format.shortDateTime(at, "2026-12-01T00:00:00Z")).toBe("19 Nov 21:04");
    expect(format.shortDateTime(at, "2027-01-02T00:00:00Z")).toBe("19 Nov 2026 21:04");
    format.setPlace({ timeZone: "America/New_York" });
    expect(format.dateTime(at)).toBe("19 Nov 2026, 15:04");
  });

  it("are told of to what speaks outside the window", () => {
    expect(format.habits()).toEqual({ twelve_hours: false, month_first: false });
    format.setPlace({ locale: "en-US" });
    expect(format.habits()).toEqual({ twelve_hours: true, month_first: true });
    format.setPlace({ locale: "de-AT" });
    expect(format.habits()).toEqual({ twelve_hours: false, month_first: false });
    format.setPlace({ locale: "en-AU" });
    expect(format.habits()).toEqual({ twelve_hours: true, month_first: false });
  });

  it("keep the sentences' language when the owner's is another", () => {
    format.setPlace({ locale: "de-AT" });
    expect(format.dateTime(at)).toBe("19 Nov 2026, 21:04");
    expect(format.relative(at, "2026-11-21T20:04:11Z")).toBe("2 days ago");
    expect(format.list(["Products", "Brands", "Pages"])).toBe("Products, Brands and Pages");
  });

  it("are told as whole units gone by", () => {
    const ago = (seconds: number) => format.relative(new Date(0), new Date(seconds * 1000));
    expect(ago(12)).toBe("12 seconds ago");
    expect(ago(59 * 60)).toBe("59 minutes ago");
    expect(ago(25 * 3600)).toBe("1 day ago");
    expect(ago(13 * 86_400)).toBe("1 week ago");
    expect(ago(400 * 86_400)).toBe("1 year ago");
    expect(format.relative(new Date(300_000), new Date(0))).toBe("in 5 minutes");
  });

  it("that are none are shown as they are", () => {
    expect(format.dateTime("soon")).toBe("soon");
    expect(format.relative("soon")).toBe("soon");
  });
});

describe("durations", () => {
  it("have at most two units", () => {
    format.setPlace({ locale: "en-US" });
    expect(format.duration(48)).toBe("48 sec");
    expect(format.duration(200)).toBe("3 min 20 sec");
    expect(plain(format.duration(12_000))).toBe("3 hr 20 min");
    expect(plain(format.duration(3_600))).toBe("1 hr");
  });

  it("are rounded up to what a person would say", () => {
    expect([4, 31, 61, 200, 301, 700, 2_000, 3_601].map(format.roundedRemaining)).toEqual([
      10, 40, 120, 240, 600, 900, 2_700, 7_200,
    ]);
  });
});

// S2.5.9
describe("money", () => {
  it("keeps every stored digit and adds none", () => {
    expect(format.money("19.990", "EUR")).toBe("€19.990");
    expect(format.money("39", "EUR")).toBe("€39");
    expect(format.money("-1234.5", "EUR")).toBe("-€1,234.5");
    expect(format.money("0.00", "EUR")).toBe("€0.00");
    expect(format.money("123456789012345678901234567890.99", "EUR")).toBe(
      "€123,456,789,012,345,678,901,234,567,890.99",
    );
  });

  it("uses the owner's separators, not more", () => {
    format.setPlace({ locale: "de-DE" });
    expect(plain(format.money("1234567.890", "EUR"))).toBe("1.234.567,890 €");
  });

  it("leaves alone what is not a plain amount", () => {
    expect(format.money("1e3", "EUR")).toBe("1e3 EUR");
    expect(format.money("007", "EUR")).toBe("007 EUR");
    expect(format.money("", "EUR")).toBe("");
    expect(format.money("on request", "EUR")).toBe("on request EUR");
  });

  it("takes currencies that no standard knows, or none", () => {
    expect(plain(format.money("12.50", "points!"))).toBe("12.50 points!");
    expect(format.money("1234.50")).toBe("1,234.50");
  });
});

describe("moments a shop stored", () => {
  it("with a zone are shown in the owner's time", () => {
    expect(format.shopMoment("2026-11-19T20:04:11Z")).toBe("19 Nov 2026, 21:04");
    expect(format.shopMoment("2026-11-19 20:04:11+0000")).toBe("19 Nov 2026, 21:04");
  });

  it("without one keep the clock they were written with", () => {
    expect(format.shopMoment("2026-11-19 20:04:11")).toBe("19 Nov 2026, 20:04");
    expect(format.shopMoment("2026-11-19")).toBe("19 Nov 2026");
  });

  it("that are none stay as they are", () => {
    for (const text of ["0000-00-00 00:00:00", "2026-02-31", "1763582651", "", "next week"]) {
      expect(format.shopMoment(text)).toBe(text);
    }
  });
});

describe("counting", () => {
  it("follows the language's rules and the owner's numbers", () => {
    const english = format.countingIn("en");
    expect(english(1, { one: "item", other: "items" })).toBe("1 item");
    expect(english(0, { one: "item", other: "items" })).toBe("0 items");
    const polish = format.countingIn("pl");
    const forms = { one: "wersja", few: "wersje", many: "wersji", other: "wersji" };
    expect([1, 2, 5, 22].map((count) => polish(count, forms))).toEqual([
      "1 wersja",
      "2 wersje",
      "5 wersji",
      "22 wersje",
    ]);
  });
});

// An engine may write the days of every language in another order; texts of days are compared, and go into fields.
it("a day is in one form, whatever the engine's languages do", () => {
  vi.spyOn(Intl.DateTimeFormat.prototype as { format: unknown }, "format", "get").mockReturnValue(() => "11/19/2026");
  expect(format.localDay("2026-11-18T23:30:00Z")).toBe("2026-11-19");
  expect(format.localDay("no moment")).toBe("");
});
