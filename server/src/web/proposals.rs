//! Four eyes: what one person proposed and another has to confirm, on one page for everybody who may be the second. It says what
//! the deed is in numbers, kinds and titles; no text of a case opens here.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    CaseId, Command, Fact, StaffId, TypicalId,
    body::{Content, DisclosureBody},
    proposal::{Bound, Deed, Proposal, Verdict},
    staff::{Role, Staff},
};
use jiff::Timestamp;

use crate::{
    app::App,
    documents::typical as paper_of,
    engine::{Accepted, Published},
    locale::Texts,
};

use super::{
    bodies, disclosure,
    form::{Entries, fresh_key},
    frame::{self, Frame, Tone},
    guard::{Signed, Who},
    problem::{Fault, Problem},
    route::{Access, Route},
    signed,
    submit::name_of,
    typical_cases,
    visit::Visit,
};

mod eyes;
pub(super) mod under_way;

pub(super) use eyes::Eyes;

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

/// What confirming is called for whoever may.
fn confirming(at: &Published, staff: &Staff, proposal: &Proposal, now: Timestamp) -> &'static str {
    if !proposal.waits() || !at.desk.may_confirm(staff, proposal, now) {
        ""
    } else if leaves(proposal) {
        "proposals-confirm-leaves"
    } else {
        "proposals-confirm"
    }
}

/// Whether confirming it lets something leave that a person hands over, so that it is not done with that.
fn leaves(proposal: &Proposal) -> bool {
    matches!(proposal.deed, Deed::Refer { .. })
}

/// Why somebody does not confirm what another proposed.
fn not_you(at: &Published, t: &Texts, staff: &Staff, proposal: &Proposal, now: Timestamp) -> String {
    let second = at.desk.may_second(staff, &proposal.deed, proposal.by);
    match at.desk.bound(staff, proposal.by, Some(proposal.seq), now).filter(|_| second) {
        Some(Bound::Until(until)) => t.t1("proposals-bound-until", "moment", t.moment(until)),
        Some(Bound::Throughout) => t.t("proposals-bound").into_owned(),
        None => t.t("proposals-not-you").into_owned(),
    }
}

/// The names of those who may be the second for a deed that somebody proposes, or proposed with the entry `since`.
pub(super) fn seconds(
    at: &Published,
    deed: &Deed,
    by: Option<StaffId>,
    since: Option<u64>,
    now: Timestamp,
) -> Vec<String> {
    let free = |staff: &Staff| at.desk.bound(staff, by, since, now).is_none();
    let others = at.desk.staff().filter(|staff| at.desk.may_second(staff, deed, by) && free(staff));
    others.map(|staff| name_of(staff.id, at)).collect()
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

/// A proposal as the page shows it.
struct Shown {
    seq: u64,
    title: String,
    proposed: String,
    /// The tickets of the cases it is about.
    tickets: String,
    lines: Vec<(String, String)>,
    given: Vec<String>,
    /// What everybody is to read, while it waits: the language, and its parts.
    told: Vec<Told>,
    /// How it was settled.
    verdict: String,
    /// What confirming it is called; empty for whoever may not.
    confirm: &'static str,
    /// Who may, while it waits for somebody else than who reads this.
    eyes: Option<Eyes>,
    own: bool,
    /// Why whoever reads this does not confirm what another proposed.
    not_you: String,
    withdraws: bool,
}

/// An account that is to be published.
struct Told {
    tag: &'static str,
    title: String,
    parts: Vec<(String, String)>,
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
    let known = |proposal: &Proposal| {
        at.desk.others_matter(&person.staff, &proposal.deed).is_none()
            && (proposal.by == Some(person.staff.id) || at.desk.may_hear(&person.staff, &proposal.deed))
            && (holds(&person.staff, proposal.deed.seconds())
                || holds(&person.staff, proposal.deed.proposers()))
    };
    let all = at.desk.proposals().rev().filter(|proposal| known(proposal));
    let (waiting, mut settled): (Vec<_>, Vec<_>) = all.partition(|proposal| proposal.waits());
    let mut handing = under_way::of(&t, &at, &person.staff);
    handing.retain(|one| one.href != PAGE);
    settled.retain(|proposal| !handing.iter().any(|one| one.was_confirmed_by(proposal)));
    let shown = |list: Vec<&std::sync::Arc<Proposal>>| {
        list.into_iter().map(|proposal| shown(&app, &at, &t, &person, proposal)).collect::<Result<_, _>>()
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

fn shown(
    app: &App,
    at: &Published,
    t: &Texts,
    person: &Signed,
    proposal: &Proposal,
) -> Result<Shown, Problem> {
    let staff = &person.staff;
    let name = |by: Option<StaffId>| by.map(|by| name_of(by, at)).unwrap_or_default();
    let ticket = |id: CaseId| at.desk.case(id).and_then(|case| case.claimant().ticket);
    let tickets: Vec<_> =
        proposal.deed.cases().into_iter().filter_map(ticket).map(|number| number.to_string()).collect();
    let mut lines = Vec::new();
    let mut given = Vec::new();
    if let Deed::Disclose { case, terms, .. } = &proposal.deed {
        let content = app.engine.entry(proposal.seq)?.and_then(|entry| entry.body.content());
        if let Some(Content::Disclosure(body)) = content {
            let DisclosureBody { authority, officer, reference, demand, .. } = body;
            lines.push((t.t("disclosure-authority").into_owned(), authority));
            lines.push((t.t("disclosure-officer").into_owned(), officer));
            let request = t.t2("disclosure-request-of", "number", reference, "date", t.date(terms.on));
            lines.push((t.t("disclosure-request").into_owned(), request));
            if let Some(demand) = demand {
                lines.push((t.t("disclosure-demand").into_owned(), demand));
            }
        }
        let basis = t.code("legal-basis", terms.basis.code()).into_owned();
        lines.push((t.t("disclosure-basis").into_owned(), basis));
        if let Some(case) = at.desk.case(*case) {
            given = disclosure::titles(case, terms, t);
        }
    }
    lines.extend(of_list(app, at, t, proposal)?);
    if let Deed::Refer { case, referral, .. } = &proposal.deed
        && let Some(case) = at.desk.case(*case)
        && let Some(known) = case.referral(*referral)
    {
        // Its name and why stand sealed with the case, for who may read that.
        let with = t.code("counterpart", known.with.code()).into_owned();
        lines.push((t.t("referral-to").into_owned(), with));
        given = known.given.iter().map(|given| disclosure::title(case, given, t)).collect();
    }
    let mut told = Vec::new();
    if let Deed::Publish { terms, typical, .. } = &proposal.deed {
        let ground = t.code("typical-ground", terms.ground.code()).into_owned();
        lines.push((t.t("typical-ground").into_owned(), ground));
        if proposal.waits() {
            told = accounts(app, at, t, *typical)?;
        }
    }
    let verdict = match proposal.verdict {
        Verdict::Waits => String::new(),
        Verdict::Confirmed { by, at } => t.t2("proposals-confirmed", "who", name(by), "moment", t.moment(at)),
        Verdict::Withdrawn { by, at } => t.t2("proposals-withdrawn", "who", name(by), "moment", t.moment(at)),
    };
    let now = app.clock.now();
    let confirm = confirming(at, staff, proposal, now);
    let others = proposal.waits() && confirm.is_empty();
    Ok(Shown {
        seq: proposal.seq,
        title: t.code("deed", proposal.deed.code()).into_owned(),
        proposed: t.t2("proposals-by", "who", name(proposal.by), "moment", t.moment(proposal.at)),
        tickets: tickets.join(&t.t("list-comma")),
        lines,
        given,
        told,
        verdict,
        confirm,
        eyes: others.then(|| Eyes::of(at, t, proposal, now)),
        not_you: not_you(at, t, staff, proposal, now),
        own: proposal.by == Some(staff.id),
        withdraws: proposal.waits(),
    })
}

/// What is said of a list of cases; nothing where no list is proposed.
fn of_list(
    app: &App,
    at: &Published,
    t: &Texts,
    proposal: &Proposal,
) -> Result<Vec<(String, String)>, Problem> {
    let Deed::HandOver { to, from, until, cases, body, .. } = &proposal.deed else { return Ok(Vec::new()) };
    let mut lines = vec![("handover-to", t.code("recipient", to.code()).into_owned())];
    if let Some(Content::Remark { text }) =
        app.engine.entry(proposal.seq)?.and_then(|entry| entry.body.content())
    {
        lines.push(("handover-words", text));
    }
    let whose = body.and_then(|body| bodies::among_several(at, body));
    lines.extend(whose.map(|name| ("log-body", name)));
    let days = t.t2("report-days-value", "first", t.plain_date(*from), "last", t.plain_date(*until));
    lines.push(("handover-filed", days));
    lines.push(("handover-cases", t.number(*cases)));
    Ok(lines.into_iter().map(|(key, said)| (t.t(key).into_owned(), said)).collect())
}

/// The text as everybody is to read it, for whoever answers for it.
fn accounts(app: &App, at: &Published, t: &Texts, id: TypicalId) -> Result<Vec<Told>, Problem> {
    let Some((_, known)) = at.desk.typical(id) else { return Ok(Vec::new()) };
    let told = typical_cases::accounts(app, known)?.into_iter().map(|account| Told {
        tag: account.language.tag(),
        parts: paper_of::parts(&account, &t.speaking(account.language)),
        title: account.title,
    });
    Ok(told.collect())
}

async fn confirm(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(entry): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let proposal = number(&entry)?;
    let once = form.once(&app, &who, &format!("proposals/{proposal}/confirm"));
    let cleared = app.now().desk.proposal(proposal).is_some_and(leaves);
    let asked = app.ask(who.from(), once, Command::ConfirmProposal { proposal }).await;
    asked.map_err(|problem| problem.overtaken_on("/office/proposals".to_owned()))?;
    let done = if cleared { "/office/proposals?done=cleared" } else { "/office/proposals?done=confirmed" };
    Ok(visit.sent(done))
}

async fn withdraw(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(entry): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let proposal = number(&entry)?;
    let once = form.once(&app, &who, &format!("proposals/{proposal}/withdraw"));
    let asked = app.ask(who.from(), once, Command::WithdrawProposal { proposal }).await;
    asked.map_err(|problem| problem.overtaken_on("/office/proposals".to_owned()))?;
    Ok(visit.sent("/office/proposals?done=withdrawn"))
}

fn number(entry: &str) -> Result<u64, Problem> {
    entry.parse().map_err(|_| Problem::of(Fault::NotFound).coded("proposal-unknown"))
}

#[cfg(test)]
mod tests;
