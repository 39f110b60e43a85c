//! The contract: what every journal does, whatever shelf it stands on. Each test runs over memory and over
//! the disk.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::memory::Memory;
use super::sled::{self, Settings};
use super::*;

const FAIR: FairId = FairId([42; 16]);

/// Somewhere a journal can be opened, closed and opened again.
trait Place {
    fn open(&self, replay: Replay<'_>) -> Result<Box<dyn Journal>, JournalError>;

    fn start(&self) -> Box<dyn Journal> {
        self.open(&mut |_| Ok(())).unwrap()
    }
}

impl Place for Memory {
    fn open(&self, replay: Replay<'_>) -> Result<Box<dyn Journal>, JournalError> {
        Memory::open(self, replay)
    }
}

struct OnDisk(tempfile::TempDir);

impl Place for OnDisk {
    fn open(&self, replay: Replay<'_>) -> Result<Box<dyn Journal>, JournalError> {
        let settings =
            Settings { ballast: 0, ..Settings::new(self.0.path(), FAIR, jiff::Timestamp::UNIX_EPOCH) };
        Ok(sled::open(&settings, replay)?.journal)
    }
}

macro_rules! contract {
    ($($name:ident),* $(,)?) => {
        mod in_memory {
            $(#[test] fn $name() { super::$name(&super::Memory::new(super::FAIR).unwrap()); })*
        }
        mod on_disk {
            $(#[test] fn $name() { super::$name(&super::OnDisk(tempfile::tempdir().unwrap())); })*
        }
    };
}

contract!(
    a_new_journal_is_empty,
    what_is_appended_reads_back_chained,
    a_wrong_head_is_a_conflict_and_leaves_no_trace,
    a_batch_is_written_whole_or_not_at_all,
    everything_is_there_after_reopening,
    a_replay_that_fails_stops_the_start,
    an_erased_scope_reads_erased_and_nothing_else_does,
    a_scope_written_to_after_its_erasure_is_readable,
    many_scopes_survive_many_erasures,
    entries_of_the_greatest_length_fit_and_longer_ones_do_not,
    readers_see_whole_batches_while_they_are_written,
    a_reader_outlives_its_journal,
    the_fair_key_signs_and_digests_the_same_after_reopening,
    a_snapshot_is_a_whole_journal_of_its_own,
);

fn clear(text: &str) -> Draft {
    Draft { clear: text.into(), body: None }
}

fn sealed(text: &str, scope: &str, body: &str) -> Draft {
    Draft { clear: text.into(), body: Some((KeyScope::new(scope), body.into())) }
}

fn append(journal: &mut dyn Journal, drafts: &[Draft]) -> Head {
    journal.append(journal.head(), drafts).unwrap()
}

/// Everything in a journal as text: `fact`, `fact+body` or `fact-` once erased.
fn texts(entries: &[Entry]) -> Vec<String> {
    let text = |entry: &Entry| {
        let clear = String::from_utf8(entry.clear.clone()).unwrap();
        match &entry.body {
            Body::None => clear,
            Body::Open(body) => format!("{clear}+{}", std::str::from_utf8(body).unwrap()),
            Body::Erased => format!("{clear}-"),
        }
    };
    entries.iter().map(text).collect()
}

fn all(reader: &dyn Reader) -> Vec<String> {
    texts(&reader.read(1, usize::MAX).unwrap())
}

fn a_new_journal_is_empty(place: &dyn Place) {
    let mut journal = place.start();
    let head = journal.head();
    assert_eq!(head.seq, 0);
    assert_eq!(head, chain::genesis(FAIR));
    assert!(journal.reader().read(0, 10).unwrap().is_empty());
    assert!(journal.reader().entry(1).unwrap().is_none());
    assert_eq!(journal.reader().fair_key().fair(), FAIR);
    assert_eq!(journal.append(head, &[]).unwrap(), head);
}

fn what_is_appended_reads_back_chained(place: &dyn Place) {
    let mut journal = place.start();
    let begin = journal.head();
    let first = append(&mut *journal, &[clear("a"), sealed("b", "case/1", "secret")]);
    let head = append(&mut *journal, &[clear("c")]);
    assert_eq!((first.seq, head.seq), (2, 3));
    let reader = journal.reader();
    assert_eq!(reader.head(), head);
    let entries = reader.read(1, 10).unwrap();
    assert_eq!(texts(&entries), ["a", "b+secret", "c"]);
    assert_eq!(entries[0].prev, begin.hash);
    assert_eq!(entries[1].prev, entries[0].hash);
    assert_eq!(entries[2].hash, head.hash);
    assert_eq!(texts(&reader.read(2, 1).unwrap()), ["b+secret"]);
    assert_eq!(reader.entry(3).unwrap().unwrap().seq, 3);
    assert!(reader.entry(4).unwrap().is_none());
    assert!(reader.read(2, 0).unwrap().is_empty());
}

fn a_wrong_head_is_a_conflict_and_leaves_no_trace(place: &dyn Place) {
    let mut journal = place.start();
    let old = journal.head();
    let head = append(&mut *journal, &[clear("a")]);
    for (expected, drafts) in
        [(old, vec![clear("x")]), (old, vec![]), (Head { seq: 1, ..old }, vec![clear("x")])]
    {
        match journal.append(expected, &drafts) {
            Err(JournalError::Conflict { actual, .. }) => assert_eq!(actual, head),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(all(&*journal.reader()), ["a"]);
}

fn a_batch_is_written_whole_or_not_at_all(place: &dyn Place) {
    let mut journal = place.start();
    let long = "x".repeat(MAX_STORED);
    let drafts = [clear("a"), sealed("b", "case/1", "secret"), clear(&long)];
    match journal.append(journal.head(), &drafts) {
        Err(JournalError::TooLarge { index: 2, .. }) => {}
        other => panic!("{other:?}"),
    }
    assert_eq!(journal.head().seq, 0);
    assert!(journal.scopes().is_empty());
    append(&mut *journal, &drafts[..2]);
    assert_eq!(journal.scopes(), [KeyScope::new("case/1")]);
    assert_eq!(all(&*journal.reader()), ["a", "b+secret"]);
}

fn everything_is_there_after_reopening(place: &dyn Place) {
    let mut journal = place.start();
    let drafts: Vec<_> =
        (0..100).map(|n| sealed(&format!("{n}"), &format!("case/{}", n % 7), "body")).collect();
    let head = append(&mut *journal, &drafts);
    let before = all(&*journal.reader());
    journal.close().unwrap();

    let mut replayed = Vec::new();
    let mut journal = place
        .open(&mut |entry| {
            replayed.push(entry);
            Ok(())
        })
        .unwrap();
    assert_eq!(journal.head(), head);
    assert_eq!(texts(&replayed), before);
    assert_eq!(all(&*journal.reader()), before);
    assert_eq!(append(&mut *journal, &[clear("more")]).seq, 101);
}

fn a_replay_that_fails_stops_the_start(place: &dyn Place) {
    let mut journal = place.start();
    append(&mut *journal, &[clear("a"), clear("b")]);
    drop(journal);
    let mut replay = |entry: Entry| if entry.seq == 2 { Err("no".into()) } else { Ok(()) };
    match place.open(&mut replay) {
        Err(JournalError::Replay { seq: 2, .. }) => {}
        other => panic!("{:?}", other.err()),
    }
    assert_eq!(place.start().head().seq, 2, "and did no harm");
}

fn an_erased_scope_reads_erased_and_nothing_else_does(place: &dyn Place) {
    let mut journal = place.start();
    let drafts = [
        sealed("a", "case/1", "one"),
        sealed("b", "case/2", "two"),
        sealed("c", "case/1", "three"),
        clear("d"),
    ];
    let head = append(&mut *journal, &drafts);
    let reader = journal.reader();
    for _ in 0..2 {
        journal.erase(&[KeyScope::new("case/1"), KeyScope::new("case/unknown")]).unwrap();
        assert_eq!(all(&*reader), ["a-", "b+two", "c-", "d"]);
        assert_eq!(journal.scopes(), [KeyScope::new("case/2")]);
        assert_eq!(journal.head(), head, "an erasure is not an entry");
    }
    drop((journal, reader));
    let journal = place.start();
    assert_eq!(all(&*journal.reader()), ["a-", "b+two", "c-", "d"]);
}

fn a_scope_written_to_after_its_erasure_is_readable(place: &dyn Place) {
    let mut journal = place.start();
    append(&mut *journal, &[sealed("a", "case/1", "old")]);
    journal.erase(&[KeyScope::new("case/1")]).unwrap();
    append(&mut *journal, &[sealed("b", "case/1", "new"), sealed("c", "case/1", "newer")]);
    assert_eq!(all(&*journal.reader()), ["a-", "b+new", "c+newer"]);
    drop(journal);
    let mut journal = place.start();
    assert_eq!(all(&*journal.reader()), ["a-", "b+new", "c+newer"]);
    journal.erase(&[KeyScope::new("case/1")]).unwrap();
    assert_eq!(all(&*journal.reader()), ["a-", "b-", "c-"]);
}

fn many_scopes_survive_many_erasures(place: &dyn Place) {
    let mut journal = place.start();
    let drafts: Vec<_> = (0..200).map(|n| sealed(&format!("{n}"), &format!("party/{n}"), "body")).collect();
    append(&mut *journal, &drafts);
    for n in [3, 77, 199] {
        journal.erase(&[KeyScope::new(format!("party/{n}"))]).unwrap();
    }
    drop(journal);
    let journal = place.start();
    let erased: Vec<_> = all(&*journal.reader()).into_iter().filter(|text| text.ends_with('-')).collect();
    assert_eq!(erased, ["3-", "77-", "199-"]);
    assert_eq!(journal.scopes().len(), 197);
}

fn entries_of_the_greatest_length_fit_and_longer_ones_do_not(place: &dyn Place) {
    let mut journal = place.start();
    let scope = "s".repeat(KeyScope::MAX_BYTES);
    let room = MAX_STORED - entry::stored_len(1, Some((&KeyScope::new(scope.as_str()), seal::OVERHEAD)));
    append(&mut *journal, &[sealed("a", &scope, &"x".repeat(room))]);
    let too_long = [
        sealed("a", &scope, &"x".repeat(room + 1)),
        sealed("a", &format!("{scope}s"), "x"),
        clear(&"x".repeat(MAX_STORED - 37)),
    ];
    for draft in too_long {
        let refused = journal.append(journal.head(), &[draft]);
        assert!(matches!(refused, Err(JournalError::TooLarge { index: 0, .. })), "{refused:?}");
    }
    append(&mut *journal, &[clear(&"x".repeat(MAX_STORED - 38))]);
    drop(journal);
    let entries = place.start().reader().read(1, 10).unwrap();
    assert_eq!(entries.len(), 2);
    assert!(matches!(&entries[0].body, Body::Open(body) if body.len() == room));
}

/// Batches of three; a reader that sees one entry of a batch must see all, and never one beyond the head it
/// was told.
fn readers_see_whole_batches_while_they_are_written(place: &dyn Place) {
    let mut journal = place.start();
    let reader = journal.reader();
    let done = Arc::new(AtomicBool::new(false));
    let watcher = thread::spawn({
        let done = Arc::clone(&done);
        move || {
            let mut seen = 0;
            loop {
                let last_round = done.load(Ordering::SeqCst);
                let head = reader.head();
                let entries = reader.read(seen + 1, usize::MAX).unwrap();
                let end = seen + entries.len() as u64;
                assert!(end >= head.seq && end.is_multiple_of(3), "{end} of {}", head.seq);
                assert!(entries.iter().all(|entry| matches!(entry.body, Body::Open(_))));
                seen = end;
                if last_round {
                    return seen;
                }
            }
        }
    });
    for n in 0..40 {
        let scope = format!("case/{n}");
        append(
            &mut *journal,
            &[sealed("a", &scope, "1"), sealed("b", &scope, "2"), sealed("c", "fair", "3")],
        );
    }
    done.store(true, Ordering::SeqCst);
    assert_eq!(watcher.join().unwrap(), 120);
}

fn a_reader_outlives_its_journal(place: &dyn Place) {
    let mut journal = place.start();
    append(&mut *journal, &[sealed("a", "case/1", "one")]);
    let reader = journal.reader();
    journal.close().unwrap();
    assert_eq!(all(&*reader), ["a+one"]);
    reader.settle().unwrap();
}

fn the_fair_key_signs_and_digests_the_same_after_reopening(place: &dyn Place) {
    let journal = place.start();
    let reader = journal.reader();
    let key = reader.fair_key();
    let (public, signature, digest) = (key.public_key(), key.sign(b"sealed"), key.mac(b"request"));
    let desk = key.desk_secret().key();
    assert_ne!(digest, key.mac(b"another request"));
    assert_ne!(desk.bytes(), public);
    drop((journal, reader));
    let reader = place.start().reader();
    let key = reader.fair_key();
    assert_eq!((key.public_key(), key.mac(b"request")), (public, digest));
    assert_eq!(key.desk_secret().key(), desk, "what a kiosk sealed before is still opened");
    assert!(verify_signature(&public, b"sealed", &signature));
    assert!(!verify_signature(&public, b"changed", &signature));
    assert!(!verify_signature(&[1; 32], b"sealed", &signature));
}

fn a_snapshot_is_a_whole_journal_of_its_own(place: &dyn Place) {
    let mut journal = place.start();
    append(&mut *journal, &[sealed("a", "case/1", "one"), sealed("b", "case/2", "two"), clear("c")]);
    journal.erase(&[KeyScope::new("case/2")]).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let dest = folder.path().join("copy");
    let reader = journal.reader();
    assert!(reader.snapshot(&dest, &|| false).is_err(), "a copy can be called off");
    let left: Vec<_> = std::fs::read_dir(dest.parent().unwrap()).unwrap().collect();
    assert!(left.is_empty(), "nothing of it stays: {left:?}");
    let snapshot = reader.snapshot(&dest, &|| true).unwrap();
    append(&mut *journal, &[clear("later")]);
    assert!(
        matches!(reader.snapshot(&dest, &|| true), Err(JournalError::Storage { .. })),
        "nothing is overwritten"
    );
    assert!(snapshot.outer_key);

    let mut facts = Vec::new();
    let summary = verify(&dest, Some(folder.path()), &mut |record| {
        facts.push(record.clear.to_vec());
        Ok(())
    })
    .unwrap();
    assert_eq!((summary.head, summary.fair, summary.public_key), (snapshot.head, FAIR, snapshot.public_key));
    assert_eq!(facts, [b"a", b"b", b"c"]);

    let settings = Settings::new(&dest, FairId([0; 16]), jiff::Timestamp::UNIX_EPOCH);
    let opened = sled::open(&settings, &mut |_| Ok(())).unwrap();
    assert_eq!(opened.start, sled::Start::Clean);
    assert_eq!(all(&*opened.journal.reader()), ["a+one", "b-", "c"]);
    assert_eq!(opened.journal.reader().fair_key().mac(b"x"), reader.fair_key().mac(b"x"));
}
