//! The text of an agreement and what may be wrong with it (procedure A.6). Warnings are advice; only a text without a clause
//! cannot be agreed on.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ClauseKind, Money, WarningKind};
use crate::{
    case::RightKind,
    fair::{BodyKind, Language},
    ids::PartyId,
};

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
    /// The same in the second language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub performance_translation: Option<String>,
    /// Facts and dispute in the second language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translation: Option<String>,
    /// Who translated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translator: Option<String>,
}

impl AgreementBody {
    /// The language it is typed in, told from its letters; the translation is in another. `None` while there is nothing to tell
    /// it from, or where each clause says it in both.
    pub fn written_in(&self) -> Option<Language> {
        let acts = self.clauses.iter().map(|clause| clause.act.as_str());
        let (mut chinese, mut latin) = (0, 0);
        for text in acts.chain([self.facts.as_str(), self.disputes.as_str()]) {
            chinese += text.chars().filter(|letter| ('\u{4e00}'..='\u{9fff}').contains(letter)).count();
            let words = text.split(|letter: char| !letter.is_alphabetic() || !letter.is_ascii());
            latin += words.filter(|word| !word.is_empty()).count();
        }
        match (chinese, latin) {
            (0, 0) => None,
            // A name or a model in other letters does not make it another language.
            _ if chinese >= 2 * latin => Some(Language::ZhCn),
            _ if latin >= 2 * chinese => Some(Language::En),
            _ => None,
        }
    }

    /// Whether any part of it stands in a second language.
    pub fn is_translated(&self) -> bool {
        self.translation.is_some()
            || self.performance_translation.is_some()
            || self.clauses.iter().any(|clause| clause.translation.is_some())
    }

    /// Whether it says nothing at all.
    pub fn is_blank(&self) -> bool {
        let performance = self.performance.as_deref().unwrap_or_default();
        let texts = [&*self.facts, &*self.disputes, performance];
        self.clauses.is_empty() && texts.iter().all(|text| text.trim().is_empty())
    }

    /// What of it stands in one language only: which clauses, and whether what stands around them.
    fn untranslated(&self) -> (Vec<usize>, bool) {
        let clauses = self.clauses.iter().enumerate().filter(|(_, clause)| clause.translation.is_none());
        let said = |text: &str| !text.trim().is_empty();
        let facts = (said(&self.facts) || said(&self.disputes)) && self.translation.is_none();
        let performance = self.performance.as_deref().is_some_and(said);
        let performance = performance && self.performance_translation.is_none();
        (clauses.map(|(index, _)| index).collect(), facts || performance)
    }
}

/// What may be wrong, and with which clause, counted from 0; `None` for the whole text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Warning {
    /// What.
    pub kind: WarningKind,
    /// Which clause.
    pub clause: Option<usize>,
}

/// In which law the article stands that a warning names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Law {
    /// The Supreme Court's interpretation of the Civil Procedure Law.
    CplInterpretation,
    /// The Commercial Mediation Regulations.
    CommercialMediation,
    /// The Patent Law.
    Patent,
}

/// Before which kind of body an agreement is drawn up, and over which right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Before {
    /// What kind of body mediates.
    pub body: BodyKind,
    /// The right concerned.
    pub right: Option<RightKind>,
}

impl Before {
    /// Whether it can be about damages alone: of a patent dispute, before an office. The Patent Law knows inventions, utility models
    /// and designs.
    fn is_of_damages(self) -> bool {
        let patent = [RightKind::InventionPatent, RightKind::UtilityModel, RightKind::Design];
        self.body == BodyKind::Administrative && self.right.is_some_and(|right| patent.contains(&right))
    }
}

impl WarningKind {
    /// The article it stands on, as papers name it; none for what is good practice.
    pub fn article(self) -> Option<(Law, &'static str)> {
        match self {
            Self::OwnershipOrValidity => Some((Law::CplInterpretation, "355(5)")),
            Self::Unclear => Some((Law::CplInterpretation, "358(5)")),
            Self::ThirdParty => Some((Law::CplInterpretation, "358(1)")),
            Self::NoFacts | Self::NoDispute | Self::NoPerformance => Some((Law::CommercialMediation, "22")),
            Self::BeyondDamages => Some((Law::Patent, "65")),
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

/// What may be wrong with an agreement. `readers` are the languages that the parties read.
pub fn warnings(body: &AgreementBody, readers: &BTreeSet<Language>, before: Before) -> Vec<Warning> {
    let mut found = BTreeSet::new();
    let whole = |kind| Warning { kind, clause: None };
    if body.clauses.is_empty() {
        found.insert(whole(WarningKind::NoClause));
    }
    found.extend(one_language(body, readers));
    if body.is_translated() && body.translator.is_none() {
        found.insert(whole(WarningKind::NoTranslator));
    }
    if before.body == BodyKind::Commercial {
        found.extend(unsaid(body).map(whole));
    }
    for (index, clause) in body.clauses.iter().enumerate() {
        if before.is_of_damages() && clause.kind != ClauseKind::Pay {
            found.insert(Warning { kind: WarningKind::BeyondDamages, clause: Some(index) });
        }
        let of_clause = of_clause(clause).into_iter();
        found.extend(of_clause.map(|kind| Warning { kind, clause: Some(index) }));
    }
    found.into_iter().collect()
}

/// What an agreement before a commercial body has to say beside its clauses (Commercial Mediation Regulations art 22).
fn unsaid(body: &AgreementBody) -> impl Iterator<Item = WarningKind> {
    let parts = [
        (WarningKind::NoFacts, body.facts.as_str()),
        (WarningKind::NoDispute, body.disputes.as_str()),
        (WarningKind::NoPerformance, body.performance.as_deref().unwrap_or_default()),
    ];
    parts.into_iter().filter(|(_, text)| text.trim().is_empty()).map(|(kind, _)| kind)
}

/// Where somebody reads another language than it is typed in, or a part of it stands in two, all of it should stand in both.
fn one_language(body: &AgreementBody, readers: &BTreeSet<Language>) -> Vec<Warning> {
    let languages: BTreeSet<_> = readers.iter().copied().chain(body.written_in()).collect();
    let (clauses, around) = body.untranslated();
    let warning = |clause| Warning { kind: WarningKind::OneLanguage, clause };
    if body.is_translated() {
        // What is missing is named clause by clause once somebody has begun to translate.
        let whole = around.then_some(None);
        clauses.into_iter().map(Some).chain(whole).map(warning).collect()
    } else if languages.len() > 1 && (around || !clauses.is_empty()) {
        vec![warning(None)]
    } else {
        Vec::new()
    }
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
    // What is taken away stays away: its day is enough, and asked for already. What is hidden or left at home needs a beginning and
    // an end.
    let hidden = clause.kind.is_display() && clause.kind != ClauseKind::Remove;
    if hidden && (clause.from.is_none() || clause.until.is_none()) {
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

    const COMMITTEE: Before = Before { body: BodyKind::People, right: None };

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
        // Everybody reads what is typed.
        warnings(&body, &BTreeSet::new(), COMMITTEE).into_iter().map(|warning| warning.kind).collect()
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
        assert_eq!(WarningKind::OwnershipOrValidity.article(), Some((Law::CplInterpretation, "355(5)")));
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
        let mut taken = clause(ClauseKind::Remove, "The lamp.");
        taken.from = None;
        assert_eq!(found(vec![taken.clone()]), [], "it is away by that day, and stays away");
        taken.until = None;
        assert_eq!(found(vec![taken]), [WarningKind::Unclear], "by which day is all that is asked");
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
        let both = BTreeSet::from(Language::ALL);
        let kinds = |body: &AgreementBody| {
            warnings(body, &both, COMMITTEE).into_iter().map(|w| w.kind).collect::<Vec<_>>()
        };
        assert_eq!(kinds(&body(&one, None)), [WarningKind::OneLanguage]);
        one.translation = Some("道歉。".to_owned());
        assert_eq!(kinds(&body(&one, None)), [WarningKind::NoTranslator]);
        assert_eq!(kinds(&body(&one, Some("Wang"))), []);
    }

    #[test]
    fn whoever_reads_another_language_than_it_is_typed_in_needs_a_translation() {
        let english = clause(ClauseKind::Apologise, "They apologise.");
        let warned = |body: &AgreementBody, reader| {
            let kind = WarningKind::OneLanguage;
            let all = warnings(body, &BTreeSet::from([reader]), COMMITTEE);
            all.into_iter().filter(|w| w.kind == kind).map(|w| w.clause).collect::<Vec<_>>()
        };
        let mut body = AgreementBody { clauses: vec![english.clone()], ..AgreementBody::default() };
        assert_eq!(warned(&body, Language::En), []);
        assert_eq!(warned(&body, Language::ZhCn), [None], "both read Chinese, and it is typed in English");
        // Bilingual in part: what is missing is named.
        body.clauses.push(ClauseBody { translation: Some("道歉。".to_owned()), ..english });
        body.facts = "They show a lamp.".to_owned();
        assert_eq!(warned(&body, Language::En), [None, Some(0)]);
        body.clauses.remove(0);
        body.translation = Some("他们展示一盏灯。".to_owned());
        assert_eq!(warned(&body, Language::En), []);
        body.performance = Some("By transfer.".to_owned());
        assert_eq!(warned(&body, Language::En), [None], "how it is performed stands in one language");
        body.performance_translation = Some("转账支付。".to_owned());
        assert_eq!(warned(&body, Language::En), []);
    }

    #[test]
    fn before_a_commercial_body_an_agreement_says_facts_dispute_and_performance() {
        let before = Before { body: BodyKind::Commercial, right: None };
        let kinds = |body: &AgreementBody| -> Vec<_> {
            warnings(body, &BTreeSet::new(), before).into_iter().map(|warning| warning.kind).collect()
        };
        let clauses = vec![clause(ClauseKind::Cover, "The lamp L-20 is covered.")];
        let mut body = AgreementBody { clauses, facts: " ".to_owned(), ..AgreementBody::default() };
        assert_eq!(kinds(&body), [WarningKind::NoFacts, WarningKind::NoDispute, WarningKind::NoPerformance]);
        body.facts = "They show a lamp.".to_owned();
        body.disputes = "Whether it is alike.".to_owned();
        assert_eq!(kinds(&body), [WarningKind::NoPerformance]);
        body.performance = Some("At the stand, by noon.".to_owned());
        assert_eq!(kinds(&body), []);
        assert_eq!(WarningKind::NoFacts.article(), Some((Law::CommercialMediation, "22")));
    }

    #[test]
    fn an_office_mediates_the_damages_of_a_patent_dispute_and_nothing_else() {
        let mut pay = clause(ClauseKind::Pay, "Pays damages.");
        pay.money = Some(Money { amount: "5,000".to_owned(), currency: "CNY".to_owned(), account: None });
        let body = AgreementBody {
            clauses: vec![pay, clause(ClauseKind::Cover, "The lamp.")],
            ..AgreementBody::default()
        };
        let warned = |body_kind, right| {
            let before = Before { body: body_kind, right: Some(right) };
            let found = warnings(&body, &BTreeSet::new(), before);
            found.into_iter().map(|warning| (warning.kind, warning.clause)).collect::<Vec<_>>()
        };
        let beyond = [(WarningKind::BeyondDamages, Some(1))];
        assert_eq!(warned(BodyKind::Administrative, RightKind::InventionPatent), beyond);
        assert_eq!(warned(BodyKind::Administrative, RightKind::Design), beyond);
        assert_eq!(warned(BodyKind::Administrative, RightKind::Trademark), []);
        assert_eq!(warned(BodyKind::People, RightKind::InventionPatent), []);
        assert_eq!(WarningKind::BeyondDamages.article(), Some((Law::Patent, "65")));
    }

    #[test]
    fn the_language_is_that_of_most_words() {
        let body = |act: &str| AgreementBody {
            clauses: vec![clause(ClauseKind::Cover, act)],
            ..AgreementBody::default()
        };
        assert_eq!(body("遮盖 Lumen L-20 灯具").written_in(), Some(Language::ZhCn));
        assert_eq!(body("Covers the lamp 灯 until the fair closes").written_in(), Some(Language::En));
        assert_eq!(body("20").written_in(), None);
        assert_eq!(body("Takes the lantern down. 撤下灯笼。").written_in(), None, "in both");
    }
}
