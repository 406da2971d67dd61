/** The frame of the `Knowledge Base`; its pages are in `words/help`. */

import { type Count } from "../format";
import { counted } from "./common";

export const help = {
  title: "Knowledge Base",
  search: "Search the Knowledge Base",
  searchPlaceholder: "A word or two",
  pages: "Pages",
  found: (count: Count): string => counted(count, { one: "page", other: "pages" }),
  nothing: {
    title: "Nothing found",
    text: (find: string): string => `No page has all the words of “${find}”.`,
    action: "Clear search",
  },
  see: (page: string): string => `See ${page}`,
  tip: "Tip",
  warning: "Careful",
  previous: (page: string): string => `Before: ${page}`,
  next: (page: string): string => `Next: ${page}`,
  allPages: "All pages",
};
