import { commands, heading, paragraph, points, see, table, type HelpPage } from "./blocks";

export const commandLine: HelpPage = {
  id: "command-line",
  title: "Command line",
  alsoKnownAs: ["terminal", "script", "cli", "automation", "shell", "json", "cron", "exit code"],
  blocks: [
    paragraph(
      "`backstock-cli` does the same as the window, for scripts and for servers without a screen. Window and command line can use one vault at the same time; only one job writes at a time.",
    ),
    commands(
      "backstock-cli demo",
      "backstock-cli --vault MyVault vault create --recovery-key-file key.txt",
      'backstock-cli --vault MyVault shop add "My shop" sqlite shop.db',
      'backstock-cli --vault MyVault backup "My shop"',
      'backstock-cli --vault MyVault compare "My shop" 1 live',
      'backstock-cli --vault MyVault restore "My shop" --to 1 --record products/117 --preview',
      'backstock-cli --vault MyVault restore "My shop" --to 1 --record products/117 --yes',
      'backstock-cli --vault MyVault recoveries "My shop"',
      'backstock-cli --vault MyVault recoveries "My shop" --status Fail --from 2026-11-01',
      'backstock-cli --vault MyVault undo "My shop" 1 --yes',
    ),
    heading("After a restore"),
    commands(
      'backstock-cli --vault MyVault restore "My shop" --retry 1 --yes',
      'backstock-cli --vault MyVault recovery "My shop" 1 --audit record.csv',
      'backstock-cli --vault MyVault guide "My shop" --to 1 --record sites/1',
      'backstock-cli --vault MyVault guide "My shop" --check 1',
    ),
    heading("Files for other programs"),
    commands(
      'backstock-cli --vault MyVault export "My shop" --type products --format csv --to Exports',
      'backstock-cli --vault MyVault export "My shop" --all --format sql --to Exports --notify anna@example.com',
      'backstock-cli --vault MyVault export "My shop" --type products --format import-woocommerce --to Exports',
      'backstock-cli --vault MyVault exports "My shop" --keep 30',
    ),
    heading("Again and again"),
    commands(
      'backstock-cli --vault MyVault schedule "My shop" set --daily 02:00',
      'backstock-cli --vault MyVault schedule "My shop" set --once "2026-12-01 02:00"',
      'backstock-cli --vault MyVault schedule "My shop" show',
      "backstock-cli --vault MyVault run-due",
    ),
    paragraph(
      "`run-due` does what is due and ends; start it every few minutes with cron or a timer on a computer without the window. It never does what the window has done already.",
    ),
    heading("For somebody else"),
    commands(
      "backstock-cli --vault MyVault vault view-only on",
      "backstock-cli --vault MyVault diagnose --out help.zip",
    ),
    heading("A shop that was moved"),
    commands(
      'backstock-cli --vault MyVault shop move "My shop" new/place/shop.db',
      'backstock-cli --vault MyVault shop move "My shop" --host db.example.com --user shop --database shop',
    ),
    heading("Keys and secrets"),
    points(
      "The vault’s key comes from this computer’s password store, or from the environment variable `BACKSTOCK_RECOVERY_KEY`.",
      "Keys are never written as part of a command, because other programs could read them there.",
    ),
    heading("Answers"),
    points(
      "With `--json` the answer is one JSON document; progress goes to the other output.",
      "A backup is named by its number, or `live` for the shop as it is now.",
      "An item is named by content type and number, for example `products/117`.",
    ),
    table(
      ["Exit code", "Meaning"],
      ["0", "Everything worked."],
      ["1", "It ran to the end, and some items failed."],
      ["2", "It was refused; the answer says why and what to do."],
    ),
    paragraph("`backstock-cli help` lists all commands."),
    see("practice"),
  ],
};
