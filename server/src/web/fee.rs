//! What a case is quoted, as pages show it: to whoever mediates it, and to its parties.

use domain::{
    Case, Desk, PartyId,
    body::Content,
    case::Ask,
    fee::{Fee, QuoteBody, QuoteLine, Tariff},
    procedure::{Answer, Money},
    staff::Staff,
};

use crate::locale::Texts;

/// A quote in words.
pub(super) struct Quoted {
    pub(super) version: u32,
    /// When, by whom.
    pub(super) made: String,
    /// The edition of the tariff it stands on; none where nothing is taken.
    pub(super) edition: Option<u32>,
    /// For what, how much of it and whether that was never published or at another price, what it comes to.
    pub(super) lines: Vec<(String, String, String)>,
    pub(super) total: String,
    /// Who bears how much.
    pub(super) shares: Vec<(String, String)>,
    pub(super) remark: Vec<String>,
    /// Who said what to it.
    pub(super) answers: Vec<(bool, String)>,
}

/// Whether a case may cost something, so that its pages lead to its fee.
pub(super) fn may_cost(desk: &Desk, case: &Case) -> bool {
    case.asks_for(Ask::Mediation) && desk.may_charge(case)
}

/// Whether the pages of a case lead to its fee for this person: for whoever sees its summary alone also where the organiser alone was
/// asked, which a missing link would tell them.
pub(super) fn is_linked(desk: &Desk, reader: &Staff, case: &Case) -> bool {
    may_cost(desk, case) || (desk.may_charge(case) && !desk.sees_ending(reader, case))
}

/// Amounts as a page shows them.
pub(super) fn amount(t: &Texts, hundredths: u64, currency: &str) -> String {
    t.money(&Money::of_cents(hundredths, currency))
}

impl Quoted {
    /// A version with its text and the tariff it stands on, whose parties `name` calls.
    pub(super) fn of(
        t: &Texts,
        fee: &Fee,
        made: String,
        (body, tariff): (Option<&QuoteBody>, Option<&Tariff>),
        name: impl Fn(PartyId) -> String,
    ) -> Self {
        let body = body.cloned().unwrap_or_default();
        let amount = |hundredths| amount(t, hundredths, &body.currency);
        let line = |line: &QuoteLine| {
            let (price, many) = (amount(line.price), t.many(line.quantity, line.unit_in(tariff)));
            let sum = line.sum().map(amount).unwrap_or_default();
            let mut reckoned = format!("{price} × {many}");
            if line.is_beside(tariff) {
                reckoned = [reckoned.as_str(), &t.t("fee-beside")].join(" · ");
            } else if let Some(published) = line.published_otherwise(tariff) {
                let said = t.t1("fee-otherwise", "price", amount(published));
                reckoned = [reckoned.as_str(), said.as_str()].join(" · ");
            }
            (line.title_in(tariff, t.language()).to_owned(), reckoned, sum)
        };
        let answered = fee.answers.iter().map(|said| {
            let (who, means) = (name(said.party), t.code("means", said.means.code()).into_owned());
            let agrees = said.answer == Answer::Accept;
            let key = if agrees { "fee-agreed" } else { "fee-declined" };
            (agrees, [who, t.t(key).into_owned(), means, t.moment(said.at)].join(" · "))
        });
        Self {
            version: fee.version,
            made,
            edition: fee.edition,
            lines: body.lines.iter().map(line).collect(),
            total: body.total().map(amount).unwrap_or_default(),
            shares: body.shares.iter().map(|one| (name(one.party), amount(one.amount))).collect(),
            remark: body.remark.iter().flat_map(|text| text.lines()).map(str::to_owned).collect(),
            answers: answered.collect(),
        }
    }
}

/// Hundredths as they are typed.
pub(super) fn figures(hundredths: u64) -> String {
    Money::of_cents(hundredths, "").amount
}

/// How many, as it is read: `1.5`.
pub(super) fn quantity(hundredths: u64) -> String {
    let figures = figures(hundredths);
    match figures.split_once('.') {
        Some((whole, part)) => format!("{whole}.{}", part.trim_end_matches('0')),
        None => figures,
    }
}

/// The text of a quote, for whoever may read it.
pub(super) fn text_of(content: Option<Content>) -> Option<QuoteBody> {
    match content {
        Some(Content::Fee(body)) => Some(body),
        Some(_) | None => None,
    }
}
