//! The agreement of a case, for programs: drafted, agreed on, signed or registered as an oral one; the same steps as the page of
//! the counter, read by its editor.

use domain::{
    EvidenceId,
    fair::Language,
    procedure::{Action, Authority, Means, NewAgreement, Signatory},
};
use jiff::{civil::Date, tz::TimeZone};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    locale::Texts,
    web::{
        counter::{
            actions::unknown,
            agreement::editor::{Row, Typed},
            way::said::{chosen, person},
        },
        problem::{Fault, Problem},
    },
};

use super::step::{Asked, Silence, Whom, verbs};

/// A clause of an agreement.
#[derive(Deserialize, ToSchema)]
struct Clause {
    /// `remove`, `cover`, `not-show`, `destroy`, `pay`, `licence`, `apologise`, `undertake`, `other`.
    kind: String,
    /// The id of the party who has to.
    debtor: String,
    /// What exactly.
    act: String,
    /// The same in the second language.
    #[serde(default)]
    translation: String,
    /// Where.
    #[serde(default)]
    place: String,
    /// From when: a date.
    #[serde(default)]
    #[schema(example = "2026-03-10")]
    from: String,
    /// Until when it lasts, or by when it is done: a date.
    #[serde(default)]
    #[schema(example = "2026-03-12")]
    until: String,
    /// How much.
    #[serde(default)]
    amount: String,
    /// ISO 4217 code.
    #[serde(default)]
    currency: String,
    /// Account, or other way of payment.
    #[serde(default)]
    account: String,
    /// The organiser is asked to carry it out, and is told this clause alone.
    #[serde(default)]
    organiser: bool,
}

/// The text of an agreement.
#[derive(Deserialize, ToSchema)]
struct Draft {
    /// The version it was written from; 0 for a first one.
    #[serde(default)]
    base: u32,
    /// The main facts.
    #[serde(default)]
    facts: String,
    /// What is in dispute.
    #[serde(default)]
    disputes: String,
    /// What is agreed.
    clauses: Vec<Clause>,
    /// How it is to be performed.
    #[serde(default)]
    performance: String,
    /// The same in the second language.
    #[serde(default)]
    performance_translation: String,
    /// Facts and dispute in the second language.
    #[serde(default)]
    translation: String,
    /// Who translated.
    #[serde(default)]
    translator: String,
    /// The language that prevails where two differ: `zh-CN` or `en`.
    prevailing: String,
}

/// Which version of the agreement.
#[derive(Deserialize, ToSchema)]
struct Version {
    version: u32,
}

/// A signature, or the seal.
#[derive(Deserialize, ToSchema)]
struct Signs {
    /// The version that is signed.
    version: u32,
    /// A party's id, `mediator` or `seal`.
    by: String,
    /// Who signed, for a party.
    #[serde(default)]
    name: String,
    /// What they are.
    #[serde(default)]
    position: String,
    /// `own`, `may-settle`, `may-not-settle`.
    #[serde(default = "own")]
    authority: String,
    /// Until when the party ratifies what its agent may not settle: a date.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    ratify_by: Option<Date>,
    /// The signed paper, as a photo that was handed in.
    #[serde(default)]
    evidence: String,
}

/// A party's word for what its agent signed.
#[derive(Deserialize, ToSchema)]
struct Ratifies {
    /// The party's id, as accepting the case told.
    party: String,
    /// Who ratified for it.
    #[serde(default)]
    name: String,
    /// What they are.
    #[serde(default)]
    position: String,
    /// The ratification on paper, as a photo that was handed in.
    #[serde(default)]
    evidence: String,
}

fn own() -> String {
    Authority::Own.code().to_owned()
}

verbs! {
    /// Write the agreement
    ///
    /// Whoever writes from an older version than the newest is told so; nothing is overwritten.
    draft "/api/v1/cases/{case}/draft-agreement" (Draft) -> "Written, with its version and what may be wrong with it"
        else 409 "`changed`; `step-missing`: `impartiality`"
        |asked| Action::DraftAgreement { base: asked.body.base, draft: asked.draft()? };

    /// Record that both sides accept the terms
    agree "/api/v1/cases/{case}/agree-terms" (Version) -> "The text stands; signatures are gathered"
        else 409 "`changed`; `step-missing`: `impartiality`, `agreement`, `clauses`"
        |asked| Action::AgreeTerms { version: asked.body.version };

    /// Go back to the terms
    ///
    /// Before the agreement takes effect; signatures fall away.
    reopen "/api/v1/cases/{case}/reopen-terms" (Silence) -> "Reopened"
        else 409 "`in-effect`"
        |_asked| Action::ReopenTerms;

    /// Record a signature on paper, or the seal
    ///
    /// The last of them brings the agreement into effect.
    sign "/api/v1/cases/{case}/sign-agreement" (Signs) -> "Recorded"
        else 409 "`changed`, `in-effect`; `step-missing`: `signer`, where somebody else, or somebody with less authority, was at the last identity check"
        else 422 "`incomplete`: `name`, `ratification`"
        |asked| asked.signature()?;

    /// Record that a party ratified what its agent signed
    ratify "/api/v1/cases/{case}/ratify-agreement" (Ratifies) -> "Recorded"
        |asked| Action::Ratify {
            party: asked.party(&asked.body.party)?,
            evidence: photo(&asked.body.evidence)?,
            body: person(&asked.body.name, &asked.body.position)?,
        };

    /// Record that a party does not sign
    ///
    /// Mediation ends with it; with several respondents, with that one alone.
    refuse "/api/v1/cases/{case}/refuse-to-sign" (Whom) -> "The case has ended"
        |asked| Action::RefuseToSign { party: asked.party(&asked.body.party)? };

    /// Register an oral agreement
    ///
    /// In a talk that is on; it takes effect at once.
    oral "/api/v1/cases/{case}/register-oral-agreement" (Draft) -> "Registered and in effect"
        else 422 "`incomplete`: `clause`"
        |asked| Action::RegisterOral { draft: asked.draft()? };
}

impl Asked<'_, Draft> {
    /// The text, by the same reading as that of the counter's editor.
    fn draft(&self) -> Result<NewAgreement, Problem> {
        let body = self.body;
        chosen("prevailing", &body.prevailing, |tag| Language::ALL.into_iter().find(|l| l.tag() == tag))?;
        let typed = Typed {
            base: body.base,
            facts: body.facts.clone(),
            disputes: body.disputes.clone(),
            performance: body.performance.clone(),
            performance_translation: body.performance_translation.clone(),
            translation: body.translation.clone(),
            translator: body.translator.clone(),
            prevailing: body.prevailing.clone(),
            rows: body.clauses.iter().map(Clause::row).collect(),
            ..Typed::default()
        };
        // What is wrong is told by the field's name; the words of the editor are for people.
        typed.draft(&Texts::new(Language::En, TimeZone::UTC), self.case).map_err(|errors| {
            let fields = errors.list().iter().map(|(at, _)| field_of(at));
            fields.fold(Problem::of(Fault::Invalid), |problem, at| problem.field(&at, "invalid"))
        })
    }
}

impl Clause {
    fn row(&self) -> Row {
        Row {
            kind: self.kind.clone(),
            debtor: self.debtor.clone(),
            act: self.act.clone(),
            translation: self.translation.clone(),
            place: self.place.clone(),
            from: self.from.clone(),
            until: self.until.clone(),
            amount: self.amount.clone(),
            currency: self.currency.clone(),
            account: self.account.clone(),
            organiser: self.organiser,
        }
    }
}

/// A photo that was handed in, if one is named.
fn photo(id: &str) -> Result<Option<EvidenceId>, Problem> {
    if id.is_empty() { Ok(None) } else { id.parse().map(Some).map_err(|_| unknown("evidence")) }
}

/// The editor's field as the document names it: `c0-act` is `clauses.0.act`.
fn field_of(at: &str) -> String {
    match at.strip_prefix('c').and_then(|rest| rest.split_once('-')) {
        Some((index, name)) if index.parse::<usize>().is_ok() => format!("clauses.{index}.{name}"),
        Some(_) | None => at.to_owned(),
    }
}

impl Asked<'_, Signs> {
    fn signature(&self) -> Result<Action, Problem> {
        let body = self.body;
        let by = match body.by.as_str() {
            "mediator" => Signatory::Mediator,
            "seal" => Signatory::Seal,
            party => Signatory::Party(self.party(party)?),
        };
        Ok(Action::Sign {
            version: body.version,
            by,
            means: Means::Paper,
            authority: chosen("authority", &body.authority, Authority::from_code)?,
            evidence: photo(&body.evidence)?,
            ratify_by: body.ratify_by,
            body: person(&body.name, &body.position)?,
        })
    }
}
