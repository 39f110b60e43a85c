//! The papers of a case: what can be printed, each as a page and as PDF, and the check of a printed one.
//!
//! Papers carry what was said for mediation, so they are shown to whom the case is shown, and no sooner than the reading stands in
//! the journal. The gathering here opens no private note: a [`Dossier`] has no place for one.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{Case, fair::Language, ids::PartyId, reading::Sight};

use crate::{
    app::App,
    documents::{Kind, Standing, earlier},
    engine::Published,
    locale::Texts,
};

use super::{
    counter::contents,
    frame::{self, Frame},
    guard::{Signed, Who},
    origin::Origin,
    problem::{Fault, Problem},
    route::{Access, RECEPTIONS, Route},
    signed,
    ticket::own,
    visit::Visit,
};

mod check;
mod dossier;
mod file;
mod party;
mod print;

pub(super) use print::{Asked, Back, Wanted};

pub(super) fn routes() -> Vec<Route> {
    let receptions = Access::Staff(RECEPTIONS);
    let mut routes = vec![
        Route::get("/counter/cases/{case}/papers", receptions, list),
        Route::get("/counter/cases/{case}/papers/{kind}", receptions, paper),
        Route::get("/v/{key}", Access::KeyHolder, check::check),
    ];
    routes.extend(party::routes());
    routes.extend(file::routes());
    routes
}

/// A paper that can be printed.
struct Line {
    title: String,
    who: String,
    /// Empty for a form without one.
    version: String,
    standing: &'static str,
    links: Vec<Link>,
}

/// A paper in one language.
struct Link {
    page: String,
    pdf: String,
    /// The language's own name.
    language: String,
}

#[derive(Template)]
#[template(path = "papers_list.html")]
struct ListPage {
    frame: Frame,
    t: Texts,
    id: String,
    /// The reader may read the file as well, not only what a reception hands out.
    whole: bool,
    lines: Vec<Line>,
}

/// Whether a paper of a case is one of reception's: what it draws up and gives, and of a case that ended there what tells so, the other
/// ways among it (People's Mediation Law art 26), which nobody else is there to hand over.
fn is_receptions(app: &App, case: &Case, kind: Kind) -> bool {
    kind.is_of_reception() || (kind.tells_end() && app.now().desk.ended_in_reception(case))
}

/// The case of an address, for whom it is shown whole; the reading is recorded.
async fn opened(app: &App, who: &Who, person: &Signed, id: &str) -> Result<Arc<Case>, Problem> {
    let case = contents::find(&app.now(), id)?;
    if case.erased_at.is_some() {
        return Err(Problem::of(Fault::Erased));
    }
    let sight = contents::sight(&app.now(), person, &case, app.clock.now());
    if sight != Sight::Whole {
        return Err(contents::refused(sight, &case));
    }
    contents::opens_record(&app.now(), person, &case)?;
    contents::record_reading(app, who, person, &case, None).await?;
    contents::find(&app.now(), id)
}

/// The same for the papers of reception, which who receives has, too, while the case stands there or ended there, and whoever took the
/// case over before they declared to have no conflict of interest; with whether it is one of those who asks.
async fn opened_at_counter(
    app: &App,
    who: &Who,
    person: &Signed,
    id: &str,
) -> Result<(Arc<Case>, bool), Problem> {
    let at = app.now();
    let case = contents::find(&at, id)?;
    let now = app.clock.now();
    let received = match contents::sight(&at, person, &case, now) {
        Sight::Received => contents::sees_way(&at, person, &case, now),
        Sight::Whole => !at.desk.opens_record(&person.staff, &case),
        Sight::OnReason | Sight::Summary => false,
    };
    if !received {
        return Ok((opened(app, who, person, id).await?, false));
    }
    contents::record_reading(app, who, person, &case, None).await?;
    Ok((contents::find(&app.now(), id)?, true))
}

async fn list(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let (case, received) = opened_at_counter(&app, &who, &person, &id).await?;
    let frame = signed::frame(&app, &visit, &who, "papers-list-title").counter();
    let t = frame.t();
    let published = app.now();
    let base = format!("/counter/cases/{}/papers", case.id);
    let mut lines = Vec::new();
    let shown = |kind: &Kind| !kind.is_organisers() && (!received || is_receptions(&app, &case, *kind));
    for kind in Kind::ALL.into_iter().filter(shown) {
        let parties = case.respondents().iter().map(|party| Some(party.place.id));
        let (of_party, copied) = (kind.is_of_party(), kind.is_copied(&case));
        let whole = (!of_party).then_some(None);
        for party in whole.into_iter().chain(parties.filter(|_| of_party || copied)) {
            let name = party.and_then(|id| called(&t, &published, &case, id));
            let copy = party.filter(|_| copied).map(|id| copy_for(&t, &case, id));
            let who = copy.into_iter().chain(name).collect::<Vec<_>>().join(" · ");
            lines.extend(Line::now(&t, &base, &case, kind, party).map(|line| Line { who, ..line }));
        }
        lines.extend(earlier(kind, &case).map(|version| Line::earlier(&t, &base, kind, version)));
    }
    Ok(frame::show(&ListPage { id: case.id.to_string(), whole: !received, lines, frame, t }))
}

impl Line {
    /// A paper as it stands.
    fn now(t: &Texts, base: &str, case: &Case, kind: Kind, party: Option<PartyId>) -> Option<Self> {
        let (version, standing) = kind.standing(case, party)?;
        let versioned = kind.has_versions() && version > 0;
        let numbered = kind.is_numbered() && version > 1;
        Some(Self {
            title: t.t(short_title(kind)).into_owned(),
            who: String::new(),
            version: match () {
                () if versioned => t.t1("papers-version", "version", version),
                () if numbered => t.t1("papers-ordinal", "number", version),
                () => String::new(),
            },
            standing: match (standing, kind.left_unconfirmed(case)) {
                (Standing::Draft, Some(left)) => left,
                (Standing::Draft, None) if kind.fell_through(case) => "papers-status-never",
                (Standing::Draft | Standing::Superseded | Standing::Effective, _) => {
                    standing_in(case, party, kind, standing)
                }
            },
            links: links(t, base, kind, party, None),
        })
    }

    /// A version that another took the place of; of several papers one before the last.
    fn earlier(t: &Texts, base: &str, kind: Kind, version: u32) -> Self {
        let (key, of) =
            if kind.is_numbered() { ("papers-ordinal", "number") } else { ("papers-version", "version") };
        let standing = if kind.is_numbered() { Standing::Effective } else { Standing::Superseded };
        Self {
            title: t.t(short_title(kind)).into_owned(),
            who: String::new(),
            version: t.t1(key, of, version),
            standing: standing_key(kind, standing),
            links: links(t, base, kind, None, Some(version)),
        }
    }
}

fn links(t: &Texts, base: &str, kind: Kind, party: Option<PartyId>, version: Option<u32>) -> Vec<Link> {
    let party = party.map(|party| format!("&party={party}")).unwrap_or_default();
    let version = version.map(|version| format!("&version={version}")).unwrap_or_default();
    let link = |language: Language| {
        let query = format!("language={}{party}{version}", language.tag());
        Link {
            page: format!("{base}/{}?{query}", kind.code()),
            pdf: format!("{base}/{}.pdf?{query}", kind.code()),
            language: t.language_name(language),
        }
    };
    Language::ALL.into_iter().map(link).collect()
}

/// Whose copy it is: the how-manieth respondent, whether or not its name is known.
fn copy_for(t: &Texts, case: &Case, id: PartyId) -> String {
    let at = case.respondents().iter().position(|party| party.place.id == id).unwrap_or_default();
    t.t1("papers-copy-for", "number", at + 1)
}

/// Whom a paper is for, in the language of whoever reads its name, or of the paper that names it; by the ticket where the list has
/// neither company nor booth, for what was typed is sealed.
fn called(t: &Texts, published: &Published, case: &Case, id: PartyId) -> Option<String> {
    let party = case.party(id)?;
    let [company, booth] = own::listed(t, published, &party.place);
    company.or(booth).or_else(|| Some(party.ticket?.to_string()))
}

/// The key of a paper's name in a list.
pub(super) fn short_title(kind: Kind) -> &'static str {
    match kind {
        Kind::Application => "papers-short-application",
        Kind::Acceptance => "papers-short-acceptance",
        Kind::Rights => "papers-short-rights",
        Kind::Notice => "papers-short-notice",
        Kind::Receipt => "papers-short-receipt",
        Kind::Quote => "papers-title-quote",
        Kind::Attorney => "papers-title-attorney",
        Kind::Investigation => "papers-short-investigation",
        Kind::Record => "papers-short-record",
        Kind::Agreement => "papers-short-agreement",
        Kind::Oral => "papers-short-oral",
        Kind::NonAcceptance => "papers-title-non-acceptance",
        Kind::Termination => "papers-title-termination",
        Kind::NoPart => "papers-title-no-part",
        Kind::Certificate => "papers-title-certificate",
        Kind::Confirmation => "papers-title-confirmation",
        Kind::ReturnVisit => "papers-title-return-visit",
        Kind::Exhibits => "papers-title-exhibits",
        Kind::Panel => "papers-title-panel",
        Kind::Consultation => "papers-title-consultation",
        Kind::Referral => "papers-short-referral",
        Kind::ComplaintNotice => "papers-title-complaint-notice",
        Kind::MeasureOrder => "papers-title-measure-order",
        Kind::ComplaintCertificate => "papers-title-complaint-certificate",
    }
}

/// How a paper of a case stands.
fn standing_in(case: &Case, party: Option<PartyId>, kind: Kind, standing: Standing) -> &'static str {
    if standing == Standing::Effective && kind.is_form(case, party) {
        return "papers-check-form";
    }
    standing_key(kind, standing)
}

fn standing_key(kind: Kind, standing: Standing) -> &'static str {
    match standing {
        // Printed to be filled in by hand: what somebody wrote on it is not known here.
        Standing::Effective if kind == Kind::Attorney => "papers-check-form",
        Standing::Draft => "papers-check-draft",
        // Only what binds takes effect; a record is confirmed, and any other paper tells what is so.
        Standing::Effective if matches!(kind, Kind::Agreement | Kind::Oral | Kind::MeasureOrder) => {
            "papers-check-effective"
        }
        Standing::Effective if kind.record_part().is_some() => "papers-check-confirmed",
        Standing::Effective => "papers-check-current",
        Standing::Superseded => "papers-check-superseded",
    }
}

async fn paper(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    origin: Origin,
    Path((id, kind)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    // First who asks: which versions of a paper there are tells how a case ended.
    let (case, received) = opened_at_counter(&app, &who, &person, &id).await?;
    let of_talks = |kind: Kind| !is_receptions(&app, &case, kind) && !kind.is_organisers();
    if Kind::from_code(kind.trim_end_matches(".pdf")).is_some_and(of_talks) {
        contents::opens_record(&app.now(), &person, &case)?;
    }
    let may = |kind: Kind| !kind.is_organisers() && (!received || is_receptions(&app, &case, kind));
    let wanted = Wanted::of(&case, &kind, &asked, may)?;
    let page = format!("/counter/cases/{}/papers", case.id);
    let back = Back { papers: page.clone(), page, text: "papers-list-title" };
    wanted.answer(&app, &visit, &who, &origin, &case, &back).await
}

#[cfg(test)]
mod tests;
