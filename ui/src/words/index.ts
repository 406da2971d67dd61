/**
 * # Every sentence the owner reads
 *
 * One file per screen under `en/`; screens import `words` from here and hold no sentence of their own. A translation is a
 * second object of type `Words`, added to `LANGUAGES`: TypeScript then names every sentence that is missing.
 *
 * Sentences with a count or a date in them are functions, so that each language can put things in its own order.
 * Words in back-ticks are names of things on the screen; `labelled` (help/blocks) splits them off, so that the window can
 * set them apart without ever building HTML from text.
 */

import { en } from "./en";
import { setPlace, systemPlace } from "./format";

/** What a language must have. */
export type Words = typeof en;

const LANGUAGES: Readonly<Record<string, Words>> = { en };

/** The first of the owner's languages that Backstock speaks, else English. */
export function languageFor(wanted: readonly string[]): string {
  const languages = wanted.map((tag) => tag.toLowerCase().split("-")[0] ?? "");
  return languages.find((language) => Object.hasOwn(LANGUAGES, language)) ?? "en";
}

/** The language of the sentences, for the `lang` of the document. */
export const language: string = languageFor(typeof navigator === "undefined" ? [] : navigator.languages);
setPlace({ ...systemPlace(), language });

/** The sentences in the owner's language. */
export const words: Words = LANGUAGES[language] ?? en;
