//! Damage: bytes flipped, files lost or swapped, entries forged. Whatever loses or changes an entry must be
//! named, at the next start and by `verify` alike.

use std::fs::File;

use super::*;
use crate::journal::{Body, Entry, entry};

#[test]
fn every_flipped_byte_that_matters_is_found_at_start_and_by_verify() {
    let folder = journal_of(400);
    let original = {
        let opened = start(folder.path()).unwrap();
        opened.journal.reader().read(1, 1000).unwrap()
    };
    let db = Path::new("journal/store/db");
    let used = used_bytes(&folder.path().join(db));
    let (mut found, mut harmless) = (0, 0);
    for step in 0..60 {
        // Spread over the file, with some at the start of it, where the store keeps what it needs to open at
        // all.
        let at = if step < 10 { step * 3 } else { used * (step - 10) / 50 + step };
        let copy = image(folder.path());
        flip(&data(&copy).join(db), at);
        let before = std::fs::read(data(&copy).join(db)).unwrap();
        let verified = check(&data(&copy));
        assert!(
            std::fs::read(data(&copy).join(db)).unwrap() == before,
            "verify touched the original at {at}"
        );
        match (start(&data(&copy)), verified) {
            (Ok(opened), Ok(head)) => {
                assert_eq!(head, opened.journal.head());
                let entries = opened.journal.reader().read(1, 1000).unwrap();
                assert!(same(&entries, &original), "byte {at} was flipped unnoticed");
                harmless += 1;
            }
            (Err(error), Err(verified)) => {
                let damage = [&error, &verified].map(|e| matches!(e, JournalError::Corrupt { .. }));
                assert_eq!(damage, [true, true], "{error} / {verified}");
                found += 1;
            }
            (started, verified) => panic!("byte {at}: start {:?}, verify {verified:?}", started.err()),
        }
    }
    assert!(found > 30, "only {found} of {} flips hit anything", found + harmless);
}

fn same(entries: &[Entry], original: &[Entry]) -> bool {
    let key = |entry: &Entry| match &entry.body {
        Body::Open(body) => (entry.hash, entry.clear.clone(), body.to_vec()),
        Body::None | Body::Erased => (entry.hash, entry.clear.clone(), Vec::new()),
    };
    entries.iter().map(key).eq(original.iter().map(key))
}

#[test]
fn a_store_that_was_cut_short_names_the_first_missing_entry() {
    let folder = journal_of(20);
    let old = image(folder.path());
    let mut opened = start(folder.path()).unwrap();
    fill(&mut *opened.journal, 20);
    opened.journal.close().unwrap();
    // The store of yesterday with the head of today.
    std::fs::remove_dir_all(folder.path().join("journal/store")).unwrap();
    folder::copy(&data(&old).join("journal/store"), &folder.path().join("journal/store")).unwrap();
    for outcome in [check(folder.path()).map(drop), start(folder.path()).map(drop)] {
        match outcome {
            Err(JournalError::Corrupt { first_bad, .. }) => assert_eq!(first_bad, Some(21)),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_store_that_is_ahead_of_its_head_is_whole_and_the_head_catches_up() {
    let folder = journal_of(20);
    let head_file = folder.path().join("journal/head");
    let old = std::fs::read(&head_file).unwrap();
    let mut opened = start(folder.path()).unwrap();
    fill(&mut *opened.journal, 5);
    opened.journal.close().unwrap();
    std::fs::write(&head_file, old).unwrap();
    assert_eq!(check(folder.path()).unwrap().seq, 25);
    drop(start(folder.path()).unwrap());
    assert_eq!(HeadFile::read(&head_file, FAIR.0).unwrap().seq, 25);
}

#[test]
fn a_head_of_another_history_is_damage() {
    let folder = journal_of(20);
    let other = journal_of(20);
    let head = Path::new("journal/head");
    std::fs::copy(other.path().join(head), folder.path().join(head)).unwrap();
    let error = start(folder.path()).map(drop).unwrap_err();
    assert!(matches!(error, JournalError::Corrupt { first_bad: Some(20), .. }), "{error}");
}

#[test]
fn one_slot_of_the_head_file_is_enough_and_none_is_damage() {
    let folder = journal_of(20);
    let head = folder.path().join("journal/head");
    flip(&head, 30);
    assert_eq!(check(folder.path()).unwrap().seq, 20);
    assert_eq!(start(folder.path()).unwrap().journal.head().seq, 20);
    File::options().write(true).open(&head).unwrap().set_len(200).unwrap();
    assert_eq!(start(folder.path()).unwrap().journal.head().seq, 20, "and the start has repaired it");
    flip(&head, 30);
    flip(&head, 4096 + 30);
    for error in [check(folder.path()).map(drop).unwrap_err(), start(folder.path()).map(drop).unwrap_err()] {
        assert!(error.to_string().contains("both slots of the head file"), "{error}");
    }
}

#[test]
fn what_is_missing_is_named_and_never_made_anew() {
    for (path, says) in [
        ("journal/store/db", "the store's file"),
        ("journal/head", "the head file is missing"),
        ("journal/epochs", "epoch keys is missing"),
        ("keys/outer.key", "is not there"),
        ("journal", "put it back"),
    ] {
        let folder = journal_of(5);
        let gone = folder.path().join(path);
        if gone.is_dir() {
            std::fs::remove_dir_all(&gone).unwrap();
        } else {
            std::fs::remove_file(&gone).unwrap();
        }
        let error = start(folder.path()).map(drop).unwrap_err().to_string();
        assert!(error.contains(says), "{path}: {error}");
        assert!(!gone.exists(), "{path} was made anew");
    }
}

/// Keys, configuration and the store's notes to itself are small, so every byte of them can be tried.
#[test]
fn no_flipped_byte_beside_the_store_changes_what_is_read() {
    let folder = journal_of(5);
    drop(start(folder.path()).unwrap());
    let store = folder.path().join("journal/store");
    let notes = std::fs::read_dir(&store).unwrap().map(|item| item.unwrap().path());
    let notes = notes.filter(|path| path.is_file() && !path.ends_with("db"));
    let others = ["journal/epochs", "keys/outer.key"].map(|path| folder.path().join(path));
    for path in notes.chain(others) {
        for at in (0..std::fs::metadata(&path).unwrap().len()).step_by(11) {
            let copy = image(folder.path());
            flip(&data(&copy).join(path.strip_prefix(folder.path()).unwrap()), at);
            match start(&data(&copy)) {
                Ok(opened) => assert_eq!(opened.journal.reader().read(1, 10).unwrap().len(), 5),
                Err(JournalError::Corrupt { .. } | JournalError::Key { .. }) => {}
                Err(other) => panic!("{} at {at}: {other:?}", path.display()),
            }
        }
    }
}

/// Rewrites pairs in a closed store, as someone could who knows its format but has no keys.
fn tamper(folder: &Path, change: impl FnOnce(&Store, &mut Batch)) {
    let store = Store::open(&folder::store(&folder.join("journal"))).unwrap();
    let mut batch = Batch::default();
    change(&store, &mut batch);
    store.commit(batch, &LocalDisk).unwrap();
}

fn stored(store: &Store, seq: u64) -> Vec<u8> {
    store.value(&shelf::entry(FAIR, seq)).unwrap().unwrap()
}

fn first_bad(outcome: Result<(), JournalError>) -> Option<u64> {
    match outcome {
        Err(JournalError::Corrupt { first_bad, .. }) => first_bad,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_entry_that_was_edited_or_moved_is_named() {
    type Change = fn(&Store, &mut Batch);
    let edited: Change = |store, batch| {
        let mut value = stored(store, 7);
        value[40] ^= 1;
        batch.put(shelf::entry(FAIR, 7), value);
    };
    let edited_with_its_hash: Change = |store, batch| {
        let before: [u8; 32] = stored(store, 5)[..32].try_into().unwrap();
        let bytes = b"\x01\0\0\0\x02{}\0";
        let hash = chain::next(Head { seq: 5, hash: before }, bytes).hash;
        batch.put(shelf::entry(FAIR, 6), entry::join(&hash, bytes));
    };
    let swapped: Change = |store, batch| {
        batch.put(shelf::entry(FAIR, 7), stored(store, 8));
        batch.put(shelf::entry(FAIR, 8), stored(store, 7));
    };
    let emptied: Change = |_, batch| batch.put(shelf::entry(FAIR, 7), Vec::new());
    for change in [edited, edited_with_its_hash, swapped, emptied] {
        let folder = journal_of(10);
        tamper(folder.path(), change);
        assert_eq!(first_bad(check(folder.path()).map(drop)), Some(7));
        assert_eq!(first_bad(start(folder.path()).map(drop)), Some(7));
    }
}

/// Even a forger who recomputes the whole chain and the head file cannot move a sealed body to another entry.
#[test]
fn a_body_moved_to_another_entry_does_not_open() {
    let folder = journal_of(4);
    tamper(folder.path(), |store, batch| {
        let values: Vec<_> = [1, 3, 2, 4].map(|seq| stored(store, seq)).into();
        let mut head = chain::genesis(FAIR);
        for value in values {
            head = chain::next(head, &value[32..]);
            batch.put(shelf::entry(FAIR, head.seq), entry::join(&head.hash, &value[32..]));
        }
        HeadFile::open(&folder.path().join("journal/head"), FAIR.0).unwrap().renew(head).unwrap();
    });
    assert_eq!(check(folder.path()).unwrap().seq, 4, "the forged chain holds");
    assert_eq!(first_bad(start(folder.path()).map(drop)), Some(2));
}

#[test]
fn a_key_that_was_lost_is_not_taken_for_one_that_was_erased() {
    let folder = journal_of(25);
    let store = Store::open(&folder::store(&folder.path().join("journal"))).unwrap();
    let mut lost = Batch::default();
    lost.drop(shelf::scope(FAIR, "case/1"));
    store.commit(lost, &LocalDisk).unwrap();
    drop(store);
    assert_eq!(first_bad(check(folder.path()).map(drop)), Some(10));
    assert_eq!(first_bad(start(folder.path()).map(drop)), Some(10));
}

#[test]
fn a_check_on_top_can_name_an_entry_too() {
    let folder = journal_of(5);
    let mut hashes = Vec::new();
    let outcome = verify(folder.path(), None, &mut |record| {
        assert_eq!(hashes.last().unwrap_or(&chain::genesis(FAIR).hash), &record.prev);
        hashes.push(record.hash);
        if record.seq == 4 { Err("its seal does not hold".into()) } else { Ok(()) }
    });
    assert_eq!(outcome.unwrap_err().to_string(), "the journal is damaged at entry 4: its seal does not hold");
}
