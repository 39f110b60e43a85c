//! The fair's end: which cases are still open, and what their parties choose: to go on over a distance, or to have the file handed
//! to the competent office (procedure A.2 row 21). A complaint alone, a question or a report goes nowhere: it is listed to be ended. For
//! the head of the mediation body. No party is named here; a ticket number is enough to ask somebody.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    Case, Command, PartyId,
    case::{Outcome, Reason},
    procedure::{Action, ConsentTo},
};

use crate::{
    app::App,
    engine::Published,
    locale::Texts,
    web::{
        consents::{self, Spoken, read_out},
        form::fresh_key,
        frame::{self, Frame},
        guard::{Signed, Who},
        paging::{self, Paging},
        problem::{Fault, Problem},
        route::{Access, HEADS, Route},
        signed,
        submit::name_of,
        visit::Visit,
    },
};

use super::{
    Done,
    actions::remark,
    line::about,
    sent::Sent,
    way::{
        self,
        said::{by_staff, chosen},
    },
};

/// Cases on one page.
const PAGE: usize = 50;
/// What a party can choose, as consents that say so.
pub(in crate::web) const CHOICES: [ConsentTo; 2] = [ConsentTo::Remote, ConsentTo::Transfer];

pub(super) fn routes() -> Vec<Route> {
    let head = Access::Staff(HEADS);
    vec![
        Route::get("/counter/closing", head, page),
        Route::post("/counter/cases/{case}/closing/choose", head, choose),
        Route::post("/counter/cases/{case}/closing/carry-over", head, carry_over),
        Route::post("/counter/cases/{case}/closing/transfer", head, transfer),
    ]
}

#[derive(Template)]
#[template(path = "counter_closing.html")]
struct ClosingPage {
    frame: Frame,
    t: Texts,
    key: String,
    /// The fair's last close, in words.
    closes: String,
    /// Those that stand on this page.
    open: Vec<Open>,
    /// Those that nobody mediates.
    rest: Vec<Other>,
    carried: Vec<Open>,
    paging: Paging,
}

/// An open case of which nothing is to be chosen.
struct Other {
    id: String,
    ticket: String,
    about: String,
    /// Who has it; empty when nobody does.
    with: String,
}

/// A case that is open.
struct Open {
    id: String,
    ticket: String,
    number: Option<String>,
    state: &'static str,
    /// Who has it; empty when nobody does.
    with: String,
    parties: Vec<Chooses>,
    /// Everybody who takes part goes on.
    goes_on: bool,
    /// Who filed wants the file handed on.
    goes_to_office: bool,
}

/// A party and what it has chosen.
struct Chooses {
    id: String,
    side: &'static str,
    ticket: String,
    choice: Option<&'static str>,
    /// The words of either choice, to be read out.
    asked: Vec<(&'static str, Vec<Spoken>)>,
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Query(done): Query<Done>,
    Query(paging::Asked { page }): Query<paging::Asked>,
) -> Result<Response, Problem> {
    let at = app.now();
    // A standing desk has no end to prepare for.
    let ends =
        at.desk.fair().and_then(|fair| fair.plan.ends_at()).ok_or_else(|| Problem::of(Fault::NotFound))?;
    let frame = done.tell(signed::frame(&app, &visit, &who, "closing-title").counter());
    let t = frame.t();
    let closes = t.moment(ends);
    let own = |case: &Case| !person.staff.serves_other(case.body);
    let cases = at.desk.open_cases().filter(|case| own(case)).map(AsRef::as_ref);
    let goes_on = |case: &Case| case.procedure.carried_over.is_some();
    let (mediated, rest): (Vec<&Case>, Vec<&Case>) = cases.partition(|case| way::leads(case));
    let (carried, open): (Vec<&Case>, Vec<&Case>) = mediated.into_iter().partition(|case| goes_on(case));
    // One list in pages: who is still to be asked first.
    let all = open.len() + rest.len() + carried.len();
    let paging = Paging::of(all, PAGE, page, |page| format!("/counter/closing?page={page}"));
    let here: Vec<&Case> = paging.of_rows(open.into_iter().chain(rest).chain(carried)).collect();
    let those = |on: bool| {
        let of = here.iter().filter(|case| way::leads(case) && goes_on(case) == on);
        of.map(|case| shown(&t, &at, case)).collect()
    };
    let (open, carried) = (those(false), those(true));
    let rest = here.iter().filter(|case| !way::leads(case)).map(|case| other(&t, &at, case)).collect();
    Ok(frame::show(&ClosingPage { key: fresh_key(), closes, open, rest, carried, paging, t, frame }))
}

fn other(t: &Texts, at: &Published, case: &Case) -> Other {
    let lead = case.claimant().ticket.and_then(|number| at.desk.ticket(number));
    Other {
        id: case.id.to_string(),
        ticket: lead.map(|lead| lead.number.to_string()).unwrap_or_default(),
        about: lead.map(|lead| about(t, case, lead)).unwrap_or_default(),
        with: with(at, case),
    }
}

fn with(at: &Published, case: &Case) -> String {
    let lead = case.claimant().ticket.and_then(|number| at.desk.ticket(number));
    lead.and_then(|lead| lead.mediator).map(|staff| name_of(staff, at)).unwrap_or_default()
}

fn shown(t: &Texts, at: &Published, case: &Case) -> Open {
    Open {
        id: case.id.to_string(),
        ticket: case.claimant().ticket.map(|number| number.to_string()).unwrap_or_default(),
        number: case.procedure.number.map(|number| number.to_string()),
        state: case.state.code(),
        with: with(at, case),
        parties: case
            .participants()
            .map(|party| Chooses {
                id: party.place.id.to_string(),
                side: party.place.side.code(),
                ticket: party.ticket.map(|number| number.to_string()).unwrap_or_default(),
                choice: choice(case, party.place.id).map(ConsentTo::code),
                asked: CHOICES.map(|to| (to.code(), read_out(t, to, [party.place.language]))).into(),
            })
            .collect(),
        goes_on: case.participants().all(|party| chose(case, party.place.id, ConsentTo::Remote)),
        goes_to_office: chose(case, case.claimant().place.id, ConsentTo::Transfer),
    }
}

fn chose(case: &Case, party: PartyId, to: ConsentTo) -> bool {
    case.procedure.consents_to(party, to)
}

fn choice(case: &Case, party: PartyId) -> Option<ConsentTo> {
    CHOICES.into_iter().rev().find(|to| chose(case, party, *to))
}

/// What a party said to the head. The other choice, made before, falls away.
async fn choose(sent: Sent) -> Result<Response, Problem> {
    let (party, to) = (
        sent.party()?,
        chosen("to", sent.form.text("to"), |code| {
            ConsentTo::from_code(code).filter(|to| CHOICES.contains(to))
        })?,
    );
    let means = by_staff(sent.form.text("means"))?;
    for other in CHOICES.into_iter().filter(|other| *other != to && chose(&sent.case, party, *other)) {
        sent.ask("closing/revoke", Action::RevokeConsent { party, to: other }).await?;
    }
    sent.ask("closing/choose", consents::given(party, to, means)).await?;
    Ok(sent.visit.sent("/counter/closing?done=recorded"))
}

async fn carry_over(sent: Sent) -> Result<Response, Problem> {
    sent.ask("closing/carry-over", Action::CarryOver).await?;
    Ok(sent.visit.sent("/counter/closing?done=carried-over"))
}

/// To which office stands in the remark, in the mediation body's file.
async fn transfer(sent: Sent) -> Result<Response, Problem> {
    let command = Command::ConcludeCase {
        case: sent.case.id,
        outcome: Outcome::Referred,
        reason: Reason::FairClosedTransferred,
        remark: remark(sent.form.text("remark"))?,
    };
    sent.app.ask(sent.who.from(), sent.once("closing/transfer"), command).await?;
    Ok(sent.visit.sent("/counter/closing?done=transferred"))
}

#[cfg(test)]
mod tests;
