//! After-care on two pages of the mediation body: the work list of every case with an agreement, where nobody is named, and the
//! page of one case, with what each clause obliges to, return visits, and the way to a court.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    Case,
    aftercare::{Finding, Mark, Obligation, ObligationState, Reached, Remedy, Ruling, TaskKind},
    fair::FairPlan,
    procedure::AgreementBody,
    staff::Role,
};
use jiff::civil::Date;

use crate::{
    app::App,
    engine::Published,
    locale::Texts,
    web::{
        form::fresh_key,
        frame::{self, Frame},
        guard::{Signed, Who},
        office::today,
        route::{Access, MEDIATORS, Route},
        signed,
        submit::name_of,
        visit::Visit,
    },
};

use super::{
    Done,
    table::{CasePage, Looker, Table, page},
};

mod deeds;

pub(super) fn routes() -> Vec<Route> {
    let mediators = Access::Staff(MEDIATORS);
    let pages = vec![
        Route::get("/counter/aftercare", mediators, list),
        Route::get("/counter/cases/{case}/aftercare", mediators, page::<AftercarePage>),
    ];
    pages.into_iter().chain(deeds::routes()).collect()
}

/// Something to do, in words.
struct Todo {
    kind: &'static str,
    /// The page of the case on which it is done.
    page: &'static str,
    /// `Clause 2`, where it is about one.
    clause: String,
    /// By which day; empty where none is known.
    due: String,
    overdue: bool,
    /// To whom it was given.
    staff: String,
}

#[derive(Template)]
#[template(path = "counter_aftercare_list.html")]
struct ListPage {
    frame: Frame,
    t: Texts,
    cases: Vec<Listed>,
}

/// A case with something to do.
struct Listed {
    id: String,
    ticket: String,
    number: String,
    /// Who has it.
    with: String,
    todos: Vec<Todo>,
}

async fn list(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Query(done): Query<Done>,
) -> Response {
    let at = app.now();
    let frame = done.tell(signed::frame(&app, &visit, &who, "aftercare-title").counter());
    let t = frame.t();
    let today = today(&app);
    let mut cases: Vec<(Option<Date>, Listed)> = Vec::new();
    if let Some(fair) = at.desk.fair() {
        for case in at.desk.cases().filter(|case| concerns(&at, &person, case)) {
            let tasks = case.tasks(&fair.plan, today);
            let Some(first) = tasks.first() else { continue };
            let todos = tasks.iter().map(|task| todo(&t, &at, task, today)).collect();
            cases.push((first.due, listed(&at, case, todos)));
        }
    }
    cases.sort_by_key(|(due, _)| (due.is_none(), *due));
    let cases = cases.into_iter().map(|(_, case)| case).collect();
    frame::show(&ListPage { frame, t, cases })
}

/// A mediator sees their own cases and visits, the head all of the own body; nobody one that they have a conflict of interest with,
/// for that it is on the list tells how it ended.
pub(super) fn concerns(at: &Published, person: &Signed, case: &Case) -> bool {
    let lead = case.claimant().ticket.and_then(|number| at.desk.ticket(number));
    let own = lead.is_some_and(|lead| lead.mediator == Some(person.staff.id));
    let visits = case.aftercare.planned.is_some_and(|(_, by)| by == person.staff.id);
    (person.is(Role::Head) || own || visits) && at.desk.sees_outcome(&person.staff, case)
}

fn todo(t: &Texts, at: &Published, task: &domain::aftercare::Task, today: Date) -> Todo {
    Todo {
        kind: task.kind.code(),
        page: match task.kind {
            TaskKind::Send | TaskKind::Receipt | TaskKind::Result => "referrals",
            TaskKind::Panel | TaskKind::Course => "major",
            TaskKind::HandOver => "agreement",
            TaskKind::Obligation
            | TaskKind::Breach
            | TaskKind::Remedy
            | TaskKind::Visit
            | TaskKind::Court => "aftercare",
        },
        clause: task.clause.map(|clause| t.t1("aftercare-clause", "number", clause + 1)).unwrap_or_default(),
        due: task.due.map(|due| t.date(due)).unwrap_or_default(),
        overdue: task.is_overdue(today),
        staff: task.staff.map(|staff| name_of(staff, at)).unwrap_or_default(),
    }
}

fn listed(at: &Published, case: &Case, todos: Vec<Todo>) -> Listed {
    let lead = case.claimant().ticket.and_then(|number| at.desk.ticket(number));
    Listed {
        id: case.id.to_string(),
        ticket: case.claimant().ticket.map(|number| number.to_string()).unwrap_or_default(),
        number: case.procedure.number.map(|number| number.to_string()).unwrap_or_default(),
        with: lead.and_then(|lead| lead.mediator).map(|by| name_of(by, at)).unwrap_or_default(),
        todos,
    }
}

#[derive(Template)]
#[template(path = "counter_aftercare.html")]
struct AftercarePage {
    frame: Frame,
    t: Texts,
    key: String,
    id: String,
    number: String,
    /// Nothing sealed may be shown to this reader now.
    closed: bool,
    /// An agreement is in effect; told to nobody else.
    in_effect: bool,
    /// This reader may say what became of it.
    acts: bool,
    /// For fields that take a day.
    today: String,
    todos: Vec<Todo>,
    owed: Vec<Owed>,
    /// When the next visit is planned, and by whom.
    planned: Option<(String, String)>,
    /// When one is due, where none is planned.
    visit_due: String,
    visits: Vec<Visited>,
    /// Who may be given a visit: id and name.
    visitors: Vec<(String, String)>,
    court: Court,
}

/// A clause that is owed.
struct Owed {
    index: usize,
    head: String,
    act: Vec<String>,
    due: String,
    state: &'static str,
    /// When it was performed or breached.
    marked: String,
    remark: String,
    proof: Option<String>,
    /// The way on from a breach.
    remedy: String,
    performed: bool,
    breached: bool,
    reminders: Vec<String>,
}

/// A visit that was made.
struct Visited {
    head: String,
    finding: &'static str,
    asked: String,
    findings: Vec<String>,
    rest: Vec<(&'static str, Vec<String>)>,
}

/// The way to a court.
#[derive(Default)]
struct Court {
    /// The agreement is written, so that a court could confirm it.
    written: bool,
    /// The last day to ask, while one may still ask.
    until: String,
    /// How many days are left; none when it is over.
    left: Option<i32>,
    asked: Vec<Asked>,
    /// One that no court has answered.
    pending: bool,
    confirmed: bool,
}

/// An application.
struct Asked {
    head: String,
    ruling: Option<&'static str>,
    ended: String,
    remark: String,
}

impl CasePage for AftercarePage {
    const TITLE: &'static str = "aftercare-title";

    fn drawn(looker: &Looker<'_>, frame: Frame, case: &Case, table: Option<Table>) -> Self {
        let today = today(looker.app);
        let blank = Self::blank(frame, case, today);
        match table {
            Some(table) => table.aftercare(blank, looker.person, today),
            None => blank,
        }
    }
}

impl AftercarePage {
    fn blank(mut frame: Frame, case: &Case, today: Date) -> Self {
        let t = frame.t();
        let number = case.claimant().ticket.map(|number| number.to_string()).unwrap_or_default();
        frame.title = t.t1("aftercare-title-of", "number", &*number);
        Self {
            key: fresh_key(),
            id: case.id.to_string(),
            number,
            closed: true,
            in_effect: false,
            acts: false,
            today: today.to_string(),
            todos: Vec::new(),
            owed: Vec::new(),
            planned: None,
            visit_due: String::new(),
            visits: Vec::new(),
            visitors: Vec::new(),
            court: Court::default(),
            frame,
            t,
        }
    }
    fn reached() -> Vec<&'static str> {
        Reached::ALL.iter().map(|code| code.code()).collect()
    }
    fn findings() -> Vec<&'static str> {
        Finding::ALL.iter().map(|code| code.code()).collect()
    }
    fn remedies() -> Vec<&'static str> {
        Remedy::ALL.iter().map(|code| code.code()).collect()
    }
    fn rulings() -> Vec<&'static str> {
        Ruling::ALL.iter().map(|code| code.code()).collect()
    }
    /// A text as its lines.
    fn lines(text: &str) -> Vec<String> {
        lines(text)
    }
}

pub(super) fn lines(text: &str) -> Vec<String> {
    text.split('\n').filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
}

impl Table {
    fn aftercare(&self, blank: AftercarePage, person: &Signed, today: Date) -> AftercarePage {
        let Some(plan) = self.at.desk.fair().map(|fair| &fair.plan) else { return blank };
        let body = self.sealed.agreement.clone().unwrap_or_default();
        let obligations = self.case.obligations();
        let tasks = self.case.aftercare_tasks(plan, today);
        let due = tasks.iter().find(|task| task.kind == TaskKind::Visit).and_then(|task| task.due);
        let planned = self.case.aftercare.planned;
        AftercarePage {
            closed: false,
            in_effect: self.case.procedure.in_effect().is_some(),
            acts: concerns(&self.at, person, &self.case),
            todos: tasks.iter().map(|task| todo(&self.t, &self.at, task, today)).collect(),
            owed: obligations.iter().map(|owed| self.owed(owed, &body, today)).collect(),
            planned: planned.map(|(on, by)| (self.t.date(on), name_of(by, &self.at))),
            visit_due: due.map(|due| self.t.date(due)).unwrap_or_default(),
            visits: self.visits(),
            visitors: self.visitors(),
            court: self.court(plan, today),
            ..blank
        }
    }

    fn owed(&self, owed: &Obligation, body: &AgreementBody, today: Date) -> Owed {
        let t = &self.t;
        let clause = body.clauses.get(owed.clause);
        let debtor = owed.debtor.or_else(|| clause.map(|clause| clause.debtor));
        let kind = t.code("clause", owed.kind.code()).into_owned();
        let names = [Some(kind), debtor.map(|debtor| self.name(debtor))];
        let due = owed.due.or_else(|| clause.and_then(|clause| clause.until.or(clause.from)));
        let state = Obligation { due, ..*owed }.state(today);
        let reminders = self.case.aftercare.reminders.iter().filter(|(clause, ..)| *clause == owed.clause);
        let remedy = owed.mark.and_then(|mark| mark.remedy).map(|(remedy, due)| {
            let due = due.map(|due| self.t.t1("aftercare-until", "day", t.date(due)));
            [Some(t.code("remedy", remedy.code()).into_owned()), due]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" · ")
        });
        Owed {
            index: owed.clause,
            head: names.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            act: clause.map(|clause| lines(&clause.act)).unwrap_or_default(),
            due: due.map(|due| t.date(due)).unwrap_or_default(),
            state: state.code(),
            marked: owed.mark.map(|mark| marked(t, &mark)).unwrap_or_default(),
            remark: owed
                .mark
                .and_then(|mark| self.sealed.remarks.get(&mark.seq).cloned())
                .unwrap_or_default(),
            proof: owed.mark.and_then(|mark| mark.evidence).map(|id| id.to_string()),
            remedy: remedy.unwrap_or_default(),
            performed: matches!(state, ObligationState::Performed | ObligationState::Late),
            breached: owed.mark.is_some_and(|mark| !mark.performed),
            reminders: reminders
                .map(|(_, means, at)| {
                    [t.code("reached", means.code()).into_owned(), t.moment(*at)].join(" · ")
                })
                .collect(),
        }
    }

    fn visits(&self) -> Vec<Visited> {
        let t = &self.t;
        let visits = self.case.aftercare.visits.iter().rev();
        visits
            .map(|visit| {
                let body = self.sealed.visits.get(&visit.seq).cloned().unwrap_or_default();
                let by = visit.by.map(|by| name_of(by, &self.at)).unwrap_or_default();
                let means = t.code("reached", visit.means.code()).into_owned();
                let rest = [
                    ("aftercare-suit", body.suit),
                    ("aftercare-risk", body.risk),
                    ("aftercare-measures", body.measures),
                ];
                Visited {
                    head: [t.date(visit.on), means, by].join(" · "),
                    finding: visit.finding.code(),
                    asked: body.asked,
                    findings: lines(&body.findings),
                    rest: rest.into_iter().filter_map(|(key, text)| Some((key, lines(&text?)))).collect(),
                }
            })
            .collect()
    }

    fn visitors(&self) -> Vec<(String, String)> {
        let staff = self.at.desk.staff().filter(|staff| !staff.is_dismissed());
        let able = staff.filter(|staff| staff.is(Role::Mediator) && self.at.desk.may_take(staff, &self.case));
        able.map(|staff| (staff.id.to_string(), name_of(staff.id, &self.at))).collect()
    }

    fn court(&self, plan: &FairPlan, today: Date) -> Court {
        let t = &self.t;
        let agreement = self.case.procedure.agreement.as_ref();
        let until = self.case.confirmable_until(plan);
        let left = until.and_then(|until| today.until(until).ok()).map(|span| span.get_days());
        let asked = self.case.aftercare.confirmations.iter().map(|one| {
            let court = self.sealed.courts.get(&one.seq).cloned().unwrap_or_default();
            let head = [Some(t.date(one.on)), Some(court.court), court.reference];
            let ended = one.ruling.map(|(_, on, _)| t.date(on)).unwrap_or_default();
            let remark = one.ruling.and_then(|(.., seq)| self.sealed.remarks.get(&seq).cloned());
            Asked {
                head: head
                    .into_iter()
                    .flatten()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join(" · "),
                ruling: one.ruling.map(|(ruling, ..)| ruling.code()),
                ended,
                remark: remark.unwrap_or_default(),
            }
        });
        Court {
            written: agreement.is_some_and(|known| !known.oral && known.effective_at.is_some()),
            until: until.map(|until| t.date(until)).unwrap_or_default(),
            left: left.filter(|left| *left >= 0),
            asked: asked.collect(),
            pending: self.case.aftercare.pending().is_some(),
            confirmed: self.case.aftercare.is_confirmed(),
        }
    }
}

fn marked(t: &Texts, mark: &Mark) -> String {
    let key = if mark.performed { "aftercare-performed-on" } else { "aftercare-breached-on" };
    t.t1(key, "day", t.date(mark.on))
}

#[cfg(test)]
mod tests;
