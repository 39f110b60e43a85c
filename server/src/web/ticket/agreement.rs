//! The agreement as the parties read it, from the moment they accepted its terms: drafts before that are the mediator's table.

use std::borrow::Cow;

use domain::{
    Case,
    aftercare::{Confirmation, CourtBody, Ruling},
    body::Content,
    case::{Party, Side},
    procedure::{AgreementBody, ClauseBody, Signatory},
};

use crate::{
    app::App,
    documents,
    locale::Texts,
    web::{company, problem::Problem},
};

use super::{Found, own};

/// One clause in words.
pub(super) struct Clause {
    pub(super) kind: Cow<'static, str>,
    pub(super) act: String,
    pub(super) translation: Option<String>,
    pub(super) facts: Vec<(Cow<'static, str>, String)>,
    pub(super) organiser: bool,
}

/// An agreement as it stands.
pub(super) struct Agreed {
    /// Whether it is in effect, since when; else that signatures are gathered.
    pub(super) standing: String,
    /// Which signatures are missing; empty once none is.
    pub(super) missing: String,
    /// Applications to a court to confirm it, oldest first: when and to which, and what came of it.
    pub(super) court: Vec<(String, String)>,
    pub(super) body: AgreementBody,
    pub(super) clauses: Vec<Clause>,
    pub(super) prevails: String,
}

/// Reads the agreement; `None` before its terms were accepted, once the case ended without its coming into effect, and when its text
/// was erased.
///
/// # Errors
/// When the journal cannot be read.
pub(super) async fn read(
    app: &App,
    t: &Texts,
    found: &Found,
    case: &Case,
    party: &Party,
) -> Result<Option<Agreed>, Problem> {
    // What ended before it came into effect binds nobody, and is nobody's paper.
    let stands = |known: &&domain::procedure::Agreement| {
        known.agreed_at.is_some() && (case.state.is_open() || known.effective_at.is_some())
    };
    let Some(known) = case.procedure.agreement.as_ref().filter(stands) else {
        return Ok(None);
    };
    let opened = own::bodies(app, vec![known.draft.seq]).await?.into_iter().next();
    let Some(Content::Agreement(body)) = opened.and_then(crate::record::Opened::content) else {
        return Ok(None);
    };
    let standing = match (known.effective_at, known.oral) {
        (Some(at), true) => t.t1("party-agreement-oral", "moment", t.moment(at)),
        (Some(at), false) => t.t1("party-agreement-effect", "moment", t.moment(at)),
        (None, _) if case.awaits_ratification().is_some() => {
            t.t1("party-agreement-signed", "version", known.draft.version)
        }
        (None, _) => t.t1("party-agreement-agreed", "version", known.draft.version),
    };
    let today = found.published.desk.fair().map(|fair| fair.plan.day_of(app.clock.now()));
    let owed = case.obligations();
    let clauses = body.clauses.iter().enumerate().map(|(at, clause)| {
        let mut shown = shown(t, found, case, party, clause);
        if let Some((owed, today)) = owed.get(at).zip(today) {
            let state = t.code("obligation-state", owed.state(today).code()).into_owned();
            shown.facts.push((t.t("party-agreement-state"), state));
        }
        shown
    });
    let clauses = clauses.collect();
    let language = t.language_name(known.draft.prevailing);
    let court = court(app, t, case).await?;
    Ok(Some(Agreed {
        standing,
        court,
        missing: if known.effective_at.is_some() { String::new() } else { missing(t, case, party) },
        prevails: if body.is_translated() {
            t.t1("party-agreement-prevails", "language", language)
        } else {
            String::new()
        },
        clauses,
        body,
    }))
}

/// What both sides asked of a court, and how it answered.
async fn court(app: &App, t: &Texts, case: &Case) -> Result<Vec<(String, String)>, Problem> {
    let asked = &case.aftercare.confirmations;
    let opened = own::bodies(app, asked.iter().map(|one| one.seq).collect()).await?;
    let told = asked.iter().zip(opened).map(|(one, opened)| {
        let body = match opened.content() {
            Some(Content::Court(body)) => body,
            Some(_) | None => CourtBody::default(),
        };
        let which: Vec<_> = [Some(body.court), body.reference].into_iter().flatten().collect();
        (t.t2("party-court-asked", "day", t.date(one.on), "court", which.join(" · ")), answer(t, one))
    });
    Ok(told.collect())
}

fn answer(t: &Texts, asked: &Confirmation) -> String {
    let Some((ruling, on, _)) = asked.ruling else { return t.t("party-court-waits").into_owned() };
    let key = match ruling {
        Ruling::Confirmed => "party-court-confirmed",
        Ruling::Refused => "party-court-refused",
        Ruling::Withdrawn => "party-court-withdrawn",
    };
    t.t1(key, "day", t.date(on))
}

/// Whose signature is missing, or waits for an approval.
fn missing(t: &Texts, case: &Case, party: &Party) -> String {
    let Some(known) = &case.procedure.agreement else { return String::new() };
    let needed =
        case.participants().map(|one| (Signatory::Party(one.place.id), one.place.id == party.place.id));
    let needed = needed.chain([(Signatory::Mediator, false), (Signatory::Seal, false)]);
    let mut names: Vec<Cow<'_, str>> = Vec::new();
    for (by, mine) in needed {
        let name = match (known.signature(by), by) {
            (Some(signature), _) if signature.binds() => continue,
            (Some(_), _) => t.t("party-agreement-ratify"),
            (None, Signatory::Party(_)) if mine => t.t("party-agreement-you"),
            (None, Signatory::Party(_)) => t.t("party-agreement-other"),
            (None, Signatory::Mediator) => t.t("party-agreement-mediator"),
            (None, Signatory::Seal) => t.t("party-agreement-seal"),
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() { String::new() } else { t.t1("party-agreement-missing", "who", names.join(" · ")) }
}

fn shown(t: &Texts, found: &Found, case: &Case, party: &Party, clause: &ClauseBody) -> Clause {
    let mut facts = vec![(t.t("party-agreement-who"), debtor(t, found, case, party, clause))];
    let when = documents::term(t, clause.kind, (clause.from, clause.until), &|day| t.date(day));
    facts.extend(when.map(|when| (t.t("party-agreement-when"), when)));
    facts.extend(clause.place.clone().map(|place| (t.t("party-record-place"), place)));
    let money = clause.money.as_ref().map(|money| t.money(money));
    facts.extend(money.map(|money| (t.code("clause", "pay"), money)));
    let account = clause.money.as_ref().and_then(|money| money.account.clone());
    facts.extend(account.map(|account| (t.t("party-agreement-account"), account)));
    Clause {
        kind: t.code("clause", clause.kind.code()),
        act: clause.act.clone(),
        translation: clause.translation.clone(),
        facts,
        organiser: clause.organiser,
    }
}

/// Who has to: by name where there are several on the other side.
fn debtor(t: &Texts, found: &Found, case: &Case, party: &Party, clause: &ClauseBody) -> String {
    if clause.debtor == party.place.id {
        return t.t("party-agreement-yours").into_owned();
    }
    let theirs = t.t("party-agreement-theirs").into_owned();
    let Some(debtor) = case.party(clause.debtor) else { return theirs };
    let names = &found.published.names;
    let listed = company::listed(t, &found.published, &debtor.place);
    let typed = names.party(debtor.place.id);
    let name = listed.or_else(|| typed.and_then(|typed| typed.company.clone()));
    match name {
        Some(name) if debtor.place.side == Side::Respondent || !name.is_empty() => name,
        Some(_) | None => theirs,
    }
}
