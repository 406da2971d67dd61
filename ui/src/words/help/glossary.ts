import { heading, term, type Block, type HelpPage } from "./blocks";

/** A term and its meaning. */
export interface Term {
  term: string;
  meaning: string;
}

/** The guide's ten terms, with its meanings. */
export const glossary: readonly Term[] = [
  { term: "Backup", meaning: "A saved version of store data at a point in time." },
  {
    term: "Backup Vault",
    meaning: "The area where backed-up records, versions, comparisons, and single-item restore actions are available.",
  },
  {
    term: "Bulk Recovery",
    meaning: "A workflow for restoring multiple records or content types from a previous backup version.",
  },
  {
    term: "Content type",
    meaning:
      "A category of store data, such as products, brands, categories, orders, customers, themes, pages, or widgets.",
  },
  { term: "Current version", meaning: "The latest live version of a record in the store." },
  { term: "Selected version", meaning: "The historical backup version chosen for comparison or restore." },
  { term: "Quick Export", meaning: "A manual export started by a user from the Export page." },
  { term: "Schedule Export", meaning: "A recurring weekly or monthly export configuration." },
  { term: "Recovery History", meaning: "The audit list of previous bulk restore jobs and their statuses." },
  { term: "Export History", meaning: "The audit list of previous manual and scheduled exports." },
];

/** Words that Backstock adds. */
export const ownTerms: readonly Term[] = [
  {
    term: "Vault",
    meaning: "The locked folder on your computer that holds all backups. One vault can hold several shops.",
  },
  { term: "Item", meaning: "One record of the shop: one product, one customer, one page. Also called a record." },
  {
    term: "Version",
    meaning: "A state of an item. It begins with the backup that first saw it and lasts until something changed.",
  },
  {
    term: "Latest backup",
    meaning:
      "The newest backup of the whole shop that you or a schedule made. A backup taken before a restore never stands for it.",
  },
  { term: "Safety backup", meaning: "The backup that Backstock makes by itself before it writes to a shop." },
  {
    term: "Recovery key",
    meaning: "The key that opens your vault when nothing else does. It is shown once, when the vault is made.",
  },
  {
    term: "Profile",
    meaning: "The description of a shop system: which tables make a product, what its fields are called.",
  },
  {
    term: "Locked document",
    meaning: "A quote, an invoice or a letter that the shop has closed. A restore never changes it.",
  },
];

const asBlock = ({ term: name, meaning }: Term): Block => term(name, meaning);

export const glossaryPage: HelpPage = {
  id: "glossary",
  title: "17. Glossary",
  alsoKnownAs: ["meaning", "definition", "words", "terms", "what does it mean"],
  blocks: [...glossary.map(asBlock), heading("More words in Backstock"), ...ownTerms.map(asBlock)],
};
