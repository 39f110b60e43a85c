//! A refusal of the procedure as a problem: which fault it is for the outside, and the values its texts name.

use domain::{Refusal, StaffId};

use super::{Fault, Problem};

impl Problem {
    /// What a reader is told when a rule said no. `name` tells how to call a member of staff.
    pub fn refused(refusal: &Refusal, name: impl Fn(&StaffId) -> String) -> Problem {
        let of = |fault| Problem::of(fault).coded(refusal.code());
        match refusal {
            Refusal::NotAllowed => of(Fault::NotAllowed),
            Refusal::Unknown(what) => of(Fault::NotFound).member("what", *what),
            Refusal::BadPlan(part) | Refusal::Incomplete(part) => {
                of(Fault::Invalid).with("part", *part).field(part, refusal.code())
            }
            Refusal::ConsentMissing(to) => of(Fault::Invalid).field(to, refusal.code()),
            Refusal::TooMany { what, max } => {
                of(Fault::Invalid).with("max", max.to_string()).field(what, refusal.code())
            }
            Refusal::AlreadyClaimed { by, ticket } => {
                let who = name(by);
                of(Fault::AlreadyClaimed)
                    .with("who", who.as_str())
                    .member("by", who)
                    .member("number", ticket.to_string())
            }
            Refusal::NotYours { by } => {
                let who = by.as_ref().map_or_else(|| "–".to_owned(), name);
                of(Fault::Conflict).with("who", who.as_str()).member("by", who)
            }
            Refusal::RoomTaken { by } => {
                let who = name(by);
                of(Fault::Conflict).with("who", who.as_str()).member("by", who)
            }
            Refusal::TicketIs(state) => of(Fault::WrongState).member("state", state.code()),
            Refusal::CaseIs(state) => of(Fault::WrongState).member("state", state.code()),
            Refusal::TooSoon { seconds } => {
                of(Fault::Conflict).seconds("wait", *seconds).retry_after(*seconds)
            }
            Refusal::HoldsTicket { ticket } => {
                of(Fault::WrongState).with("number", ticket.to_string()).member("number", ticket.to_string())
            }
            Refusal::Taken(what) => of(Fault::Conflict).member("what", *what),
            Refusal::BoothTwice(booth) => of(Fault::Invalid).member("booth", booth.to_string()),
            Refusal::WrongCode | Refusal::CodeExpired => of(Fault::NotAllowed),
            Refusal::NoFair
            | Refusal::FairExists
            | Refusal::SeriesUsedUp
            | Refusal::SeriesTaken
            | Refusal::LastOne
            | Refusal::NobodyWaits
            | Refusal::NotOnDuty
            | Refusal::ConflictOfInterest
            | Refusal::NoRoom
            | Refusal::NoMediationAsked
            | Refusal::DaySealed
            | Refusal::DayOutside
            | Refusal::BeyondHead => of(Fault::WrongState),
            Refusal::ReasonMismatch => of(Fault::Invalid),
        }
    }
}
