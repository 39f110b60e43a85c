//! What is counted of very many cases, block by block: from one state of the desk to the next only the blocks in which a case changed
//! are counted again, for fetching a hundred thousand cases is what takes long.

use std::collections::BTreeSet;

use crate::{desk::Desk, ids::CaseId};

/// Cases in a block. A build for tests makes small ones, so that whatever holds of a count is shown of many.
const SIZE: usize = if cfg!(debug_assertions) { 3 } else { 512 };
/// From so many blocks on two threads count, each one half.
const SPLIT: usize = if cfg!(debug_assertions) { 2 } else { 8 };

/// See the head of this file.
#[derive(Debug)]
pub(crate) struct Blocks<T> {
    /// The entry up to which they are counted.
    upto: u64,
    /// In order of filing; none is empty.
    blocks: Vec<Block<T>>,
}

#[derive(Debug)]
struct Block<T> {
    ids: Vec<CaseId>,
    counted: T,
}

impl<T: Send> Blocks<T> {
    /// Counts all these cases, which stand in order.
    pub(crate) fn of(desk: &Desk, ids: &[CaseId], count: &(impl Fn(&[CaseId]) -> T + Sync)) -> Self {
        Self { upto: desk.seq(), blocks: counted(in_blocks(ids), count) }
    }

    /// Counts again what changed up to a later state; which cases have come to be among those counted, `belongs` tells. Who once was
    /// among them stays and is counted as it is now: nothing is known that would make it leave. False where all are to be counted
    /// anew.
    pub(crate) fn follow(
        &mut self,
        desk: &Desk,
        belongs: impl Fn(CaseId) -> bool,
        count: &(impl Fn(&[CaseId]) -> T + Sync),
    ) -> bool {
        let Some(changed) = desk.changed_since(self.upto) else { return false };
        let mut again = BTreeSet::new();
        for id in changed {
            let after =
                self.blocks.partition_point(|block| block.ids.first().is_some_and(|first| *first <= id));
            let at = after.saturating_sub(1);
            match self.blocks.get_mut(at).map(|block| (block.ids.binary_search(&id), block)) {
                Some((Ok(_), _)) => {}
                _ if !belongs(id) => continue,
                Some((Err(place), block)) => block.ids.insert(place, id),
                None => return false,
            }
            again.insert(at);
        }
        self.upto = desk.seq();
        if again.is_empty() {
            return true;
        }
        let (mut old, mut blocks) = (Vec::new(), Vec::new());
        for (at, block) in std::mem::take(&mut self.blocks).into_iter().enumerate() {
            if again.contains(&at) { old.extend(in_blocks(&block.ids)) } else { blocks.push(block) }
        }
        blocks.extend(counted(old, count));
        blocks.sort_by(|a, b| a.ids.first().cmp(&b.ids.first()));
        self.blocks = blocks;
        true
    }
}

impl<T> Blocks<T> {
    /// What was counted, block by block.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.blocks.iter().map(|block| &block.counted)
    }

    /// The entry up to which it is counted.
    pub(crate) fn upto(&self) -> u64 {
        self.upto
    }
}

fn in_blocks(ids: &[CaseId]) -> Vec<Vec<CaseId>> {
    ids.chunks(SIZE).map(<[CaseId]>::to_vec).collect()
}

fn counted<T: Send>(mut of: Vec<Vec<CaseId>>, count: &(impl Fn(&[CaseId]) -> T + Sync)) -> Vec<Block<T>> {
    let all = |of: Vec<Vec<CaseId>>| -> Vec<_> {
        of.into_iter().map(|ids| Block { counted: count(&ids), ids }).collect()
    };
    if of.len() < SPLIT {
        return all(of);
    }
    let second = of.split_off(of.len() / 2);
    std::thread::scope(|scope| {
        let other = scope.spawn(|| all(second));
        let mut blocks = all(of);
        blocks.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        blocks
    })
}
