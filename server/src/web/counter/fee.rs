//! What a case costs, at a body that may charge: the quote is written here from the body's tariff, looked at before it is made, agreed
//! to or declined by word of mouth, or nothing is taken (Commercial Mediation Regulations art 16).

use askama::Template;
use axum::{http::StatusCode, response::Response};
use domain::{
    Case, PartyId,
    case::{CaseState, Side},
    fee::{Fee, Tariff},
    procedure::{Action, Answer, Means, Way},
};

use crate::{
    locale::Texts,
    web::{
        bodies,
        fee::{Quoted, amount},
        form::fresh_key,
        frame::{Errors, Frame},
        problem::{Fault, Problem},
        route::{Access, MEDIATORS, Route},
        submit::name_of,
    },
};

use super::{
    Done,
    sent::{Sent, clashed, steps},
    table::{CasePage, Hand, Looker, Table, page},
};

mod typed;

use typed::{Share, Typed};

pub(super) fn routes() -> Vec<Route> {
    let mediators = Access::Staff(MEDIATORS);
    vec![
        Route::get("/counter/cases/{case}/fee", mediators, page::<FeePage>),
        Route::post("/counter/cases/{case}/fee/quote", mediators, quote),
        Route::post("/counter/cases/{case}/fee/waive", mediators, waive),
        Route::post("/counter/cases/{case}/fee/answer", mediators, answer),
    ]
}

#[derive(Template)]
#[template(path = "counter_fee.html")]
#[expect(clippy::struct_excessive_bools, reason = "independent yes-or-no facts that the template asks for")]
struct FeePage {
    frame: Frame,
    t: Texts,
    key: String,
    id: String,
    number: String,
    hand: Hand,
    errors: Errors,
    /// Nothing sealed may be shown to this reader now.
    closed: bool,
    body: String,
    charges: bool,
    /// The edition of the tariff that a quote would stand on.
    edition: Option<u32>,
    currency: String,
    /// Everybody agreed to the present version, or nothing is taken.
    settled: bool,
    /// It can still be quoted.
    open: bool,
    version: u32,
    present: Option<Quoted>,
    /// Those of them who take part and have not agreed.
    unagreed: Vec<(String, String)>,
    earlier: Vec<Quoted>,
    typed: Typed,
    /// What was typed comes to this; shown before it is quoted.
    total: Option<String>,
    /// Somebody else quoted meanwhile.
    clash: bool,
}

/// A form that is shown again.
struct Again {
    /// The version from which it was written.
    base: u32,
    typed: Typed,
    errors: Errors,
    total: Option<String>,
}

impl FeePage {
    fn means() -> Vec<&'static str> {
        Means::ALL.iter().filter(|means| **means != Means::Device).map(|means| means.code()).collect()
    }
    fn is_waived(&self) -> bool {
        self.present.as_ref().is_some_and(|one| one.edition.is_none())
    }
    fn rows(&self) -> Vec<(usize, &typed::Row)> {
        self.typed.rows.iter().enumerate().collect()
    }
    /// What is said of a line that is none of the tariff; empty of one that is.
    fn beside_hint(&self, row: &typed::Row) -> String {
        if row.is_beside { self.t.t("fee-beside-hint").into_owned() } else { String::new() }
    }
    /// What is said of a price that is not the published one; empty of one that is.
    fn price_hint(&self, row: &typed::Row) -> String {
        let said = |price| self.t.t1("fee-otherwise-hint", "price", amount(&self.t, price, &self.currency));
        row.otherwise.map(said).unwrap_or_default()
    }
    fn shares(&self) -> Vec<(usize, &Share)> {
        self.typed.shares.iter().enumerate().collect()
    }

    fn of(mut frame: Frame, case: &Case, table: Option<Table>, again: Option<Again>) -> Self {
        let t = frame.t();
        let number = case.claimant().ticket.map(|number| number.to_string()).unwrap_or_default();
        frame.title = t.t1("fee-title-of", "number", &*number);
        let blank = Self {
            key: fresh_key(),
            id: case.id.to_string(),
            number,
            hand: Hand::default(),
            errors: Errors::default(),
            closed: true,
            body: String::new(),
            charges: false,
            edition: None,
            currency: String::new(),
            settled: false,
            open: false,
            version: 0,
            present: None,
            unagreed: Vec::new(),
            earlier: Vec::new(),
            typed: Typed::default(),
            total: None,
            clash: false,
            frame,
            t,
        };
        match table {
            Some(table) => table.fee(blank, again),
            None => blank,
        }
    }
}

/// Where what a case costs can still be quoted.
fn is_quoted_at(state: CaseState) -> bool {
    match state {
        CaseState::Submitted
        | CaseState::Accepted
        | CaseState::Agreed
        | CaseState::InSession
        | CaseState::Adjourned => true,
        CaseState::TermsAgreed | CaseState::Concluded { .. } => false,
    }
}

impl Table {
    fn fee(&self, blank: FeePage, again: Option<Again>) -> FeePage {
        let known = &self.case.procedure;
        let (desk, fee) = (&self.at.desk, known.fee());
        let edition = desk.body_of(&self.case).and_then(|body| body.tariff());
        let quoted = |fee: &Fee| self.quoted(fee);
        let unagreed = fee.map(|fee| fee.unagreed(&self.case).map(|party| party.place.id)).into_iter();
        let present = fee.and_then(|fee| Some((self.sealed.fees.get(&fee.seq)?, self.tariff_of(fee))));
        let fresh = || Typed::of(&self.t, &self.asked(), present, edition.map(|edition| &edition.tariff));
        let version = known.fees.last().map_or(0, |fee| fee.version);
        // Whoever looks at what they typed hears at once that somebody quoted meanwhile: only then may it be written from that version.
        let clash = again.as_ref().is_some_and(|again| again.base != version);
        let (typed, errors, total) = match again {
            Some(again) => (again.typed, again.errors, again.total),
            None => (fresh(), Errors::default(), None),
        };
        FeePage {
            hand: self.hand,
            errors,
            closed: false,
            body: bodies::of_case(&self.at, &self.case),
            charges: desk.may_charge(&self.case),
            edition: edition.map(|edition| edition.number),
            currency: edition.map(|edition| edition.tariff.currency.clone()).unwrap_or_default(),
            settled: self.case.is_fee_settled(),
            open: is_quoted_at(self.case.state),
            version,
            present: fee.map(quoted),
            unagreed: unagreed.flatten().map(|party| (party.to_string(), self.name(party))).collect(),
            earlier: known.fees.iter().rev().skip(1).filter(|fee| !fee.fallen).map(quoted).collect(),
            typed: typed.beside(edition.map(|edition| &edition.tariff)).with_more(),
            total,
            clash,
            ..blank
        }
    }

    fn quoted(&self, fee: &Fee) -> Quoted {
        let by = fee.by.map(|by| name_of(by, &self.at)).unwrap_or_default();
        let made = [self.t.moment(fee.at), by].join(" · ");
        let text = (self.sealed.fees.get(&fee.seq), self.tariff_of(fee));
        Quoted::of(&self.t, fee, made, text, |party| self.name(party))
    }

    /// What the tariff said on which a fee stands.
    fn tariff_of(&self, fee: &Fee) -> Option<&Tariff> {
        self.at.desk.body_of(&self.case)?.tariff_of(fee)
    }

    /// Between whom it may be shared: everybody but who declined.
    fn asked(&self) -> Vec<(PartyId, String)> {
        let parties = self.case.parties.iter();
        let stays =
            parties.filter(|party| party.place.side == Side::Claimant || party.way() != Way::Declined);
        stays.map(|party| (party.place.id, self.name(party.place.id))).collect()
    }
}

impl CasePage for FeePage {
    const TITLE: &'static str = "fee-title";

    fn drawn(_looker: &Looker<'_>, frame: Frame, case: &Case, table: Option<Table>) -> Self {
        Self::of(frame, case, table, None)
    }
}

/// Shows the page with what was typed.
async fn again(sent: &Sent, status: StatusCode, with: Again) -> Result<Response, Problem> {
    let draw = |frame, case: &Case, table| FeePage::of(frame, case, table, Some(with));
    sent.looker().show(&sent.case.id.to_string(), FeePage::TITLE, (&Done::default(), status), draw).await
}

/// First it is looked at: what it comes to and who bears how much is shown, then it is quoted by a second press.
async fn quote(sent: Sent) -> Result<Response, Problem> {
    let at = sent.app.now();
    let edition = at.desk.body_of(&sent.case).and_then(|body| body.tariff());
    let currency = edition.map(|edition| edition.tariff.currency.clone()).unwrap_or_default();
    let table = sent.looker().open(sent.visit.texts.clone(), &sent.case).await?;
    let asked = table.map(|table| table.asked()).unwrap_or_default();
    let mut typed = Typed::sent(&sent.form, &asked);
    let base = sent.version("base");
    let current = sent.case.procedure.fees.last().map_or(0, |fee| fee.version);
    let redrawn = |status| if base == current { status } else { StatusCode::CONFLICT };
    let body = match typed.read(&sent.visit.texts, &currency) {
        Ok(body) => body,
        Err(errors) => {
            let with = Again { base, typed, errors, total: None };
            return again(&sent, redrawn(StatusCode::UNPROCESSABLE_ENTITY), with).await;
        }
    };
    let total = body.total().map(|total| amount(&sent.visit.texts, total, &currency));
    if !sent.form.has("quote") || typed.splits {
        typed.settle(&body);
        let with = Again { base, typed, errors: Errors::default(), total };
        return again(&sent, redrawn(StatusCode::OK), with).await;
    }
    match sent.ask("fee/quote", Action::QuoteFee { base, quote: body }).await {
        Ok(_) => Ok(sent.back("fee", "fee-quoted")),
        Err(problem) if clashed(&problem) => {
            let with = Again { base, typed, errors: Errors::default(), total: None };
            again(&sent, StatusCode::CONFLICT, with).await
        }
        Err(problem) if problem.fault() == Fault::Invalid => {
            let (t, mut errors) = (&sent.visit.texts, Errors::default());
            let text = problem.in_one(t);
            errors.add("fee-happened-time-", text);
            again(&sent, problem.status(), Again { base, typed, errors, total }).await
        }
        Err(problem) => Err(problem),
    }
}

steps! { "fee":
    waive = "fee-waived" |sent| Action::QuoteNoFee { base: sent.version("base") };
    answer = "recorded" |sent| Action::AnswerFee {
        party: sent.party()?,
        version: sent.version("version"),
        answer: sent.code("answer", Answer::from_code)?,
        means: sent.code("means", Means::from_code)?,
    };
}

#[cfg(test)]
mod tests;
