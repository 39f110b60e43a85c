//! `/office/acts`: what was done to the running of the desk, by whom and on whom, newest first; and how the record itself stands. For
//! whoever audits the desk, and for those who answer for it, each as much as is theirs (`domain::acts`).
//!
//! No party, no text of a case and no name but of those who work here stands on it. Why a file was read is told to the head of its
//! body alone.

use std::{borrow::Cow, collections::BTreeMap};

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    Actor, CaseId, StaffId, TicketNumber,
    acts::{Act, ActKind, On},
    body::Content,
    case::Ask,
    proposal::Deed,
    staff::{Role, Staff},
};
use jiff::civil::Date;

use crate::{
    app::App,
    documents,
    engine::Published,
    locale::Texts,
    web::{
        bodies, complaints,
        frame::{self, Frame},
        guard::{Signed, Who},
        paging::Paging,
        problem::{Fault, Problem},
        route::{AUDITING, Access, Route},
        signed::{self, ACTS},
        submit::name_of,
        visit::Visit,
    },
};

use super::{devices, encoded, joined};

mod record;
mod table;

use record::Record;

/// The table of the same acts.
const TABLE: &str = "/office/acts.csv";
/// Acts on one page.
const PAGE: usize = 100;
/// Most cases of one deed that are told by their numbers.
const NUMBERED: usize = 3;

pub(super) fn routes() -> Vec<Route> {
    let readers = Access::Staff(AUDITING);
    vec![Route::get(ACTS, readers, page), Route::get(TABLE, readers, table::csv)]
}

/// What is looked for, as the address says it.
#[derive(serde::Deserialize, Default)]
#[serde(default)]
struct Filter {
    person: String,
    kind: String,
    day: String,
    page: usize,
}

/// The same as what it means.
#[derive(Default)]
struct Choice {
    person: Option<StaffId>,
    kind: Option<ActKind>,
    day: Option<Date>,
}

impl Filter {
    /// # Errors
    /// `invalid`, with the field that says nothing.
    fn choice(&self) -> Result<Choice, Problem> {
        let wrong = |name: &str| Problem::of(Fault::Invalid).field(name, "unknown");
        let mut choice = Choice::default();
        if !self.person.is_empty() {
            choice.person = Some(self.person.parse().map_err(|_| wrong("person"))?);
        }
        if !self.kind.is_empty() {
            choice.kind = Some(ActKind::from_code(&self.kind).ok_or_else(|| wrong("kind"))?);
        }
        if !self.day.is_empty() {
            choice.day = Some(self.day.parse().map_err(|_| wrong("day"))?);
        }
        Ok(choice)
    }

    /// The choice as the end of an address.
    fn query(&self) -> String {
        format!("person={}&kind={}&day={}", encoded(&self.person), encoded(&self.kind), encoded(&self.day))
    }

    fn is_open(&self) -> bool {
        self.person.is_empty() && self.kind.is_empty() && self.day.is_empty()
    }
}

/// The acts that a reader may see and looks for, newest first.
fn found<'p>(at: &'p Published, reader: &'p Staff, choice: &Choice) -> Vec<&'p Act> {
    let plan = at.desk.fair().map(|fair| &fair.plan);
    let keeps = |act: &&Act| {
        let of = |id: StaffId| {
            act.by.staff() == Some(id) || act.second(&at.desk) == Some(id) || act.on == On::Staff(id)
        };
        let on = |day: Date| plan.is_some_and(|plan| plan.day_of(act.at) == day);
        choice.person.is_none_or(of)
            && choice.kind.is_none_or(|kind| act.what == kind)
            && choice.day.is_none_or(on)
    };
    at.desk.acts_for(reader).filter(keeps).collect()
}

/// An act in words.
struct Row {
    entry: String,
    at: String,
    by: String,
    role: String,
    what: Cow<'static, str>,
    on: String,
    /// How many came together, where they are several.
    times: Option<u32>,
    second: String,
    /// Why a file was read, for whoever may know it.
    reason: String,
}

#[derive(Template)]
#[template(path = "office_acts.html")]
struct Page {
    frame: Frame,
    t: Texts,
    filter: Filter,
    rows: Vec<Row>,
    found: usize,
    /// Everybody who did something that the reader may see: id and name.
    people: Vec<(String, String)>,
    paging: Paging,
    record: Record,
}

impl Page {
    fn kinds() -> Vec<&'static str> {
        ActKind::ALL.iter().map(|kind| kind.code()).collect()
    }
    /// The address of the table with the same choice.
    fn table(&self) -> String {
        format!("{TABLE}?{}", self.filter.query())
    }
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Query(filter): Query<Filter>,
) -> Result<Response, Problem> {
    let (at, choice) = (app.now(), filter.choice()?);
    let frame = super::frame(&app, &visit, &who, "acts-title");
    let t = frame.t();
    let all = found(&at, &person.staff, &choice);
    let paging =
        Paging::of(all.len(), PAGE, filter.page, |page| format!("{ACTS}?{}&page={page}", filter.query()));
    let said = Said { at: &at, t: &t, reader: &person.staff };
    let rows = paging.of_all(&all).iter().map(|act| said.row(&app, act)).collect::<Result<Vec<_>, _>>()?;
    Ok(frame::show(&Page {
        rows,
        found: all.len(),
        people: people(&at, &person.staff),
        paging,
        record: Record::of(&app, &at, &t),
        filter,
        t,
        frame,
    }))
}

/// Everybody who did something that this reader may see, by name.
fn people(at: &Published, reader: &Staff) -> Vec<(String, String)> {
    let mut known = BTreeMap::new();
    for act in at.desk.acts_for(reader) {
        for id in [act.by.staff(), act.confirmed_by].into_iter().flatten() {
            known.entry(id).or_insert_with(|| name_of(id, at));
        }
    }
    let mut people: Vec<_> = known.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    people.sort_by_cached_key(|(_, name)| name.to_lowercase());
    people
}

/// What acts are told with.
struct Said<'a> {
    at: &'a Published,
    t: &'a Texts,
    reader: &'a Staff,
}

impl Said<'_> {
    /// # Errors
    /// When the journal cannot be read.
    fn row(&self, app: &App, act: &Act) -> Result<Row, Problem> {
        let (by, role) = self.who(act.by);
        Ok(Row {
            entry: if act.count > 1 { format!("{}–{}", act.seq, act.last) } else { act.seq.to_string() },
            at: self.t.moment(act.at),
            by,
            role,
            what: self.t.code("act", act.what.code()),
            on: self.on(act),
            times: Some(act.count).filter(|count| *count > 1),
            second: act.second(&self.at.desk).map(|id| name_of(id, self.at)).unwrap_or_default(),
            reason: self.reason(app, act)?,
        })
    }

    /// Who, and in which roles.
    fn who(&self, actor: Actor) -> (String, String) {
        let (t, desk) = (self.t, &self.at.desk);
        let plain = |key: &str| (t.t(key).into_owned(), String::new());
        match actor {
            Actor::Staff(id) => {
                let roles = desk.staff_member(id).map(|staff| staff.roles.as_slice()).unwrap_or_default();
                let roles: Vec<_> =
                    roles.iter().map(|role| t.code("role", signed::code(*role)).into_owned()).collect();
                (name_of(id, self.at), joined(t, &roles))
            }
            Actor::Device(id) => match desk.device(id) {
                Some(device) => (t.t1("acts-device", "letters", devices::letters(device)), String::new()),
                None => plain("acts-by-anybody"),
            },
            Actor::System => plain("acts-by-desk"),
            Actor::Party(_) | Actor::Public => plain("acts-by-anybody"),
        }
    }

    /// On whom or what.
    fn on(&self, act: &Act) -> String {
        let (t, at) = (self.t, self.at);
        match &act.on {
            On::Desk => String::new(),
            On::Staff(id) => name_of(*id, at),
            On::Device(id) => {
                let device = at.desk.device(*id);
                device
                    .map(|device| t.t1("acts-device", "letters", devices::letters(device)))
                    .unwrap_or_default()
            }
            On::Hall(hall) => t.t1("log-hall", "hall", hall.as_str()),
            On::Booth(id) => {
                let booth = at.desk.booth(*id);
                booth.map(|booth| format!("{} · {}", booth.hall, booth.number)).unwrap_or_default()
            }
            On::Body(id) => bodies::named(at, *id),
            On::Day(day) => t.date(*day),
            On::Case(id) => self.number(*id, act.files),
            On::Cases(count) => t.t1("acts-cases", "count", *count),
            On::Numbers { series, first, count } => {
                let number = |count| TicketNumber { series: *series, count };
                let last = first.saturating_add(count.saturating_sub(1));
                format!("{} – {}", number(*first), number(last))
            }
            On::Authority(to) => t.code("recipient", to.code()).into_owned(),
            On::Deed(seq) => self.deed(*seq, act.files),
        }
    }

    /// The number by which its own side knows a case.
    fn number(&self, id: CaseId, files: Option<Ask>) -> String {
        let case = self.at.desk.case(id);
        let number = case.map(|case| match files {
            Some(Ask::Measure) => complaints::ticket_of(case),
            None if self.reader.is(Role::Organiser) => complaints::ticket_of(case),
            Some(Ask::Mediation) | None => documents::number_of(case),
        });
        number.unwrap_or_default()
    }

    /// What was proposed, and of which cases.
    fn deed(&self, seq: u64, files: Option<Ask>) -> String {
        let (t, proposal) = (self.t, self.at.desk.proposal(seq));
        let Some(deed) = proposal.map(|proposal| &proposal.deed) else { return String::new() };
        let mut said = vec![t.code("deed", deed.code()).into_owned()];
        let cases = deed.cases();
        if let Deed::HandOver { to, .. } = deed {
            said.push(t.code("recipient", to.code()).into_owned());
        } else if cases.len() > NUMBERED {
            said.push(t.t1("acts-cases", "count", cases.len()));
        } else {
            said.extend(cases.into_iter().map(|id| self.number(id, files)));
        }
        said.join(" · ")
    }

    /// Why a file was read; for the head of its body, who may read the file too, and for nobody else.
    fn reason(&self, app: &App, act: &Act) -> Result<String, Problem> {
        let (desk, reader) = (&self.at.desk, self.reader);
        let On::Case(id) = act.on else { return Ok(String::new()) };
        let case = desk.case(id).filter(|_| act.what == ActKind::FileRead && reader.is(Role::Head));
        if case.is_none_or(|case| reader.serves_other(case.body) || desk.has_conflict(reader, case)) {
            return Ok(String::new());
        }
        Ok(match app.engine.entry(act.seq)?.and_then(|entry| entry.body.content()) {
            Some(Content::Remark { text }) => text,
            Some(_) | None => String::new(),
        })
    }
}
