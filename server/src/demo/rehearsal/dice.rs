//! Numbers that look random and are the same for the same seed (splitmix64): a rehearsal can be played again as it was.

/// The dice.
#[derive(Debug, Clone)]
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, and not including, `end`; 0 where there is none.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX);
        usize::try_from(self.roll().checked_rem(end).unwrap_or(0)).unwrap_or(0)
    }

    /// The same, of minutes.
    pub(super) fn minutes(&mut self, end: u16) -> i64 {
        i64::try_from(self.below(usize::from(end))).unwrap_or(0)
    }

    /// One of several.
    ///
    /// # Panics
    /// When there is none.
    pub(super) fn among<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }
}
