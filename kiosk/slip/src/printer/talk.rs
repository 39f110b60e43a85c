//! What is said on a line to a printer: questions, the slip, the last question.

use std::{collections::VecDeque, time::Duration};

use super::{
    Patience, Report,
    line::{Bound, Broken, Line},
};
use crate::{
    escpos::{self, Ask},
    queue::Outcome,
    state::{Paper, Trouble},
    status::{self, Answers, Condition},
};

/// How often a printer that has not yet worked everything through is asked what is in its way.
const LOOK: Duration = Duration::from_millis(700);

/// All that is asked, the one first that every printer answers which answers at all.
const QUESTIONS: [Ask; 4] = [Ask::Printer, Ask::Offline, Ask::Error, Ask::Paper];

/// Asks for paper and cover, prints, and asks whether it is done.
pub(super) fn print(line: &mut impl Line, bytes: &[u8], patience: Patience) -> Report {
    let Ok(before) = asked(line, patience.answer) else { return Report::failed(Trouble::Unreachable) };
    if let Some(why) = before.trouble {
        return Report { outcome: Outcome::Failed(why), condition: before };
    }
    match sent(line, bytes, before, patience) {
        Ok(report) => report,
        Err(broken) => {
            let why = if broken.stalled { Trouble::Stalled } else { Trouble::Lost };
            // Whoever stalls may still tell why.
            let told = asked(line, patience.answer).ok().filter(|now| now.answers);
            let condition = told.unwrap_or(Condition { trouble: Some(why), ..before });
            Report { outcome: Outcome::Unknown(condition.trouble.or(Some(why))), condition }
        }
    }
}

/// How a printer is.
pub(super) fn condition(line: &mut impl Line, patience: Patience) -> Condition {
    let lost = Condition { trouble: Some(Trouble::Unreachable), ..Condition::default() };
    asked(line, patience.answer).unwrap_or(lost)
}

fn sent(line: &mut impl Line, bytes: &[u8], before: Condition, patience: Patience) -> Result<Report, Broken> {
    line.send(bytes)?;
    if !before.answers {
        line.finish()?;
        return Ok(Report { outcome: Outcome::Printed, condition: before });
    }
    line.send(&escpos::DONE)?;
    let bound = Bound::of(patience.done);
    let mut round = Round::default();
    let (mut told, mut in_the_way) = (None, None);
    while !bound.is_over() {
        match line.receive(LOOK.min(bound.left()))? {
            Some(byte) => {
                if let Some(paper) = status::paper_in_turn(byte) {
                    return Ok(worked_through(line, paper, in_the_way, patience));
                }
                if let Some(condition) = round.take(byte) {
                    told = Some(condition);
                    in_the_way = in_the_way.or(condition.trouble);
                }
            }
            // The last round must have time to be answered.
            None if bound.left() > patience.answer => round.begin(line)?,
            None => {}
        }
    }
    let Some(condition) = told.filter(|_| !round.is_open()) else {
        // It answered before the slip and does not any more, though the line stands.
        return Err(Broken { stalled: true });
    };
    // Some printers never answer in turn. One that is well and still there after all this time has taken everything.
    let outcome = in_the_way.map_or(Outcome::Printed, |why| Outcome::Unknown(Some(why)));
    Ok(Report { outcome, condition })
}

/// The four questions while a slip is worked through: they may have to wait behind it, so the next ones are only asked when these are
/// answered, and answers are told apart by their order.
#[derive(Debug, Default)]
struct Round {
    open: VecDeque<Ask>,
    answers: Answers,
}

impl Round {
    fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    fn begin(&mut self, line: &mut impl Line) -> Result<(), Broken> {
        if !self.is_open() {
            self.answers = Answers::default();
            for question in QUESTIONS {
                line.send(&escpos::ask(question))?;
                self.open.push_back(question);
            }
        }
        Ok(())
    }

    /// Takes an answer; what all of them say, when this was the last.
    fn take(&mut self, byte: u8) -> Option<Condition> {
        if !status::is_answer(byte) {
            return None;
        }
        let question = self.open.pop_front()?;
        self.answers.take(question, byte);
        (!self.is_open()).then(|| self.answers.condition())
    }
}

/// Everything was worked through. Where the roll ended or the cover was open meanwhile, a slip may be in two pieces.
fn worked_through(
    line: &mut impl Line,
    paper: Paper,
    in_the_way: Option<Trouble>,
    patience: Patience,
) -> Report {
    let mut condition = Condition { answers: true, paper, trouble: None };
    if paper == Paper::Out {
        // The roll ended with this slip or within it: only the printer's other answers and somebody's eyes can tell.
        condition = asked(line, patience.answer).ok().filter(|told| told.answers).unwrap_or(condition);
        let why = condition.trouble.unwrap_or(Trouble::PaperOut);
        return Report { outcome: Outcome::Unknown(Some(why)), condition };
    }
    let outcome = in_the_way.map_or(Outcome::Printed, |why| Outcome::Unknown(Some(why)));
    Report { outcome, condition }
}

/// Asks the four questions. One that is silent on the first is not asked the others.
fn asked(line: &mut impl Line, within: Duration) -> Result<Condition, Broken> {
    let mut answers = Answers::default();
    for question in QUESTIONS {
        line.send(&escpos::ask(question))?;
        match answer(line, within)? {
            Some(byte) => answers.take(question, byte),
            None if question == Ask::Printer => break,
            None => {}
        }
    }
    Ok(answers.condition())
}

fn answer(line: &mut impl Line, within: Duration) -> Result<Option<u8>, Broken> {
    let bound = Bound::of(within);
    loop {
        match line.receive(bound.left())? {
            Some(byte) if !status::is_answer(byte) => {}
            other => return Ok(other),
        }
    }
}
