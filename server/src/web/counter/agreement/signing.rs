//! Signatures and seal, ratification, refusal; and the one clause that goes to the organiser. Printed and signed is the rule: a
//! signature drawn on a screen is offered with scripts, and is said to be weak evidence.

use std::sync::Arc;

use axum::{http::StatusCode, response::Response};
use domain::{
    Case, Command, EvidenceId, Fact, PartyId, Refusal,
    body::{Content, MeasureBody, PersonBody},
    case::Side,
    measure::{HandedClause, MeasureAction},
    number,
    procedure::{
        Action, AgreementBody, Authority, ClauseBody, Identity, Means, Purpose, Ratification, Signatory,
        Signature,
    },
    reading::Sight,
    staff::Role,
    text::folded,
};
use jiff::civil::Date;

use crate::{
    app::App,
    documents,
    engine::{Accepted, Published},
    record::Opened,
    web::{
        counter::{
            Done,
            actions::unknown,
            photos,
            sent::Sent,
            table::{self, Table},
        },
        form,
        guard::{Signed as Person, Who},
        kept::Kept,
        problem::{Fault, Problem},
        route::{Access, MEDIATORS, Route},
        submit::{self, known_as},
        ticket::{evidence, own},
    },
};

use super::Again;

pub(super) fn routes() -> Vec<Route> {
    let mediators = Access::Staff(MEDIATORS);
    let large = form::up_to(evidence::UPLOAD_BYTES);
    vec![
        Route::post("/counter/cases/{case}/agreement/sign", mediators, sign).with(large),
        Route::post("/counter/cases/{case}/agreement/ratify", mediators, ratify)
            .with(form::up_to(evidence::UPLOAD_BYTES)),
        Route::post("/counter/cases/{case}/agreement/refuse", mediators, refuse),
        Route::post("/counter/cases/{case}/agreement/hand-over", mediators, hand_over),
    ]
}

/// A signature that was given.
pub(super) struct Signed {
    pub(super) text: String,
    /// Drawn on a screen.
    pub(super) weak: bool,
    /// The party that must still ratify, and until when.
    pub(super) ratify: Option<(String, String)>,
    /// When it ratified and who did, and the picture of that paper.
    pub(super) ratified: Option<(String, Option<String>)>,
    /// The signed paper's picture.
    pub(super) scan: Option<String>,
}

/// A signature that is missing.
#[derive(Clone)]
pub(super) struct Unsigned {
    pub(super) by: String,
    pub(super) name: String,
    pub(super) party: bool,
    /// Who spoke for the party when its identity was checked.
    pub(super) person: String,
    pub(super) position: String,
    pub(super) authority: &'static str,
    /// As what somebody may sign for it: nobody as more than was shown.
    pub(super) authorities: Vec<&'static str>,
    /// It is an agent whose power of attorney was not shown.
    pub(super) unproved: bool,
    /// The text that says as whom somebody was checked.
    pub(super) checked: Option<&'static str>,
    /// What is wrong with the day of ratification, and the form is shown again.
    pub(super) wrong: String,
    /// It comes when everybody has signed: the seal is the last.
    pub(super) waits: bool,
}

/// What may go to the organiser: all clauses of one respondent that both sides marked.
pub(super) struct Handed {
    pub(super) party: String,
    pub(super) name: String,
    pub(super) text: Vec<String>,
    pub(super) done: bool,
}

impl Table {
    pub(super) fn signed(&self) -> Vec<Signed> {
        let signatures = self.case.procedure.agreement.iter().flat_map(|known| &known.signatures);
        signatures.map(|signature| self.one(signature)).collect()
    }

    fn one(&self, signature: &Signature) -> Signed {
        let person = self.sealed.person(signature.seq);
        let (whose, party) = match signature.by {
            Signatory::Party(party) => (self.name(party), Some(party)),
            Signatory::Mediator => (self.t.t("agreement-mediator").into_owned(), None),
            Signatory::Seal => (self.t.t("agreement-seal").into_owned(), None),
        };
        // What the party itself has ratified binds it, whatever the agent might.
        let done = signature.ratification.filter(|ratification| ratification.at.is_some());
        let authority = party.filter(|_| done.is_none());
        let authority = authority.map(|_| self.t.code("authority", signature.authority.code()).into_owned());
        let weak = signature.means == Means::Device;
        let means = party.map(|_| {
            let key = if weak { "agreement-drawn" } else { "agreement-on-paper" };
            self.t.t(key).into_owned()
        });
        let known = [Some(whose), Some(person.name), person.position, authority, means];
        let known = known.into_iter().flatten().filter(|text| !text.is_empty());
        let text = known.chain([self.t.moment(signature.at)]).collect::<Vec<_>>().join(" · ");
        let open = signature.ratification.filter(|ratification| ratification.at.is_none());
        let ratify = party.zip(open).map(|(party, open)| {
            (party.to_string(), self.t.t1("agreement-ratify-open", "day", self.t.date(open.by)))
        });
        let ratified = done.map(|known| (self.ratified(&known), known.evidence.map(|id| id.to_string())));
        Signed { text, weak, ratify, ratified, scan: signature.evidence.map(|id| id.to_string()) }
    }

    /// When a party ratified, and who did, where that was told.
    fn ratified(&self, known: &Ratification) -> String {
        let day = known.at.map(|at| self.t.date_of(at)).unwrap_or_default();
        let person = known.seq.map(|seq| self.sealed.person(seq)).unwrap_or_default();
        let who = [Some(person.name), person.position].into_iter().flatten().filter(|text| !text.is_empty());
        let who = who.collect::<Vec<_>>().join(" · ");
        if who.is_empty() {
            self.t.t1("agreement-ratified-on", "day", day)
        } else {
            self.t.t2("agreement-ratified-by", "day", day, "who", who)
        }
    }

    /// Who has yet to sign; of the form that is shown again, what was typed.
    pub(super) fn unsigned(&self, typed: Option<&Unsigned>) -> Vec<Unsigned> {
        let Some(agreement) = &self.case.procedure.agreement else { return Vec::new() };
        let parties = self.case.participants().map(|party| Signatory::Party(party.place.id));
        let all = parties.chain([Signatory::Mediator, Signatory::Seal]);
        let open: Vec<_> = all.filter(|by| agreement.signature(*by).is_none()).collect();
        let last = open.len() == 1;
        let unsigned = open.into_iter().map(|by| match by {
            Signatory::Party(party) => {
                let usual = self.unsigned_party(party);
                match typed.filter(|typed| typed.by == usual.by) {
                    Some(typed) => Unsigned {
                        name: usual.name,
                        unproved: usual.unproved,
                        checked: usual.checked,
                        authorities: usual.authorities,
                        ..typed.clone()
                    },
                    None => usual,
                }
            }
            Signatory::Mediator => Unsigned::of_desk("mediator", self.t.t("agreement-mediator").into_owned()),
            Signatory::Seal => {
                let seal = Unsigned::of_desk("seal", self.t.t("agreement-seal").into_owned());
                Unsigned { waits: !last, ..seal }
            }
        });
        unsigned.collect()
    }

    fn unsigned_party(&self, party: PartyId) -> Unsigned {
        let identity = self.case.procedure.identity(party);
        let person = identity.map(|identity| self.sealed.person(identity.seq)).unwrap_or_default();
        let unproved = identity.is_some_and(Identity::lacks_power);
        let checked = identity.map(|known| match known.authority {
            Authority::Own => "agreement-itself-checked",
            Authority::MaySettle | Authority::MayNotSettle => "agreement-agent-checked",
        });
        let borne = |authority: &&Authority| identity.is_none_or(|identity| identity.bears(**authority));
        Unsigned {
            by: party.to_string(),
            name: self.name(party),
            party: true,
            person: person.name,
            position: person.position.unwrap_or_default(),
            // What was not shown is not taken for granted: ratification is proposed.
            authority: identity.map_or("", |identity| identity.shown().code()),
            authorities: Authority::ALL.iter().filter(borne).map(|authority| authority.code()).collect(),
            unproved,
            checked,
            wrong: String::new(),
            waits: false,
        }
    }

    pub(super) fn handed(&self) -> Vec<Handed> {
        let respondents = self.case.accepted().map(|party| party.place.id);
        respondents
            .filter_map(|party| {
                let clauses = marked(self.sealed.agreement.as_ref()?, party);
                let day = |day| self.t.date(day);
                let text = documents::clauses_text(&clauses, &self.t, &day);
                let text = (!clauses.is_empty()).then_some(text)?;
                let done = self.case.measure(party).is_some_and(|measure| measure.clause_seq.is_some());
                let text = text.split('\n').map(str::to_owned).collect();
                Some(Handed { party: party.to_string(), name: self.name(party), text, done })
            })
            .collect()
    }
}

impl Unsigned {
    /// The choices of its form.
    pub(super) fn offered(&self) -> Vec<&'static str> {
        self.authorities.clone()
    }

    /// Whether somebody may sign who binds nobody before the party ratifies.
    pub(super) fn may_wait(&self) -> bool {
        self.authorities.contains(&Authority::MayNotSettle.code())
    }

    /// The name of the field for the day of ratification.
    pub(super) fn ratify_field(&self) -> String {
        format!("{}-ratify_by", self.by)
    }
    fn of_desk(by: &str, name: String) -> Self {
        Self {
            by: by.to_owned(),
            name,
            party: false,
            person: String::new(),
            position: String::new(),
            authority: "",
            authorities: Vec::new(),
            unproved: false,
            checked: None,
            wrong: String::new(),
            waits: false,
        }
    }
}

/// Whether this person has the case, or had it when it ended: a clause is handed over once the agreement is in effect, whatever
/// became of the case since.
pub(super) fn may_hand_over(at: &Published, person: &Person, case: &Case) -> bool {
    let lead = case.claimant().ticket.and_then(|number| at.desk.ticket(number));
    let by = lead.and_then(|lead| lead.mediator);
    by.is_some_and(|by| person.is(Role::Head) || (by == person.staff.id && person.is(Role::Mediator)))
}

/// The clauses of one party that both sides marked for the organiser, and not a word more; one that says nothing asks for nothing.
fn marked(body: &AgreementBody, party: PartyId) -> Vec<HandedClause> {
    let own = body.clauses.iter().filter(|clause| clause.organiser && clause.debtor == party);
    let part = |clause: &ClauseBody| HandedClause {
        kind: clause.kind,
        act: clause.act.clone(),
        translation: clause.translation.clone(),
        place: clause.place.clone(),
        from: clause.from,
        until: clause.until,
    };
    own.map(part).filter(|clause| !clause.is_wordless()).collect()
}

/// The mediation ends with it; where others are left to agree with, with that respondent alone.
async fn refuse(sent: Sent) -> Result<Response, Problem> {
    sent.ask("agreement/refuse", Action::RefuseToSign { party: sent.party()? }).await?;
    let goes_on = sent.app.now().desk.case(sent.case.id).is_some_and(|case| case.state.is_open());
    Ok(sent.back("agreement", if goes_on { "one-refused-to-sign" } else { "refused-to-sign" }))
}

/// What cannot be taken is shown again as typed.
async fn sign(sent: Sent) -> Result<Response, Problem> {
    match taken(&sent).await {
        Ok(answer) => Ok(answer),
        Err(problem) => as_typed(&sent, problem).await,
    }
}

async fn taken(sent: &Sent) -> Result<Response, Problem> {
    let version = sent.version("version");
    let action = match sent.form.text("by") {
        by @ ("mediator" | "seal") => Action::Sign {
            version,
            by: if by == "seal" { Signatory::Seal } else { Signatory::Mediator },
            means: Means::Paper,
            authority: Authority::Own,
            evidence: None,
            ratify_by: None,
            body: PersonBody {
                name: known_as(sent.person.staff.id, &sent.app.now()),
                ..PersonBody::default()
            },
        },
        party => {
            let party: PartyId = party.parse().map_err(|_| unknown("by"))?;
            let means = sent.code("means", Means::from_code)?;
            if !matches!(means, Means::Paper | Means::Device) {
                return Err(unknown("means"));
            }
            let authority = sent.code("authority", Authority::from_code)?;
            let (ratify_by, body) = (ratify_by(sent)?, sent.person()?);
            let body = PersonBody { paper_number: None, ..body };
            if authority == Authority::MayNotSettle && ratify_by.is_none() {
                return asked_again(sent, (party, authority, body)).await;
            }
            is_who_was_here((&sent.app, &sent.who), &sent.case, (party, &body.name), "signer").await?;
            let evidence = scanned(sent, party, "agreement/scan").await?;
            let again = (party, authority, body.clone());
            let by = Signatory::Party(party);
            let action = Action::Sign { version, by, means, authority, evidence, ratify_by, body };
            return match sent.ask("agreement/sign", action).await {
                // The day lies before the signature.
                Err(problem) if problem.fault_of("ratification").is_some() => asked_again(sent, again).await,
                asked => asked.map(|accepted| sent.back("agreement", effect_of(&accepted))),
            };
        }
    };
    let accepted = sent.ask("agreement/sign", action).await?;
    Ok(sent.back("agreement", effect_of(&accepted)))
}

/// Whoever signs for a party is who showed their papers last, and whoever has signed is who brings papers afterwards: the paper names
/// them as who was here.
///
/// # Errors
/// As the rule that nobody signs as more than was shown, or the one that what is signed stands.
pub(in crate::web) async fn is_checked(
    from: (&App, &Who),
    case: &Case,
    action: &Action,
) -> Result<(), Problem> {
    if let Action::Sign { by: Signatory::Party(party), body, .. } = action {
        is_who_was_here(from, case, (*party, &body.name), "signer").await
    } else if let Action::CheckIdentity { party, body, .. } = action
        && case.procedure.awaits_power(*party)
    {
        is_who_was_here(from, case, (*party, &body.name), "reopening").await
    } else {
        Ok(())
    }
}

/// Whether a name is that of the last check. Not held against it is what whoever asks may not read: then the step itself is refused.
async fn is_who_was_here(
    (app, who): (&App, &Who),
    case: &Case,
    (party, name): (PartyId, &str),
    missing: &'static str,
) -> Result<(), Problem> {
    let at = app.now();
    let sees = |person: &Person| at.desk.sight(&person.staff, case) != Sight::Summary;
    let identity = case.procedure.identity(party).filter(|_| who.person.as_ref().is_some_and(sees));
    let Some(identity) = identity else { return Ok(()) };
    let opened = own::bodies(app, vec![identity.seq]).await?.into_iter().next();
    let Some(Content::Person(known)) = opened.and_then(Opened::content) else { return Ok(()) };
    if known.name.is_empty() || folded(&known.name) == folded(name) {
        return Ok(());
    }
    Err(submit::refused(&Refusal::StepMissing(missing), &at))
}

/// Who ratified for a party, on which day, and the paper if there is a picture of it. What cannot be taken is shown again as typed.
async fn ratify(sent: Sent) -> Result<Response, Problem> {
    let asked = async {
        let (party, body) = (sent.party()?, sent.person()?);
        if body.name.is_empty() {
            return Err(Problem::of(Fault::Invalid).coded("ratifier-missing").field("name", "missing"));
        }
        let evidence = scanned(&sent, party, "agreement/ratification").await?;
        sent.ask("agreement/ratify", Action::Ratify { party, evidence, body }).await
    };
    match asked.await {
        Ok(accepted) => Ok(sent.back("agreement", effect_of(&accepted))),
        Err(problem) => as_typed(&sent, problem).await,
    }
}

/// The page with a form as it was sent.
///
/// # Errors
/// The problem itself where the same form filled in otherwise would not help.
pub(super) async fn as_typed(sent: &Sent, problem: Problem) -> Result<Response, Problem> {
    let looker = sent.refused(problem)?;
    let said = (&Done::default(), StatusCode::OK);
    super::show(&looker, &sent.case.id.to_string(), said, Again::default()).await
}

/// What a page says once a step is taken that may have been the last.
fn effect_of(accepted: &Accepted) -> &'static str {
    let effect = accepted.entries.iter().any(|entry| {
        use domain::procedure::Proceeding::AgreementTookEffect;
        matches!(&entry.fact, Fact::CaseProceeded { with: AgreementTookEffect { .. }, .. })
    });
    if effect { "in-effect" } else { "recorded" }
}

/// An agent who may not settle signs until a day on which the party ratifies: the page again, with what was typed.
async fn asked_again(
    sent: &Sent,
    (party, authority, body): (PartyId, Authority, PersonBody),
) -> Result<Response, Problem> {
    let typed = Unsigned {
        by: party.to_string(),
        name: String::new(),
        party: true,
        person: body.name,
        position: body.position.unwrap_or_default(),
        authority: authority.code(),
        authorities: Vec::new(),
        unproved: false,
        checked: None,
        wrong: sent.visit.texts.t("agreement-ratify-missing").into_owned(),
        waits: false,
    };
    let again = Again { signing: Some(typed), ..Again::default() };
    let said = (&Done::default(), StatusCode::UNPROCESSABLE_ENTITY);
    let looker = sent.looker().lacking(Kept::of(&sent.form));
    super::show(&looker, &sent.case.id.to_string(), said, again).await
}

fn ratify_by(sent: &Sent) -> Result<Option<Date>, Problem> {
    let typed = sent.form.text("ratify_by").trim();
    if typed.is_empty() {
        return Ok(None);
    }
    number::plain(typed).parse().map(Some).map_err(|_| unknown("ratify_by"))
}

/// Files the picture of the signed paper, once however often the form is sent.
async fn scanned(sent: &Sent, party: PartyId, verb: &str) -> Result<Option<EvidenceId>, Problem> {
    let Some(upload) = sent.form.uploads().next() else { return Ok(None) };
    let of = (sent.case.id, party, Purpose::Signature);
    photos::file(&sent.app, &sent.who, sent.once(verb), &sent.form, of, upload).await
}

/// The clauses of one respondent that go to the organiser, read from the agreement itself after the reading was recorded.
///
/// # Errors
/// When they may not be read, or there are none.
pub(in crate::web) async fn handing_over(
    app: &App,
    who: &Who,
    person: &Person,
    case: &Arc<Case>,
    party: PartyId,
) -> Result<Command, Problem> {
    let is_respondent = case.party(party).is_some_and(|known| known.place.side == Side::Respondent);
    let opened = table::read(app, who, person, case).await?;
    let (_, sealed) = opened.ok_or_else(|| Problem::of(Fault::NotAllowed))?;
    let body = sealed.agreement.unwrap_or_default();
    let clauses = marked(&body, party);
    if clauses.is_empty() || !is_respondent {
        return Err(unknown("party"));
    }
    let language = body.written_in();
    // The clauses are told once, in parts: whatever an agreement has room for, an entry of it alone has, too.
    let body = MeasureBody { text: String::new(), language, clauses };
    let action = Box::new(MeasureAction::HandOver { body });
    Ok(Command::MoveMeasure { case: case.id, party, action })
}

/// What is handed over is read from the agreement here, not taken from the form.
async fn hand_over(sent: Sent) -> Result<Response, Problem> {
    let party = sent.party()?;
    let command = handing_over(&sent.app, &sent.who, &sent.person, &sent.case, party).await?;
    sent.app.ask(sent.who.from(), sent.once("agreement/hand-over"), command).await?;
    Ok(sent.back("agreement", "handed-over"))
}
