//! Other bodies on one page of a case: where it was sent and what came of it, from whom it came, with whom it is mediated. And the
//! form that draws a referral up, with what may go along to such a body and nothing else.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    Case,
    case::Party,
    fair::Language,
    procedure::{ConsentTo, Means},
    proposal::Deed,
    referral::{Counterpart, Lead, Linkage, Referral, ReferralBody, ReferralResult, ReferralState, Stage},
    staff::Role,
};

use crate::{
    app::App,
    locale::Texts,
    web::{
        consents::{self, Spoken},
        disclosure,
        form::fresh_key,
        frame::Frame,
        guard::{Signed, Who},
        office::today,
        problem::Problem,
        proposals::Eyes,
        route::{Access, MEDIATORS, Route},
        visit::Visit,
    },
};

use super::{
    Done,
    aftercare::{concerns, lines},
    table::{CasePage, Looker, Table, page},
};

mod deeds;

pub(super) fn routes() -> Vec<Route> {
    let mediators = Access::Staff(MEDIATORS);
    let pages = vec![
        Route::get("/counter/cases/{case}/referrals", mediators, page::<ReferralsPage>),
        Route::get("/counter/cases/{case}/referrals/new", mediators, form),
    ];
    pages.into_iter().chain(deeds::routes()).collect()
}

#[derive(Template)]
#[template(path = "counter_referrals.html")]
#[expect(clippy::struct_excessive_bools, reason = "independent yes-or-no facts that the template asks for")]
struct ReferralsPage {
    frame: Frame,
    t: Texts,
    key: String,
    id: String,
    number: String,
    /// Nothing sealed may be shown to this reader now.
    closed: bool,
    /// This reader may take steps; and send what is drawn up.
    acts: bool,
    head: bool,
    /// The case goes on, so that others may join.
    open: bool,
    today: String,
    known: Vec<Shown>,
    parties: Vec<Agrees>,
}

/// A referral, as the page shows it.
#[expect(clippy::struct_excessive_bools, reason = "independent yes-or-no facts that the template asks for")]
struct Shown {
    id: String,
    number: usize,
    linkage: &'static str,
    state: &'static str,
    with: &'static str,
    /// `By the court, before a suit was filed` and the like.
    facts: Vec<(&'static str, String)>,
    matter: Vec<String>,
    given: Vec<(String, String)>,
    parts: Vec<(String, Vec<String>)>,
    result: Option<&'static str>,
    remark: Vec<String>,
    /// Drawn up, and every consent is there.
    sends: bool,
    /// Proposed to be sent: a second person has to confirm it.
    proposed: bool,
    /// What goes along stays here until somebody has confirmed.
    held: bool,
    /// It may leave, or has left.
    fetched: bool,
    /// Somebody has, and it is handed over now.
    cleared: bool,
    /// Who may confirm, where that is to be said.
    seconds: Option<Eyes>,
    /// Drawn up, and a consent is missing.
    waits: bool,
    takes_receipt: bool,
    takes_part: bool,
    ends: bool,
}

/// Whether a party agrees that others get the file, or come to the table.
struct Agrees {
    id: String,
    name: String,
    transfer: bool,
    others: bool,
    /// The words of what they have not agreed to, to be read out.
    asked: Vec<(&'static str, Vec<Spoken>)>,
}

impl CasePage for ReferralsPage {
    const TITLE: &'static str = "referrals-title";

    fn drawn(looker: &Looker<'_>, frame: Frame, case: &Case, table: Option<Table>) -> Self {
        let blank = Self::blank(frame, case, today(looker.app).to_string());
        match table {
            Some(table) => table.referrals(blank, looker),
            None => blank,
        }
    }
}

impl ReferralsPage {
    fn blank(mut frame: Frame, case: &Case, today: String) -> Self {
        let t = frame.t();
        let number = case.claimant().ticket.map(|number| number.to_string()).unwrap_or_default();
        frame.title = t.t1("referrals-title-of", "number", &*number);
        Self {
            key: fresh_key(),
            id: case.id.to_string(),
            number,
            closed: true,
            acts: false,
            head: false,
            open: case.state.is_open(),
            today,
            known: Vec::new(),
            parties: Vec::new(),
            frame,
            t,
        }
    }
    fn counterparts() -> Vec<&'static str> {
        Counterpart::ALL.iter().map(|code| code.code()).collect()
    }
    fn stages() -> Vec<&'static str> {
        Stage::ALL.iter().map(|code| code.code()).collect()
    }
    fn leads() -> Vec<&'static str> {
        Lead::ALL.iter().map(|code| code.code()).collect()
    }
    fn together() -> Vec<&'static str> {
        [Linkage::Joint, Linkage::Assisted].iter().map(|code| code.code()).collect()
    }
    fn results() -> Vec<&'static str> {
        ReferralResult::ALL.iter().map(|code| code.code()).collect()
    }
    /// The own device speaks for itself, not through staff.
    fn means() -> Vec<&'static str> {
        Means::ALL.iter().filter(|means| **means != Means::Device).map(|code| code.code()).collect()
    }
}

impl Table {
    fn referrals(&self, blank: ReferralsPage, looker: &Looker<'_>) -> ReferralsPage {
        let known = self.case.referrals.iter().enumerate();
        ReferralsPage {
            closed: false,
            acts: concerns(&self.at, looker.person, &self.case),
            head: looker.person.is(Role::Head),
            known: known.map(|(at, known)| self.referral(at + 1, known, looker)).rev().collect(),
            parties: self.agree(),
            ..blank
        }
    }

    fn agree(&self) -> Vec<Agrees> {
        let agrees = |party: &Party, to| self.case.procedure.consents_to(party.place.id, to);
        let open = |to: &ConsentTo| *to == ConsentTo::Transfer || self.case.state.is_open();
        let asked = |party: &Party| {
            let missing = [ConsentTo::Transfer, ConsentTo::CoMediator].into_iter();
            let missing = missing.filter(|to| open(to) && !agrees(party, *to));
            let words = |to| consents::read_out(&self.t, to, [party.place.language]);
            missing.map(|to| (to.code(), words(to))).collect::<Vec<_>>()
        };
        self.case
            .participants()
            .map(|party| Agrees {
                id: party.place.id.to_string(),
                name: self.name(party.place.id),
                transfer: agrees(party, ConsentTo::Transfer),
                others: agrees(party, ConsentTo::CoMediator),
                asked: asked(party),
            })
            .collect()
    }

    fn referral(&self, number: usize, known: &Referral, looker: &Looker<'_>) -> Shown {
        let (t, person) = (&self.t, looker.person);
        let body = self.sealed.referrals.get(&known.seq).cloned().unwrap_or_default();
        let state = known.state();
        let agreed = self.case.may_go_to(known.with);
        let drawn_up = state == ReferralState::DrawnUp;
        let proposed = drawn_up && self.at.desk.is_to_be_sent(known.id);
        let part = |part: &domain::referral::Part| {
            let who = t.code("lead", part.by.code()).into_owned();
            let text = self.sealed.remarks.get(&part.seq).cloned().unwrap_or_default();
            ([who, t.date(part.on)].join(" · "), lines(&text))
        };
        let sends = drawn_up && agreed && !proposed;
        let held = self.at.desk.holds_back(known);
        let remark = known.ended.and_then(|(.., seq)| self.sealed.remarks.get(&seq).cloned());
        Shown {
            id: known.id.to_string(),
            number,
            linkage: known.linkage.code(),
            state: state.code(),
            with: known.with.code(),
            facts: self.facts(known, &body),
            matter: lines(&body.matter),
            given: self.given(known, &body),
            parts: known.parts.iter().map(part).collect(),
            result: known.ended.map(|(result, ..)| result.code()),
            remark: remark.map(|text| lines(&text)).unwrap_or_default(),
            sends,
            proposed,
            held,
            fetched: known.linkage == Linkage::Out && self.at.desk.withholds(&self.case, known).is_none(),
            cleared: sends && self.at.desk.cleared_to_leave(known.id).is_some(),
            seconds: (held && (proposed || (sends && person.is(Role::Head))))
                .then(|| self.seconds(known, looker))
                .flatten(),
            waits: drawn_up && !agreed,
            takes_receipt: state == ReferralState::Sent,
            takes_part: known.linkage != Linkage::Out && known.ended.is_none(),
            ends: known.ended.is_none(),
        }
    }

    /// Who may confirm that it is sent: by whoever proposed it, else by the head who reads this.
    fn seconds(&self, known: &Referral, looker: &Looker<'_>) -> Option<Eyes> {
        let now = looker.app.clock.now();
        if let Some(proposal) = self.at.desk.proposal_to_send(known.id) {
            return Some(Eyes::of(&self.at, &self.t, proposal, now));
        }
        let deed = Deed::Refer { case: self.case.id, referral: known.id, on: known.since };
        Eyes::ahead(&self.at, &self.t, &deed, &looker.person.staff, now)
    }

    fn facts(&self, known: &Referral, body: &ReferralBody) -> Vec<(&'static str, String)> {
        let t = &self.t;
        let receipt = known.received.and_then(|(_, seq)| self.sealed.receipts.get(&seq)).cloned();
        let lead = matches!(known.linkage, Linkage::Joint | Linkage::Assisted).then_some(known.lead);
        let since = match known.linkage {
            Linkage::Out => "referral-drawn-up-on",
            Linkage::In => "referral-came-on",
            Linkage::Joint | Linkage::Assisted => "referral-since",
        };
        let facts = [
            ("referral-body", Some(body.body.clone())),
            ("referral-person", body.person.clone()),
            ("referral-stage", known.stage.map(|stage| t.code("stage", stage.code()).into_owned())),
            ("referral-lead", lead.map(|lead| t.code("lead", lead.code()).into_owned())),
            ("referral-reference", body.reference.clone()),
            (since, Some(t.date(known.since))),
            ("referral-sent-on", known.sent.map(|on| t.date(on))),
            ("referral-received-on", known.received.map(|(on, _)| t.date(on))),
            ("referral-receipt", receipt.as_ref().map(|receipt| receipt.number.clone())),
            ("referral-receipt-by", receipt.and_then(|receipt| receipt.by)),
            ("referral-papers", body.papers.clone()),
            ("referral-due", known.due().map(|on| t.date(on))),
            ("referral-ended-on", known.ended.map(|(_, on, _)| t.date(on))),
        ];
        facts.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
    }

    /// What goes along, each with its digest.
    fn given(&self, known: &Referral, body: &ReferralBody) -> Vec<(String, String)> {
        let named = known.given.iter().zip(&body.files);
        named
            .map(|(given, file)| (disclosure::title(&self.case, given, &self.t), file.sha256.clone()))
            .collect()
    }
}

#[derive(Template)]
#[template(path = "counter_referral.html")]
struct FormPage {
    frame: Frame,
    t: Texts,
    key: String,
    id: String,
    number: String,
    closed: bool,
    to: &'static str,
    /// Everybody must agree, and has.
    asks: bool,
    agreed: bool,
    offers: Vec<(String, String)>,
    languages: Vec<(&'static str, String, bool)>,
}

/// To which kind of body.
#[derive(serde::Deserialize, Default)]
struct To {
    #[serde(default)]
    to: String,
}

async fn form(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Path(id): Path<String>,
    Query(to): Query<To>,
) -> Result<Response, Problem> {
    let looker = Looker::new(&app, &visit, &who, &person);
    let to = Counterpart::from_code(&to.to).unwrap_or(Counterpart::Authority);
    shown(&looker, &id, to).await
}

/// The form for a referral to such a body, with what was typed where it could not be drawn up.
async fn shown(looker: &Looker<'_>, id: &str, to: Counterpart) -> Result<Response, Problem> {
    let first = looker.app.now().desk.fair().and_then(|fair| fair.plan.languages.first().copied());
    let draw = |mut frame: Frame, case: &Case, table: Option<Table>| {
        let t = frame.t();
        let number = case.claimant().ticket.map(|number| number.to_string()).unwrap_or_default();
        frame.title = t.t1("referral-new-title-of", "body", t.code("counterpart", to.code()).into_owned());
        let offers = table.as_ref().map(|_| disclosure::offered(case, to, &t)).unwrap_or_default();
        FormPage {
            key: fresh_key(),
            id: case.id.to_string(),
            number,
            closed: table.is_none(),
            to: to.code(),
            asks: case.must_agree_to(to),
            agreed: case.all_agree_to(ConsentTo::Transfer),
            offers: offers.into_iter().map(|offer| (offer.value, offer.title)).collect(),
            languages: Language::ALL
                .into_iter()
                .map(|known| (known.tag(), t.language_name(known), known == first.unwrap_or_default()))
                .collect(),
            frame,
            t,
        }
    };
    looker.show(id, "referral-new-title", (&Done::default(), StatusCode::OK), draw).await
}

#[cfg(test)]
mod tests;
