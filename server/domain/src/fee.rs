//! What mediation costs: the tariff a body publishes, and what it quotes for one case (Commercial Mediation Regulations art 16).
//!
//! Only a body whose kind may charge has either; people's mediation is free (People's Mediation Law art 4). A quote stands for one
//! case and in one version: everybody who takes part agrees to exactly that one, or it is waived, before a talk begins.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    bodies::HostedBody,
    bulletin::Words,
    case::{Case, CaseState, Party, codes},
    desk::Desk,
    fair::Language,
    ids::{PartyId, StaffId},
    procedure::{Answer, Means, cents},
    staff::Staff,
    text::folded,
};

/// Entries of one tariff.
pub const MOST_ENTRIES: usize = 20;
/// Lines of one quote.
pub const MOST_LINES: usize = 20;
/// Characters of a title or of an amount in words: a tariff stands whole in one fact.
pub const LONGEST_TITLE: usize = 120;
/// Characters of the notes of a tariff.
pub const LONGEST_NOTES: usize = 1_000;

codes!(
    /// By what a fee of a tariff is counted.
    FeeUnit {
        /// Once for a case.
        Case = "case",
        /// By the hour.
        Hour = "hour",
        /// For each party.
        Party = "party",
        /// By the amount in dispute, as the words say.
        Share = "share",
    }
);

/// One entry of a tariff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TariffEntry {
    /// For what, in the languages it was written in.
    pub title: Words,
    /// By what it is counted.
    pub unit: FeeUnit,
    /// The amount, as typed; of a share, its words: "1 % of the amount in dispute".
    pub amount: String,
}

/// What a body takes for mediation. It is public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tariff {
    /// Its entries, in order.
    pub entries: Vec<TariffEntry>,
    /// ISO 4217 code of the amounts.
    pub currency: String,
    /// What is to be said of it, in the languages it was written in.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub notes: Words,
}

impl Tariff {
    /// Whether it has an entry of this title, in whichever language, however it is written: in other capitals or in full width it is
    /// still what was published.
    pub fn names(&self, title: &str) -> bool {
        self.entries.iter().any(|entry| entry.is_called(title))
    }
}

impl TariffEntry {
    fn is_called(&self, title: &str) -> bool {
        let title = folded(title);
        self.title.values().any(|known| folded(known) == title)
    }
}

/// An edition of a tariff. It is kept for ever: an older quote stands on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// Its number, from 1.
    pub number: u32,
    /// From when it holds.
    pub at: Timestamp,
    /// What it says.
    pub tariff: Tariff,
}

/// A line of a quote. Amounts are hundredths of the currency: nothing is ever reckoned in fractions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteLine {
    /// For what.
    pub title: String,
    /// The amount for one, in hundredths.
    pub price: u64,
    /// How many, in hundredths: 150 is an hour and a half.
    pub quantity: u64,
}

impl QuoteLine {
    /// What the line comes to, in hundredths, rounded to the nearest.
    pub fn sum(&self) -> Option<u64> {
        self.price.checked_mul(self.quantity)?.checked_add(50).map(|sum| sum / 100)
    }
    /// For what, to a reader of this language: in the published words where the line was taken from the tariff, whoever quoted it in
    /// which language. What was typed, and what the tariff says in more than one way, stays as it is.
    pub fn title_in<'l>(&'l self, tariff: Option<&'l Tariff>, language: Language) -> &'l str {
        let same = self.entries_of(tariff);
        let mut said = same.map(|entry| entry.title.get(&language).filter(|text| !text.trim().is_empty()));
        match said.next() {
            Some(Some(first)) if said.all(|other| other == Some(first)) => first,
            Some(_) | None => &self.title,
        }
    }
    /// Whether it was typed beside the tariff on which the quote stands: it is no part of what was published.
    pub fn is_beside(&self, tariff: Option<&Tariff>) -> bool {
        tariff.is_some_and(|tariff| !tariff.names(&self.title))
    }
    /// What the tariff publishes for it, in hundredths, where it was quoted at another price. What a share comes to is worked out, and
    /// departs from nothing.
    pub fn published_otherwise(&self, tariff: Option<&Tariff>) -> Option<u64> {
        let price = |entry: &TariffEntry| match entry.unit {
            FeeUnit::Share => None,
            FeeUnit::Case | FeeUnit::Hour | FeeUnit::Party => cents(&entry.amount),
        };
        let known: Option<Vec<u64>> = self.entries_of(tariff).map(price).collect();
        let known = known?;
        if known.contains(&self.price) { None } else { known.first().copied() }
    }
    /// By what it is counted, where the tariff says so in one way.
    pub fn unit_in(&self, tariff: Option<&Tariff>) -> Option<FeeUnit> {
        let mut units = self.entries_of(tariff).map(|entry| entry.unit);
        let first = units.next()?;
        units.all(|other| other == first).then_some(first)
    }
    /// The entries of the tariff from which it may have been taken.
    fn entries_of<'l>(&'l self, tariff: Option<&'l Tariff>) -> impl Iterator<Item = &'l TariffEntry> {
        let entries = tariff.into_iter().flat_map(|tariff| &tariff.entries);
        entries.filter(|entry| entry.is_called(&self.title))
    }
}

/// What one party bears.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteShare {
    /// Who.
    pub party: PartyId,
    /// How much, in hundredths.
    pub amount: u64,
}

/// What is quoted for a case: confidential to it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct QuoteBody {
    /// What is to be paid for.
    pub lines: Vec<QuoteLine>,
    /// ISO 4217 code.
    pub currency: String,
    /// Who bears which part.
    pub shares: Vec<QuoteShare>,
    /// What is to be said of it: when it is due, what is given back when talks end early.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}

impl QuoteBody {
    /// What it comes to, in hundredths; `None` where it is beyond counting.
    pub fn total(&self) -> Option<u64> {
        self.lines.iter().try_fold(0_u64, |total, line| total.checked_add(line.sum()?))
    }
    /// What the shares come to.
    pub fn shared(&self) -> Option<u64> {
        self.shares.iter().try_fold(0_u64, |total, share| total.checked_add(share.amount))
    }
}

/// What a party said to a fee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeeAnswer {
    /// Who.
    pub party: PartyId,
    /// What.
    pub answer: Answer,
    /// By what means.
    pub means: Means,
    /// When.
    pub at: Timestamp,
}

/// One version of what is quoted for a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fee {
    /// Its version, from 1.
    pub version: u32,
    /// The edition of the tariff it stands on; none where nothing is taken.
    pub edition: Option<u32>,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<StaffId>,
    /// Journal entry with the text.
    pub seq: u64,
    /// What parties said to it, the last word of each.
    pub answers: Vec<FeeAnswer>,
    /// It was another body's, and fell away when the case went to this one.
    pub fallen: bool,
}

impl Fee {
    /// Whether nothing is taken.
    pub fn is_waived(&self) -> bool {
        self.edition.is_none()
    }
    /// What a party said to it last.
    pub fn answer_of(&self, party: PartyId) -> Option<&FeeAnswer> {
        self.answers.iter().find(|said| said.party == party)
    }
    /// Whether a party agreed to it.
    pub fn has_agreed(&self, party: PartyId) -> bool {
        self.answer_of(party).is_some_and(|said| said.answer == Answer::Accept)
    }
    /// Those who take part and have not agreed to it; nobody where nothing is taken.
    pub fn unagreed<'c>(&'c self, case: &'c Case) -> impl Iterator<Item = &'c Party> {
        let open = move |party: &&Party| !self.is_waived() && !self.has_agreed(party.place.id);
        case.participants().filter(open)
    }
}

impl Case {
    /// Whether what it costs is settled: the present version was agreed to by everybody who takes part, or waived.
    pub fn is_fee_settled(&self) -> bool {
        self.procedure.fee().is_some_and(|fee| fee.unagreed(self).next().is_none())
    }

    /// Whether somebody has yet to declare to have no conflict of interest with it, where others did. Before a case is accepted nothing
    /// of it is mediated, and nobody is asked for their word.
    pub fn lacks_word_of(&self, staff: StaffId) -> bool {
        let known = &self.procedure;
        known.accepted_at.is_some() && !known.impartial.is_empty() && !known.is_impartial(staff)
    }
}

impl HostedBody {
    /// Its present tariff. A body that may not charge has none, whatever it published as a body of another kind.
    pub fn tariff(&self) -> Option<&Edition> {
        self.editions.last().filter(|_| self.terms.kind.may_charge())
    }
    /// What the tariff said on which a fee stands.
    pub fn tariff_of(&self, fee: &Fee) -> Option<&Tariff> {
        self.edition(fee.edition?).map(|edition| &edition.tariff)
    }
    /// An edition of its tariff.
    pub fn edition(&self, number: u32) -> Option<&Edition> {
        self.editions.iter().find(|known| known.number == number)
    }
}

impl Desk {
    /// Whether the body of a case may take a fee for it.
    pub fn may_charge(&self, case: &Case) -> bool {
        self.kind_of(case).may_charge()
    }
    /// Whether any body of the fair may take a fee.
    pub fn has_charging_body(&self) -> bool {
        self.bodies().any(|body| body.terms.kind.may_charge())
    }
    /// The step without which no talk begins and that is not on record: where others alone declared their `impartiality`, that of the
    /// mediator who has the case (Online Mediation Rules art 13); then `identity` of everybody who takes part, then `rights`
    /// explained, then the `fee` of a body that may take one: agreed to by everybody, or waived (Commercial Mediation Regulations
    /// art 16). Cases whose talks were opened before cases were accepted know of none of them.
    pub fn before_talks(&self, case: &Case) -> Option<&'static str> {
        case.procedure.accepted_at?;
        if self.is_undeclared(case) {
            Some("impartiality")
        } else if case.participants().any(|party| case.procedure.identity(party.place.id).is_none()) {
            Some("identity")
        } else if case.procedure.rights.is_none() {
            Some("rights")
        } else {
            (self.may_charge(case) && !case.is_fee_settled()).then_some("fee")
        }
    }

    /// Whether it was reception or a mediator before this one who declared to have no conflict of interest: whoever has the case now has
    /// yet to, before anything of the talks is read, written or said.
    pub fn is_undeclared(&self, case: &Case) -> bool {
        let lead = case.claimant().ticket.and_then(|number| self.ticket(number));
        lead.and_then(|lead| lead.mediator).is_some_and(|staff| case.lacks_word_of(staff))
    }

    /// Whether somebody has a case themselves, as its mediator, and owes the declaration to have no conflict of interest with it: since it
    /// was accepted, or since they took it over from somebody who had declared. Until then they take no step of it but to declare, to
    /// give it back and to write down what a party says, that it ratifies what was signed for it among that, though the last
    /// ratification brings an agreement into effect. That it confirms the record is not among that: they go through it together. Who
    /// only receives keeps the line, where papers are handed over and nothing is mediated; a head who acts for a mediator is held
    /// against their own conflicts at every step.
    pub fn owes_word(&self, staff: &Staff, case: &Case) -> bool {
        let lead = case.claimant().ticket.and_then(|number| self.ticket(number));
        let has = lead.is_some_and(|lead| lead.mediator == Some(staff.id));
        let accepted = case.state == CaseState::Accepted && !case.procedure.is_impartial(staff.id);
        let due = accepted || (case.state.is_open() && self.is_undeclared(case));
        has && due && !staff.only_receives()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quote(lines: &[(u64, u64)]) -> QuoteBody {
        let line = |(price, quantity): &(u64, u64)| QuoteLine {
            title: "Mediation".to_owned(),
            price: *price,
            quantity: *quantity,
        };
        QuoteBody {
            lines: lines.iter().map(line).collect(),
            currency: "CNY".to_owned(),
            ..QuoteBody::default()
        }
    }

    #[test]
    fn a_line_of_the_tariff_is_read_in_the_language_of_its_reader() {
        let entry = |titles: &[(Language, &str)]| TariffEntry {
            title: titles.iter().map(|(language, title)| (*language, (*title).to_owned())).collect(),
            unit: FeeUnit::Hour,
            amount: "800".to_owned(),
        };
        let mut tariff = Tariff {
            entries: vec![entry(&[(Language::En, "Mediation"), (Language::ZhCn, "调解服务")])],
            currency: "CNY".to_owned(),
            notes: Words::new(),
        };
        let mut line = quote(&[(80_000, 100)]).lines.remove(0);
        assert_eq!(line.title_in(Some(&tariff), Language::ZhCn), "调解服务");
        line.title = "调解服务".to_owned();
        assert_eq!(line.title_in(Some(&tariff), Language::En), "Mediation");
        assert_eq!(line.title_in(None, Language::En), "调解服务", "its tariff is not known");
        tariff.entries.push(entry(&[(Language::En, "Conciliation"), (Language::ZhCn, "调解服务")]));
        assert_eq!(line.title_in(Some(&tariff), Language::En), "调解服务", "it may be either");
        assert_eq!(line.unit_in(Some(&tariff)), Some(FeeUnit::Hour), "either is by the hour");
        tariff.entries[1].unit = FeeUnit::Case;
        assert_eq!(line.unit_in(Some(&tariff)), None, "it may be either");
        assert_eq!(line.unit_in(None), None);
        assert!(!line.is_beside(Some(&tariff)), "in whichever language");
        for written in ["mediation", "ＭＥＤＩＡＴＩＯＮ", " Mediation "] {
            line.title = written.to_owned();
            assert!(!line.is_beside(Some(&tariff)), "{written}");
            assert_eq!(line.title_in(Some(&tariff), Language::En), "Mediation", "{written}");
        }
        line.title = "Interpreter".to_owned();
        assert!(line.is_beside(Some(&tariff)) && !line.is_beside(None));
        assert_eq!(line.title_in(Some(&tariff), Language::ZhCn), "Interpreter", "it was typed");
    }

    #[test]
    fn a_line_at_another_price_than_the_published_one_is_known() {
        let entry = |title: &str, unit, amount: &str| TariffEntry {
            title: [(Language::En, title.to_owned())].into(),
            unit,
            amount: amount.to_owned(),
        };
        let tariff = Tariff {
            entries: vec![
                entry("Mediation", FeeUnit::Hour, "800.50"),
                entry("Room", FeeUnit::Case, "50"),
                entry("Room", FeeUnit::Hour, "20"),
                entry("Large sums", FeeUnit::Share, "1 %"),
            ],
            currency: "CNY".to_owned(),
            notes: Words::new(),
        };
        for (title, price, published) in [
            ("Mediation", 80_050, None),
            ("Mediation", 80_000, Some(80_050)),
            ("Room", 2_000, None),
            ("Room", 3_000, Some(5_000)),
            ("Large sums", 12_345, None),
            ("Interpreter", 100, None),
        ] {
            let line = QuoteLine { title: title.to_owned(), price, quantity: 100 };
            assert_eq!(line.published_otherwise(Some(&tariff)), published, "{title} at {price}");
            assert_eq!(line.published_otherwise(None), None);
        }
    }

    #[test]
    fn a_quote_is_reckoned_in_hundredths_and_never_overflows() {
        assert_eq!(quote(&[(150_000, 100), (80_000, 150)]).total(), Some(270_000));
        assert_eq!(quote(&[(333, 50)]).total(), Some(167), "rounded to the nearest hundredth");
        assert_eq!(quote(&[(u64::MAX, 100)]).total(), None);
        assert!(quote(&[(u64::MAX / 200, 100), (u64::MAX / 200, 100)]).total().is_some());
    }
}
