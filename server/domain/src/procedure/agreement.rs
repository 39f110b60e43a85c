//! The text of an agreement and what may be wrong with it (procedure A.6). Warnings are advice; only a text without a clause
//! cannot be agreed on.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ClauseKind, WarningKind};
use crate::ids::PartyId;

/// An amount of money. Kept as it was typed: it is printed, never reckoned with.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Money {
    /// The amount, as typed.
    pub amount: String,
    /// ISO 4217 code.
    pub currency: String,
    /// Account or other way of payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
}

/// One clause: who does what, by when, where, how much.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClauseBody {
    /// Of what kind.
    pub kind: ClauseKind,
    /// Who has to.
    pub debtor: PartyId,
    /// What exactly: product, model, words.
    pub act: String,
    /// The same in the second language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translation: Option<String>,
    /// Where: stand, website, catalogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// From when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Until when it lasts, or by when it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// How much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub money: Option<Money>,
    /// The organiser is asked to carry it out; the organiser is told this clause and nothing else.
    #[serde(default)]
    pub organiser: bool,
}

/// The text of an agreement (form 9; Commercial Mediation Regulations art 22).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AgreementBody {
    /// The main facts.
    pub facts: String,
    /// What is in dispute.
    pub disputes: String,
    /// What was agreed.
    pub clauses: Vec<ClauseBody>,
    /// How it is to be performed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub performance: Option<String>,
    /// Facts and dispute in the second language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translation: Option<String>,
    /// Who translated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translator: Option<String>,
}

/// What may be wrong, and with which clause, counted from 0; `None` for the whole text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Warning {
    /// What.
    pub kind: WarningKind,
    /// Which clause.
    pub clause: Option<usize>,
}

impl WarningKind {
    /// The article it stands on, as papers name it; none for what is good practice.
    pub fn article(self) -> Option<&'static str> {
        match self {
            Self::OwnershipOrValidity => Some("355(5)"),
            Self::Unclear => Some("358(5)"),
            Self::ThirdParty => Some("358(1)"),
            Self::MoneyIncomplete
            | Self::DisplayIncomplete
            | Self::OneLanguage
            | Self::NoTranslator
            | Self::NoClause => None,
        }
    }
    /// Whether no agreement can be made with it.
    pub fn blocks(self) -> bool {
        self == Self::NoClause
    }
}

/// Words that speak of whose a right is or whether it is valid.
const OWNERSHIP: &[&str] = &[
    "权属",
    "归属",
    "无效",
    "有效性",
    "所有权",
    "专利权归",
    "商标权归",
    "著作权归",
    "ownership",
    "owner of the",
    "belongs to",
    "valid",
    "invalid",
    "validity",
    "revoked",
    "void",
];
/// Words that speak of somebody who is no party.
const OTHERS: &[&str] =
    &["第三方", "第三人", "其他参展商", "third party", "third parties", "other exhibitors"];

/// What may be wrong with an agreement. `languages` is how many languages the parties speak.
pub fn warnings(body: &AgreementBody, languages: usize) -> Vec<Warning> {
    let mut found = BTreeSet::new();
    let whole = |kind| Warning { kind, clause: None };
    if body.clauses.is_empty() {
        found.insert(whole(WarningKind::NoClause));
    }
    let translated = body.translation.is_some() || body.clauses.iter().any(|c| c.translation.is_some());
    if languages > 1 && !body.clauses.iter().all(|clause| clause.translation.is_some()) {
        found.insert(whole(WarningKind::OneLanguage));
    }
    if translated && body.translator.is_none() {
        found.insert(whole(WarningKind::NoTranslator));
    }
    for (index, clause) in body.clauses.iter().enumerate() {
        let of_clause = of_clause(clause).into_iter();
        found.extend(of_clause.map(|kind| Warning { kind, clause: Some(index) }));
    }
    found.into_iter().collect()
}

fn of_clause(clause: &ClauseBody) -> Vec<WarningKind> {
    let mut found = Vec::new();
    let text = format!("{} {}", clause.act, clause.translation.as_deref().unwrap_or_default()).to_lowercase();
    if speaks_of(&text, OWNERSHIP) {
        found.push(WarningKind::OwnershipOrValidity);
    }
    if speaks_of(&text, OTHERS) {
        found.push(WarningKind::ThirdParty);
    }
    // An apology or a promise may be given at once; whatever else is to be done needs a day.
    let timed = clause.until.is_some() || clause.from.is_some();
    if clause.act.trim().is_empty() || (!timed && !matches!(clause.kind, ClauseKind::Apologise)) {
        found.push(WarningKind::Unclear);
    }
    if clause.kind == ClauseKind::Pay {
        let said = |money: &Money| !money.amount.trim().is_empty() && !money.currency.trim().is_empty();
        if !clause.money.as_ref().is_some_and(said) || clause.until.is_none() {
            found.push(WarningKind::MoneyIncomplete);
        }
    }
    if clause.kind.is_display() && (clause.from.is_none() || clause.until.is_none()) {
        found.push(WarningKind::DisplayIncomplete);
    }
    found
}

/// Latin words count whole, so that "validate" is not "valid"; Chinese has no spaces to go by.
fn speaks_of(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        if !word.is_ascii() {
            return text.contains(word);
        }
        let bounded = |at: usize| {
            let before = text[..at].chars().next_back();
            let after = text[at + word.len()..].chars().next();
            ![before, after].into_iter().flatten().any(char::is_alphanumeric)
        };
        text.match_indices(word).any(|(at, _)| bounded(at))
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn clause(kind: ClauseKind, act: &str) -> ClauseBody {
        ClauseBody {
            kind,
            debtor: PartyId([1; 16]),
            act: act.to_owned(),
            translation: None,
            place: None,
            from: Some(date(2026, 3, 10)),
            until: Some(date(2026, 3, 12)),
            money: None,
            organiser: false,
        }
    }

    fn found(clauses: Vec<ClauseBody>) -> Vec<WarningKind> {
        let body = AgreementBody { clauses, ..AgreementBody::default() };
        warnings(&body, 1).into_iter().map(|warning| warning.kind).collect()
    }

    #[test]
    fn a_clear_clause_has_no_warning() {
        assert_eq!(found(vec![clause(ClauseKind::Cover, "The lamp L-20 is covered.")]), []);
        assert_eq!(found(vec![clause(ClauseKind::Undertake, "They validate their invoices.")]), []);
    }

    #[test]
    fn ownership_and_validity_are_for_courts() {
        for text in
            ["The patent belongs to Li Hua.", "双方确认该外观设计专利权归甲方所有", "The mark is invalid."]
        {
            let warned = found(vec![clause(ClauseKind::Undertake, text)]);
            assert_eq!(warned, [WarningKind::OwnershipOrValidity], "{text}");
        }
        assert_eq!(WarningKind::OwnershipOrValidity.article(), Some("355(5)"));
    }

    #[test]
    fn money_needs_amount_currency_and_date() {
        let mut pay = clause(ClauseKind::Pay, "Pays damages.");
        assert_eq!(found(vec![pay.clone()]), [WarningKind::MoneyIncomplete]);
        pay.money = Some(Money { amount: "5,000".to_owned(), currency: "CNY".to_owned(), account: None });
        assert_eq!(found(vec![pay.clone()]), []);
        pay.until = None;
        assert_eq!(found(vec![pay]), [WarningKind::MoneyIncomplete]);
    }

    #[test]
    fn what_is_to_be_done_needs_words_and_a_day() {
        let mut bare = clause(ClauseKind::Destroy, " ");
        assert_eq!(found(vec![bare.clone()]), [WarningKind::Unclear]);
        bare.act = "The mould.".to_owned();
        (bare.from, bare.until) = (None, None);
        assert_eq!(found(vec![bare]), [WarningKind::Unclear]);
        let mut cover = clause(ClauseKind::Cover, "The lamp.");
        cover.until = None;
        assert_eq!(found(vec![cover]), [WarningKind::DisplayIncomplete]);
    }

    #[test]
    fn an_empty_agreement_is_the_only_thing_that_blocks() {
        assert_eq!(found(Vec::new()), [WarningKind::NoClause]);
        assert!(WarningKind::ALL.iter().filter(|kind| kind.blocks()).eq([&WarningKind::NoClause]));
    }

    #[test]
    fn two_languages_need_a_translation_and_its_translator() {
        let mut one = clause(ClauseKind::Apologise, "They apologise.");
        let body = |clause: &ClauseBody, translator: Option<&str>| AgreementBody {
            clauses: vec![clause.clone()],
            translator: translator.map(str::to_owned),
            ..AgreementBody::default()
        };
        let kinds = |body: &AgreementBody| warnings(body, 2).into_iter().map(|w| w.kind).collect::<Vec<_>>();
        assert_eq!(kinds(&body(&one, None)), [WarningKind::OneLanguage]);
        one.translation = Some("道歉。".to_owned());
        assert_eq!(kinds(&body(&one, None)), [WarningKind::NoTranslator]);
        assert_eq!(kinds(&body(&one, Some("Wang"))), []);
    }
}
