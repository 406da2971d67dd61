import { heading, paragraph, points, see, steps, type HelpPage } from "./blocks";

export const recoveryHistory: HelpPage = {
  id: "recovery-history",
  title: "9. Review recovery history",
  alsoKnownAs: ["audit", "past restores", "log", "who restored", "report", "errors"],
  blocks: [
    paragraph(
      "`Recovery history` lists every restore and every undo that was ever started for this shop, also those that failed, were stopped or were cut off.",
    ),
    steps(
      "Open `Backup Vault` and then `Recovery history`, beside `Bulk Recovery`.",
      "Show only some days with `From` and `To`, or only one status. Both have to fit; when nothing does, you read which of them to relax.",
      "Look at each row: what was put back, the date of the version, the date of the restore, how many items succeeded and failed, and the status.",
      "Click `View Detail` to see every item with its result.",
    ),
    paragraph(
      "What you put right by hand stands in the list, too, as `By hand (guided manual restore)`. Its `View Detail` leads to its steps.",
    ),
    heading("What the detail holds"),
    points(
      "A summary in a sentence or two, and the note you wrote (who and why).",
      "What it left as it was and why, and how you decided about fields that the shop had changed since. What can only be put right by hand has the way to its steps.",
      "`Retry failed`: what failed is tried again, against the same backup.",
      "`Save for a spreadsheet (CSV)…` and `Save to print (HTML)…`: the whole record, with every field before and after.",
    ),
    heading("Status"),
    points(
      "`Progressing`: it is running, or it was interrupted and waits for your decision.",
      "`Done`: it came to its end, and every item was read back as wanted.",
      "`Fail`: some or all of it did not work, or it was stopped. The line below says which.",
    ),
    paragraph(
      "The detail of a restore of many items lists its content types first. Click `View Detail` there to see the items of one of them.",
    ),
    see("undo"),
    see("troubleshooting"),
  ],
};
