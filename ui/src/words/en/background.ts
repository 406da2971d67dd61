/** What Backstock does while nobody looks. */

export const background = {
  title: "While nobody looks",
  intro:
    "Scheduled backups and exports are made while Backstock runs. Its icon beside the clock says when the last backup was made, and lets you open the window, back up and quit.",
  keepRunning: "Keep running when the window is closed",
  keepRunningHint:
    "Use the icon beside the clock, or start Backstock again, to see its window. Without this, closing it ends the schedule until you open it again.",
  atLogin: "Start when I log in",
  atLoginHint: "Without its window, so that backups go on after this computer was restarted.",
};
