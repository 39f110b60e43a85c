//! A case's way from reception to talks on one page: accepted or not, impartial, notices out and served, replies in, a time for
//! talks (procedure A.2 rows 4 to 10). The page offers the next step of each respondent and keeps the rest folded away.

use std::{collections::HashMap, sync::Arc};

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    Case, PartyId,
    case::{Ask, CaseState, Paper},
    fair::Language,
    print::SlipOf,
    procedure::{Authority, CaseSource, Means, ServiceMethod},
    staff::Role,
};

use crate::{
    app::App,
    locale::Texts,
    web::{
        bodies, fee,
        form::{Entries, fresh_key},
        frame::{self, Errors, Frame, Reached, Step},
        guard::{Signed, Who},
        problem::Problem,
        route::{Access, RECEPTIONS, Route},
        signed,
        slips::Printers,
        submit::name_of,
        visit::Visit,
    },
};

use super::{
    Done, case, conclude,
    contents::{self, Contents},
};

mod deeds;
mod opened;
mod parts;
mod print;
pub(in crate::web) mod said;
mod view;

use opened::Opened;
use view::{Elsewhere, PartyWay, Proof, Stage, TalksTime};
pub(super) use view::{Fixed, word};

pub(super) fn routes() -> Vec<Route> {
    let mut routes = vec![Route::get("/counter/cases/{case}/way", Access::Staff(RECEPTIONS), page)];
    routes.extend(deeds::routes());
    routes.extend(print::routes());
    routes
}

#[derive(Template)]
#[template(path = "counter_way.html")]
struct WayPage {
    frame: Frame,
    t: Texts,
    key: String,
    id: String,
    number: String,
    case_number: Option<String>,
    case_state: &'static str,
    /// How the case stands, in short: the page asks for itself again when it is another.
    version: String,
    /// Mediation was asked for.
    asked: bool,
    /// How the case came, as far as is known.
    came: &'static str,
    stage: Stage,
    steps: Vec<Step>,
    /// The person sees names and texts.
    sees_all: bool,
    standing: Standing,
    /// Another body has it: nothing of the way is gone on with here meanwhile.
    elsewhere: Option<Elsewhere>,
    /// How it stands once talks were opened.
    opened: Option<Opened>,
    /// How it ended, once it has.
    ended: Option<conclude::Ended>,
    missing: Vec<&'static str>,
    /// What the register of rights holds that touches it, while it is decided whether to accept it.
    registered: String,
    claimant: PartyWay,
    respondents: Vec<PartyWay>,
    /// When the last time to answer ends, while one runs: until then no talks are opened.
    waits: String,
    time: TalksTime,
    proofs: Vec<Proof>,
    /// Where the notice of each respondent may come out as a slip.
    printers: HashMap<String, Printers>,
    /// The class of the products it is about, and those it may be put into by this person.
    product: (String, Vec<String>),
    /// The mediation body, as consent texts name it.
    body: String,
    errors: Errors,
    typed: Typed,
}

/// What this person may do here.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent yes-or-no facts that the template asks for")]
struct Standing {
    /// They have the case.
    mine: bool,
    /// They may act on it: it is theirs, or they lead the body and somebody has it.
    acts: bool,
    /// Nobody has it.
    free: bool,
    /// They receive and do no more.
    receives: bool,
    conflict: bool,
    /// Who has it, when it is somebody else.
    other: Option<String>,
}

/// A form as it was sent, shown again with what was wrong with it.
#[derive(Default)]
pub(super) struct Typed {
    verb: &'static str,
    form: Entries,
}

impl Typed {
    /// Whether it is this form of this party.
    fn is(&self, verb: &str, party: &str) -> bool {
        self.verb == verb && self.form.text("party") == party
    }
    /// What was typed into a field of one form of the page; else `usual`.
    fn of<'a>(&'a self, verb: &str, party: &str, field: &str, usual: &'a str) -> &'a str {
        if self.is(verb, party) { self.form.text(field) } else { usual }
    }
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let case = contents::find(&app.now(), &id)?;
    if let Some(back) = contents::outside(&app.now(), &visit, &person, &case) {
        return Ok(back);
    }
    let visitor = Visitor { app, visit, who, person };
    visitor.show(&case, &done, StatusCode::OK, Typed::default(), Errors::default()).await
}

/// Who looks, and by what request.
pub(super) struct Visitor {
    app: App,
    visit: Visit,
    who: Who,
    person: Signed,
}

impl Visitor {
    /// The page as it stands now, after the reading of names and texts was recorded.
    async fn show(
        &self,
        case: &Arc<Case>,
        done: &Done,
        status: StatusCode,
        typed: Typed,
        errors: Errors,
    ) -> Result<Response, Problem> {
        let app = &self.app;
        let contents = if contents::sees_way(&app.now(), &self.person, case, app.clock.now()) {
            contents::record_reading(app, &self.who, &self.person, case, None).await?;
            Some(contents::open(app, case).await?)
        } else {
            None
        };
        let frame = done.tell(signed::frame(app, &self.visit, &self.who, "way-title").counter());
        let at = app.now();
        let registered = match &contents {
            Some(contents) if Stage::of(&at.desk, case) == Stage::Reception => {
                contents.registered(&at, &frame.t(), case, app.clock.now())?
            }
            Some(_) | None => String::new(),
        };
        let page = self.page(frame, case, contents.as_ref(), typed, errors);
        Ok(frame::show_with(status, &WayPage { registered, ..page }))
    }

    fn page(
        &self,
        mut frame: Frame,
        case: &Case,
        contents: Option<&Contents>,
        typed: Typed,
        errors: Errors,
    ) -> WayPage {
        let (at, now) = (self.app.now(), self.app.clock.now());
        let t = frame.t();
        let looks = view::Looks { at: &at, t: t.clone(), now, contents, case };
        let number = case.claimant().ticket.map(|number| number.to_string()).unwrap_or_default();
        frame.title = t.t1("way-title-of", "number", number.clone());
        frame.charges = fee::is_linked(&at.desk, &self.person.staff, case);
        let stage = Stage::of(&at.desk, case);
        WayPage {
            key: fresh_key(),
            id: case.id.to_string(),
            number,
            case_number: case.procedure.number.map(|number| number.to_string()),
            case_state: case.state.code(),
            version: case::version(&at.desk, case, &self.person.staff, now),
            steps: steps(&t, stage.step(case), case.state.is_open()),
            sees_all: contents.is_some(),
            standing: self.standing(case),
            elsewhere: looks.elsewhere(),
            opened: (stage == Stage::Talks).then(|| Opened::of(&t, &at, case)),
            ended: conclude::ended(&t, &at, case),
            missing: case.missing.iter().map(|paper| paper.code()).collect(),
            registered: String::new(),
            claimant: looks.party(case.claimant()),
            respondents: case.respondents().iter().map(|party| looks.party(party)).collect(),
            waits: looks.waits(),
            time: looks.time(),
            proofs: looks.proofs(),
            printers: if contents.is_some() { self.printers(&t, case) } else { HashMap::new() },
            product: self.product(case),
            body: bodies::of_case(&at, case),
            asked: leads(case),
            came: case.came().code(),
            stage,
            errors,
            typed,
            t,
            frame,
        }
    }

    fn product(&self, case: &Case) -> (String, Vec<String>) {
        let at = self.app.now();
        let known = case.procedure.product_class.as_ref().map(ToString::to_string).unwrap_or_default();
        let lead = case.claimant().ticket.and_then(|number| at.desk.ticket(number));
        let with = lead.and_then(|lead| lead.mediator);
        let may = with.is_none_or(|with| with == self.person.staff.id) || self.person.is(Role::Head);
        let conflict = at.desk.has_conflict(&self.person.staff, case);
        let mut classes: Vec<_> = at.desk.product_classes().iter().map(ToString::to_string).collect();
        if !may || conflict {
            classes.clear();
        } else if !known.is_empty() && !classes.is_empty() && !classes.contains(&known) {
            // It was taken out of the list since, and stays with the case.
            classes.push(known.clone());
        }
        (known, classes)
    }

    fn printers(&self, t: &Texts, case: &Case) -> HashMap<String, Printers> {
        let noticed = case.respondents().iter().filter_map(|party| Some((party, party.notice.as_ref()?)));
        let printers = noticed.map(|(party, notice)| {
            (party.place.id.to_string(), Printers::of(&self.app, t, SlipOf::Notice(notice.seq)))
        });
        printers.filter(|(_, printers)| !printers.is_empty()).collect()
    }

    fn standing(&self, case: &Case) -> Standing {
        let at = self.app.now();
        let lead = case.claimant().ticket.and_then(|number| at.desk.ticket(number));
        let Some(lead) = lead else { return Standing::default() };
        let me = self.person.staff.id;
        let open = case.state.is_open();
        let mine = open && lead.mediator == Some(me);
        Standing {
            mine,
            acts: open && (mine || (self.person.is(Role::Head) && lead.mediator.is_some())),
            free: open && lead.mediator.is_none(),
            receives: self.person.staff.only_receives(),
            conflict: at.desk.has_conflict(&self.person.staff, case),
            other: lead.mediator.filter(|by| *by != me && open).map(|by| name_of(by, &at)),
        }
    }
}

/// The way in four steps: reception, notice, reply, talks. A case that is over is at none of them, and has those alone that are behind it.
fn steps(t: &Texts, now: usize, open: bool) -> Vec<Step> {
    let names =
        [t.t("way-step-reception"), t.t("way-step-notice"), t.t("way-step-reply"), t.t("way-step-talks")];
    names
        .into_iter()
        .enumerate()
        .map(|(at, text)| Step {
            text: text.into_owned(),
            reached: match at.cmp(&now) {
                std::cmp::Ordering::Less => Reached::Done,
                std::cmp::Ordering::Equal if open => Reached::Now,
                std::cmp::Ordering::Equal | std::cmp::Ordering::Greater => Reached::Next,
            },
        })
        .filter(|step| open || step.reached == Reached::Done)
        .collect()
}

/// Whether a case goes this way at all.
pub(super) fn leads(case: &Case) -> bool {
    case.asks_for(Ask::Mediation)
}

/// Whether everybody who was asked has answered, so that talks can be opened.
pub(super) fn is_ready(desk: &domain::Desk, case: &Case) -> bool {
    leads(case) && Stage::of(desk, case) == Stage::Ready
}

/// Whether the next step of the case stands on this page rather than in the line.
pub(super) fn is_next(case: &Case) -> bool {
    leads(case)
        && match case.state {
            CaseState::Submitted => case.missing.is_empty(),
            CaseState::Accepted => true,
            CaseState::Agreed
            | CaseState::InSession
            | CaseState::Adjourned
            | CaseState::TermsAgreed
            | CaseState::Concluded { .. } => false,
        }
}

/// A party of the case as an address or a form names it.
pub(in crate::web) fn party_of(case: &Case, text: &str) -> Option<PartyId> {
    case.parties.iter().map(|party| party.place.id).find(|id| id.to_string() == text)
}

impl Standing {
    /// The name of who has it, when it is somebody else.
    fn other(&self) -> &str {
        self.other.as_deref().unwrap_or_default()
    }
}

impl WayPage {
    /// Where this page is.
    fn here(&self) -> String {
        format!("/counter/cases/{}/way", self.id)
    }
    /// Where it hears that something has changed.
    fn events(&self) -> String {
        format!("/counter/cases/{}/events", self.id)
    }
    fn sources() -> Vec<&'static str> {
        CaseSource::ALL.iter().map(|source| source.code()).collect()
    }
    fn methods() -> Vec<&'static str> {
        ServiceMethod::ALL.iter().map(|method| method.code()).collect()
    }
    /// The means that staff can write down; the own device writes for itself.
    fn means() -> Vec<&'static str> {
        Means::ALL.iter().filter(|means| **means != Means::Device).map(|means| means.code()).collect()
    }
    fn authorities() -> Vec<&'static str> {
        Authority::ALL.iter().map(|authority| authority.code()).collect()
    }
    fn languages() -> Vec<&'static str> {
        Language::ALL.iter().map(|language| language.tag()).collect()
    }
    /// Every paper that may be missing, and whether it is.
    fn papers(&self) -> Vec<(&'static str, bool)> {
        Paper::ALL.iter().map(|paper| (paper.code(), self.missing.contains(&paper.code()))).collect()
    }
    /// Nothing else on the page asks for room.
    fn alone(&self) -> bool {
        self.respondents.len() == 1
    }
    /// The respondents who take part.
    fn taking_part(&self) -> usize {
        self.respondents.iter().filter(|party| party.way == "accepted").count()
    }
    /// The respondents from whom an answer may still come.
    fn pending(&self) -> usize {
        self.respondents.iter().filter(|party| !matches!(party.way, "accepted" | "declined")).count()
    }
    /// A time for talks can be fixed: somebody takes part, and the case is not yet in talks or past them.
    fn may_meet(&self) -> bool {
        self.taking_part() > 0 && matches!(self.case_state, "accepted" | "agreed" | "adjourned")
    }
    /// A time can be fixed now: nobody talks about a case that another body has.
    fn may_fix(&self) -> bool {
        self.may_meet() && self.elsewhere.is_none()
    }
    /// Consent can be taken back, or another mediator asked for.
    fn may_leave(&self) -> bool {
        !self.standing.receives
            && matches!(self.case_state, "accepted" | "agreed" | "in-session" | "adjourned")
    }
    /// Steps of a respondent can be taken.
    fn may_notify(&self) -> bool {
        self.case_state == "accepted" && self.standing.acts
    }
    /// Whether a choice is the one that was made, or else the usual one.
    fn picked(&self, verb: &str, party: &str, field: &str, usual: &str, choice: &str) -> bool {
        self.typed.of(verb, party, field, usual) == choice
    }
    /// The id of a field of one party's form.
    fn field_id(verb: &str, name: &str, party: &str) -> String {
        format!("{verb}-{name}-{party}")
    }
    fn typed<'a>(&'a self, verb: &str, party: &str, field: &str, usual: &'a str) -> &'a str {
        self.typed.of(verb, party, field, usual)
    }
}

#[cfg(test)]
mod tests;
