/** The bundled `Knowledge Base`: pages, glossary, search, and the page behind `Help for this page`. */

export { labelled } from "./blocks";
export type { Block, HelpPage, PageId, Screen, Stretch } from "./blocks";
export { glossary } from "./glossary";
export { searchHelp } from "./search";
export type { Hit } from "./search";
export { helpPages, linesOf, pageFor, pageOf } from "./pages";
