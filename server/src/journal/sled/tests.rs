//! What can happen to a journal on a disk: crashes, damage, full disks, failed syncs, lost keys.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::FileExt;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use tempfile::TempDir;

use super::super::{Body, Draft, KeyScope, MAX_STORED, verify};
use super::*;

mod damage;

const FAIR: FairId = FairId([9; 16]);

fn settings(folder: &Path) -> Settings {
    Settings { ballast: 0, ..Settings::new(folder, FAIR, jiff::Timestamp::UNIX_EPOCH) }
}

fn start(folder: &Path) -> Result<Opened, JournalError> {
    open(&settings(folder), &mut |_| Ok(()))
}

fn draft(n: u64) -> Draft {
    let body = format!("the words of entry {n}").repeat(5).into_bytes();
    let clear = format!("{{\"entry\":{n}}}").into_bytes();
    Draft { clear, body: Some((KeyScope::new(format!("case/{}", n / 10)), body)) }
}

/// A folder with a journal of `count` entries, appended five at a time and closed orderly.
fn journal_of(count: u64) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fill(&mut *start(folder.path()).unwrap().journal, count);
    folder
}

fn fill(journal: &mut dyn Journal, count: u64) {
    let drafts: Vec<_> = (1..=count).map(draft).collect();
    for batch in drafts.chunks(5) {
        journal.append(journal.head(), batch).unwrap();
    }
}

/// A copy as it lies on the disk at this moment: what a `kill -9` leaves behind.
fn image(folder: &Path) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    folder::copy(folder, &copy.path().join("data")).unwrap();
    copy
}

fn data(copy: &TempDir) -> PathBuf {
    copy.path().join("data")
}

fn flip(path: &Path, at: u64) {
    let file = OpenOptions::new().read(true).write(true).open(path).unwrap();
    let mut byte = [0];
    file.read_exact_at(&mut byte, at).unwrap();
    file.write_all_at(&[byte[0] ^ 0x10], at).unwrap();
}

/// Bytes up to the last one that is not zero.
fn used_bytes(path: &Path) -> u64 {
    let bytes = std::fs::read(path).unwrap();
    bytes.iter().rposition(|byte| *byte != 0).unwrap() as u64
}

fn check(folder: &Path) -> Result<Head, JournalError> {
    verify(folder, None, &mut |_| Ok(())).map(|summary| summary.head)
}

#[test]
fn a_crash_loses_nothing_and_leaves_a_copy() {
    let folder = tempfile::tempdir().unwrap();
    let mut opened = start(folder.path()).unwrap();
    assert_eq!(opened.start, Start::Created);
    fill(&mut *opened.journal, 30);
    let crashed = image(folder.path());
    let head = opened.journal.head();
    assert!(matches!(start(folder.path()), Err(JournalError::InUse { .. })));
    assert!(matches!(check(folder.path()), Err(JournalError::InUse { .. })));
    opened.journal.close().unwrap();
    assert_eq!(start(folder.path()).unwrap().start, Start::Clean);

    assert_eq!(check(&data(&crashed)).unwrap(), head);
    let opened = start(&data(&crashed)).unwrap();
    let copy = data(&crashed).join("before-recovery");
    assert_eq!(opened.start, Start::Recovered { copy: Some(copy.clone()) });
    assert!(copy.join("store/db").is_file());
    assert_eq!(opened.journal.head(), head);
    assert_eq!(opened.journal.reader().read(1, 100).unwrap().len(), 30);
}

#[test]
fn a_start_that_fails_puts_the_copy_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut opened = start(folder.path()).unwrap();
    fill(&mut *opened.journal, 400);
    let crashed = image(folder.path());
    let db = data(&crashed).join("journal/store/db");
    flip(&db, used_bytes(&db) / 2);
    let before = std::fs::read(&db).unwrap();
    let first = start(&data(&crashed)).map(drop).unwrap_err().to_string();
    assert!(std::fs::read(&db).unwrap() == before);
    assert_eq!(
        start(&data(&crashed)).map(drop).unwrap_err().to_string(),
        first,
        "and the next start finds the same"
    );
}

#[test]
fn maximum_entries_never_spill_into_unsynced_files() {
    let folder = tempfile::tempdir().unwrap();
    let mut opened = start(folder.path()).unwrap();
    let long = Draft { clear: vec![b'x'; MAX_STORED - 38], body: None };
    for _ in 0..40 {
        opened.journal.append(opened.journal.head(), &[long.clone(), long.clone(), long.clone()]).unwrap();
    }
    opened.journal.close().unwrap();
    let blobs = folder.path().join("journal/store/blobs");
    assert_eq!(std::fs::read_dir(blobs).unwrap().count(), 0);
    assert_eq!(start(folder.path()).unwrap().journal.head().seq, 120);
}

#[test]
fn a_store_of_a_newer_version_is_refused() {
    let folder = journal_of(5);
    let store = Store::open(&folder::store(&folder.path().join("journal"))).unwrap();
    let mut batch = Batch::default();
    batch.put(shelf::VERSION.to_vec(), 2_u32.to_be_bytes().to_vec());
    store.commit(batch, &LocalDisk).unwrap();
    drop(store);
    for error in [check(folder.path()).map(drop).unwrap_err(), start(folder.path()).map(drop).unwrap_err()] {
        assert!(matches!(error, JournalError::NewerVersion { found: 2, known: 1 }), "{error}");
    }
}

#[test]
fn the_outer_key_may_live_elsewhere_and_must_fit() {
    let (folder, stick) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let settings = Settings { outer_key: Some(stick.path().join("fair.key")), ..settings(folder.path()) };
    let mut opened = open(&settings, &mut |_| Ok(())).unwrap();
    fill(&mut *opened.journal, 5);
    let copy = stick.path().join("copy");
    assert!(!opened.journal.reader().snapshot(&copy, &|| true).unwrap().outer_key);
    assert!(!copy.join("keys").exists() && !folder.path().join("keys").exists());
    opened.journal.close().unwrap();
    assert_eq!(check(folder.path()).unwrap().seq, 5, "checking needs no key");

    outer::write(&stick.path().join("other.key"), &super::super::seal::Key::random().unwrap()).unwrap();
    let wrong = Settings { outer_key: Some(stick.path().join("other.key")), ..settings.clone() };
    let error = open(&wrong, &mut |_| Ok(())).map(drop).unwrap_err();
    assert!(matches!(error, JournalError::Key { .. }), "{error}");
    assert_eq!(open(&settings, &mut |_| Ok(())).unwrap().journal.head().seq, 5);
}

/// A disk whose free space is set by the test, and whose syncs can be made to fail.
#[derive(Default)]
struct Faulty {
    free: AtomicU64,
    broken: Mutex<bool>,
}

impl Disk for Faulty {
    fn free(&self, _: &Path) -> std::io::Result<u64> {
        Ok(self.free.load(Ordering::SeqCst))
    }

    fn sync(&self, file: &File) -> std::io::Result<()> {
        if *self.broken.lock().unwrap() { Err(std::io::Error::other("I/O error")) } else { file.sync_data() }
    }
}

#[test]
fn a_full_disk_refuses_new_work_keeps_reading_and_starts_again() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Arc::new(Faulty { free: AtomicU64::new(1 << 30), ..Faulty::default() });
    let settings =
        Settings { disk: Arc::<Faulty>::clone(&disk), ballast: 1 << 20, ..settings(folder.path()) };
    let mut opened = open(&settings, &mut |_| Ok(())).unwrap();
    let ballast = folder.path().join("ballast");
    assert_eq!(std::fs::metadata(&ballast).unwrap().len(), 1 << 20);
    fill(&mut *opened.journal, 5);
    disk.free.store(1_000_000, Ordering::SeqCst);
    let head = opened.journal.head();
    let refused = opened.journal.append(head, &[draft(6)]);
    assert!(
        matches!(refused, Err(JournalError::Full { free: 1_000_000, reserve: 64_000_000 })),
        "{refused:?}"
    );
    assert_eq!(opened.journal.reader().read(1, 10).unwrap().len(), 5);
    let crashed = image(folder.path());
    opened.journal.close().unwrap();

    let opened = open(&Settings { folder: data(&crashed), ..settings.clone() }, &mut |_| Ok(())).unwrap();
    assert_eq!(opened.start, Start::Recovered { copy: None });
    assert!(!data(&crashed).join("ballast").exists(), "the ballast was given up");
    assert_eq!(opened.journal.head(), head);
    drop(opened);
    disk.free.store(1 << 30, Ordering::SeqCst);
    let mut opened = open(&Settings { folder: data(&crashed), ..settings }, &mut |_| Ok(())).unwrap();
    assert!(data(&crashed).join("ballast").exists(), "and laid again");
    opened.journal.append(head, &[draft(6)]).unwrap();
}

#[test]
fn after_a_failed_sync_nothing_more_is_taken_and_readers_see_nothing_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Arc::new(Faulty { free: AtomicU64::new(1 << 30), ..Faulty::default() });
    let settings = Settings { disk: Arc::<Faulty>::clone(&disk), ..settings(folder.path()) };
    let mut opened = open(&settings, &mut |_| Ok(())).unwrap();
    fill(&mut *opened.journal, 5);
    let head = opened.journal.head();
    *disk.broken.lock().unwrap() = true;
    let first = opened.journal.append(head, &[draft(6)]).unwrap_err();
    assert_eq!(first.to_string(), "the journal has stopped: syncing the store failed: I/O error");
    *disk.broken.lock().unwrap() = false;
    assert!(matches!(opened.journal.append(head, &[draft(6)]), Err(JournalError::Uncertain { .. })));
    assert!(matches!(opened.journal.erase(&[KeyScope::new("case/0")]), Err(JournalError::Uncertain { .. })));
    let reader = opened.journal.reader();
    assert_eq!((reader.head(), reader.read(1, 100).unwrap().len()), (head, 5));
    drop((opened, reader));
    let opened = start(folder.path()).unwrap();
    assert!(matches!(opened.start, Start::Recovered { .. }), "such an end is not an orderly one");
    assert!((5..=6).contains(&opened.journal.head().seq));
}

#[test]
fn an_erasure_removes_older_copies_and_old_keys_are_of_no_use() {
    let folder = tempfile::tempdir().unwrap();
    let mut opened = start(folder.path()).unwrap();
    fill(&mut *opened.journal, 20);
    let crashed = image(folder.path());
    let mut opened = start(&data(&crashed)).unwrap();
    assert!(data(&crashed).join("before-recovery").is_dir());
    opened.journal.erase(&[KeyScope::new("case/0")]).unwrap();
    assert!(!data(&crashed).join("before-recovery").exists());
    opened.journal.close().unwrap();
    assert_eq!(check(&data(&crashed)).unwrap().seq, 20, "the chain holds without the key");

    // The store from before the erasure, with its wrapped key, beside today's epoch file and the outer key.
    std::fs::remove_dir_all(data(&crashed).join("journal/store")).unwrap();
    folder::copy(&folder.path().join("journal/store"), &data(&crashed).join("journal/store")).unwrap();
    let error = start(&data(&crashed)).map(drop).unwrap_err().to_string();
    assert!(error.contains("the key of epoch 1"), "{error}");
}

#[test]
fn an_erasure_that_was_interrupted_is_finished_or_undone_at_the_next_start() {
    let folder = journal_of(20);
    let epochs = folder.path().join("journal/epochs");
    let one = std::fs::metadata(&epochs).unwrap().len();
    for crash_after_batch in [false, true] {
        let disk = Arc::new(Faulty { free: AtomicU64::new(1 << 30), ..Faulty::default() });
        let settings = Settings { disk: Arc::<Faulty>::clone(&disk), ..settings(folder.path()) };
        let mut opened = open(&settings, &mut |_| Ok(())).unwrap();
        let before = image(folder.path());
        *disk.broken.lock().unwrap() = true;
        assert!(opened.journal.erase(&[KeyScope::new("case/0")]).is_err());
        assert!(std::fs::metadata(&epochs).unwrap().len() > one, "both epochs are in the file");
        drop(opened);
        if !crash_after_batch {
            std::fs::remove_dir_all(folder.path().join("journal/store")).unwrap();
            folder::copy(&data(&before).join("journal/store"), &folder.path().join("journal/store")).unwrap();
        }
        let opened = start(folder.path()).unwrap();
        assert_eq!(std::fs::metadata(&epochs).unwrap().len(), one, "one epoch is left");
        let first = opened.journal.reader().entry(1).unwrap().unwrap();
        assert_eq!(first.body == Body::Erased, crash_after_batch);
    }
}
