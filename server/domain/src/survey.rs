//! What parties say of the desk when their case is over (policy art 13: satisfaction): three statements, answered once a ticket.
//!
//! An answer names no case, no ticket and no actor. The mark beside it, a keyed digest, only keeps the same ticket from answering
//! twice. Answers are told [`FEWEST`] at a time.

use std::collections::BTreeMap;

use imbl::{HashSet, OrdMap};
use serde::{Deserialize, Serialize};

use crate::{
    case::codes,
    figures::{FEWEST, Shown, gives_away, suppressed},
    ids::Mac,
};

codes!(
    /// A statement that a party agrees with or not.
    Statement {
        /// I was treated fairly.
        Fair = "fair",
        /// It went quickly enough.
        Quick = "quick",
        /// I would come to the desk again.
        Again = "again",
    }
);

codes!(
    /// How far somebody agrees; the most first.
    Degree {
        /// Fully.
        Fully = "fully",
        /// Mostly.
        Mostly = "mostly",
        /// In part.
        Partly = "partly",
        /// Hardly.
        Hardly = "hardly",
        /// Not at all.
        NotAtAll = "not-at-all",
    }
);

/// The three answers of one party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// To "I was treated fairly".
    pub fair: Degree,
    /// To "It went quickly enough".
    pub quick: Degree,
    /// To "I would come to the desk again".
    pub again: Degree,
}

impl Answers {
    /// The answer to one statement.
    pub fn to(self, statement: Statement) -> Degree {
        match statement {
            Statement::Fair => self.fair,
            Statement::Quick => self.quick,
            Statement::Again => self.again,
        }
    }
}

/// Every answer so far.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Survey {
    marks: HashSet<Mac>,
    counts: OrdMap<(Statement, Degree), u32>,
    told: Option<SurveyFigures>,
}

impl Survey {
    pub(crate) fn has(&self, mark: &Mac) -> bool {
        self.marks.contains(mark)
    }

    pub(crate) fn take(&mut self, mark: Mac, answers: Answers) {
        self.marks.insert(mark);
        for statement in Statement::ALL {
            *self.counts.entry((*statement, answers.to(*statement))).or_default() += 1;
        }
        // Five at a time: whoever saw the figures grow by one would know what the last party said.
        let answers = u32::try_from(self.marks.len()).unwrap_or(u32::MAX);
        if answers.is_multiple_of(FEWEST) {
            self.told = Some(self.counted(answers));
        }
    }

    pub(crate) fn figures(&self) -> Option<&SurveyFigures> {
        self.told.as_ref()
    }

    fn counted(&self, answers: u32) -> SurveyFigures {
        let of = |statement: Statement| {
            let count = |degree: &Degree| self.counts.get(&(statement, *degree)).copied().unwrap_or(0);
            (statement, Degree::ALL.iter().map(|degree| (*degree, count(degree))).collect())
        };
        let by_statement = Statement::ALL.iter().map(|statement| of(*statement)).collect();
        SurveyFigures { answers, by_statement }
    }
}

/// How far parties agree, when enough of them have answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyFigures {
    /// Parties who answered.
    pub answers: u32,
    /// For each statement, how many agree how far.
    pub by_statement: BTreeMap<Statement, BTreeMap<Degree, u32>>,
}

/// What of the answers to a statement everybody is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Parties of a hundred who agree fully or mostly; `None` where that would tell a number that is hidden.
    pub agree_percent: Option<u32>,
    /// How many agree how far.
    pub by_degree: BTreeMap<Degree, Shown>,
}

/// Those who agree.
const AGREE: [Degree; 2] = [Degree::Fully, Degree::Mostly];

impl SurveyFigures {
    /// The answers to a statement without small numbers: the same lines are hidden as in a report without them, because who has both
    /// would subtract. The share of those who agree tells the sum of two lines, and so of the others.
    pub fn told(&self, statement: Statement) -> Told {
        let counts = self.by_statement.get(&statement).cloned().unwrap_or_default();
        let by_degree = suppressed(&counts);
        let half = |agree: bool| counts.iter().filter(move |line| AGREE.contains(line.0) == agree);
        let hidden = |agree: bool| -> Vec<u32> {
            half(agree)
                .filter(|line| by_degree.get(line.0) == Some(&Shown::Few))
                .map(|line| *line.1)
                .collect()
        };
        let sum = |agree: bool| half(agree).map(|line| *line.1).sum::<u32>();
        if gives_away(&[hidden(true), hidden(false)].concat()) {
            // Nothing is left to hide the small ones behind.
            let by_degree = counts.keys().map(|degree| (*degree, Shown::Few)).collect();
            return Told { agree_percent: None, by_degree };
        }
        let tells = |agree: bool| gives_away(&hidden(agree)) || Shown::of(sum(agree)) == Shown::Few;
        let share = (!tells(true) && !tells(false)).then(|| self.agree_percent(statement));
        Told { agree_percent: share, by_degree }
    }

    /// Parties of a hundred who agree fully or mostly.
    pub fn agree_percent(&self, statement: Statement) -> u32 {
        let counts = self.by_statement.get(&statement);
        let agree = counts.map_or(0, |counts| AGREE.iter().filter_map(|degree| counts.get(degree)).sum());
        (agree * 100 + self.answers / 2).checked_div(self.answers).unwrap_or(0)
    }
}
