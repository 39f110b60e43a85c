//! The step line of a page: what is behind, where one is, what is to come.

use crate::locale::Texts;

/// Where a step of the step line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// Behind us.
    Done,
    /// Here.
    Now,
    /// To come.
    Next,
}

/// One step of the step line: `m::steps(steps)`.
#[derive(Clone, Debug)]
pub struct Step {
    /// What it is called.
    pub text: String,
    /// Where it stands.
    pub reached: Reached,
}

impl Step {
    /// The usual line "filed – called – talks – signed", with `now` (0-based) as the present one; beyond it, all is done.
    pub fn line(t: &Texts, now: usize) -> Vec<Step> {
        [t.t("step-filed"), t.t("step-called"), t.t("step-talks"), t.t("step-signed")]
            .into_iter()
            .enumerate()
            .map(|(at, text)| Step {
                text: text.into_owned(),
                reached: match at.cmp(&now) {
                    std::cmp::Ordering::Less => Reached::Done,
                    std::cmp::Ordering::Equal => Reached::Now,
                    std::cmp::Ordering::Greater => Reached::Next,
                },
            })
            .collect()
    }
}
