/**
 * Numbers, sizes, moments and amounts as the owner's computer writes them.
 *
 * The sentences' language and the owner's habits are two things: somebody in Vienna may read English sentences and still
 * expect `1.204` and a clock that goes to 24. Numbers and amounts follow the owner's locale; whatever has words in it (months,
 * `2 days ago`, `and`) is in the language of the sentences, arranged as in the owner's region.
 *
 * What comes from a shop is never turned into a JavaScript number: an amount keeps every digit it was stored with.
 */

import type { Habits } from "../contract/contract";

/** Whole numbers from the engine; large ones may come as `bigint`. */
export type Count = number | bigint;

/** A moment as the engine tells it (RFC 3339 in UTC), or already read. */
export type Moment = string | Date;

/** Where the owner sits. */
export interface Place {
  /** BCP 47 tag, for example `de-AT`. */
  locale: string;
  /** The language of the sentences, for example `en`. */
  language: string;
  /** IANA name, for example `Europe/Vienna`. */
  timeZone: string;
}

let place: Place = systemPlace();
let made = new Map<string, unknown>();

/** The computer's own locale and time zone. */
export function systemPlace(): Place {
  const resolved = new Intl.DateTimeFormat().resolvedOptions();
  const told = typeof navigator === "undefined" ? "" : navigator.language;
  return { locale: usableLocale([told, resolved.locale]), language: "en", timeZone: resolved.timeZone };
}

/**
 * The first of these that names a language and a region's habits; English as the world writes it when none does.
 *
 * A Linux session without a language (`LANG=C`) makes WebKit say `C`, which every Intl object refuses.
 */
export function usableLocale(tags: readonly string[]): string {
  for (const tag of tags) {
    try {
      if (tag !== "" && Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0) {
        return tag;
      }
    } catch {
      // Not a language tag at all.
    }
  }
  return "en-001";
}

/** Says where the owner sits; called once at the start, and by tests. Returns the place before. */
export function setPlace(next: Partial<Place>): Place {
  const before = place;
  place = { ...place, ...next };
  made = new Map();
  return before;
}

// Making an Intl object costs far more than using it, and a list of records makes thousands of dates.
function kept<T>(name: string, make: () => T): T {
  let found = made.get(name) as T | undefined;
  if (found === undefined) {
    found = make();
    made.set(name, found);
  }
  return found;
}

// The language of the sentences in the owner's region, for everything that has words in it.
function tongue(): string {
  return kept("tongue", () => {
    const owner = new Intl.Locale(place.locale);
    if (owner.language === place.language) {
      return place.locale;
    }
    const wanted = `${place.language}-${owner.maximize().region ?? "001"}`;
    if (new Intl.DateTimeFormat(wanted).resolvedOptions().locale === wanted) {
      return wanted;
    }
    // Plain `en` would mean American dates for every region that English has no data of its own for.
    return place.language === "en" ? "en-001" : place.language;
  });
}

function hourCycle(): Intl.ResolvedDateTimeFormatOptions["hourCycle"] {
  return kept(
    "hour cycle",
    () => new Intl.DateTimeFormat(place.locale, { hour: "numeric" }).resolvedOptions().hourCycle,
  );
}

function read(moment: Moment): Date | undefined {
  const at = moment instanceof Date ? moment : new Date(moment);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

function dates(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const clock = options.timeStyle === undefined ? {} : { hourCycle: hourCycle() };
  return kept(name, () => new Intl.DateTimeFormat(tongue(), { timeZone: place.timeZone, ...clock, ...options }));
}

/** `1,204`. */
export function number(count: Count): string {
  return kept("number", () => new Intl.NumberFormat(place.locale)).format(count);
}

/** `62 %` of the whole, rounded down so that 100 % means that all is done. */
export function percent(part: Count, whole: Count): string {
  const share = Number(whole) > 0 ? Math.floor((Number(part) * 100) / Number(whole)) / 100 : 0;
  return kept("percent", () => new Intl.NumberFormat(place.locale, { style: "percent" })).format(share);
}

const UNITS = ["bytes", "kB", "MB", "GB", "TB", "PB"] as const;

/** `812 MB`, `1.9 GB`. Decimal units: 1 GB is 1,000,000,000 bytes. */
export function bytes(size: Count): string {
  let value = Number(size);
  let step = 0;
  // 999.5 and not 1000, so that rounding never shows `1,000 kB` where `1 MB` is meant.
  while (value >= 999.5 && step < UNITS.length - 1) {
    value /= 1000;
    step += 1;
  }
  if (step === 0) {
    const whole = { style: "unit", unit: "byte", unitDisplay: "long" } as const;
    return kept("bytes", () => new Intl.NumberFormat(tongue(), whole)).format(value);
  }
  const digits = value < 9.95 ? 1 : 0;
  const amount = kept(
    `bytes ${digits}`,
    () => new Intl.NumberFormat(place.locale, { maximumFractionDigits: digits }),
  ).format(value);
  // A space that does not break, so that `1.9` and `GB` stay on one line.
  return `${amount}\u00a0${UNITS[step] ?? ""}`;
}

/** `19 Nov 2026`. What is not a moment is returned as it is. */
export function date(moment: Moment): string {
  const at = read(moment);
  return at === undefined ? String(moment) : dates("date", { dateStyle: "medium" }).format(at);
}

/** The day of a moment in the owner's own time, as `2026-11-19`; days in this form compare as texts. Empty for what is no moment. */
export function localDay(moment: Moment): string {
  const at = read(moment);
  if (at === undefined) {
    return "";
  }
  const day = { timeZone: place.timeZone, year: "numeric", month: "2-digit", day: "2-digit" } as const;
  const parts = kept("local day", () => new Intl.DateTimeFormat("en-US", day)).formatToParts(at);
  // Put together here: which language writes its days in this order differs from engine to engine.
  const part = (wanted: string): string => parts.find(({ type }) => type === wanted)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}

/** `21:04`. */
export function time(moment: Moment): string {
  const at = read(moment);
  return at === undefined ? String(moment) : dates("time", { timeStyle: "short" }).format(at);
}

/** `19 Nov 2026, 21:04`, always with the year: for lists that go far back. */
export function dateTime(moment: Moment): string {
  const at = read(moment);
  return at === undefined ? String(moment) : dates("date time", { dateStyle: "medium", timeStyle: "short" }).format(at);
}

/** `19 Nov 21:04`; the year only where it is not this year. */
export function shortDateTime(moment: Moment, now: Moment = new Date()): string {
  const at = read(moment);
  const today = read(now);
  if (at === undefined || today === undefined) {
    return String(moment);
  }
  const year = dates("year", { year: "numeric" });
  const day =
    year.format(at) === year.format(today) ? dates("day", { day: "numeric", month: "short" }).format(at) : date(at);
  return `${day} ${time(at)}`;
}

/** What is said outside the window, by the operating system's own questions, has to know of how moments are written. */
export function habits(): Habits {
  const parts = dates("habits", { day: "numeric", month: "long", hour: "numeric", minute: "numeric" })
    .formatToParts(new Date(0))
    .map(({ type }) => type);
  return { twelve_hours: parts.includes("dayPeriod"), month_first: parts.indexOf("month") < parts.indexOf("day") };
}

/** `Thursday, 19 November 2026 at 21:04:11 CET`, for titles and screen readers. */
export function fullDateTime(moment: Moment): string {
  const at = read(moment);
  return at === undefined ? String(moment) : dates("full", { dateStyle: "full", timeStyle: "long" }).format(at);
}

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 365 * 86_400],
  ["month", 30 * 86_400],
  ["week", 7 * 86_400],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** `2 days ago`, `in 5 minutes`, `12 seconds ago`; counts whole units. */
export function relative(moment: Moment, now: Moment = new Date()): string {
  const at = read(moment);
  const from = read(now);
  if (at === undefined || from === undefined) {
    return String(moment);
  }
  const seconds = Math.trunc((at.getTime() - from.getTime()) / 1000);
  const format = kept("relative", () => new Intl.RelativeTimeFormat(tongue(), { numeric: "always" }));
  for (const [unit, length] of STEPS) {
    if (Math.abs(seconds) >= length) {
      return format.format(Math.trunc(seconds / length), unit);
    }
  }
  return format.format(seconds, "second");
}

/** Whole seconds between two moments, never below zero. */
export function secondsBetween(earlier: Moment, later: Moment = new Date()): number {
  const from = read(earlier)?.getTime() ?? 0;
  const to = read(later)?.getTime() ?? 0;
  return Math.max(0, Math.trunc((to - from) / 1000));
}

/** `3 hr 20 min`, `48 sec`: at most two units. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts: [number, "hour" | "minute" | "second"][] =
    whole >= 3_600
      ? [
          [Math.floor(whole / 3_600), "hour"],
          [Math.floor((whole % 3_600) / 60), "minute"],
        ]
      : whole >= 60
        ? [
            [Math.floor(whole / 60), "minute"],
            [whole % 60, "second"],
          ]
        : [[whole, "second"]];
  return parts
    .filter(([amount], index) => index === 0 || amount > 0)
    .map(([amount, unit]) =>
      kept(
        `duration ${unit}`,
        () => new Intl.NumberFormat(tongue(), { style: "unit", unit, unitDisplay: "short" }),
      ).format(amount),
    )
    .join(" ");
}

/**
 * Seconds left, rounded up to what a person would say: 10 s steps below a minute, then 1, 2, 5, 10, 15, 20, 30, 45 minutes,
 * then whole hours.
 */
export function roundedRemaining(seconds: number): number {
  if (seconds <= 60) {
    return Math.max(10, Math.ceil(seconds / 10) * 10);
  }
  for (const minutes of [1, 2, 3, 4, 5, 10, 15, 20, 30, 45, 60]) {
    if (seconds <= minutes * 60) {
      return minutes * 60;
    }
  }
  return Math.ceil(seconds / 3_600) * 3_600;
}

/** `Products, Brands and Pages`. */
export function list(entries: readonly string[]): string {
  return kept("list", () => new Intl.ListFormat(tongue(), { type: "conjunction" })).format(entries);
}

/** The order in which the owner's language sorts names; digits inside names count as numbers. */
export function byName(left: string, right: string): number {
  return kept("order", () => new Intl.Collator(place.locale, { numeric: true })).compare(left, right);
}

const AMOUNT = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/;

/**
 * An amount as the shop stored it, in the shop's currency: `19.990` in EUR is `€19.990`.
 *
 * Every stored digit is shown and none is added; only the separators follow the owner's habits. A text that is not a plain
 * decimal number (`1e3`, `007`, empty) is shown exactly as it is, followed by the currency.
 */
export function money(text: string, currency?: string): string {
  const found = AMOUNT.exec(text.trim());
  const written = currency?.trim() ?? "";
  if (found === null) {
    return written === "" || text.trim() === "" ? text : `${text} ${written}`;
  }
  const [, sign = "", whole = "0", fraction] = found;
  const parts = moneyParts(written);
  // BigInt keeps every digit of amounts that a JavaScript number would round.
  const grouped = kept("grouped", () => new Intl.NumberFormat(place.locale, { numberingSystem: "latn" })).format(
    BigInt(whole),
  );
  return parts
    .map(({ type, value }) => {
      switch (type) {
        case "minusSign":
          return sign === "" ? "" : value;
        case "integer":
          return grouped;
        case "decimal":
          return fraction === undefined ? "" : value;
        case "fraction":
          return fraction ?? "";
        default:
          return value;
      }
    })
    .join("");
}

function moneyParts(currency: string): Intl.NumberFormatPart[] {
  return kept(`money ${currency}`, () => {
    // -1.0 has every part an amount can have: sign, whole, separator, fraction and the currency in its place.
    const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1, numberingSystem: "latn" } as const;
    if (currency !== "") {
      try {
        return new Intl.NumberFormat(place.locale, { style: "currency", currency, ...digits }).formatToParts(-1);
      } catch {
        // Shops name currencies that no standard knows (points, tokens): their own word stands behind the amount.
        const parts = new Intl.NumberFormat(place.locale, digits).formatToParts(-1);
        return [...parts, { type: "literal", value: ` ${currency}` } as Intl.NumberFormatPart];
      }
    }
    return new Intl.NumberFormat(place.locale, digits).formatToParts(-1);
  });
}

const STORED_MOMENT = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * A moment as a shop stored it. With a zone (`…Z`, `…+02:00`) it is shown in the owner's own time; without one the shop alone
 * knows which time is meant, so the clock is shown as it was written. Anything else is returned as it is.
 */
export function shopMoment(text: string): string {
  const found = STORED_MOMENT.exec(text.trim());
  if (found === null) {
    return text;
  }
  const [, year, month, day, hour, minute, second, zone] = found;
  const clock = `${year}-${month}-${day}T${hour ?? "00"}:${minute ?? "00"}:${second ?? "00"}`;
  const at = new Date(`${clock}${zone === undefined ? "Z" : zone.replace(/^([+-]\d{2})(\d{2})$/, "$1:$2")}`);
  // `0000-00-00` and `2026-02-31` are real in shops and are no moments.
  if (Number.isNaN(at.getTime()) || (zone === undefined && !at.toISOString().startsWith(clock))) {
    return text;
  }
  if (hour === undefined) {
    return dates("stored day", { timeZone: "UTC", dateStyle: "medium" }).format(at);
  }
  if (zone !== undefined) {
    return dateTime(at);
  }
  return dates("stored clock", { timeZone: "UTC", dateStyle: "medium", timeStyle: "short" }).format(at);
}

/** The forms a language has for counts; `other` is always there. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** Makes the function that picks a form for a count in one language and puts the count before it: `1 item`, `1,204 items`. */
export function countingIn(language: string): (count: Count, forms: Forms) => string {
  const rules = new Intl.PluralRules(language);
  return (count, forms) => `${number(count)} ${forms[rules.select(Number(count))] ?? forms.other}`;
}
