//! Four eyes: what one person proposed and another has to confirm, on one page for everybody who may be the second. It says what
//! the deed is in numbers, kinds and titles; no text of a case opens here.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    Case, Command, Fact, StaffId,
    proposal::{Deed, Proposal, Verdict},
    staff::{Role, Staff},
};
use jiff::Timestamp;

use crate::{
    app::App,
    engine::{Accepted, Published},
    locale::Texts,
};

use super::{
    counter::typical,
    disclosure,
    form::{Entries, fresh_key},
    frame::{self, Frame, Tone},
    guard::{Signed, Who},
    problem::{Fault, Problem},
    route::{Access, Route},
    signed,
    submit::name_of,
    visit::Visit,
};

mod eyes;
mod shown;
pub(super) mod under_way;

pub(super) use eyes::Eyes;
use shown::Shown;

/// The page of what waits for a second person.
pub(super) const PAGE: &str = "/office/proposals";
/// Settled ones that are still shown.
const SETTLED: usize = 20;

pub(super) fn routes() -> Vec<Route> {
    let seconds = Access::Staff(&[Role::Organiser, Role::Head, Role::Mediator, Role::DutyManager]);
    vec![
        Route::get(PAGE, seconds, page),
        Route::post("/office/proposals/{entry}/confirm", seconds, confirm),
        Route::post("/office/proposals/{entry}/withdraw", seconds, withdraw),
    ]
}

/// Where to go on when a deed was only proposed.
pub(super) fn after(accepted: &Accepted) -> Option<&'static str> {
    let proposed = |fact: &Fact| matches!(fact, Fact::DeedProposed { .. });
    let waits = accepted.entries.iter().any(|entry| proposed(&entry.fact));
    waits.then_some("/office/proposals?done=proposed")
}

/// Where on the page a proposal stands.
pub(super) fn place_of(known: &Proposal) -> String {
    format!("{PAGE}#proposal-{}", known.seq)
}

/// Who proposed and who confirmed what was done; nothing where one person did it alone.
pub(super) fn both(at: &Published, did: impl Fn(&Proposal) -> bool) -> Option<(String, String)> {
    let known = at.desk.proposals().rev().find(|known| known.confirmed().is_some() && did(known))?;
    let (second, _) = known.confirmed()?;
    let name = |by: Option<StaffId>| by.map(|by| name_of(by, at)).unwrap_or_default();
    Some((name(known.by), name(second)))
}

/// How many proposals wait for this very person.
pub(super) fn waiting_for(at: &Published, staff: &Staff, now: Timestamp) -> usize {
    let theirs = |proposal: &Proposal| proposal.waits() && at.desk.may_confirm(staff, proposal, now);
    at.desk.proposals().filter(|proposal| theirs(proposal)).count()
}

fn holds(staff: &Staff, roles: &[Role]) -> bool {
    roles.iter().any(|role| staff.is(*role))
}

/// What was given to an authority, or was to be, is known from then on to who had a part in it and to who answers for that file.
fn still_told(at: &Published, person: &Signed, proposal: &Proposal) -> bool {
    let Deed::Disclose { case, terms, .. } = &proposal.deed else { return true };
    let settled = match proposal.verdict {
        Verdict::Waits if at.desk.still_waits(proposal) => return true,
        // Nobody settled it: what it was about is gone.
        Verdict::Waits => None,
        Verdict::Confirmed { by, .. } | Verdict::Withdrawn { by, .. } => by,
    };
    let theirs = [proposal.by, settled].contains(&Some(person.staff.id));
    let answers = |case: &Arc<Case>| disclosure::may_know(at, person, case, terms.part);
    theirs || at.desk.case(*case).is_some_and(answers)
}

/// Whether a proposal stands on this person's page.
fn may_look(at: &Published, person: &Signed, proposal: &Proposal) -> bool {
    let staff = &person.staff;
    at.desk.others_matter(staff, &proposal.deed).is_none()
        && (proposal.by == Some(staff.id) || at.desk.may_hear(staff, &proposal.deed))
        && (holds(staff, proposal.deed.seconds()) || holds(staff, proposal.deed.proposers()))
        && still_told(at, person, proposal)
}

/// Whether confirming it lets something leave that a person hands over, so that it is not done with that.
fn leaves(proposal: &Proposal) -> bool {
    matches!(proposal.deed, Deed::Refer { .. })
}

#[derive(Template)]
#[template(path = "proposals.html")]
struct ProposalsPage {
    frame: Frame,
    t: Texts,
    key: String,
    four_eyes: bool,
    waiting: Vec<Shown>,
    /// What was confirmed and is still to be handed over: the header counts it, and may lead here.
    handing: Vec<under_way::UnderWay>,
    settled: Vec<Shown>,
}

#[derive(serde::Deserialize, Default)]
struct Asked {
    #[serde(default)]
    done: String,
}

const DONE: &[(&str, &str)] = &[
    ("proposed", "proposals-done-proposed"),
    ("confirmed", "proposals-done-confirmed"),
    ("cleared", "proposals-done-cleared"),
    ("withdrawn", "proposals-done-withdrawn"),
];

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let at = app.now();
    let mut frame = signed::frame(&app, &visit, &who, "proposals-title").counter();
    let t = frame.t();
    if let Some((_, key)) = DONE.iter().find(|(code, _)| *code == asked.done) {
        frame = frame.notice(Tone::Good, t.t(key));
    }
    let all = at.desk.proposals().rev().filter(|proposal| may_look(&at, &person, proposal));
    let (waiting, mut settled): (Vec<_>, Vec<_>) = all.partition(|proposal| at.desk.still_waits(proposal));
    let mut handing = under_way::of(&t, &at, &person.staff);
    handing.retain(|one| one.href != PAGE);
    settled.retain(|proposal| !handing.iter().any(|one| one.was_confirmed_by(proposal)));
    let shown = |list: Vec<&Arc<Proposal>>| {
        list.into_iter().map(|proposal| Shown::of(&app, &at, &t, &person, proposal)).collect::<Result<_, _>>()
    };
    Ok(frame::show(&ProposalsPage {
        key: fresh_key(),
        four_eyes: at.desk.needs_four_eyes(),
        waiting: shown(waiting)?,
        handing,
        settled: shown(settled.into_iter().take(SETTLED).collect())?,
        frame,
        t,
    }))
}

async fn confirm(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Path(entry): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let proposal = number(&entry)?;
    let once = form.once(&app, &who, &format!("proposals/{proposal}/confirm"));
    let at = app.now();
    let known = at.desk.proposal(proposal).filter(|known| may_look(&at, &person, known));
    let account = match known {
        Some(known) => typical::awaited(&app, &visit.texts, known).await?,
        None => None,
    };
    let cleared = known.is_some_and(leaves);
    let asked = app.ask(who.from(), once, Command::ConfirmProposal { proposal, account }).await;
    asked.map_err(|problem| overtaken(problem, &app.now(), &visit.texts, &person, proposal))?;
    let done = if cleared { "/office/proposals?done=cleared" } else { "/office/proposals?done=confirmed" };
    Ok(visit.sent(done))
}

async fn withdraw(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Path(entry): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let proposal = number(&entry)?;
    let once = form.once(&app, &who, &format!("proposals/{proposal}/withdraw"));
    let asked = app.ask(who.from(), once, Command::WithdrawProposal { proposal }).await;
    asked.map_err(|problem| overtaken(problem, &app.now(), &visit.texts, &person, proposal))?;
    Ok(visit.sent("/office/proposals?done=withdrawn"))
}

/// Where somebody settled it meanwhile: who, and when, for whoever has it on their page. A name that has become known in an account is
/// not said: whoever confirms may be somebody who does not learn who was in the case.
fn overtaken(problem: Problem, at: &Published, t: &Texts, person: &Signed, proposal: u64) -> Problem {
    let known = at.desk.proposal(proposal).filter(|known| may_look(at, person, known));
    if let Some(known) = known.filter(|_| problem.code() == "unmasked") {
        return problem.worded("unmasked-since").leading_to(place_of(known), "problem-proposal-look");
    }
    let settled = known.and_then(|known| match known.verdict {
        Verdict::Waits => None,
        Verdict::Confirmed { by, at } => Some(("proposal-confirmed", by, at, place_of(known))),
        Verdict::Withdrawn { by, at } => Some(("proposal-withdrawn", by, at, place_of(known))),
    });
    let Some((words, by, moment, place)) = settled.filter(|_| problem.code() == "changed") else {
        return problem.overtaken_on(PAGE.to_owned());
    };
    let name = by.map(|by| name_of(by, at)).unwrap_or_default();
    let told = problem.worded(words).with("who", name).with("moment", t.moment(moment));
    told.leading_to(place, "problem-proposal-look")
}

fn number(entry: &str) -> Result<u64, Problem> {
    entry.parse().map_err(|_| Problem::of(Fault::NotFound).coded("proposal-unknown"))
}

#[cfg(test)]
mod tests;
