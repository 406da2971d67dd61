import { commands, heading, paragraph, points, see, steps, table, warning, type HelpPage } from "./blocks";

export const exportNow: HelpPage = {
  id: "export",
  title: "10. Export store data manually",
  alsoKnownAs: ["download", "csv", "excel", "spreadsheet", "zip", "quick export", "take out", "json", "sql", "xlsx"],
  blocks: [
    paragraph("An export writes your shop’s data into ordinary files that other programs can read."),
    steps(
      "Open `Export` and select `Quick Export`.",
      "Under `Select content type to export`, choose what you need. `All items` selects a whole group.",
      "Choose a format and a folder.",
      "Under `Your emails`, choose who is told when the files are ready. Type an address and press Enter to add it.",
      "Click `Start export`.",
      "Wait for the result: the files with their sizes, and `Show in folder`.",
    ),
    heading("Formats"),
    table(
      ["Format", "What it is for"],
      ["Spreadsheet (CSV)", "To look at in any spreadsheet. Names are readable, and nothing can run as a formula."],
      [
        "Spreadsheet (XLSX)",
        "A workbook for each content type, with a sheet for each kind of row that belongs to an item.",
      ],
      ["Re-import (CSV)", "For other programs: the shop’s own columns, and every value exactly as it is."],
      ["Complete (JSON Lines)", "Every item with everything that belongs to it, one on each line."],
      [
        "For WooCommerce, Shopify or BigCommerce (product import)",
        "Products and their variants in the columns that these platforms take in, as far as your shop has them. Each variant is told apart by its SKU; pictures are named by their addresses.",
      ],
      ["SQL", "Statements that make tables and fill them, for MariaDB and MySQL, PostgreSQL or SQLite."],
    ),
    heading("What is in an export"),
    points(
      "Only the content types you selected. With `Read the shop first` they are as the shop is now, and that reading is kept as a backup.",
      "A folder of its own with ZIP files. An export larger than 1 GB (before it is packed) becomes several; each can be opened on its own.",
      "A file manifest.json that lists the ZIP files with their SHA-256, so that a changed file is noticed, and a README.txt.",
      "Pictures and other large contents, as files in the folder objects or within the tables.",
    ),
    heading("How long the files stay"),
    paragraph(
      "Files are kept for one week, unless you choose 30 days or forever under `Keep export files`. Then Backstock removes what it wrote itself, and nothing that was changed since or that you put beside it. You are told two days before.",
    ),
    warning("The files may hold personal data of customers, and anybody can open them. Store them securely."),
    paragraph("An export that was stopped, or for which the disk had too little room, leaves nothing in the folder."),
    heading("On the command line"),
    commands('backstock-cli --vault MyVault export "My shop" --type products --format csv --to Exports'),
    see("export-history"),
    heading("A whole shop in one file"),
    paragraph("A whole shop goes into one ZIP file on the page `Backup Data` in `Settings`."),
    see("backup-data"),
    see("command-line"),
  ],
};
