/** Which component shows which page. Screens never import each other; this table is where they meet. */

import type { Component } from "svelte";

import BackupFiles from "./backup-data/BackupFiles.svelte";
import Backups from "./backups/Backups.svelte";
import Brush from "./brush/Brush.svelte";
import BulkRecovery from "./bulk/BulkRecovery.svelte";
import Discovery from "./discovery/Discovery.svelte";
import Export from "./export/Export.svelte";
import Files from "./files/Files.svelte";
import Guide from "./guide/Guide.svelte";
import Help from "./help/Help.svelte";
import RecordPage from "./record/Record.svelte";
import Records from "./records/Records.svelte";
import Recoveries from "./recovery/Recoveries.svelte";
import Recovery from "./recovery/Recovery.svelte";
import Restore from "./restore/Restore.svelte";
import Revert from "./revert/Revert.svelte";
import type { Page, Route } from "./routes";
import Settings from "./settings/Settings.svelte";
import Storage from "./storage/Storage.svelte";
import Vault from "./vault/Vault.svelte";

/** What a screen is given: its own route, when it wants it. */
export type Screen<Name extends Page> =
  Component<{ route: Extract<Route, { page: Name }> }> | Component<{ [name: string]: never }>;

export const screens: { [Name in Page]: Screen<Name> } = {
  "backup-data": BackupFiles,
  backups: Backups,
  brush: Brush,
  bulk: BulkRecovery,
  discovery: Discovery,
  export: Export,
  files: Files,
  guide: Guide,
  help: Help,
  record: RecordPage,
  records: Records,
  recoveries: Recoveries,
  recovery: Recovery,
  restore: Restore,
  revert: Revert,
  settings: Settings,
  storage: Storage,
  vault: Vault,
};
