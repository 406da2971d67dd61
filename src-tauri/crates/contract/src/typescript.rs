//! The same types for the window, in TypeScript.

use ts_rs::{Config, TS};

use crate::*;

/// Writes the whole contract as one TypeScript module: every type, and `Doors`, from which the window's `call` is typed.
pub fn typescript() -> String {
    let config = Config::default().with_large_int("number");
    let mut out =
        String::from("// Generated from src-tauri/crates/contract by `cargo contract`. Do not edit.\n");
    macro_rules! types {
        ($($name:ident),* $(,)?) => {$(
            out.push_str("\nexport ");
            out.push_str(&<$name as TS>::decl(&config));
            out.push('\n');
        )*};
    }
    types![
        AddServerShopAsk,
        AddStoreShopAsk,
        AddSqliteShopAsk,
        AlarmList,
        AlarmRow,
        AuditFormat,
        AddressChecked,
        BackupList,
        BackupOrigin,
        BackupRoom,
        BackupRow,
        CallPlannedAsk,
        CheckAddressAsk,
        CheckRecoveryKeyAsk,
        CheckServerShopAsk,
        CheckStoreShopAsk,
        Chosen,
        CompareAsk,
        CompareVersionAsk,
        Comparison,
        ComparisonLines,
        ComparisonLinesAsk,
        ComparisonText,
        ComparisonTextAsk,
        ConflictRow,
        ConsequenceRow,
        CountedWords,
        CreateVaultAsk,
        CurrentSide,
        DeleteBackupsAsk,
        DeletedFilter,
        DeskState,
        DiagnosticPart,
        Diagnostics,
        DiffLine,
        Difference,
        DifferingRecord,
        Discovery,
        EndViewOnlyAsk,
        Failure,
        FieldKind,
        FieldTimeline,
        FileSaved,
        FindingExample,
        FindingRow,
        FindingWay,
        ForgetPlannedAsk,
        GuideAsk,
        GuideDetail,
        GuideList,
        GuideStep,
        JobAsk,
        JobKind,
        JobList,
        JobNews,
        JobOutcome,
        JobStarted,
        JobState,
        KeepRule,
        KeepSetting,
        KeptBecause,
        KeyringState,
        LabelBackupAsk,
        LateCause,
        LateRow,
        LineCounts,
        LineView,
        ListRecordsAsk,
        LookAsk,
        Looked,
        MailProtection,
        MailServerEntry,
        MailSettings,
        MailTested,
        MakeMistakeAsk,
        MissingType,
        MissingTypes,
        MoveServerShopAsk,
        StoreEntry,
        StoreFound,
        StoreType,
        NextStep,
        Nothing,
        OnlyChoice,
        OpenFolderAsk,
        OtherMoment,
        OtherSide,
        PickAsk,
        PickPurpose,
        Picked,
        PinBackupAsk,
        PlanChangeAsk,
        PlanTarget,
        PlannedChange,
        PlannedChanges,
        PlannedType,
        PlannedWrite,
        PracticeEvent,
        PracticeMenu,
        PracticeMistake,
        PreviewRestoreAsk,
        PreviewRows,
        PreviewRowsAsk,
        PreviewUndoAsk,
        Protection,
        PruneAsk,
        PrunePreview,
        PruneRow,
        Recipient,
        RecipientList,
        RecordAsk,
        RecordChange,
        RecordChoice,
        RecordPage,
        RecordRow,
        RecordVersions,
        RecoveryAsk,
        RecoveryChoiceAsk,
        RecoveryDetail,
        RecoveryItem,
        RecoveryKeySaved,
        RecoveryList,
        RecoveryProgress,
        RecoveryProgressAsk,
        RecoveryRow,
        RecoveryStatus,
        RecoverySummary,
        RecoveryTypeRow,
        RelocateShopAsk,
        RememberAsk,
        ReopenPreviewAsk,
        ReopenedPreview,
        RestoreOffer,
        RestorePreview,
        RevisePlanAsk,
        Revised,
        Rhythm,
        RoomFreed,
        SaveAuditAsk,
        ScheduleChoiceAsk,
        ScheduleDates,
        ScheduleList,
        ScheduleRow,
        ScheduleRule,
        ScheduledWork,
        SearchAsk,
        SearchFound,
        SearchHit,
        Segment,
        SelectedSide,
        ServerEncryption,
        ServerEntry,
        ServerFound,
        ServerKind,
        ServerPlace,
        SetKeepingAsk,
        SetMailAsk,
        SetPassphraseAsk,
        SetScheduleAsk,
        SetShopPasswordAsk,
        ShopAsk,
        ShopChecked,
        ShopList,
        ShopRow,
        ShownValue,
        SideLine,
        SkippedRecord,
        StartGuideAsk,
        StartRestoreAsk,
        StepKind,
        Storage,
        StorageGroup,
        StorageRow,
        SummaryRow,
        SyncedRow,
        TickGuideAsk,
        TestMailAsk,
        TimelineAsk,
        TurnList,
        TurnRow,
        TurnStanding,
        TurnTold,
        TypeChanges,
        TypeFieldRow,
        TypeFields,
        TypeFieldsAsk,
        TypeOffer,
        TypeRoom,
        UnlockAsk,
        UnlockWith,
        UsualRange,
        ValueSpan,
        VaultCreated,
        VaultKeys,
        VaultOverview,
        VaultState,
        VersionComparison,
        VersionDifferences,
        VersionDifferencesAsk,
        VersionRow,
        VersionTypeRow,
        Weekday,
        WorkElsewhere,
        WrittenField,
    ];
    out.push_str("\nexport type FailureCode =");
    for code in FAILURE_CODES {
        out.push_str(&format!("\n  | \"{code}\""));
    }
    out.push_str(";\n");
    out.push_str("\nexport interface Doors {\n");
    macro_rules! doors {
        ($($name:ident($ask:ident) -> $answer:ident;)*) => {$(
            out.push_str(concat!("  ", stringify!($name), ": { ask: ", stringify!($ask), "; answer: ", stringify!($answer), " };\n"));
        )*};
    }
    for_each_door!(doors);
    out.push_str("}\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// `cargo contract` runs this test with BACKSTOCK_CONTRACT=write.
    #[test]
    fn the_window_has_the_same_contract() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/contract/contract.ts");
        let wanted = typescript();
        if std::env::var_os("BACKSTOCK_CONTRACT").is_some_and(|value| value == "write") {
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(&file, &wanted).unwrap();
        }
        let found = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(
            found == wanted,
            "the window's contract is stale: run `cargo contract`"
        );
    }
}
