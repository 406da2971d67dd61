//! The table of doors.

/// Hands the table of all doors to a macro: `name(What goes in) -> What comes out;`.
#[macro_export]
macro_rules! for_each_door {
    ($then:ident) => {
        $then! {
            // opening
            open_desk(Nothing) -> DeskState;
            tell_habits(Habits) -> Nothing;
            pick(PickAsk) -> Picked;
            create_vault(CreateVaultAsk) -> VaultCreated;
            save_recovery_key(Nothing) -> RecoveryKeySaved;
            check_recovery_key(CheckRecoveryKeyAsk) -> Nothing;
            renew_recovery_key(Nothing) -> VaultCreated;
            open_vault_folder(OpenFolderAsk) -> DeskState;
            unlock_vault(UnlockAsk) -> DeskState;
            lock_vault(Nothing) -> DeskState;
            accept_vault(Nothing) -> DeskState;
            vault_keys(Nothing) -> VaultKeys;
            set_passphrase(SetPassphraseAsk) -> VaultKeys;
            remember_vault(RememberAsk) -> VaultKeys;
            // shops
            list_shops(Nothing) -> ShopList;
            add_practice_shop(Nothing) -> ShopRow;
            add_sqlite_shop(AddSqliteShopAsk) -> ShopRow;
            check_server_shop(CheckServerShopAsk) -> ServerFound;
            add_server_shop(AddServerShopAsk) -> ShopRow;
            check_store_shop(CheckStoreShopAsk) -> StoreFound;
            add_store_shop(AddStoreShopAsk) -> ShopRow;
            set_shop_password(SetShopPasswordAsk) -> ShopRow;
            move_server_shop(MoveServerShopAsk) -> ShopRow;
            check_shop(ShopAsk) -> ShopChecked;
            relocate_shop(RelocateShopAsk) -> ShopRow;
            remove_shop(ShopAsk) -> ShopList;
            set_admin_address(SetAdminAddressAsk) -> ShopRow;
            open_in_store(OpenInStoreAsk) -> Nothing;
            practice_menu(Nothing) -> PracticeMenu;
            make_practice_mistake(MakeMistakeAsk) -> PracticeEvent;
            pass_practice_day(ShopAsk) -> PracticeEvent;
            // discovery and vault
            discovery(ShopAsk) -> Discovery;
            vault_overview(ShopAsk) -> VaultOverview;
            missing_types(ShopAsk) -> MissingTypes;
            look_in_shop(LookAsk) -> Looked;
            looking_now(ShopAsk) -> LookingNow;
            stop_looking(Nothing) -> Nothing;
            list_backups(ShopAsk) -> BackupList;
            start_backup(ShopAsk) -> JobStarted;
            start_verify(ShopAsk) -> JobStarted;
            create_backup_file(CreateBackupFileAsk) -> BackupFileStarted;
            start_file_check(CheckBackupFileAsk) -> JobStarted;
            show_in_folder(PlaceAsk) -> Nothing;
            // the list of backup files
            list_files(ShopAsk) -> ListedFiles;
            start_listed_file(MakeListedFileAsk) -> JobStarted;
            start_adding_file(AddListedFileAsk) -> JobStarted;
            start_listed_check(CheckListedFileAsk) -> JobStarted;
            start_importing_file(ImportListedFileAsk) -> JobStarted;
            start_file_import(ImportFileAsk) -> JobStarted;
            start_looking_into_file(LookIntoFileAsk) -> JobStarted;
            start_comparing_files(CompareFilesAsk) -> JobStarted;
            take_arrived(ArrivedAsk) -> Arrived;
            rename_file(RenameListedFileAsk) -> ListedFiles;
            pin_file(PinListedFileAsk) -> ListedFiles;
            order_files(ListedFilesAsk) -> ListedFiles;
            delete_files(ListedFilesAsk) -> ListedFiles;
            put_back_files(ListedFilesAsk) -> ListedFiles;
            empty_file_trash(ShopAsk) -> ListedTrashEmptied;
            // jobs
            list_jobs(Nothing) -> JobList;
            cancel_job(JobAsk) -> Nothing;
            // keeping
            storage(ShopAsk) -> Storage;
            pin_backup(PinBackupAsk) -> BackupList;
            label_backup(LabelBackupAsk) -> BackupList;
            set_keeping(SetKeepingAsk) -> KeepSetting;
            preview_pruning(PruneAsk) -> PrunePreview;
            preview_deleting(DeleteBackupsAsk) -> RoomFreed;
            start_pruning(PruneAsk) -> JobStarted;
            start_deleting(DeleteBackupsAsk) -> JobStarted;
            list_alarms(ShopAsk) -> AlarmList;
            settle_alarm(SettleAlarmAsk) -> AlarmList;
            list_planned_changes(ShopAsk) -> PlannedChanges;
            plan_change(PlanChangeAsk) -> PlannedChanges;
            forget_planned_change(ForgetPlannedAsk) -> PlannedChanges;
            // records
            list_records(ListRecordsAsk) -> RecordPage;
            record_versions(RecordAsk) -> RecordVersions;
            field_timeline(TimelineAsk) -> FieldTimeline;
            search_vault(SearchAsk) -> SearchFound;
            compare_record(CompareAsk) -> Comparison;
            comparison_lines(ComparisonLinesAsk) -> ComparisonLines;
            comparison_text(ComparisonTextAsk) -> ComparisonText;
            // bulk recovery
            compare_version(CompareVersionAsk) -> VersionComparison;
            version_differences(VersionDifferencesAsk) -> VersionDifferences;
            recovery_progress(RecoveryProgressAsk) -> RecoveryProgress;
            // schedules
            list_schedules(ShopAsk) -> ScheduleList;
            set_schedule(SetScheduleAsk) -> ScheduleList;
            remove_schedule(ScheduleChoiceAsk) -> ScheduleList;
            schedule_dates(ScheduleRule) -> ScheduleDates;
            background(Nothing) -> Background;
            set_background(Background) -> Background;
            list_turns(ScheduleChoiceAsk) -> TurnList;
            run_schedule(ScheduleChoiceAsk) -> JobStarted;
            // restoring
            preview_restore(PreviewRestoreAsk) -> RestorePreview;
            start_file_preview(PreviewRestoreFileAsk) -> JobStarted;
            preview_undo(PreviewUndoAsk) -> RestorePreview;
            reopen_preview(ReopenPreviewAsk) -> ReopenedPreview;
            revise_plan(RevisePlanAsk) -> RestorePreview;
            type_fields(TypeFieldsAsk) -> TypeFields;
            preview_rows(PreviewRowsAsk) -> PreviewRows;
            start_restore(StartRestoreAsk) -> JobStarted;
            resume_recovery(RecoveryChoiceAsk) -> JobStarted;
            leave_recovery(RecoveryChoiceAsk) -> RecoveryList;
            list_recoveries(ShopAsk) -> RecoveryList;
            recovery(RecoveryAsk) -> RecoveryDetail;
            recovery_decisions(RecoveryDecisionsAsk) -> RecoveryDecisions;
            preview_retry(PreviewUndoAsk) -> RestorePreview;
            recovery_summary(RecoveryChoiceAsk) -> RecoverySummary;
            save_audit(SaveAuditAsk) -> FileSaved;
            start_guide(StartGuideAsk) -> GuideDetail;
            list_guides(ShopAsk) -> GuideList;
            guide(GuideAsk) -> GuideDetail;
            tick_guide(TickGuideAsk) -> GuideDetail;
            check_guide(GuideAsk) -> GuideDetail;
            give_up_guide(GuideAsk) -> GuideDetail;
            // exporting
            export_offer(ShopAsk) -> ExportOffer;
            start_export(StartExportAsk) -> JobStarted;
            start_export_again(ExportAgainAsk) -> JobStarted;
            list_exports(ShopAsk) -> ExportList;
            set_export_keeping(SetExportKeepingAsk) -> ExportList;
            show_export(ExportAsk) -> Nothing;
            export_letters(ExportAsk) -> LetterList;
            // helping and viewing only
            begin_view_only(Nothing) -> DeskState;
            end_view_only(EndViewOnlyAsk) -> DeskState;
            diagnostics(Nothing) -> Diagnostics;
            save_diagnostics(Nothing) -> FileSaved;
            // who is told
            check_address(CheckAddressAsk) -> AddressChecked;
            usual_recipients(Nothing) -> RecipientList;
            mail_settings(Nothing) -> MailSettings;
            set_mail(SetMailAsk) -> MailSettings;
            test_mail(TestMailAsk) -> MailTested;
            list_letters(ListLettersAsk) -> LetterList;
            send_again(SendAgainAsk) -> LetterRow;
            list_notices(Nothing) -> NoticeList;
            read_notices(ReadNoticesAsk) -> NoticeList;
        }
    };
}
