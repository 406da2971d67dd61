/**
 * Finding a help page.
 *
 * Every word typed must begin a word of the page (`rest` finds `restore`). Words in the page's title count most, then the
 * page's headings and terms, then the words people use for it, then its text. What was typed as a whole counts like a title
 * when it is exactly one of the words people use for the page. Nothing is stored or fetched: the help is small.
 */

import type { HelpPage } from "./blocks";
import { helpPages, linesOf } from "./pages";

/** A page that was found. */
export interface Hit {
  page: HelpPage;
  /** The heading inside the page that the words stand under, if not the page's own. */
  heading: string | undefined;
  /** The line that shows why it was found. */
  excerpt: string;
}

type Weight = 1 | 3 | 6 | 12;

interface Line {
  text: string;
  words: readonly string[];
  heading: string | undefined;
  weight: Weight;
}

/** The words of a text: lower case, without accents, labels and numbers included; `e-mail` is one word, and the same as `email`. */
export function wordsOf(text: string): string[] {
  const plain = text
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLocaleLowerCase("en")
    .replace(/\be-mail/g, "email");
  return plain.match(/[\p{Letter}\p{Number}]+/gu) ?? [];
}

const line = (text: string, weight: Weight, heading?: string): Line => ({
  text,
  words: wordsOf(text),
  heading,
  weight,
});

function read(page: HelpPage): Line[] {
  const lines = [line(page.title, 12), ...page.alsoKnownAs.map((text) => line(text, 3))];
  let heading: string | undefined;
  for (const block of page.blocks) {
    if (block.kind === "heading") {
      heading = block.text;
      lines.push(line(block.text, 6, heading));
    } else if (block.kind === "term") {
      lines.push(line(block.term, 6, block.term), line(block.meaning, 1, block.term));
    } else {
      lines.push(...linesOf(block).map((text) => line(text, 1, heading)));
    }
  }
  return lines;
}

const sum = (parts: readonly number[]): number => parts.reduce((total, part) => total + part, 0);

let index: readonly (readonly [HelpPage, readonly Line[]])[] | undefined;

// A whole word is worth more than a beginning; both find.
function fit(line: Line, word: string): number {
  let best = 0;
  for (const candidate of line.words) {
    if (candidate === word) {
      return 2 * line.weight;
    }
    if (candidate.startsWith(word)) {
      best = line.weight;
    }
  }
  return best;
}

/** The pages that hold every word of `text`, best first; none for a text without words. */
export function searchHelp(text: string): Hit[] {
  const wanted = [...new Set(wordsOf(text))];
  if (wanted.length === 0) {
    return [];
  }
  index ??= helpPages.map((page) => [page, read(page)] as const);
  const found: { hit: Hit; score: number }[] = [];
  for (const [page, lines] of index) {
    const best = wanted.map((word) => Math.max(...lines.map((candidate) => fit(candidate, word))));
    if (best.some((score) => score === 0)) {
      continue;
    }
    // The line with most of the words is shown. Search words of the page are no sentence to show, so they lose.
    const shown = lines
      .filter((candidate) => candidate.weight !== 3)
      .map((candidate) => {
        const fits = wanted.map((word) => fit(candidate, word));
        return { candidate, met: fits.filter((part) => part > 0).length, fits: sum(fits) };
      })
      .reduce((left, right) =>
        right.met > left.met || (right.met === left.met && right.fits > left.fits) ? right : left,
      );
    // Words that stand together in one line make a better page than words strewn over it.
    const together = shown.met === wanted.length ? 4 : 0;
    const called = lines.some((candidate) => candidate.weight === 3 && candidate.words.join(" ") === wanted.join(" "));
    const excerpt = textAt(lines, called || shown.met === 0 ? undefined : shown.candidate);
    const score = sum(best) + together + (called ? 24 : 0);
    found.push({ hit: { page, heading: excerpt.heading, excerpt: excerpt.text }, score });
  }
  // Sorting is stable, so equal pages stay in reading order.
  return found.sort((left, right) => right.score - left.score).map(({ hit }) => hit);
}

// A heading says less than the sentence under it, so that one is shown; for a title it is the page's first sentence.
function textAt(lines: readonly Line[], found: Line | undefined): Line {
  if (found?.weight === 1) {
    return found;
  }
  const from = found?.weight === 6 ? lines.indexOf(found) + 1 : 0;
  const text = lines.slice(from).find((candidate) => candidate.weight === 1);
  return text ?? found ?? line("", 1);
}
