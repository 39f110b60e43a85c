//! The record: three parts, each with its version, who confirmed it, and a form to write it anew. Whoever writes from an older
//! version than the newest sees both texts and decides; nothing is overwritten and nothing typed is lost.

use axum::{http::StatusCode, response::Response};
use domain::{
    Case,
    body::RecordBody,
    case::CaseState,
    procedure::{Action, Means, RecordPart},
};

use crate::web::{
    counter::{
        Done,
        sent::{Sent, clashed, over, steps},
        table::Table,
    },
    problem::Problem,
    route::{Access, MEDIATORS, Route},
    submit::name_of,
};

use super::{Again, RECORD, SessionPage};

pub(super) fn routes() -> Vec<Route> {
    let mediators = Access::Staff(MEDIATORS);
    vec![
        Route::post("/counter/cases/{case}/session/record", mediators, write),
        Route::post("/counter/cases/{case}/session/confirm", mediators, confirm),
    ]
}

/// How far the talks are of which the record tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Telling {
    /// None was begun yet: there may only be a record that was written on paper.
    Ahead,
    /// It is read to both sides, and confirmed by them.
    Asked,
    /// A side ended the mediation, so that nobody is asked to confirm it.
    Stopped,
}

impl Telling {
    pub(super) fn of(case: &Case) -> Self {
        match () {
            () if case.stopped_at().is_some() => Self::Stopped,
            () if case.state.is_open() && case.talks.is_empty() => Self::Ahead,
            () => Self::Asked,
        }
    }
    /// What is said above its parts.
    pub(super) fn hint(self) -> &'static str {
        match self {
            Self::Ahead => "session-record-ahead",
            Self::Asked => "session-record-hint",
            Self::Stopped => "session-record-hint-stopped",
        }
    }
    /// What comes of another version of a part.
    pub(super) fn anew(self) -> &'static str {
        match self {
            Self::Ahead | Self::Asked => "session-record-anew",
            Self::Stopped => "session-record-anew-stopped",
        }
    }
}

/// A part of the record on the page.
pub(super) struct Part {
    pub(super) code: &'static str,
    /// 0 while nothing is written.
    pub(super) version: u32,
    pub(super) written: String,
    /// As it stands.
    pub(super) text: Vec<String>,
    pub(super) facts: Vec<(String, String)>,
    pub(super) confirmed: Vec<String>,
    /// Who has not confirmed this version: id and name.
    pub(super) unconfirmed: Vec<(String, String)>,
    /// Who has not confirmed it and need not, as the mediation was stopped since.
    pub(super) excused: Vec<String>,
    /// What the form holds: the newest text, or what was typed.
    pub(super) form: RecordBody,
    /// Somebody wrote a newer version while this one was typed.
    pub(super) clash: bool,
    /// The reader may write it.
    pub(super) writes: bool,
    /// The reader may note who confirmed it.
    pub(super) notes: bool,
}

impl Part {
    pub(super) fn place(&self) -> &str {
        self.form.place.as_deref().unwrap_or_default()
    }
    pub(super) fn present(&self) -> &str {
        self.form.present.as_deref().unwrap_or_default()
    }
    pub(super) fn result(&self) -> &str {
        self.form.result.as_deref().unwrap_or_default()
    }
    /// What was typed, in its paragraphs.
    pub(super) fn typed(&self) -> Vec<String> {
        paragraphs(&self.form.text)
    }
}

/// A text that could not be saved.
pub(super) struct Typed {
    part: RecordPart,
    body: RecordBody,
}

/// A text in its paragraphs.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    text.split('\n').map(str::to_owned).collect()
}

impl Table {
    pub(super) fn part(&self, part: RecordPart, typed: Option<&Typed>) -> Part {
        let record = self.case.procedure.record(part);
        let body = self.sealed.records.get(&part).cloned().unwrap_or_default();
        let typed = typed.filter(|typed| typed.part == part);
        let confirmed = record.map(|record| record.confirmed.as_slice()).unwrap_or_default();
        let open = self
            .case
            .attendees()
            .filter(|party| record.is_some() && !confirmed.iter().any(|(id, _, _)| *id == party.place.id));
        let (asked, excused): (Vec<_>, Vec<_>) =
            open.partition(|party| record.is_some_and(|record| self.case.asks_to_confirm(party, record)));
        let fact = |key: &str, value: &Option<String>| {
            value.clone().map(|value| (self.t.t(key).into_owned(), value))
        };
        let facts = [
            fact("session-record-place", &body.place),
            fact("session-record-present", &body.present),
            fact("session-record-result", &body.result),
        ];
        Part {
            code: part.code(),
            version: record.map_or(0, |record| record.version),
            written: record.map_or_else(String::new, |record| {
                let by = record.by.map(|by| name_of(by, &self.at)).unwrap_or_default();
                let said = self.t.say("session-record-version").with("version", u64::from(record.version));
                said.with("moment", self.t.moment(record.at)).with("who", by).to_string()
            }),
            text: if record.is_some() { paragraphs(&body.text) } else { Vec::new() },
            facts: facts.into_iter().flatten().collect(),
            confirmed: confirmed
                .iter()
                .map(|(party, means, at)| {
                    let means = self.t.code("means", means.code()).into_owned();
                    [self.name(*party), means, self.t.moment(*at)].join(" · ")
                })
                .collect(),
            unconfirmed: asked.iter().map(|p| (p.place.id.to_string(), self.name(p.place.id))).collect(),
            excused: excused.iter().map(|p| self.name(p.place.id)).collect(),
            form: typed.map_or(body, |typed| typed.body.clone()),
            clash: typed.is_some(),
            // What both hold to be true is said at the table; the record may be finished when all have gone. Before the case is
            // accepted there is nothing that could be told, on paper either.
            writes: self.case.state != CaseState::Submitted
                && if part == RecordPart::Mediation { self.hand.writes } else { self.hand.mine },
            notes: if part == RecordPart::Mediation { self.hand.notes } else { self.hand.acts },
        }
    }
}

steps! { "session" on SessionPage:
    confirm = "recorded" |sent| Action::ConfirmRecord {
        party: sent.party()?,
        part: sent.code("part", RecordPart::from_code)?,
        version: sent.version("version"),
        means: sent.code("means", Means::from_code)?,
    };
}

/// What cannot be taken is shown again as it was typed, written from the version it was written from.
async fn write(sent: Sent) -> Result<Response, Problem> {
    match written(&sent).await {
        Ok(answer) => Ok(answer),
        Err(problem) => sent.again::<SessionPage>(problem).await,
    }
}

async fn written(sent: &Sent) -> Result<Response, Problem> {
    let part = sent.code("part", RecordPart::from_code)?;
    let body = RecordBody {
        text: sent.lines("text", RECORD)?.unwrap_or_default(),
        place: sent.line("place")?,
        present: sent.line("present")?,
        result: sent.lines("result", RECORD)?,
        inquiry: None,
    };
    let action = Action::WriteRecord { part, base: sent.version("base"), body: body.clone() };
    match sent.ask("session/write", action).await {
        Ok(_) => Ok(sent.back("session", "recorded")),
        Err(problem) if clashed(&problem) || over(&problem) => {
            let again = Again { record: Some(Typed { part, body }) };
            let (clash, nothing) = (StatusCode::CONFLICT, Done::default());
            let draw = |frame, case: &_, table| SessionPage::of(frame, case, table, again);
            sent.looker().show(&sent.case.id.to_string(), "session-title", (&nothing, clash), draw).await
        }
        Err(problem) => Err(problem),
    }
}
