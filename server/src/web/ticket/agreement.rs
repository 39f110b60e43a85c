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
        missing: if known.effective_at.is_some() { String::new() } else { missing(t, found, case, party) },
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
fn missing(t: &Texts, found: &Found, case: &Case, party: &Party) -> String {
    let Some(known) = &case.procedure.agreement else { return String::new() };
    let needed =
        case.participants().map(|one| (Signatory::Party(one.place.id), one.place.id == party.place.id));
    let needed = needed.chain([(Signatory::Mediator, false), (Signatory::Seal, false)]);
    // One other side needs no name.
    let others = case.participants().filter(|one| one.place.id != party.place.id).count();
    let mut names: Vec<Cow<'_, str>> = Vec::new();
    for (by, mine) in needed {
        let name = match (known.signature(by), by) {
            (Some(signature), _) if signature.binds() => continue,
            (Some(_), _) => t.t("party-agreement-ratify"),
            (None, Signatory::Party(_)) if mine => t.t("party-agreement-you"),
            (None, Signatory::Party(id)) => {
                let who = case.party(id).filter(|_| others > 1).and_then(|one| called(t, found, case, one));
                let of = |who: String| Cow::Owned(t.t1("party-agreement-of", "who", who));
                who.map_or_else(|| t.t("party-agreement-other"), of)
            }
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

/// What somebody else at the table is called: by the company, else by where they are and, of several, by their ticket. `None` where
/// there is one such side and nothing is known of it.
fn called(t: &Texts, found: &Found, case: &Case, other: &Party) -> Option<String> {
    let typed = found.published.names.party(other.place.id);
    let company = typed.and_then(|typed| typed.company.as_ref());
    if let Some(name) = company::of(t, &found.published, other, company) {
        return Some(name);
    }
    if other.place.side == Side::Claimant {
        return typed.map(|typed| typed.name.clone()).filter(|name| !name.is_empty());
    }
    let several = case.respondents().len() > 1;
    let spot = own::spot_of(t, &found.published, &other.place, typed.and_then(|typed| typed.booth.as_ref()));
    let ticket = other.ticket.filter(|_| several).map(|number| number.to_string());
    let known: Vec<_> =
        [Some(spot), ticket].into_iter().flatten().filter(|known| !known.is_empty()).collect();
    (!known.is_empty()).then(|| known.join(" · "))
}

/// Who has to.
fn debtor(t: &Texts, found: &Found, case: &Case, party: &Party, clause: &ClauseBody) -> String {
    if clause.debtor == party.place.id {
        return t.t("party-agreement-yours").into_owned();
    }
    let theirs = t.t("party-agreement-theirs").into_owned();
    case.party(clause.debtor).and_then(|debtor| called(t, found, case, debtor)).unwrap_or(theirs)
}
