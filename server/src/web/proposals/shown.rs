//! One proposal as the page shows it: what it is, and to whoever may confirm it, or proposed it, all that its proposer was shown before.
//! No name and no text of a case is in that.

use domain::{
    CaseId, StaffId,
    body::{Content, DisclosureBody, Scope},
    case::Ask,
    disclosure::DisclosureTerms,
    proposal::{Bound, Deed, Overtaken, Proposal, Verdict},
    staff::Staff,
    typical::{Account, Mask, Treatment},
};
use jiff::Timestamp;

use crate::{
    app::App,
    documents::{disclosure::ground, typical as paper_of},
    engine::Published,
    locale::Texts,
    report::cases::{COLUMNS, MEDIATION},
    web::{
        bodies,
        counter::files::{
            erase::Preview,
            retention::{self, Line, Reach, lines_of},
        },
        disclosure::{self, Titles},
        guard::Signed,
        problem::Problem,
        submit::name_of,
        typical_cases,
    },
};

use super::{Eyes, leaves};

type Lines = Vec<(String, String)>;

/// A proposal as the page shows it.
pub(super) struct Shown {
    pub(super) seq: u64,
    pub(super) title: String,
    pub(super) proposed: String,
    /// The tickets of the cases it is about.
    pub(super) tickets: String,
    /// What an erasure reaches, while it waits for whoever reads this.
    pub(super) erases: Option<Preview>,
    /// The cases of a retention run, likewise.
    pub(super) run: Vec<Line>,
    /// What that run takes and what it leaves.
    pub(super) reach: Option<Reach>,
    /// What should be thought of before that run.
    pub(super) first: Vec<String>,
    pub(super) lines: Vec<(String, String)>,
    pub(super) given: Titles,
    /// The columns of a list, and what stands in each, likewise.
    pub(super) columns: Vec<(&'static str, String)>,
    /// What everybody is to read, while it waits: the language, and its parts.
    pub(super) told: Vec<Told>,
    /// How it was settled.
    pub(super) verdict: String,
    /// What confirming it is called; empty for whoever may not.
    pub(super) confirm: &'static str,
    /// Who may, while it waits for somebody else than who reads this.
    pub(super) eyes: Option<Eyes>,
    pub(super) own: bool,
    /// Why it cannot be done now, for whoever is told what it reaches; empty where nothing stands against it.
    pub(super) barred: String,
    /// Why whoever reads this does not confirm what another proposed.
    pub(super) not_you: String,
    pub(super) withdraws: bool,
}

/// An account that is to be published.
pub(super) struct Told {
    pub(super) tag: &'static str,
    pub(super) title: String,
    pub(super) parts: Vec<(String, String)>,
}

impl Shown {
    pub(super) fn of(
        app: &App,
        at: &Published,
        t: &Texts,
        person: &Signed,
        proposal: &Proposal,
    ) -> Result<Self, Problem> {
        let (staff, deed, now) = (&person.staff, &proposal.deed, app.clock.now());
        let name = |by: Option<StaffId>| by.map(|by| name_of(by, at)).unwrap_or_default();
        let (confirm, own) = (confirming(at, staff, proposal, now), proposal.by == Some(staff.id));
        let waits = at.desk.still_waits(proposal);
        // What a deed reaches tells how a case stands: who is asked to answer for it is told, and nobody else.
        let looks = waits && (own || !confirm.is_empty());
        let (mut lines, given) = said(app, at, t, person, proposal)?;
        let mut told = Vec::new();
        if let Deed::Publish { typical, .. } = deed
            && waits
            && let Some((_, known)) = at.desk.typical(*typical)
        {
            let text = typical_cases::text(app, known)?;
            lines.extend(stays(t, &text.masks));
            told = accounts(t, text.accounts);
        }
        let verdict = match proposal.verdict {
            Verdict::Waits => overtaken(at, t, proposal),
            Verdict::Confirmed { by, at } => {
                t.t2("proposals-confirmed", "who", name(by), "moment", t.moment(at))
            }
            Verdict::Withdrawn { by, at } => {
                t.t2("proposals-withdrawn", "who", name(by), "moment", t.moment(at))
            }
        };
        let barred = barred(at, deed, now).filter(|_| looks);
        let others = waits && confirm.is_empty();
        Ok(Self {
            seq: proposal.seq,
            title: t.code("deed", deed.code()).into_owned(),
            proposed: t.t2("proposals-by", "who", name(proposal.by), "moment", t.moment(proposal.at)),
            tickets: tickets(at, deed).join(&t.t("list-comma")),
            erases: if looks { erasing(app, at, t, person, deed)? } else { None },
            run: if looks { run(at, t, deed) } else { Vec::new() },
            reach: if looks { reach(at, t, deed, now) } else { None },
            first: if looks { first(app, at, t, person, deed)? } else { Vec::new() },
            columns: if looks { columns(t, deed) } else { Vec::new() },
            lines,
            given,
            told,
            verdict,
            confirm: if barred.is_some() { "" } else { confirm },
            barred: barred.map(|why| t.t(why).into_owned()).unwrap_or_default(),
            eyes: others.then(|| Eyes::of(at, t, proposal, now)),
            not_you: not_you(at, t, staff, proposal, now),
            own,
            withdraws: waits,
        })
    }
}

fn tickets(at: &Published, deed: &Deed) -> Vec<String> {
    let ticket = |id: CaseId| at.desk.case(id).and_then(|case| case.claimant().ticket);
    deed.cases().into_iter().filter_map(ticket).map(|number| number.to_string()).collect()
}

fn erasing(
    app: &App,
    at: &Published,
    t: &Texts,
    person: &Signed,
    deed: &Deed,
) -> Result<Option<Preview>, Problem> {
    let Deed::Erase { case } = deed else { return Ok(None) };
    at.desk.case(*case).map(|case| Preview::of(app, person, case, t)).transpose()
}

fn first(app: &App, at: &Published, t: &Texts, person: &Signed, deed: &Deed) -> Result<Vec<String>, Problem> {
    let Deed::Retention { cases } = deed else { return Ok(Vec::new()) };
    retention::first(app, at, t, person, cases)
}

fn run(at: &Published, t: &Texts, deed: &Deed) -> Vec<Line> {
    if let Deed::Retention { cases } = deed { lines_of(at, t, cases) } else { Vec::new() }
}

fn reach(at: &Published, t: &Texts, deed: &Deed, now: Timestamp) -> Option<Reach> {
    let Deed::Retention { cases } = deed else { return None };
    Some(Reach::of(at, t, cases, at.desk.fair()?.plan.day_of(now)))
}

/// The columns that a list fills in; one of the organiser's has nothing of mediation.
fn columns(t: &Texts, deed: &Deed) -> Vec<(&'static str, String)> {
    let Deed::HandOver { part, .. } = deed else { return Vec::new() };
    let filled = |column: &&'static str| *part == Ask::Mediation || !MEDIATION.contains(column);
    let about = |column: &'static str| (column, t.code("cases-column", column).into_owned());
    COLUMNS.into_iter().filter(filled).map(about).collect()
}

/// What is said of a deed in lines, and what is given by it.
fn said(
    app: &App,
    at: &Published,
    t: &Texts,
    person: &Signed,
    proposal: &Proposal,
) -> Result<(Lines, Titles), Problem> {
    Ok(match &proposal.deed {
        Deed::Erase { .. } | Deed::Retention { .. } => (Lines::new(), Titles::default()),
        Deed::Disclose { case, terms, .. } => {
            let case = at.desk.case(*case);
            // Where nothing was given, what was asked for is gone with the case; else with the record, once its time is over. Then
            // what was to be given and on what ground is told no more either: it may say of what the case is suspected.
            if case.is_some_and(|case| Scope::gone(case).contains(&Scope::Disclosure(case.id))) {
                let line =
                    (t.t("disclosure-request").into_owned(), t.t("proposals-request-erased").into_owned());
                (vec![line], Titles::default())
            } else {
                let given = case.map(|case| Titles::of(app, at, t, person, case, terms)).transpose()?;
                (of_disclosure(app, t, proposal, terms)?, given.unwrap_or_default())
            }
        }
        Deed::Publish { terms, .. } => {
            let ground = t.code("typical-ground", terms.ground.code()).into_owned();
            (vec![(t.t("typical-ground").into_owned(), ground)], Titles::default())
        }
        Deed::Refer { case, referral, .. } => {
            let case = at.desk.case(*case);
            let known = case.and_then(|case| Some((case, case.referral(*referral)?)));
            let Some((case, known)) = known else { return Ok((Lines::new(), Titles::default())) };
            // Its name and why stand sealed with the case, for who may read that.
            let with = t.code("counterpart", known.with.code()).into_owned();
            let all = known.given.iter().map(|given| disclosure::title(case, given, t)).collect();
            (vec![(t.t("referral-to").into_owned(), with)], Titles { all, ..Titles::default() })
        }
        Deed::HandOver { .. } => (of_list(app, at, t, proposal)?, Titles::default()),
    })
}

/// To whom something is given, on what demand and ground, and whether the sides are told, unless nothing is given after all.
fn of_disclosure(
    app: &App,
    t: &Texts,
    proposal: &Proposal,
    terms: &DisclosureTerms,
) -> Result<Lines, Problem> {
    let mut lines = Lines::new();
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
    lines.push((t.t("disclosure-basis").into_owned(), ground(t, terms.basis)));
    lines.push((t.t("disclose-language").into_owned(), t.language_name(terms.language)));
    if !matches!(proposal.verdict, Verdict::Withdrawn { .. }) {
        let told = if terms.told { "disclosure-told-yes" } else { "disclosure-told-no" };
        lines.push((t.t("disclosure-told").into_owned(), t.t(told).into_owned()));
    }
    Ok(lines)
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

/// What stands against a deed now, so that confirming it would be refused.
fn barred(at: &Published, deed: &Deed, now: Timestamp) -> Option<&'static str> {
    let today = at.desk.fair()?.plan.day_of(now);
    match deed {
        Deed::Erase { case } => {
            at.desk.keeps_from_erasure(at.desk.case(*case)?, today).map(|_| "proposals-barred")
        }
        Deed::Retention { cases } => {
            let due = |id: &CaseId| at.desk.case(*id).is_some_and(|case| at.desk.is_due(case, today));
            (!cases.iter().all(due)).then_some("proposals-barred-run")
        }
        Deed::Disclose { .. } | Deed::Publish { .. } | Deed::Refer { .. } | Deed::HandOver { .. } => None,
    }
}

/// By what something was overtaken that nobody settled; nothing while it waits.
fn overtaken(at: &Published, t: &Texts, proposal: &Proposal) -> String {
    match at.desk.overtaken(proposal) {
        Some(Overtaken::Account) => t.t("proposals-overtaken-account").into_owned(),
        Some(Overtaken::Consent) => t.t("proposals-overtaken-consent").into_owned(),
        Some(Overtaken::Erased) => t.t("proposals-overtaken-erased").into_owned(),
        Some(Overtaken::Settled) => t.t("proposals-overtaken-settled").into_owned(),
        None => String::new(),
    }
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

/// What is said of a list of cases; nothing where no list is proposed.
fn of_list(app: &App, at: &Published, t: &Texts, proposal: &Proposal) -> Result<Lines, Problem> {
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
fn accounts(t: &Texts, accounts: Vec<Account>) -> Vec<Told> {
    let told = accounts.into_iter().map(|account| Told {
        tag: account.language.tag(),
        parts: paper_of::parts(&account, &t.speaking(account.language)),
        title: account.title,
    });
    told.collect()
}

/// What was found in it and is no name, so that it stays, and why. What was replaced is shown as it will be read, for whoever confirms
/// may be somebody who does not learn who was in the case.
fn stays(t: &Texts, masks: &[Mask]) -> Lines {
    let why = |mask: &Mask| match &mask.treatment {
        Treatment::Kept(why) => {
            let said = t.t2("typical-stays-because", "word", mask.found.as_str(), "why", why.as_str());
            Some((t.t("typical-stays").into_owned(), said))
        }
        Treatment::Replaced(_) => None,
    };
    masks.iter().filter_map(why).collect()
}
