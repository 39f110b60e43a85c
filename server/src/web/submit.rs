//! From a command that was not accepted to a problem its sender can understand.

use axum::http::StatusCode;
use domain::{Refusal, StaffId, StepBefore, TicketNumber, measure::Basis, paper::Place, proposal::Bound};
use jiff::{Timestamp, civil::Date};

use crate::{
    app::{App, From, Once},
    engine::{Accepted, Published, ReadError, SubmitError},
    locale::Texts,
};

use super::{
    bodies,
    problem::{Fault, Problem},
};

impl App {
    /// Submits a command for a page or a JSON call.
    ///
    /// # Errors
    /// The problem to answer with.
    pub async fn ask(&self, from: From, once: Once, command: domain::Command) -> Result<Accepted, Problem> {
        self.submit(from, once, command).await.map_err(|error| problem(&error, &self.now()))
    }
}

/// The problem for a command that was not accepted.
pub fn problem(error: &SubmitError, published: &Published) -> Problem {
    match error {
        SubmitError::Refused(refusal) => refused(refusal, published),
        SubmitError::Busy => Problem::of(Fault::Busy).retry_after(2),
        SubmitError::Full => Problem::of(Fault::StorageLow),
        SubmitError::TooLong => Problem::of(Fault::TooLarge),
        SubmitError::Reused => Problem::of(Fault::KeyReused),
        SubmitError::Erased => Problem::of(Fault::Erased),
        SubmitError::Undecided => Problem::of(Fault::Internal),
        SubmitError::Stopped(_) => Problem::of(Fault::Stopped),
    }
}

/// Why a form was not taken that may be sent again filled in otherwise, to be told beside it.
///
/// # Errors
/// The problem itself where that would not help.
pub fn mendable(problem: Problem, t: &Texts) -> Result<String, Problem> {
    if !matches!(problem.status(), StatusCode::UNPROCESSABLE_ENTITY | StatusCode::CONFLICT) {
        return Err(problem);
    }
    Ok(problem.in_one(t))
}

/// The name staff go by among themselves and in logs: the printed one, else the one to sign in with.
pub fn name_of(staff: StaffId, published: &Published) -> String {
    published.names.called(staff).map_or_else(|| "?".to_owned(), str::to_owned)
}

/// Whether papers can name somebody otherwise than by the name to sign in with.
pub fn has_printed_name(staff: StaffId, published: &Published) -> bool {
    published.names.mediator(staff).is_some_and(|body| !body.name.is_empty())
}

/// The printed name of somebody who works here, of a mediator with the one in other letters, for parties and papers; else as
/// [`name_of`].
pub fn known_as(staff: StaffId, published: &Published) -> String {
    let listed = published.names.mediator(staff).filter(|body| !body.name.is_empty());
    let both = |name: &str, other: &str| format!("{name} {other}").trim_end().to_owned();
    let named = listed.map(|body| both(&body.name, body.other_name.as_deref().unwrap_or_default()));
    named.unwrap_or_else(|| name_of(staff, published))
}

/// A form whose number has a case takes another one, which is named: the next of the same counter, from whose pile it came. Forms are
/// entered at counters, so none of the office's is named.
fn number_used(code: &'static str, number: TicketNumber, published: &Published) -> Problem {
    let problem = Problem::of(Fault::Invalid).coded(code).field("paper.number", code);
    let place = published.desk.reserved().and_then(|reserved| reserved.place_of(number.count));
    let counter = place.filter(|place| *place != Place::Office);
    match counter.and_then(|counter| published.desk.next_free_on_paper(number.count, counter)) {
        Some(free) => problem.with("free", free.to_string()),
        None => problem.worded("number-used-all"),
    }
}

/// A refusal as a reader is told it.
pub(in crate::web) fn refused(refusal: &Refusal, published: &Published) -> Problem {
    let code = refusal.code();
    match refusal {
        Refusal::NotAllowed => Problem::of(Fault::NotAllowed),
        Refusal::Erased => Problem::of(Fault::Erased),
        Refusal::Unknown(what) => Problem::of(Fault::NotFound).coded(unknown(what)).member("what", *what),
        Refusal::AlreadyClaimed { by, ticket } => {
            let name = name_of(*by, published);
            Problem::of(Fault::AlreadyClaimed)
                .with("who", &*name)
                .member("by", name)
                .member("ticket", ticket.to_string())
        }
        Refusal::NotYours { by } => somebodys(code, *by, published),
        Refusal::RoomTaken { by } => somebodys(code, Some(*by), published),
        Refusal::OtherBody { body } => {
            let name = bodies::named(published, *body);
            Problem::of(Fault::NotAllowed).coded(code).with("body", name).member("body", body.to_string())
        }
        Refusal::TicketIs(state) => Problem::of(Fault::WrongState).coded(code).member("state", state.code()),
        Refusal::CaseIs(state) => Problem::of(Fault::WrongState).coded(code).member("state", state.code()),
        Refusal::HoldsTicket { ticket } => in_hand(code, *ticket, published),
        Refusal::Taken(what) => taken(code, what),
        Refusal::TooSoon { seconds } => {
            let problem = Problem::of(Fault::WrongState).coded(code).with("seconds", seconds.to_string());
            problem.member("seconds", *seconds).retry_after(*seconds)
        }
        Refusal::TooMany { what, max } => too_many(what, *max),
        Refusal::BadPlan(field) | Refusal::Incomplete(field) | Refusal::ConsentMissing(field) => {
            missing(code, field)
        }
        Refusal::NotReserved => Problem::of(Fault::Invalid).coded(code).field("paper.number", code),
        Refusal::NumberUsed { number } => number_used(code, *number, published),
        Refusal::BeforeStep { step, at } => before_step(code, *step, *at, published),
        Refusal::AfterEnd { at } => beside_moment(code, *at, published),
        Refusal::InFuture | Refusal::BeforeFair | Refusal::BeforeCase => {
            Problem::of(Fault::Invalid).coded(code).field("happened_time", code)
        }
        Refusal::WrongCode | Refusal::CodeExpired | Refusal::NotInvited => {
            Problem::of(Fault::Invalid).coded(code).field("code", code)
        }
        Refusal::WayIs(way) => Problem::of(Fault::WrongState).coded(code).member("state", way.code()),
        Refusal::StepMissing(step) => step_missing(step),
        Refusal::MeasureIs(state) => Problem::of(Fault::WrongState).coded(code).member("state", state.code()),
        Refusal::BasisMissing(basis) => basis_missing(code, *basis),
        Refusal::BeyondClause { ends } => beyond_clause(code, Some(*ends)),
        Refusal::BeyondClose { closes } => beyond_clause(code, *closes),
        Refusal::AfterClose => Problem::of(Fault::Invalid).coded(code).field("until", code),
        Refusal::BeforeClause { begins } => before_clause(code, *begins),
        Refusal::DayWorked { field, day } => day_worked(code, field, *day),
        Refusal::NotOpened { basis, sort } => {
            let problem = Problem::of(Fault::Invalid).coded(code).field("given", code);
            problem.member("basis", basis.code()).member("sort", sort.code())
        }
        Refusal::DoubleBooked { from, until } => double_booked(code, [*from, *until], published),
        Refusal::SeenLater { at } => {
            Problem::of(Fault::Invalid).coded(code).with("clock", clock(*at, published))
        }
        Refusal::DeviceRevoked | Refusal::ForeignSeries => Problem::of(Fault::NotAllowed).coded(code),
        Refusal::CameSince { entries } => came_since(code, *entries),
        Refusal::Changed
        | Refusal::SamePerson
        | Refusal::NotDue
        | Refusal::StillPublished
        | Refusal::Overtaken(_) => Problem::of(Fault::Conflict).coded(code),
        Refusal::SignInGiven(bound) => sign_in_given(code, *bound, published),
        Refusal::DatesReversed
        | Refusal::OutsideDuty
        | Refusal::TimeOver
        | Refusal::BeforeDue
        | Refusal::Unmasked { .. }
        | Refusal::SeriesTaken
        | Refusal::BoothTwice(_)
        | Refusal::ReasonMismatch
        | Refusal::NoRoom => Problem::of(Fault::Invalid).coded(code),
        Refusal::NoFair
        | Refusal::FairExists
        | Refusal::SeriesUsedUp
        | Refusal::LastOne
        | Refusal::LastBody
        | Refusal::HallInUse
        | Refusal::HallStays
        | Refusal::NobodyWaits
        | Refusal::NotOnDuty
        | Refusal::ConflictOfInterest
        | Refusal::NoMediationAsked
        | Refusal::InEffect
        | Refusal::AfterFair
        | Refusal::NoComplaint
        | Refusal::DaySealed
        | Refusal::DayOutside
        | Refusal::Withdrawn
        | Refusal::Elsewhere
        | Refusal::BodyInUse
        | Refusal::BodyClosed
        | Refusal::NoFee
        | Refusal::NoTariff
        | Refusal::NotHere(_)
        | Refusal::BeyondHead => Problem::of(Fault::WrongState).coded(code),
    }
}

fn too_many(what: &'static str, max: usize) -> Problem {
    let problem = Problem::of(Fault::Invalid).coded("too-many-of").with("max", max.to_string());
    problem.member("what", what).member("max", u64::try_from(max).unwrap_or(u64::MAX))
}

/// A day that was worked would lie outside.
fn day_worked(code: &'static str, field: &'static str, day: Date) -> Problem {
    let problem = Problem::of(Fault::Invalid).coded(code).field(field, code);
    problem.day("day", day).member("day", day.to_string())
}

/// How many entries of the day came after the look at it.
fn came_since(code: &'static str, entries: usize) -> Problem {
    let problem = Problem::of(Fault::Conflict).coded(code).with("count", entries.to_string());
    problem.member("entries", u64::try_from(entries).unwrap_or(u64::MAX))
}

/// On a clause no time is waited for: it is there, and says what is ordered on it.
fn basis_missing(code: &'static str, basis: Basis) -> Problem {
    let problem = Problem::of(Fault::WrongState).coded(code).member("basis", basis.code());
    if basis == Basis::Agreement { problem.worded("basis-missing-agreement") } else { problem }
}

fn double_booked(code: &'static str, [from, until]: [Timestamp; 2], published: &Published) -> Problem {
    let problem = Problem::of(Fault::Conflict).coded(code);
    problem.with("from", clock(from, published)).with("until", clock(until, published))
}

/// Which step came later than was said, and when: its words name the one rule that is broken.
fn before_step(code: &'static str, step: StepBefore, at: Timestamp, published: &Published) -> Problem {
    beside_moment(code, at, published).with("step", step.code())
}

/// A time that was said lies on the wrong side of another, which is named.
fn beside_moment(code: &'static str, at: Timestamp, published: &Published) -> Problem {
    let problem = Problem::of(Fault::Invalid).coded(code).field("happened_time", code);
    let day = published.desk.fair().map(|fair| fair.plan.day_of(at)).unwrap_or_default();
    problem.with("clock", clock(at, published)).day("day", day)
}

/// Somebody would confirm what was proposed by who gave them the sign-in: until when they may not is said where that ends.
fn sign_in_given(code: &'static str, bound: Bound, published: &Published) -> Problem {
    let problem = Problem::of(Fault::Conflict).coded(code);
    let Bound::Until(until) = bound else { return problem };
    let day = published.desk.fair().map(|fair| fair.plan.day_of(until)).unwrap_or_default();
    let problem = problem.worded("sign-in-given-until").with("clock", clock(until, published));
    problem.day("day", day).member("until", until.to_string())
}

/// The time of day by the clock of the fair.
fn clock(at: Timestamp, published: &Published) -> String {
    let zone = published.desk.fair().map_or(jiff::tz::TimeZone::UTC, |fair| fair.plan.time_zone());
    at.to_zoned(zone).strftime("%H:%M").to_string()
}

/// Something important is missing; of a witness it is said what they are for, of an end that it is over, and of whoever is in the case
/// already that they are.
fn missing(code: &'static str, field: &'static str) -> Problem {
    let code = if field == "witness" { "no-witness" } else { code };
    let problem = Problem::of(Fault::Invalid).coded(code).field(field, code);
    match field {
        "until" => problem.worded("until-over"),
        "other-respondent" => problem.worded("other-respondent"),
        _ => problem,
    }
}

/// An order on a clause stands no longer than the clause.
fn beyond_clause(code: &'static str, ends: Option<jiff::civil::Date>) -> Problem {
    let problem = Problem::of(Fault::Invalid).coded(code).field("until", code);
    match ends {
        Some(ends) => problem.day("day", ends).member("ends", ends.to_string()),
        None => problem,
    }
}

/// Nothing agreed to from a day on is carried out before that day.
fn before_clause(code: &'static str, begins: jiff::civil::Date) -> Problem {
    Problem::of(Fault::Invalid).coded(code).day("day", begins).member("begins", begins.to_string())
}

/// A ticket in hand is in the way; its case is where it can be put out of hand.
fn in_hand(code: &'static str, ticket: TicketNumber, published: &Published) -> Problem {
    let number = ticket.to_string();
    let problem = Problem::of(Fault::WrongState).coded(code).with("number", &*number);
    let problem = problem.member("ticket", number);
    match published.desk.ticket(ticket) {
        Some(held) => problem.leading_to(format!("/counter/cases/{}", held.case), "problem-to-ticket"),
        None => problem,
    }
}

/// It is somebody else's.
fn somebodys(code: &'static str, by: Option<StaffId>, published: &Published) -> Problem {
    let name = by.map(|by| name_of(by, published)).unwrap_or_default();
    let problem = Problem::of(Fault::Conflict).coded(code).with("who", &*name).member("by", name);
    // Nobody can be asked to give it back.
    if by.is_none() { problem.worded("not-yours-untaken") } else { problem }
}

/// It is there already. A proposal is not done by that: it waits, and is told so; and a name that papers bear is not changed.
fn taken(code: &'static str, what: &'static str) -> Problem {
    let problem = Problem::of(Fault::Conflict).coded(code).member("what", what);
    match what {
        "proposal" => problem.worded("taken-proposal"),
        "notes" => problem.worded("taken-notes"),
        "notice" | "order" | "agreement" => problem.worded("taken-named"),
        "decision" => problem.worded("taken-decided"),
        "exhibitor" => problem.worded("taken-exhibitor"),
        _ => problem,
    }
}

/// The steps that somebody at a table runs into have words of their own; the code stays the same.
fn step_missing(step: &'static str) -> Problem {
    let code = Refusal::StepMissing(step).code();
    let words = match step {
        "impartiality" => "step-missing-impartiality",
        "identity" => "step-missing-identity",
        "rights" => "step-missing-rights",
        "fee" => "step-missing-fee",
        "reply" => "step-missing-reply",
        "exhibitor" => "step-missing-exhibitor",
        "agreement" => "step-missing-agreement",
        "authority" => "step-missing-authority",
        "signer" => "step-missing-signer",
        "reopening" => "step-missing-reopening",
        "clauses" => "step-missing-clauses",
        "panel" => "step-missing-panel",
        "sent" => "step-missing-sent",
        "talk-end" => "step-missing-talk-end",
        "terms" => "step-missing-terms",
        "track-end" => "step-missing-track-end",
        "term-end" => "step-missing-term-end",
        "request" => "step-missing-request",
        "session" => "step-missing-session",
        _ => code,
    };
    Problem::of(Fault::WrongState).coded(code).worded(words).member("step", step)
}

/// The code for a thing that is not there: each has words of its own.
fn unknown(what: &str) -> &'static str {
    const THINGS: [(&str, &str); 24] = [
        ("address", "address-unknown"),
        ("body", "body-unknown"),
        ("booth", "booth-unknown"),
        ("case", "case-unknown"),
        ("clause", "clause-unknown"),
        ("defence", "defence-unknown"),
        ("device", "device-unknown"),
        ("disclosure", "disclosure-unknown"),
        ("evidence", "evidence-unknown"),
        ("exhibitor", "exhibitor-unknown"),
        ("given", "given-unknown"),
        ("hall", "hall-unknown"),
        ("handover", "handover-unknown"),
        ("linkage", "linkage-unknown"),
        ("party", "party-unknown"),
        ("product-class", "product-class-unknown"),
        ("proposal", "proposal-unknown"),
        ("referral", "referral-unknown"),
        ("right", "right-unknown"),
        ("room", "room-unknown"),
        ("shift", "shift-unknown"),
        ("staff", "staff-unknown"),
        ("ticket", "ticket-unknown"),
        ("typical", "typical-unknown"),
    ];
    THINGS.iter().find(|(thing, _)| *thing == what).map_or(Fault::NotFound.code(), |(_, code)| code)
}

impl std::convert::From<ReadError> for Problem {
    fn from(error: ReadError) -> Self {
        Self::internal(&error)
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, path::Path};

    use super::unknown;
    use crate::locale::Texts;

    /// Every thing that a rule may find missing, as the domain's sources name it.
    fn things(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                things(&path, found);
            } else {
                let text = std::fs::read_to_string(&path).unwrap();
                let named =
                    text.split("Refusal::Unknown(\"").skip(1).filter_map(|rest| rest.split('"').next());
                found.extend(named.map(str::to_owned));
            }
        }
    }

    #[test]
    fn every_thing_that_may_be_missing_has_words_of_its_own() {
        let mut found = BTreeSet::new();
        things(&Path::new(env!("CARGO_MANIFEST_DIR")).join("domain/src"), &mut found);
        assert!(found.contains("room") && found.len() >= 10, "the sources were read: {found:?}");
        for thing in found {
            let code = unknown(&thing);
            assert_eq!(code, format!("{thing}-unknown"));
            for part in ["", "-what", "-now"] {
                assert!(Texts::knows(&format!("problem-{code}{part}")), "{code}{part}");
            }
        }
    }

    /// The codes as the domain's table of them says.
    fn codes() -> Vec<&'static str> {
        let table = include_str!("../../domain/src/refusal.rs").split("pub fn code").nth(1).unwrap();
        table.lines().filter_map(|line| line.split("=> \"").nth(1)?.split('"').next()).collect()
    }

    #[test]
    fn every_refusal_has_words_of_its_own() {
        assert!(codes().len() > 30, "the table was found");
        // What is not there is told by what it is.
        for code in codes().into_iter().filter(|code| *code != "unknown") {
            for part in ["", "-what", "-now"] {
                let key = format!("problem-{code}{part}");
                assert!(Texts::knows(&key), "{key}");
            }
        }
    }
}
