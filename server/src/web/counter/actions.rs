//! What a mediator does with a case: one verb a route, each a plain form with a redirect back.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    Case, CaseId, Command, Fact, TicketNumber,
    case::{Paper, Urgency},
    procedure::{Action, Means},
    text,
    ticket::{ParkReason, ReleaseReason},
};

use crate::{
    app::App,
    web::{
        form::Entries,
        guard::{Signed, Who},
        problem::{Fault, Problem},
        route::{Access, MEDIATORS, RECEPTIONS, Route},
        visit::Visit,
    },
};

use super::{Done, case, contents, happened, room_of, scan, table::Looker};

/// Longest remark, characters.
pub(in crate::web) const REMARK: usize = 2000;

pub(super) fn routes() -> Vec<Route> {
    let (mediators, receptions) = (Access::Staff(MEDIATORS), Access::Staff(RECEPTIONS));
    vec![
        Route::post("/counter/cases/{case}/claim", receptions, claim),
        Route::post("/counter/cases/{case}/call", receptions, call),
        Route::post("/counter/cases/{case}/check-in", receptions, check_in),
        Route::post("/counter/cases/{case}/missed", receptions, missed),
        Route::post("/counter/cases/{case}/park", receptions, park),
        Route::post("/counter/cases/{case}/requeue", receptions, requeue),
        Route::post("/counter/cases/{case}/release", receptions, release),
        Route::post("/counter/cases/{case}/papers", receptions, papers),
        Route::post("/counter/cases/{case}/urgency", receptions, urgency),
        Route::post("/counter/cases/{case}/start", mediators, start),
        Route::post("/counter/cases/{case}/adjourn", mediators, adjourn),
        Route::post("/counter/cases/{case}/body", receptions, body),
    ]
}

/// The case that a fact says was claimed.
pub(in crate::web) fn claimed_case(fact: &Fact) -> Option<CaseId> {
    if let Fact::TicketClaimed { case, .. } = fact { Some(*case) } else { None }
}

/// A remark as it was typed.
///
/// # Errors
/// When it is too long.
pub(in crate::web) fn remark(typed: &str) -> Result<Option<String>, Problem> {
    match text::lines(typed, REMARK) {
        Ok(text) => Ok(Some(text)),
        Err(text::TextFault::Empty) => Ok(None),
        Err(text::TextFault::TooLong { .. }) => Err(Problem::of(Fault::Invalid).field("remark", "too-long")),
    }
}

/// A choice that was not made, or is none of those offered.
pub(in crate::web) fn unknown(field: &'static str) -> Problem {
    Problem::of(Fault::Invalid).field(field, "unknown")
}

/// One form of one case.
struct Deed {
    app: App,
    visit: Visit,
    who: Who,
    person: Signed,
    form: Entries,
    case: std::sync::Arc<Case>,
}

impl Deed {
    /// The ticket the form names, if it is one of this case that they know; else the claimant's.
    fn ticket(&self) -> Result<TicketNumber, Problem> {
        let named = match self.form.text("ticket") {
            "" => self.case.claimant().ticket,
            number => scan::named(&self.app.now(), &self.who, &self.case, number),
        };
        named.ok_or_else(|| Problem::of(Fault::NotFound))
    }

    fn reason(&self) -> &str {
        self.form.text("reason")
    }

    /// Submits, and goes to `to`. What cannot be taken is shown again as it was typed.
    async fn does(
        self,
        verb: &'static str,
        command: Result<Command, Problem>,
        to: &str,
    ) -> Result<Response, Problem> {
        let purpose = format!("counter/{}/{verb}", self.case.id);
        let once = self.form.once(&self.app, &self.who, &purpose);
        let asked = match command {
            Ok(command) => happened::ask(&self.app, &self.who, once, &self.form, command).await,
            Err(problem) => Err(problem),
        };
        match asked {
            Ok(_) => Ok(self.visit.sent(&format!("{to}?done={verb}"))),
            Err(problem) => self.again(problem).await,
        }
    }

    /// The page of the case with a form as it was sent. Where the case has gone on, the form is offered there no more: then the problem
    /// is told by itself, with what was typed, and leads to the case.
    async fn again(&self, problem: Problem) -> Result<Response, Problem> {
        let id = self.case.id.to_string();
        let looker = Looker::new(&self.app, &self.visit, &self.who, &self.person);
        let kept = if problem.fault() == Fault::Invalid {
            looker.refused(problem, &self.form)
        } else {
            Err(problem)
        };
        match kept {
            Ok(looker) => case::show(&looker, &id, &Done::default()).await,
            Err(problem) => {
                let problem = problem.typed(self.form.text("remark"));
                Err(problem.or_leading_to(format!("/counter/cases/{id}"), "case-return"))
            }
        }
    }

    /// Submits, and shows the case again.
    async fn stays(self, verb: &'static str, command: Result<Command, Problem>) -> Result<Response, Problem> {
        let page = format!("/counter/cases/{}", self.case.id);
        self.does(verb, command, &page).await
    }

    /// Submits, and goes back to the lines.
    async fn leaves(
        self,
        verb: &'static str,
        command: Result<Command, Problem>,
    ) -> Result<Response, Problem> {
        self.does(verb, command, "/counter").await
    }
}

/// Writes a handler: it gathers the form, makes the command and ends on the case or on the lines.
macro_rules! deeds {
    ($($(#[$doc:meta])* $name:ident = $verb:literal $ends:ident |$deed:ident| $command:expr;)+) => { $(
        $(#[$doc])*
        async fn $name(
            State(app): State<App>,
            visit: Visit,
            who: Who,
            person: Signed,
            Path(id): Path<String>,
            form: Entries,
        ) -> Result<Response, Problem> {
            let case = contents::find(&app.now(), &id)?;
            let deed = Deed { app, visit, who, person, form, case };
            let make = |$deed: &Deed| -> Result<Command, Problem> { Ok($command) };
            let command = make(&deed);
            deed.$ends($verb, command).await
        }
    )+ };
}

/// They keep their place for a while. Whoever was called in vain too often leaves the talks, and where others go on the case is shown.
async fn missed(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Path(id): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let case = contents::find(&app.now(), &id)?;
    let deed = Deed { app, visit, who, person, form, case };
    let command = Command::MissTicket { ticket: deed.ticket()? };
    let once = deed.form.once(&deed.app, &deed.who, &format!("counter/{}/missed", deed.case.id));
    let accepted = match happened::ask(&deed.app, &deed.who, once, &deed.form, command).await {
        Ok(accepted) => accepted,
        Err(problem) => return deed.again(problem).await,
    };
    let leaves =
        accepted.entries.iter().any(|entry| matches!(&entry.fact, Fact::TicketMissed { leaves: true, .. }));
    Ok(deed.visit.sent(&if leaves {
        format!("/counter/cases/{}?done=unreached", deed.case.id)
    } else {
        "/counter?done=missed".to_owned()
    }))
}

deeds! {
    claim = "claim" stays |deed| Command::ClaimTicket { ticket: deed.ticket()? };
    /// To the chosen room; a call again without one goes to the room of the last call.
    call = "call" stays |deed| {
        let ticket = deed.ticket()?;
        let last = || deed.app.now().desk.ticket(ticket).and_then(|ticket| ticket.room.clone());
        Command::CallTicket { ticket, room: room_of(deed.form.text("room")).or_else(last) }
    };
    check_in = "check-in" stays |deed| Command::CheckInTicket { ticket: deed.ticket()? };
    park = "park" leaves |deed| Command::ParkTicket {
        ticket: deed.ticket()?,
        reason: ParkReason::from_code(deed.reason()).ok_or_else(|| unknown("reason"))?,
    };
    requeue = "requeue" leaves |deed| Command::RequeueTicket { ticket: deed.ticket()? };
    release = "release" leaves |deed| Command::ReleaseTicket {
        ticket: deed.ticket()?,
        reason: ReleaseReason::from_code(deed.reason()).ok_or_else(|| unknown("reason"))?,
        remark: remark(deed.form.text("remark"))?,
    };
    papers = "papers" stays |deed| Command::CheckPapers {
        case: deed.case.id,
        missing: deed
            .form
            .all("missing")
            .map(|code| Paper::from_code(code).ok_or_else(|| unknown("missing")))
            .collect::<Result<_, _>>()?,
    };
    urgency = "urgency" stays |deed| Command::RecordUrgency {
        case: deed.case.id,
        urgency: Urgency::from_code(deed.reason()).ok_or_else(|| unknown("reason"))?,
        remark: remark(deed.form.text("remark"))?,
    };
    /// To another mediation body of the fair, as whoever filed agreed at the counter.
    body = "body" leaves |deed| {
        let body = deed.form.text("body").parse().map_err(|_| unknown("body"))?;
        if !deed.form.has("agreed") {
            return Err(unknown("agreed"));
        }
        let action = Box::new(Action::ChangeBody { body, means: Means::Spoken });
        Command::Proceed { case: deed.case.id, action }
    };
    start = "start" stays |deed| Command::StartSession { case: deed.case.id };
    adjourn = "adjourn" leaves |deed| Command::AdjournSession {
        case: deed.case.id,
        reason: ParkReason::from_code(deed.reason()).ok_or_else(|| unknown("reason"))?,
        remark: remark(deed.form.text("remark"))?,
    };
}
