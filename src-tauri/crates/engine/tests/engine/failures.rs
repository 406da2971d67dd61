//! Every failure in the owner's words, in one file to be read by people.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use backstock_archive::ArchiveError;
use backstock_engine::keeping::Kept;
use backstock_engine::mail::MailError;
use backstock_engine::schedules::RuleFault;
use backstock_engine::{
    DumpError, EngineError, Explained, NameFault, Refusal, SheetFault, explain, explain_address,
    explain_mail, explain_older, explain_problem,
};
use backstock_export::ExportError;
use backstock_model::{AddressFault, BackupNumber, Document, LetterId, ObjectHash, PlanId, RunId};
use backstock_shops::{ShopError, ShownCertificate};
use backstock_vault::{BackupFileId, RecoveryKeyFault, ScheduleId, VaultError, VerifyProblem};

use crate::stage::{content_type, key};

fn certificate() -> ShownCertificate {
    let day = |text: &str| text.parse().ok();
    ShownCertificate {
        fingerprint: "AB:CD:01".into(),
        names: vec!["db.example.com".into()],
        valid: day("2026-01-01T00:00:00Z").zip(day("2027-01-01T00:00:00Z")),
    }
}

fn archives() -> Vec<ArchiveError> {
    let io = |kind| ArchiveError::Io {
        doing: "writing the backup file",
        cause: std::io::Error::from(kind),
    };
    vec![
        io(std::io::ErrorKind::NotFound),
        io(std::io::ErrorKind::PermissionDenied),
        io(std::io::ErrorKind::TimedOut),
        ArchiveError::DiskFull,
        ArchiveError::NotAnArchive,
        ArchiveError::Newer(2),
        ArchiveError::PassphraseNeeded,
        ArchiveError::WrongPassphrase,
        ArchiveError::Damaged {
            entry: "records/orders.jsonl".into(),
            what: "its content was changed",
        },
        ArchiveError::Hostile("its entries lie over one another"),
        ArchiveError::Document {
            entry: "records/orders.jsonl".into(),
            cause: Document::parse(b"{").unwrap_err(),
        },
        ArchiveError::Cancelled,
    ]
}

fn exports() -> Vec<EngineError> {
    let io = || std::io::Error::from(std::io::ErrorKind::PermissionDenied);
    [
        ExportError::Io {
            doing: "writing the export",
            cause: io(),
        },
        ExportError::DiskFull,
        ExportError::Folder(std::io::ErrorKind::NotFound.into()),
        ExportError::Folder(io()),
        ExportError::MissingObject(ObjectHash::of(b"a picture")),
        ExportError::Document {
            content_type: "orders".into(),
            cause: Document::parse(b"{").unwrap_err(),
        },
    ]
    .map(EngineError::Export)
    .into_iter()
    .chain([
        EngineError::NoTypeChosen,
        EngineError::NoRecipient,
        EngineError::OnlyProducts,
        EngineError::UnknownExport(7),
    ])
    .collect()
}

fn all() -> Vec<EngineError> {
    let path = || PathBuf::from("/home/ada/shop.sqlite");
    let not_json = || Document::parse(b"{").unwrap_err();
    let io = || std::io::Error::other("the system's word");
    let vault = [
        VaultError::NotAVault(path()),
        VaultError::FolderNotEmpty(path()),
        VaultError::Missing(path()),
        VaultError::WrongKey,
        VaultError::NoSuchSlot,
        VaultError::NotARecoveryKey(RecoveryKeyFault::Length {
            found: 25,
            wanted: 28,
        }),
        VaultError::NotARecoveryKey(RecoveryKeyFault::Sign('?')),
        VaultError::NotARecoveryKey(RecoveryKeyFault::Mistyped),
        VaultError::NewerThanApp { found: 3, known: 1 },
        VaultError::Damaged {
            what: "a page".into(),
        },
        VaultError::NotReadBack,
        VaultError::DamagedRecord(key("products/117")),
        VaultError::DamagedPlan(PlanId(3)),
        VaultError::DamagedObject(ObjectHash::of(b"x")),
        VaultError::Busy {
            job: "backup".into(),
            since: None,
            process: Some(1),
        },
        VaultError::ReadOnly,
        VaultError::DiskFull { doing: "writing" },
        VaultError::UnknownShop("Bäckerei <b>".into()),
        VaultError::ShopExists("Bakery".into()),
        VaultError::UnknownBackup(BackupNumber(9)),
        VaultError::UnknownType(content_type("breads")),
        VaultError::UnknownRecord(key("products/999")),
        VaultError::UnknownPlan(PlanId(3)),
        VaultError::UnknownSchedule(ScheduleId(3)),
        VaultError::UnknownBackupFile(BackupFileId(3)),
        VaultError::UnknownRun(RunId(3)),
        VaultError::DuplicateRecord(key("products/117")),
        VaultError::MissingObject {
            key: key("products/117"),
            object: ObjectHash::of(b"x"),
        },
        VaultError::BadDocument {
            key: key("products/117"),
            cause: not_json(),
        },
        VaultError::NotAllowed {
            reason: "the backup is pinned",
        },
        VaultError::OlderVault {
            shop: "Bakery".into(),
            anchored: BackupNumber(10),
            newest: Some(BackupNumber(7)),
        },
        VaultError::OlderVault {
            shop: "Bakery".into(),
            anchored: BackupNumber(10),
            newest: None,
        },
        VaultError::AnchorLost,
        VaultError::Io {
            doing: "writing the keys",
            cause: io(),
        },
        VaultError::Database {
            doing: "reading the backups",
            cause: rusqlite::Error::InvalidQuery,
        },
    ];
    let server = || "db.example.com".to_owned();
    let shop = [
        ShopError::FileMissing { path: path() },
        ShopError::FileReplaced { path: path() },
        ShopError::NotADatabase { path: path() },
        ShopError::EncryptedOrDamaged { path: path() },
        ShopError::Busy,
        ShopError::ReadOnly,
        ShopError::NotAllowed { path: path() },
        ShopError::DiskFull,
        ShopError::BackupFile { what: "gone".into() },
        ShopError::UnknownType(content_type("breads")),
        ShopError::Document(not_json()),
        ShopError::Profile {
            name: "bakery".into(),
            what: "it has no types".into(),
        },
        ShopError::ServerMissing { server: server() },
        ShopError::NotLetIn {
            server: server(),
            user: "shop".into(),
            is_plain: false,
        },
        ShopError::NotLetIn {
            server: server(),
            user: "shop".into(),
            is_plain: true,
        },
        ShopError::NoSuchDatabase {
            server: server(),
            database: "bakery".into(),
        },
        ShopError::NotProtected {
            server: server(),
            why: "the server offers none".into(),
        },
        ShopError::ProtectionAsked { server: server() },
        ShopError::Silent { server: server() },
        ShopError::SshMissing,
        ShopError::SshUnreachable {
            host: "deploy@example.com".into(),
            why: "Connection refused".into(),
        },
        ShopError::SshNotLetIn {
            host: "deploy@example.com".into(),
        },
        ShopError::SshKeyUnusable {
            path: path(),
            why: "it is not there".into(),
        },
        ShopError::SshHostUnknown {
            host: "deploy@example.com".into(),
            fingerprint: "SHA256:7Zr0".into(),
            host_key: "ssh-ed25519 AAAA".into(),
        },
        ShopError::SshHostChanged {
            host: "deploy@example.com".into(),
        },
        ShopError::SshNoForwarding {
            host: "deploy@example.com".into(),
            server: "127.0.0.1".into(),
        },
        ShopError::NotPermitted {
            what: "INSERT command denied to user 'shop' for table 'breads'".into(),
        },
        ShopError::ConnectionLost { server: server() },
        ShopError::TablesChanged {
            what: "Table definition has changed, please retry transaction".into(),
        },
        ShopError::CertificateUnknown {
            server: server(),
            why: "its certificate is not one that this computer trusts".into(),
            certificate: Box::new(certificate()),
        },
        ShopError::CertificateChanged {
            server: server(),
            certificate: Box::new(certificate()),
        },
        ShopError::PasswordMissing { server: server() },
        ShopError::StoreAway {
            store: "abc123".into(),
        },
        ShopError::NoSuchStore {
            store: "abc123".into(),
        },
        ShopError::TokenRefused {
            store: "abc123".into(),
        },
        ShopError::TokenMissing {
            store: "abc123".into(),
        },
        ShopError::NotTheStore {
            store: "abc123".into(),
            what: "it names another place".into(),
        },
        ShopError::ScopeMissing {
            what: "/v3/catalog/products".into(),
        },
        ShopError::Incomplete {
            what: "Products".into(),
        },
        ShopError::StoreRefused {
            said: "price: must be a number".into(),
        },
        ShopError::NotQuiet {
            store: "abc123".into(),
        },
        ShopError::Stopped,
        ShopError::Database {
            doing: "read the products".into(),
            cause: rusqlite::Error::InvalidQuery.into(),
        },
    ];
    let own = [
        EngineError::Cancelled,
        EngineError::Rule(RuleFault::Number),
        EngineError::Rule(RuleFault::EndsFirst),
        EngineError::Rule(RuleFault::Over),
        EngineError::Rule(RuleFault::NothingToDo),
        EngineError::Name(NameFault::Empty),
        EngineError::Name(NameFault::TooLong {
            found: 10_000,
            most: 100,
        }),
        EngineError::Name(NameFault::Unprintable),
        EngineError::BackupFileName(NameFault::Empty),
        EngineError::KeepsNothing,
        EngineError::TypesForbidden {
            labels: vec!["Customers".into(), "Coupons".into()],
            backup: Some(BackupNumber(7)),
        },
        EngineError::TypesForbidden {
            labels: ["A", "B", "C", "D", "E", "F"].map(str::to_owned).into(),
            backup: None,
        },
        EngineError::BackupFileMissing {
            name: "Before the summer".into(),
        },
        EngineError::BackupFilesStay,
        EngineError::DateToCome,
        EngineError::AlreadyInHistory {
            backup: BackupNumber(7),
        },
        EngineError::OfNoTypeHere {
            shop: "Bakery".into(),
        },
        EngineError::SheetDoesNotFit {
            shop: "Bakery".into(),
            label: "Products".into(),
            fault: SheetFault::Columns {
                has: vec!["Colour".into()],
                wanted: vec!["name".into(), "price".into()],
            },
        },
        EngineError::SheetDoesNotFit {
            shop: "Bakery".into(),
            label: "Products".into(),
            fault: SheetFault::Lines,
        },
        EngineError::SheetDoesNotFit {
            shop: "Bakery".into(),
            label: "Products".into(),
            fault: SheetFault::OnlyIds,
        },
        EngineError::SheetDoesNotFit {
            shop: "Bakery".into(),
            label: "Products".into(),
            fault: SheetFault::Number {
                column: "Price".into(),
                value: "$5".into(),
            },
        },
        EngineError::NoBackupThen {
            shop: "Bakery".into(),
        },
        EngineError::NoSuchLetter(LetterId(7)),
        EngineError::UnknownKind("abacus".into()),
        EngineError::Connection {
            shop: "Bakery".into(),
            cause: serde_json::from_str::<u8>("{").unwrap_err(),
        },
        EngineError::AnotherShop {
            shop: "Bakery".into(),
        },
        EngineError::NotThisShop {
            shop: "Bakery".into(),
        },
        EngineError::SeveralInstallations {
            found: vec![
                ("WooCommerce".into(), "wp_".into()),
                ("OpenCart 4".into(), "oc_".into()),
            ],
        },
        EngineError::NoSuchInstallation {
            prefix: "wp9_".into(),
        },
        EngineError::PlaceTaken {
            shop: "Bakery".into(),
            other: "Bakery 2".into(),
        },
        EngineError::OtherRecords {
            shop: "Bakery".into(),
            label: "Products".into(),
        },
        EngineError::SpanElsewhere,
        EngineError::AdminAddress,
        EngineError::NotAFileShop {
            shop: "Bakery".into(),
        },
        EngineError::FileRefused(Refusal::Empty),
        EngineError::FileRefused(Refusal::Unknown),
        EngineError::FileRefused(Refusal::SomethingElse("a picture")),
        EngineError::FileRefused(Refusal::PostgresOwnFormat),
        EngineError::FileRefused(Refusal::PackedAs("7z")),
        EngineError::FileRefused(Refusal::Encrypted),
        EngineError::FileRefused(Refusal::PackedDatabase),
        EngineError::FileRefused(Refusal::Folder),
        EngineError::FileRefused(Refusal::NothingInside),
        EngineError::FileRefused(Refusal::TextsTooLarge {
            bytes: 300_000_000,
            most: 128_000_000,
        }),
        EngineError::FileRefused(Refusal::SeveralInside(vec!["shop.sql".into(), "blog.sql".into()])),
        EngineError::FileRefused(Refusal::PartsMissing(vec!["tea-part2of3.zip".into()])),
        EngineError::FileRefused(Refusal::NotAsItShouldBe(
            "a line has more values than there are columns".into(),
        )),
        EngineError::Shop(ShopError::Dump(DumpError::Io(io()))),
        EngineError::Shop(ShopError::Dump(DumpError::CutOff {
            what: "a text",
            line: 7,
        })),
        EngineError::Shop(ShopError::Dump(DumpError::EndsEarly {
            what: "the line with which mysqldump ends every dump is missing",
        })),
        EngineError::Shop(ShopError::Dump(DumpError::Unreadable {
            line: 7,
            what: "a value was expected",
        })),
        EngineError::Shop(ShopError::Dump(DumpError::TooLong {
            line: 7,
            what: "a value",
        })),
        EngineError::Shop(ShopError::DumpRefused {
            what: "a table has two columns of one name".into(),
        }),
        EngineError::NoBackup {
            shop: "Bakery".into(),
        },
        EngineError::UnknownType(content_type("breads")),
        EngineError::NotInBackup {
            backup: BackupNumber(2),
            content_type: content_type("breads"),
        },
        EngineError::NotReadThen {
            backup: BackupNumber(4),
            content_type: content_type("breads"),
            read: BackupNumber(2),
        },
        EngineError::UnknownField("Prise".into()),
        EngineError::NotOlder {
            from: BackupNumber(4),
            until: BackupNumber(3),
        },
        EngineError::UnknownRecord(key("products/999")),
        EngineError::Document {
            key: key("products/117"),
            cause: not_json(),
        },
        EngineError::ChangedSincePreview {
            records: vec![key("products/117")],
            name: "Earl Grey".into(),
        },
        EngineError::ChangedSincePreview {
            records: vec![key("products/117"), key("products/118")],
            name: "Earl Grey".into(),
        },
        EngineError::SafetyBackup(Box::new(EngineError::Shop(ShopError::Busy))),
        EngineError::RunStopped {
            run: RunId(3),
            cause: Box::new(EngineError::Shop(ShopError::DiskFull)),
        },
        EngineError::ShopAway {
            run: RunId(3),
            cause: Box::new(EngineError::Shop(ShopError::ServerMissing {
                server: "db.example.com".into(),
            })),
        },
        EngineError::NothingFailed(RunId(3)),
        EngineError::NothingToGuide(key("settings/currency")),
        EngineError::UnknownGuide(9),
        EngineError::ViewOnly,
        EngineError::RunInProgress(RunId(3)),
        EngineError::RunInterrupted(RunId(3)),
        EngineError::RunFinished(RunId(3)),
        EngineError::AlreadyUndone {
            run: RunId(3),
            by: RunId(4),
        },
        EngineError::UnknownRun(RunId(9)),
        EngineError::BackupKept {
            backup: BackupNumber(9),
            kept: Kept::Pinned,
        },
        EngineError::BackupKept {
            backup: BackupNumber(9),
            kept: Kept::BeforeAlarm,
        },
        EngineError::BackupKept {
            backup: BackupNumber(9),
            kept: Kept::NeededByRun,
        },
        EngineError::UnknownAlarm(BackupNumber(9)),
        EngineError::TooLittleRoom {
            needed: 48_300_000,
            free: 7_250_000,
        },
        EngineError::Thread,
    ];
    own.into_iter()
        .chain(shop.into_iter().map(EngineError::Shop))
        .chain(archives().into_iter().map(EngineError::Archive))
        .chain(exports())
        .chain(vault.into_iter().map(EngineError::Vault))
        .collect()
}

fn problems() -> Vec<VerifyProblem> {
    let shop = || "Bakery".to_owned();
    vec![
        VerifyProblem::Database {
            what: "a page".into(),
        },
        VerifyProblem::Record {
            shop: shop(),
            key: key("products/117"),
            backup: BackupNumber(2),
        },
        VerifyProblem::Object {
            object: ObjectHash::of(b"x"),
        },
        VerifyProblem::Backup {
            shop: shop(),
            backup: BackupNumber(2),
        },
        VerifyProblem::Counts {
            shop: shop(),
            backup: BackupNumber(2),
            content_type: content_type("products"),
        },
        VerifyProblem::Chain {
            shop: shop(),
            backup: BackupNumber(2),
        },
        VerifyProblem::OlderThanAnchor {
            shop: shop(),
            anchored: BackupNumber(9),
            newest: Some(BackupNumber(2)),
        },
        VerifyProblem::OlderThanAnchor {
            shop: shop(),
            anchored: BackupNumber(9),
            newest: Some(BackupNumber(12)),
        },
        VerifyProblem::OlderThanAnchor {
            shop: shop(),
            anchored: BackupNumber(9),
            newest: None,
        },
        VerifyProblem::Anchor,
        VerifyProblem::AcceptedOlder {
            shop: shop(),
            anchored: Some(BackupNumber(9)),
            newest: Some(BackupNumber(2)),
        },
        VerifyProblem::AcceptedOlder {
            shop: shop(),
            anchored: Some(BackupNumber(9)),
            newest: None,
        },
        VerifyProblem::AcceptedOlder {
            shop: shop(),
            anchored: None,
            newest: Some(BackupNumber(2)),
        },
        VerifyProblem::Keys,
    ]
}

/// What is said of letters that were not sent, and of what is no address.
fn letters() -> Vec<Explained> {
    let answer = || "5.1.1 No".to_owned();
    let not_sent = [
        MailError::UnknownHost,
        MailError::NotReached,
        MailError::NotMail,
        MailError::TooSlow,
        MailError::Unprotected,
        MailError::NoEncryption,
        MailError::Encryption("UnknownIssuer".into()),
        MailError::NotLetIn(answer()),
        MailError::SignInMissing(String::new()),
        MailError::SenderRefused(answer()),
        MailError::RecipientRefused(answer()),
        MailError::MessageRefused(answer()),
        MailError::NotNow(answer()),
        MailError::CutOff,
        MailError::Unsure,
        MailError::Unwritable(answer()),
    ];
    let faults = [
        AddressFault::Empty,
        AddressFault::TooLong,
        AddressFault::At,
        AddressFault::Sign,
        AddressFault::Name,
        AddressFault::Domain,
    ];
    let not_sent = not_sent.iter().map(explain_mail);
    not_sent.chain(faults.into_iter().map(explain_address)).collect()
}

#[test]
fn all_failures_read_as_they_were_agreed() {
    let mut text = String::new();
    for said in all().iter().map(explain).chain(letters()) {
        writeln!(text, "{}\n    {}\n    {}\n", said.code, said.message, said.hint).unwrap();
    }
    for problem in problems() {
        writeln!(text, "verify\n    {}\n", explain_problem(&problem)).unwrap();
        if let Some(said) = explain_older(&[problem]) {
            writeln!(text, "{}\n    {}\n    {}\n", said.code, said.message, said.hint).unwrap();
        }
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/failures.txt");
    if std::env::var_os("BACKSTOCK_WRITE_GOLDEN").is_some() {
        std::fs::write(&file, &text).unwrap();
    }
    let agreed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        text == agreed,
        "{} is not what is said now; read the difference, then run this with BACKSTOCK_WRITE_GOLDEN=1",
        file.display()
    );
}

#[test]
fn every_failure_is_full_sentences_without_inner_words() {
    for said in all().iter().map(explain).chain(letters()) {
        for sentence in [&said.message, &said.hint] {
            assert!(sentence.ends_with('.'), "{sentence}");
            assert!(
                sentence.starts_with(|letter: char| letter.is_uppercase()),
                "{sentence}"
            );
            for inner in ["error", "panic", "mutex", "Something went wrong", "unwrap", "`"] {
                assert!(!sentence.contains(inner), "{sentence} says {inner}");
            }
        }
        assert!(
            said.code
                .chars()
                .all(|letter| letter.is_ascii_lowercase() || letter == '_'),
            "{}",
            said.code
        );
    }
}
