//! What can happen to the store: ends of every kind, damage, a full disk, a sync that fails.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use durable::{LocalDisk, folder};
use tempfile::TempDir;

use super::*;
use crate::{
    mint::{CannotMint, Content, mint},
    testing::{desk_clock, desk_secret, filing, joined, known, morning, open, order},
};

/// A copy as it lies on the disk at this moment: what a `kill -9` leaves behind.
fn image(of: &Path) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    folder::copy(of, &copy.path().join("data")).unwrap();
    copy
}

fn numbers(store: &Store) -> Vec<String> {
    store.read(|state| state.tickets().map(|ticket| ticket.minted.number.to_string()).collect())
}

fn mint_some(store: &Store, count: usize) {
    let (_, clock) = desk_clock();
    for _ in 0..count {
        mint(store, &clock, &order()).unwrap();
    }
}

#[test]
fn every_ticket_is_there_after_any_end_and_no_number_comes_twice() {
    let folder = tempfile::tempdir().unwrap();
    let store = joined(folder.path());
    for count in 1..=5_u32 {
        mint_some(&store, 1);
        let crashed = image(folder.path());
        let again = open(&crashed.path().join("data")).unwrap();
        let expected: Vec<_> = (1..=count).map(|n| format!("K-{n:03}")).collect();
        assert_eq!(numbers(&again), expected);
        mint_some(&again, 1);
        assert_eq!(again.read(|state| state.minted("K".parse().unwrap())), count + 1);
        assert_eq!(again.read(State::outbox_len), usize::try_from(count).unwrap() + 1);
    }
    store.close().unwrap();
    drop(store);
    assert_eq!(numbers(&open(folder.path()).unwrap()).len(), 5);
}

#[test]
fn what_is_sealed_opens_at_the_desk_alone_and_nothing_of_it_lies_readable() {
    let folder = tempfile::tempdir().unwrap();
    let store = joined(folder.path());
    let (_, clock) = desk_clock();
    let given = mint(&store, &clock, &order()).unwrap();
    let issues = store.waiting().unwrap();
    let [issue] = issues.items.as_slice() else { panic!("one issue waits") };
    assert_eq!(desk_secret().open(&issue.filing).unwrap(), filing());
    let secret = desk_secret().open(&issue.secret).unwrap();
    assert_eq!(secret.key, given.key);
    let key: link::TicketKey = secret.key.parse().unwrap();
    let holder: link::HolderToken = secret.holder.parse().unwrap();
    assert_eq!((issue.key, issue.holder), (key.hash().into(), holder.hash().into()));
    store.record(&Fact::KeyForgotten { number: given.number }).unwrap();
    assert_eq!(store.key(given.number).unwrap(), None);
    let bytes = fs::read(folder.path().join("tickets/store/db")).unwrap();
    for words in ["Iris", "lamp", "13800000000"] {
        assert!(
            !bytes.windows(words.len()).any(|window| window == words.as_bytes()),
            "{words} lies readable"
        );
    }
}

#[test]
fn the_desks_answers_empty_the_outbox_and_what_it_refuses_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let store = joined(folder.path());
    mint_some(&store, 3);
    let commands: Vec<_> = store.waiting().unwrap().items.iter().map(|issue| issue.command).collect();
    store.record(&Fact::Taken { command: commands[0] }).unwrap();
    let refused = Fact::Refused { command: commands[1], code: "no".into(), text: "No.".into() };
    store.record(&refused).unwrap();
    // Answers may come twice, and about what is not known here.
    store.record(&Fact::Taken { command: commands[0] }).unwrap();
    store.record(&Fact::Taken { command: domain::CommandId([9; 16]) }).unwrap();
    drop(store);
    let store = open(folder.path()).unwrap();
    assert_eq!(
        store.waiting().unwrap().items.iter().map(|issue| issue.command).collect::<Vec<_>>(),
        commands[2..]
    );
    let kept = store.read(|state| {
        state
            .refused()
            .map(|ticket| (ticket.minted.number.to_string(), ticket.refusal_code().to_owned()))
            .collect()
    });
    let kept: Vec<(String, String)> = kept;
    assert_eq!(kept, [("K-002".into(), "no".into())]);
    // Its sealed texts too: nothing is ever lost.
    let inner = store.inner();
    let ticket = inner.state.by_command(commands[1]).unwrap().clone();
    assert!(bodies::read(&inner.store, ticket.seq, &ticket.minted).is_ok());
    let taken = inner.state.by_command(commands[0]).unwrap().clone();
    assert!(bodies::read(&inner.store, taken.seq, &taken.minted).is_err(), "what the desk has is let go of");
}

#[test]
fn new_letters_count_from_one_and_old_tickets_stay() {
    let folder = tempfile::tempdir().unwrap();
    let store = joined(folder.path());
    mint_some(&store, 2);
    let relettered = Known { series: "M".parse().unwrap(), ..known() };
    store.record(&Fact::Greeted(Box::new(relettered))).unwrap();
    mint_some(&store, 1);
    store.record(&Fact::Greeted(Box::new(known()))).unwrap();
    mint_some(&store, 1);
    assert_eq!(numbers(&store), ["K-001", "K-002", "K-003", "M-001"]);
}

#[test]
fn the_largest_case_lies_in_pieces_and_none_spills() {
    let folder = tempfile::tempdir().unwrap();
    let store = joined(folder.path());
    let (_, clock) = desk_clock();
    let mut large = filing();
    large.statement = "展".repeat(4000);
    large.complaint = Some("会".repeat(4000));
    large.item = "é".repeat(30_000);
    let content = Content::Typed(Box::new(large.clone()));
    for _ in 0..60 {
        mint(&store, &clock, &crate::mint::Order { content: content.clone(), ..order() }).unwrap();
    }
    assert_eq!(fs::read_dir(folder.path().join("tickets/store/blobs")).unwrap().count(), 0);
    let sent = store.waiting().unwrap();
    assert!(sent.items.len() > 1 && serde_json::to_vec(&sent).unwrap().len() <= link::ISSUES_BYTES);
    assert_eq!(desk_secret().open(&sent.items[0].filing).unwrap(), large);
    large.item = "é".repeat(60_000);
    let refused =
        mint(&store, &clock, &crate::mint::Order { content: Content::Typed(Box::new(large)), ..order() });
    assert!(matches!(refused, Err(CannotMint::Seal(link::CannotSeal::TooLong))));
    assert_eq!(numbers(&store).len(), 60, "no number was used");
}

#[test]
fn every_flipped_byte_that_matters_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let store = joined(folder.path());
    mint_some(&store, 40);
    store.close().unwrap();
    let whole = numbers(&store);
    drop(store);
    let db = folder.path().join("tickets/store/db");
    let used = used_bytes(&db);
    let mut noticed = 0;
    for step in 0..40_u64 {
        let copy = image(folder.path());
        let data = copy.path().join("data");
        flip(&data.join("tickets/store/db"), if step < 8 { step * 3 } else { used * (step - 8) / 32 + step });
        match open(&data) {
            Ok(store) => assert_eq!(numbers(&store), whole, "byte {step} was flipped unnoticed"),
            Err(error) => {
                assert!(error.is_damage(), "{error}");
                noticed += 1;
            }
        }
    }
    assert!(noticed > 10, "only {noticed} of 40 were noticed");
}

#[test]
fn an_older_store_is_not_taken_for_the_newest() {
    let folder = tempfile::tempdir().unwrap();
    let store = joined(folder.path());
    mint_some(&store, 2);
    let before = image(folder.path());
    mint_some(&store, 1);
    store.close().unwrap();
    drop(store);
    fs::remove_dir_all(folder.path().join("tickets/store")).unwrap();
    folder::copy(&before.path().join("data/tickets/store"), &folder.path().join("tickets/store")).unwrap();
    let error = open(folder.path()).map(drop).unwrap_err();
    assert!(error.is_damage() && error.to_string().contains("had reached"), "{error}");
}

#[test]
fn a_store_that_is_gone_is_not_taken_for_a_first_start_until_it_is_joined_anew() {
    for lost in ["tickets", "tickets/store/db", "tickets/head"] {
        let folder = tempfile::tempdir().unwrap();
        mint_some(&joined(folder.path()), 2);
        let path = folder.path().join(lost);
        if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }.unwrap();
        let error = open(folder.path()).map(drop).unwrap_err();
        assert!(error.is_damage(), "{lost}: {error}");
        assert!(open(folder.path()).is_err(), "it stays so");
        let aside = put_aside(folder.path(), morning()).unwrap();
        let store = joined(folder.path());
        assert_eq!(numbers(&store), Vec::<String>::new());
        assert_eq!(aside.is_dir(), lost != "tickets", "what was left is kept");
    }
}

#[test]
fn a_failed_start_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    mint_some(&joined(folder.path()), 10);
    flip(&folder.path().join("tickets/store/db"), used_bytes(&folder.path().join("tickets/store/db")) / 2);
    let before = fs::read(folder.path().join("tickets/store/db")).unwrap();
    if open(folder.path()).is_err() {
        assert_eq!(fs::read(folder.path().join("tickets/store/db")).unwrap(), before);
    }
}

#[test]
fn one_kiosk_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let _store = joined(folder.path());
    assert!(matches!(open(folder.path()).map(drop), Err(StoreError::Disk(Fault::InUse { .. }))));
}

/// A disk that can be full and whose syncs can fail.
#[derive(Default)]
struct Moody {
    fails: AtomicBool,
    free: AtomicU64,
}

impl Disk for Moody {
    fn free(&self, _: &Path) -> io::Result<u64> {
        Ok(self.free.load(Ordering::Relaxed))
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        if self.fails.load(Ordering::Relaxed) { Err(io::Error::other("no")) } else { LocalDisk.sync(file) }
    }
}

#[test]
fn nothing_is_given_out_on_a_full_disk_or_after_a_sync_that_failed() {
    let folder = tempfile::tempdir().unwrap();
    drop(joined(folder.path()));
    let disk = Arc::new(Moody { free: AtomicU64::new(1 << 30), ..Moody::default() });
    let store = Store::open(folder.path(), morning(), disk.clone()).unwrap();
    let (_, clock) = desk_clock();
    disk.free.store(1 << 20, Ordering::Relaxed);
    assert!(matches!(mint(&store, &clock, &order()), Err(CannotMint::Store(StoreError::Full { .. }))));
    disk.free.store(1 << 30, Ordering::Relaxed);
    assert_eq!(mint(&store, &clock, &order()).unwrap().number.to_string(), "K-001");
    disk.fails.store(true, Ordering::Relaxed);
    assert!(matches!(mint(&store, &clock, &order()), Err(CannotMint::Store(StoreError::Stopped { .. }))));
    disk.fails.store(false, Ordering::Relaxed);
    assert!(matches!(mint(&store, &clock, &order()), Err(CannotMint::Store(StoreError::Stopped { .. }))));
    assert!(store.stopped().is_some());
    store.close().unwrap();
    drop(store);
    // Whether the second was written is known only now; either way the next number is one that nobody has.
    let store = open(folder.path()).unwrap();
    let there = numbers(&store).len();
    mint_some(&store, 1);
    assert_eq!(numbers(&store).last().unwrap(), &format!("K-{:03}", there + 1));
}

fn used_bytes(db: &Path) -> u64 {
    let bytes = fs::read(db).unwrap();
    bytes.iter().rposition(|byte| *byte != 0).unwrap() as u64
}

fn flip(path: &Path, at: u64) {
    let file = OpenOptions::new().read(true).write(true).open(path).unwrap();
    let mut byte = [0];
    file.read_exact_at(&mut byte, at).unwrap();
    file.write_all_at(&[byte[0] ^ 1], at).unwrap();
}
