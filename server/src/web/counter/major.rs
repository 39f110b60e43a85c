//! A case as a major or difficult one: why it is, what a panel said, what an expert answered, how it goes on. For whoever has the
//! case; how it goes on, the head decides.

use askama::Template;
use axum::response::Response;
use domain::{
    Case, Command, StaffId,
    major::{ConsultationBody, Course, MajorAction, MajorReason, PanelBody},
    procedure::ConsentTo,
    staff::Role,
};

use crate::{
    locale::Texts,
    web::{
        form::fresh_key,
        frame::Frame,
        guard::Signed,
        office::today,
        problem::Problem,
        route::{Access, MEDIATORS, Route},
        submit::name_of,
    },
};

use super::{
    aftercare::{concerns, lines},
    sent::{Sent, deeds},
    table::{CasePage, Looker, Table, page},
};

/// Longest text, characters.
const TEXT: usize = 4000;

pub(super) fn routes() -> Vec<Route> {
    let mediators = Access::Staff(MEDIATORS);
    vec![
        Route::get("/counter/cases/{case}/major", mediators, page::<MajorPage>),
        Route::post("/counter/cases/{case}/major/flag", mediators, flag),
        Route::post("/counter/cases/{case}/major/lift", mediators, lift),
        Route::post("/counter/cases/{case}/major/panel", mediators, panel),
        Route::post("/counter/cases/{case}/major/expert", mediators, expert),
        Route::post("/counter/cases/{case}/major/course", mediators, course),
    ]
}

deeds! { take on MajorPage:
    flag |sent| MajorAction::Flag {
        reasons: sent.form.all("reason").filter_map(MajorReason::from_code).collect(),
        remark: sent.lines("remark", TEXT)?,
    };
    lift |sent| MajorAction::LiftFlag { remark: sent.lines("remark", TEXT)?.unwrap_or_default() };
    panel |sent| MajorAction::HoldPanel {
        on: sent.day("on")?,
        body: PanelBody {
            present: sent.lines("present", TEXT)?.unwrap_or_default(),
            said_for: sent.lines("said_for", TEXT)?.unwrap_or_default(),
            said_against: sent.lines("said_against", TEXT)?,
            opinion: sent.lines("opinion", TEXT)?.unwrap_or_default(),
        },
    };
    expert |sent| MajorAction::Consult {
        on: sent.day("on")?,
        named: sent.form.has("named"),
        impartial: sent.form.text("impartial") == "yes",
        body: ConsultationBody {
            expert: sent.line("expert")?.unwrap_or_default(),
            position: sent.line("position")?,
            question: sent.lines("question", TEXT)?.unwrap_or_default(),
            answer: sent.lines("answer", TEXT)?.unwrap_or_default(),
            conflict: sent.lines("conflict", TEXT)?,
        },
    };
    course |sent| MajorAction::DecideCourse {
        course: sent.code("course", Course::from_code)?,
        remark: sent.lines("remark", TEXT)?,
    };
}

async fn take(sent: &Sent, verb: &str, action: MajorAction) -> Result<Response, Problem> {
    let once = sent.form.once(&sent.app, &sent.who, &format!("counter/{}/major/{verb}", sent.case.id));
    let command = Command::MoveMajor { case: sent.case.id, action: Box::new(action) };
    sent.app.ask(sent.who.from(), once, command).await?;
    Ok(sent.back("major", "major"))
}

#[derive(Template)]
#[template(path = "counter_major.html")]
#[expect(clippy::struct_excessive_bools, reason = "independent yes-or-no facts that the template asks for")]
struct MajorPage {
    frame: Frame,
    t: Texts,
    key: String,
    id: String,
    number: String,
    /// Nothing sealed may be shown to this reader now.
    closed: bool,
    acts: bool,
    head: bool,
    today: String,
    /// Why it is a major case, since when and by whom; nothing where it is none.
    flag: Option<(Vec<&'static str>, String, Vec<String>)>,
    panels: Vec<Said>,
    experts: Vec<Said>,
    /// How it goes on, when and by whom that was decided, and the words.
    course: Option<(&'static str, String, Vec<String>)>,
    /// An expert may hear names.
    may_name: bool,
}

/// A panel, or an expert: on which day, and what was said under which heading.
struct Said {
    number: usize,
    head: String,
    /// An expert declared a conflict of interest.
    doubt: bool,
    parts: Vec<(&'static str, Vec<String>)>,
}

impl CasePage for MajorPage {
    const TITLE: &'static str = "major-title";

    fn drawn(looker: &Looker<'_>, frame: Frame, case: &Case, table: Option<Table>) -> Self {
        let blank = Self::blank(frame, case, today(looker.app).to_string());
        match table {
            Some(table) => table.major(blank, looker.person),
            None => blank,
        }
    }
}

impl MajorPage {
    fn blank(mut frame: Frame, case: &Case, today: String) -> Self {
        let t = frame.t();
        let number = case.claimant().ticket.map(|number| number.to_string()).unwrap_or_default();
        frame.title = t.t1("major-title-of", "number", &*number);
        Self {
            key: fresh_key(),
            id: case.id.to_string(),
            number,
            closed: true,
            acts: false,
            head: false,
            today,
            flag: None,
            panels: Vec::new(),
            experts: Vec::new(),
            course: None,
            may_name: case.all_agree_to(ConsentTo::Expert),
            frame,
            t,
        }
    }
    fn reasons() -> Vec<&'static str> {
        MajorReason::ALL.iter().map(|code| code.code()).collect()
    }
    fn courses() -> Vec<&'static str> {
        Course::ALL.iter().map(|code| code.code()).collect()
    }
    fn has_reason(&self, code: &str) -> bool {
        self.flag.as_ref().is_some_and(|(reasons, ..)| reasons.contains(&code))
    }
}

impl Table {
    fn major(&self, blank: MajorPage, person: &Signed) -> MajorPage {
        let (t, known) = (&self.t, &self.case.major);
        let remark = |seq: &u64| self.sealed.remarks.get(seq).map(|text| lines(text)).unwrap_or_default();
        let flag = known.flag.as_ref().map(|flag| {
            let reasons = flag.reasons.iter().map(|reason| reason.code()).collect();
            (reasons, self.said_by(t.moment(flag.at), flag.by), remark(&flag.seq))
        });
        let course = known.course.map(|decided| {
            let head = self.said_by(t.moment(decided.at), decided.by);
            (decided.course.code(), head, remark(&decided.seq))
        });
        MajorPage {
            closed: false,
            acts: concerns(&self.at, person, &self.case),
            head: person.is(Role::Head),
            flag,
            panels: self.panels(),
            experts: self.experts(),
            course,
            ..blank
        }
    }

    fn said_by(&self, when: String, by: Option<StaffId>) -> String {
        let name = by.map(|by| name_of(by, &self.at));
        std::iter::once(when).chain(name).collect::<Vec<_>>().join(" · ")
    }

    fn panels(&self) -> Vec<Said> {
        let panels = self.case.major.panels.iter().enumerate();
        let said = panels.map(|(at, panel)| {
            let body = self.sealed.panels.get(&panel.seq).cloned().unwrap_or_default();
            let parts = [
                ("major-present", Some(body.present)),
                ("major-said-for", Some(body.said_for)),
                ("major-said-against", body.said_against),
                ("major-opinion", Some(body.opinion)),
            ];
            let head = self.said_by(self.t.date(panel.on), panel.by);
            Said { number: at + 1, head, doubt: false, parts: worded(parts) }
        });
        said.collect()
    }

    fn experts(&self) -> Vec<Said> {
        let experts = self.case.major.consultations.iter().enumerate();
        let said = experts.map(|(at, asked)| {
            let body = self.sealed.consultations.get(&asked.seq).cloned().unwrap_or_default();
            let who =
                [Some(body.expert), body.position].into_iter().flatten().collect::<Vec<_>>().join(" · ");
            let parts = [
                ("major-question", Some(body.question)),
                ("major-answer", Some(body.answer)),
                ("major-conflict", body.conflict),
                ("", None),
            ];
            let head = [who, self.t.date(asked.on)].join(" · ");
            Said { number: at + 1, head, doubt: !asked.impartial, parts: worded(parts) }
        });
        said.collect()
    }
}

/// What was said, under its headings; nothing under those where nothing was.
fn worded(parts: [(&'static str, Option<String>); 4]) -> Vec<(&'static str, Vec<String>)> {
    let said = parts.into_iter().filter_map(|(key, text)| Some((key, lines(&text?))));
    said.filter(|(_, lines)| !lines.is_empty()).collect()
}

#[cfg(test)]
mod tests;
