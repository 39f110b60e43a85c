//! What mediation costs, for everybody: the present tariff of each body that may charge, and that people's mediation is free
//! (Commercial Mediation Regulations art 16; People's Mediation Law art 4).

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    bodies::HostedBody,
    bulletin::Words,
    fee::{Edition, FeeUnit},
    procedure::Money,
};

use crate::{app::App, locale::Texts};

use super::{
    frame::{self, Frame},
    guard::Who,
    route::{Access, Route},
    signed,
    visit::Visit,
};

/// Where everybody reads it.
pub(super) const PATH: &str = "/tariff";

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get(PATH, Access::Everyone, page)]
}

/// An entry in words.
pub(super) struct Entry {
    pub(super) title: String,
    pub(super) unit: String,
    pub(super) amount: String,
}

/// An edition in words.
pub(super) struct Shown {
    pub(super) number: u32,
    pub(super) since: String,
    pub(super) entries: Vec<Entry>,
    pub(super) notes: Vec<String>,
}

impl Shown {
    /// An edition as a reader of this language reads it.
    pub(super) fn of(t: &Texts, edition: &Edition) -> Self {
        let tariff = &edition.tariff;
        let entry = |entry: &domain::fee::TariffEntry| Entry {
            title: said(t, &entry.title),
            unit: t.code("fee-unit", entry.unit.code()).into_owned(),
            amount: match entry.unit {
                FeeUnit::Share => entry.amount.clone(),
                FeeUnit::Case | FeeUnit::Hour | FeeUnit::Party => {
                    let (amount, currency) = (entry.amount.clone(), tariff.currency.clone());
                    t.money(&Money { amount, currency, account: None })
                }
            },
        };
        let notes = said(t, &tariff.notes);
        Self {
            number: edition.number,
            since: t.moment(edition.at),
            entries: tariff.entries.iter().map(entry).collect(),
            notes: notes.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect(),
        }
    }
}

/// The words in the reader's language, else in the one there is.
pub(super) fn said(t: &Texts, words: &Words) -> String {
    let own = words.get(&t.language()).filter(|text| !text.trim().is_empty());
    own.or_else(|| words.values().find(|text| !text.trim().is_empty())).cloned().unwrap_or_default()
}

/// A body and what it takes.
struct Body {
    name: String,
    kind: String,
    charges: bool,
    tariff: Option<Shown>,
}

#[derive(Template)]
#[template(path = "tariff.html")]
struct Page {
    frame: Frame,
    t: Texts,
    bodies: Vec<Body>,
}

async fn page(State(app): State<App>, visit: Visit, who: Who) -> Response {
    let frame = signed::frame(&app, &visit, &who, "tariff-title");
    let t = frame.t();
    let at = app.now();
    let body = |body: &HostedBody| Body {
        name: body.terms.name.clone(),
        kind: t.code("body", body.terms.kind.code()).into_owned(),
        charges: body.terms.kind.may_charge(),
        tariff: body.tariff().map(|edition| Shown::of(&t, edition)),
    };
    let bodies = at.desk.bodies().map(body).collect();
    frame::show(&Page { frame, t, bodies })
}
