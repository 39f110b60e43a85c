//! Checkpoints: what was printed once is read for ever, and nothing else is.

use super::*;
use crate::journal::{Draft, memory::Memory};

/// Printed by an early version; must be read for ever. Another may be added, none may go.
const GOLDEN: &str = include_str!("golden.txt");

fn checkpoints() -> Vec<&'static str> {
    GOLDEN.split("\n---\n").map(str::trim).filter(|one| !one.starts_with('#')).collect()
}

fn public_key() -> [u8; 32] {
    let key = GOLDEN.lines().find_map(|line| line.strip_prefix("# public key ")).unwrap();
    HEXLOWER.decode(key.as_bytes()).unwrap().try_into().unwrap()
}

#[test]
fn what_was_printed_once_is_read_for_ever() {
    let all = checkpoints();
    assert_eq!(all.len(), 4);
    for (said, stage) in all.iter().zip([Stage::Seal, Stage::Draft, Stage::Seal, Stage::Seal]) {
        let read = Checkpoint::read(said).unwrap_or_else(|| panic!("{said}"));
        let Statement { fair, day, upto, hash } = read.statement;
        assert_eq!((read.stage, day, upto), (stage, jiff::civil::date(2026, 11, 20), 1234), "{said}");
        let held = |hash| read.verdict(FairId([0xab; 16]), &public_key(), |_| Known::Hash(hash));
        assert_eq!(fair, FairId([0xab; 16]));
        assert_eq!(held(hash), Verdict::Belongs, "{said}");
        assert_eq!(held([9; 32]), Verdict::Changed, "{said}");
    }
}

#[test]
fn a_checkpoint_that_was_altered_anywhere_is_not_this_fairs() {
    let line = checkpoints()[0];
    let mut refused = 0;
    for at in 0..line.len() {
        for other in ["0", "f", ".", "/", "\u{e9}"] {
            let altered = format!("{}{other}{}", &line[..at], &line[at + 1..]);
            if altered == line {
                continue;
            }
            let belongs = Checkpoint::read(&altered).is_some_and(|read| {
                let hash = read.statement.hash;
                read.verdict(FairId([0xab; 16]), &public_key(), |_| Known::Hash(hash)) == Verdict::Belongs
            });
            assert!(!belongs, "{altered}");
            refused += 1;
        }
    }
    assert!(refused > 1000);
    for nothing in ["", "/", "fairdesk-seal-1", "fairdesk day seal 1\nfair x", &"a.".repeat(5000)] {
        assert_eq!(Checkpoint::read(nothing), None);
    }
    let mut upper = line.to_owned();
    upper.make_ascii_uppercase();
    assert_eq!(Checkpoint::read(&upper), None, "one checkpoint has one spelling");
}

#[test]
fn a_draft_is_signed_over_the_head_and_is_no_seal() {
    let memory = Memory::new(FairId([7; 16])).unwrap();
    let mut journal = memory.open(&mut |_| Ok(())).unwrap();
    let draft = Draft { clear: b"{}".to_vec(), body: None };
    let head = journal.append(journal.head(), &[draft]).unwrap();
    let reader = journal.reader();
    let key = reader.fair_key();
    let checkpoint = Checkpoint::of_draft(key, jiff::civil::date(2026, 3, 10), head);
    let read = Checkpoint::read(&format!("https://desk.example/v/{}", checkpoint.line())).unwrap();
    assert_eq!(read, checkpoint);
    let verdict = |known| read.verdict(key.fair(), &key.public_key(), |_| known);
    assert_eq!(verdict(Known::Hash(head.hash)), Verdict::Belongs);
    assert_eq!(verdict(Known::EndsAt(0)), Verdict::CutShort { ends: 0 });
    assert_eq!(
        verdict(Known::WrittenAt(0)),
        Verdict::Later { than: 0 },
        "older than the paper, and none the worse"
    );
    assert_eq!(verdict(Known::LeftOut), Verdict::Unknown);
    let other = read.verdict(FairId([8; 16]), &key.public_key(), |_| Known::Hash(head.hash));
    assert_eq!(other, Verdict::OtherFair);
    assert_eq!(read.verdict(key.fair(), &[3; 32], |_| Known::Hash(head.hash)), Verdict::NotSigned);
    let as_seal = checkpoint.line().replace("fairdesk-draft-1", "fairdesk-seal-1");
    let as_seal = Checkpoint::read(&as_seal).unwrap();
    let verdict = as_seal.verdict(key.fair(), &key.public_key(), |_| Known::Hash(head.hash));
    assert_eq!(verdict, Verdict::NotSigned, "a draft passes for no seal");
}
