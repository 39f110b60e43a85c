//! The queue under any order of steps, crashes and failures of what keeps it.

use std::collections::BTreeMap;

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::testing::samples;

/// Keeps prints in memory; can be told to fail, as a full disk does.
#[derive(Debug, Default, Clone)]
struct Memory {
    kept: BTreeMap<PrintId, Print>,
    broken: bool,
}

impl Shelf for Memory {
    type Error = &'static str;

    fn all(&self) -> Result<Vec<Print>, Self::Error> {
        Ok(self.kept.values().cloned().collect())
    }

    fn keep(&mut self, print: &Print) -> Result<(), Self::Error> {
        if self.broken {
            return Err("full");
        }
        self.kept.insert(print.id, print.clone());
        Ok(())
    }

    fn forget(&mut self, id: PrintId) -> Result<(), Self::Error> {
        self.kept.remove(&id);
        Ok(())
    }
}

fn id(number: u128) -> PrintId {
    PrintId(Uuid::from_u128(number))
}

fn state(queue: &Queue<Memory>, number: u128) -> PrintState {
    queue.print(id(number)).expect("it is in the queue").state
}

fn copy(queue: &Queue<Memory>, number: u128) -> u16 {
    queue.print(id(number)).expect("it is in the queue").slip.edition().copy
}

/// A queue with one slip that was begun.
fn begun() -> Queue<Memory> {
    let mut queue = Queue::open(Memory::default()).expect("nothing is kept");
    queue.add(id(1), samples::ticket()).expect("it is kept");
    assert_eq!(queue.begin().expect("it is kept").map(|print| print.id), Some(id(1)));
    queue
}

#[test]
fn a_print_under_way_at_a_crash_is_unknown_and_never_begun_again() {
    let queue = begun();
    let mut queue = Queue::open(queue.shelf).expect("what was kept is read");
    assert_eq!(state(&queue, 1), PrintState::Unknown { why: None });
    assert_eq!(queue.begin(), Ok(None));
    // It is kept so, and not only believed.
    assert_eq!(queue.shelf.kept[&id(1)].state, PrintState::Unknown { why: None });
}

#[test]
fn a_further_print_is_marked_unless_it_is_certain_that_none_came_out() {
    let mut queue = begun();
    assert_eq!(queue.again(id(1), id(2)), Ok(None), "it is still under way");
    queue.settle(id(1), Outcome::Failed(Trouble::PaperOut)).expect("it is kept");
    queue.again(id(1), id(2)).expect("it is kept");
    assert_eq!(copy(&queue, 2), 1);
    queue.begin().expect("it is kept");
    queue.settle(id(2), Outcome::Unknown(Some(Trouble::Lost))).expect("it is kept");
    let cut = PrintState::Unknown { why: Some(Trouble::Lost) };
    assert_eq!(state(&queue, 2), cut, "cut off, it is neither printed nor failed");
    queue.again(id(1), id(3)).expect("it is kept");
    assert_eq!(copy(&queue, 3), 2, "another print of the same slip may be out");
    // The same wish, sent twice, is one print.
    queue.again(id(1), id(3)).expect("it is kept");
    assert_eq!(queue.prints().len(), 3);
}

#[test]
fn one_is_printed_at_a_time_and_the_oldest_first() {
    let mut queue = begun();
    queue.add(id(3), samples::ticket()).expect("it is kept");
    queue.add(id(4), samples::ticket()).expect("it is kept");
    assert_eq!(queue.begin(), Ok(None));
    queue.settle(id(1), Outcome::Printed).expect("it is kept");
    queue.settle(id(1), Outcome::Failed(Trouble::Error)).expect("it is kept");
    assert_eq!(state(&queue, 1), PrintState::Printed, "what is settled stays so");
    assert_eq!(queue.begin().expect("it is kept").map(|print| print.id), Some(id(3)));
}

#[test]
fn the_key_of_a_printed_slip_is_forgotten_on_the_shelf_too() {
    let mut queue = begun();
    let instead = Phrase::new("Ask at the desk");
    queue.drop_code(id(1), &instead).expect("it is kept");
    assert!(serde_json::to_string(&queue.shelf.kept[&id(1)]).expect("it is written").contains("/t/"));
    queue.settle(id(1), Outcome::Printed).expect("it is kept");
    queue.drop_code(id(1), &instead).expect("it is kept");
    assert!(!serde_json::to_string(&queue.shelf.kept[&id(1)]).expect("it is written").contains("/t/"));
}

/// A step of somebody or something.
#[derive(Debug, Clone)]
enum Step {
    Add,
    Begin,
    Settle(Outcome),
    Again(usize),
    Crash,
    Break(bool),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let outcome = prop_oneof![
        Just(Outcome::Printed),
        Just(Outcome::Failed(Trouble::CoverOpen)),
        Just(Outcome::Unknown(Some(Trouble::Lost))),
    ];
    let step = prop_oneof![
        Just(Step::Add),
        Just(Step::Begin),
        outcome.prop_map(Step::Settle),
        (0..8_usize).prop_map(Step::Again),
        Just(Step::Crash),
        any::<bool>().prop_map(Step::Break),
    ];
    proptest::collection::vec(step, 0..60)
}

proptest! {
    #[test]
    fn no_two_prints_with_the_same_mark_ever_leave_the_printer(steps in steps()) {
        let mut queue = Queue::open(Memory::default()).expect("nothing is kept");
        // What came out or may have: slip and mark.
        let mut out = Vec::new();
        let mut next = 0;
        let mut under_way = None;
        for step in steps {
            next += 1;
            match step {
                Step::Add => {
                    let added = queue.add(id(next), samples::ticket());
                    prop_assert!(added.is_ok() || queue.shelf.broken);
                }
                Step::Begin => {
                    if let Ok(Some(print)) = queue.begin() {
                        let print = (print.id, (print.first, print.slip.edition().copy));
                        prop_assert!(!out.contains(&print.1), "{:?} twice", print.1);
                        out.push(print.1);
                        under_way = Some(print.0);
                    }
                }
                Step::Settle(outcome) => {
                    let Some(id) = under_way else { continue };
                    if queue.settle(id, outcome).is_ok() {
                        under_way = None;
                        if matches!(outcome, Outcome::Failed(_)) {
                            out.pop();
                        }
                    }
                }
                Step::Again(at) => {
                    if let Some(of) = queue.prints().get(at).map(|print| print.id) {
                        let failed = queue.again(of, id(next)).is_err();
                        prop_assert!(!failed || queue.shelf.broken);
                    }
                }
                Step::Crash => {
                    let shelf = Memory { broken: false, ..queue.shelf.clone() };
                    queue = Queue::open(shelf).expect("what was kept is read");
                    under_way = None;
                    prop_assert!(queue.prints().iter().all(|print| print.state != PrintState::Printing));
                }
                Step::Break(broken) => queue.shelf.broken = broken,
            }
            let kept: Vec<_> = queue.shelf.kept.values().cloned().collect();
            let mut known = queue.prints().to_vec();
            known.sort_by_key(|print| print.id);
            prop_assert_eq!(known, kept, "what is known is what is kept");
        }
    }
}
