//! The verbs of the script: what can happen in a case, as one word and the codes that belong to it. Texts stand in the remark.

use std::str::SplitWhitespace;

use anyhow::Context;
use domain::{
    case::{Outcome, Reason, Urgency},
    measure::{Basis, MeasureKind},
    procedure::{Answer, ClauseKind, ConsentTo, RecordPart},
    referral::{Counterpart, ReferralResult},
    ticket::{ParkReason, ReleaseReason},
};

use super::code;

/// What happens in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::demo) enum Verb {
    Claim(String),
    Call(Option<String>),
    /// Everybody who is not there yet; or only who filed.
    CheckIn {
        all: bool,
    },
    Miss,
    Park(ParkReason),
    Requeue,
    Release(ReleaseReason),
    /// Nothing is missing any more.
    Papers,
    Urgent(Urgency, String),
    /// Talks open, and whatever of the way to them has not happened has.
    Talks,
    /// The talk begins; papers were looked at and rights explained.
    Start,
    Adjourn(ParkReason),
    Conclude(Outcome, Reason),
    Withdraw,
    /// A step of the procedure.
    Deed(Deed),
    /// A step of the organiser's track.
    Measure(Track),
    /// A step on the way to another body.
    Refer(Away),
    /// What follows an agreement.
    After(Follow),
}

/// A step of the procedure by the mediator who has the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::demo) enum Deed {
    /// It gets its number, and its mediator declares to have no conflict of interest.
    Accept,
    /// A notice to each of them.
    Notice(Who),
    Serve {
        whom: Who,
        refused: bool,
    },
    Answer(Who, Answer),
    /// So many minutes later, in a room; over a distance without one.
    Appoint(i64, Option<String>),
    Confirm(Who),
    Identity,
    Rights,
    Record(RecordPart),
    ConfirmRecord(RecordPart, Who),
    Note,
    /// A draft with one clause of the first respondent.
    Draft {
        kind: ClauseKind,
        organiser: bool,
    },
    Agree,
    Sign(Signs),
    Oral(ClauseKind),
    /// To the other mediation body of the fair, as whoever filed agreed.
    Give,
    /// What it costs, by that body's tariff.
    Quote,
    AgreeFee(Who),
    /// Everybody who takes part consents to something beside mediation.
    Consent(ConsentTo),
}

/// A step on the way of a case to another body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::demo) enum Away {
    /// With the photos of the case; the remark says to whom and, after a stroke, why.
    DrawUp(Counterpart),
    Send,
    /// The number of the receipt.
    Receipt(String),
    End(ReferralResult),
}

/// What is recorded of an agreement in effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::demo) enum Follow {
    /// Its clause was performed.
    Performed,
    /// The parties were called, and said that all of it was.
    Asked,
}

/// Which of the sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::demo) enum Who {
    /// All that it can concern.
    All,
    /// Who filed.
    Claimant,
    /// Whom it is about.
    Respondents,
    /// A respondent, counted from 1.
    Respondent(usize),
}

/// Whose signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::demo) enum Signs {
    Parties(Who),
    Mediator,
    Seal,
}

/// A step of the organiser's track with the first respondent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::demo) enum Track {
    Notice,
    Serve,
    Answer { admits: bool },
    Clear,
    Order(MeasureKind, Basis),
    Apply,
    Lift,
}

/// Reads a verb.
///
/// # Errors
/// When there is no such verb, or a word that belongs to it is missing.
pub(super) fn read(words: &mut SplitWhitespace<'_>) -> anyhow::Result<Verb> {
    let verb = words.next().context("no verb")?;
    let mut word = || words.next().context("a word is missing");
    Ok(match verb {
        "claim" => Verb::Claim(word()?.to_owned()),
        "call" => Verb::Call(words.next().map(ToOwned::to_owned)),
        "check-in" => Verb::CheckIn { all: true },
        "check-in-first" => Verb::CheckIn { all: false },
        "miss" => Verb::Miss,
        "park" => Verb::Park(code(word()?, ParkReason::from_code)?),
        "requeue" => Verb::Requeue,
        "release" => Verb::Release(code(word()?, ReleaseReason::from_code)?),
        "papers" => Verb::Papers,
        "urgent" => Verb::Urgent(code(word()?, Urgency::from_code)?, word()?.to_owned()),
        "start" => Verb::Start,
        "adjourn" => Verb::Adjourn(code(word()?, ParkReason::from_code)?),
        "conclude" => Verb::Conclude(code(word()?, Outcome::from_code)?, code(word()?, Reason::from_code)?),
        "withdraw" => Verb::Withdraw,
        "measure" => Verb::Measure(track(words)?),
        "refer" => Verb::Refer(away(words)?),
        "performed" => Verb::After(Follow::Performed),
        "asked" => Verb::After(Follow::Asked),
        "talks" => Verb::Talks,
        other => Verb::Deed(deed(other, words)?),
    })
}

fn deed(verb: &str, words: &mut SplitWhitespace<'_>) -> anyhow::Result<Deed> {
    let mut word = || words.next().context("a word is missing");
    Ok(match verb {
        "accept" => Deed::Accept,
        "notice" => Deed::Notice(who(words)?),
        "serve" => Deed::Serve { whom: who(words)?, refused: words.next() == Some("refused") },
        "answer" => {
            let answer = code(word()?, Answer::from_code)?;
            Deed::Answer(who(words)?, answer)
        }
        "appoint" => Deed::Appoint(word()?.parse()?, words.next().map(ToOwned::to_owned)),
        "confirm" => Deed::Confirm(who(words)?),
        "identity" => Deed::Identity,
        "rights" => Deed::Rights,
        "record" => Deed::Record(code(word()?, RecordPart::from_code)?),
        "confirm-record" => {
            let part = code(word()?, RecordPart::from_code)?;
            Deed::ConfirmRecord(part, who(words)?)
        }
        "note" => Deed::Note,
        "draft" => {
            let kind = code(word()?, ClauseKind::from_code)?;
            Deed::Draft { kind, organiser: words.next() == Some("organiser") }
        }
        "agree" => Deed::Agree,
        "sign" => Deed::Sign(match words.clone().next() {
            Some("mediator") => Signs::Mediator,
            Some("seal") => Signs::Seal,
            Some(_) | None => Signs::Parties(who(words)?),
        }),
        "oral" => Deed::Oral(code(word()?, ClauseKind::from_code)?),
        "give" => Deed::Give,
        "quote" => Deed::Quote,
        "agree-fee" => Deed::AgreeFee(who(words)?),
        "consent" => Deed::Consent(code(word()?, ConsentTo::from_code)?),
        other => anyhow::bail!("“{other}” is no verb"),
    })
}

/// `claimant`, a number of a respondent, or nothing for all.
fn who(words: &mut SplitWhitespace<'_>) -> anyhow::Result<Who> {
    Ok(match words.next() {
        None | Some("all") => Who::All,
        Some("claimant") => Who::Claimant,
        Some(number) => Who::Respondent(number.parse()?),
    })
}

fn track(words: &mut SplitWhitespace<'_>) -> anyhow::Result<Track> {
    let mut word = || words.next().context("a word is missing");
    Ok(match word()? {
        "notice" => Track::Notice,
        "serve" => Track::Serve,
        "answer" => Track::Answer { admits: false },
        "admit" => Track::Answer { admits: true },
        "clear" => Track::Clear,
        "order" => Track::Order(code(word()?, MeasureKind::from_code)?, code(word()?, Basis::from_code)?),
        "apply" => Track::Apply,
        "lift" => Track::Lift,
        other => anyhow::bail!("“{other}” is no step of the organiser's track"),
    })
}

fn away(words: &mut SplitWhitespace<'_>) -> anyhow::Result<Away> {
    let mut word = || words.next().context("a word is missing");
    Ok(match word()? {
        "draw-up" => Away::DrawUp(code(word()?, Counterpart::from_code)?),
        "send" => Away::Send,
        "receipt" => Away::Receipt(word()?.to_owned()),
        "end" => Away::End(code(word()?, ReferralResult::from_code)?),
        other => anyhow::bail!("“{other}” is no step of a referral"),
    })
}
