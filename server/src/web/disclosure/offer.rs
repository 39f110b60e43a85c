//! What of a case can be given: papers that are in effect, photos, the texts of the organiser's track, the dates, what respondents
//! lodged in advance. A text that is still being talked about is not among it, and a private note never is.

use domain::{
    Case, Desk, Fact, PartyId,
    case::{Ask, Evidence},
    defence::Defence,
    disclosure::{Given, LegalBasis, Sort},
};

use crate::{
    app::App,
    documents::{Kind, Standing},
    engine::ReadError,
    locale::Texts,
    web::{company, papers::short_title},
};

use super::sort_of;

/// One thing that can be chosen.
pub(in crate::web) struct Offer {
    /// How a form names it.
    pub(in crate::web) value: String,
    pub(in crate::web) given: Given,
    pub(in crate::web) title: String,
    /// The grounds that let it out, where not every one does.
    pub(in crate::web) only: String,
}

/// The steps of the organiser's track that carry words, and what they are called.
const TOLD: &[(&str, &str)] = &[
    ("ComplaintLodged", "disclosure-entry-complaint"),
    ("ComplaintAnswered", "disclosure-entry-statement"),
    ("ComplaintCleared", "disclosure-entry-cleared"),
    ("MeasureOrdered", "disclosure-entry-ordered"),
    ("MeasureApplied", "disclosure-entry-applied"),
    ("MeasureLifted", "disclosure-entry-lifted"),
    ("ClauseHandedOver", "disclosure-entry-clause"),
];

/// Everything that can be given of one part to an authority, in the order of the bundle. `names` says from where to read whose a statement
/// lodged in advance is; nothing where its reader is not told.
///
/// # Errors
/// When the journal cannot be read.
pub(super) fn all(
    desk: &Desk,
    case: &Case,
    part: Ask,
    t: &Texts,
    names: Option<&App>,
) -> Result<Vec<Offer>, ReadError> {
    let mut offers = of_file(case, part, t);
    offers.extend(lodged(desk, case, part, t, names)?);
    Ok(offers)
}

/// What was lodged in advance for who handles this part, by whom as the bundle names them: at a shared booth several did.
fn lodged(
    desk: &Desk,
    case: &Case,
    part: Ask,
    t: &Texts,
    names: Option<&App>,
) -> Result<Vec<Offer>, ReadError> {
    let mut known: Vec<&Defence> =
        desk.defences_in(case, part).into_iter().map(|(_, defence)| defence).collect();
    // As the journal has them: by names they would be numbered otherwise in another language, or once somebody is called otherwise.
    known.sort_unstable_by_key(|defence| defence.seq);
    known.dedup_by_key(|defence| defence.seq);
    let mut offers = Vec::new();
    for (defence, number) in known.into_iter().zip(1_u32..) {
        let (version, entry) = (Some(number), Some(defence.seq));
        let offer = offer(case, part, Given { version, entry, ..Given::of(Sort::Defence) }, t);
        let whose = names.map(|app| of_whom(app, t, defence, number)).transpose()?.flatten();
        let what = whose.unwrap_or(offer.title);
        let said = t.t1("defence-lodged-on", "moment", t.moment(defence.at));
        let gone = defence.taken_back.map(|gone| t.t1("defence-taken-back-on", "moment", t.moment(gone.at)));
        let title = [what, said].into_iter().chain(gone).collect::<Vec<_>>();
        offers.push(Offer { title: title.join(&t.t("list-comma")), ..offer });
    }
    Ok(offers)
}

/// What a statement lodged in advance is called where it is told whose it is; `None` where that can be read no longer.
fn of_whom(app: &App, t: &Texts, defence: &Defence, number: u32) -> Result<Option<String>, ReadError> {
    let who = company::lodged_by(app, t, defence)?;
    Ok((!who.is_empty()).then(|| t.t2("disclosure-defence-of", "name", who, "number", number)))
}

/// What something that is given is called, as [`title`] has it; a statement lodged in advance with whose it is, where `names` says from
/// where to read that.
///
/// # Errors
/// When the journal cannot be read.
pub(super) fn titled(
    desk: &Desk,
    case: &Case,
    given: &Given,
    t: &Texts,
    names: Option<&App>,
) -> Result<String, ReadError> {
    let mut whose = None;
    if let (Some(app), Sort::Defence, Some(seq)) = (names, given.sort, given.entry) {
        let fact = app.engine.entry(seq)?.map(|entry| entry.fact);
        if let Some(Fact::DefenceLodged { defence, .. }) = fact
            && let Some(known) = desk.defence(defence)
        {
            whose = of_whom(app, t, known, given.version.unwrap_or(1))?;
        }
    }
    Ok(whose.unwrap_or_else(|| title(case, given, t)))
}

/// What of it is of the case itself, without what was lodged in advance.
pub(super) fn of_file(case: &Case, part: Ask, t: &Texts) -> Vec<Offer> {
    let mut given = vec![Given::of(Sort::History)];
    if part == Ask::Measure {
        let told = case.steps.iter().filter(|step| TOLD.iter().any(|(kind, _)| *kind == step.kind));
        given.extend(told.map(|step| Given { entry: Some(step.seq), ..Given::of(Sort::Entry) }));
    }
    for kind in Kind::ALL.into_iter().filter(|kind| kind.is_organisers() == (part == Ask::Measure)) {
        given.extend(papers(case, kind));
    }
    let of_part = |photo: &&Evidence| match part {
        Ask::Mediation => photo.audience.mediation(),
        Ask::Measure => photo.audience.measure(),
    };
    let photos = case.evidence.iter().filter(of_part);
    given.extend(photos.map(|photo| Given { evidence: Some(photo.id), ..Given::of(Sort::Evidence) }));
    given.into_iter().map(|given| offer(case, part, given, t)).collect()
}

/// The papers of a kind that are in effect.
fn papers(case: &Case, kind: Kind) -> Vec<Given> {
    let Some(sort) = sort_of(kind) else { return Vec::new() };
    let parties: Vec<Option<PartyId>> = if kind.is_of_party() {
        case.respondents().iter().map(|party| Some(party.place.id)).collect()
    } else {
        vec![None]
    };
    let issued = |party: Option<PartyId>| {
        let (version, standing) = kind.standing(case, party)?;
        (standing == Standing::Effective && version > 0).then(|| Given {
            paper: Some(kind.code().to_owned()),
            version: Some(version),
            party,
            ..Given::of(sort)
        })
    };
    parties.into_iter().filter_map(issued).collect()
}

fn offer(case: &Case, part: Ask, given: Given, t: &Texts) -> Offer {
    let grounds = LegalBasis::opening(case, part, &given);
    let only = if grounds.len() == LegalBasis::ALL.len() {
        String::new()
    } else {
        let names: Vec<_> =
            grounds.iter().map(|basis| t.code("legal-basis-short", basis.code()).into_owned()).collect();
        t.t1("disclosure-only", "grounds", names.join(&t.t("list-comma")))
    };
    Offer { value: value(&given), title: title(case, &given, t), only, given }
}

/// How a form names something.
fn value(given: &Given) -> String {
    let part = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
    [
        given.sort.code().to_owned(),
        part(given.paper.clone()),
        part(given.version.map(|version| version.to_string())),
        part(given.party.map(|party| party.to_string())),
        part(given.evidence.map(|photo| photo.to_string())),
        part(given.entry.map(|entry| entry.to_string())),
    ]
    .join(".")
}

/// What something that is given is called; also years later, when its texts are gone.
pub(super) fn title(case: &Case, given: &Given, t: &Texts) -> String {
    match given.sort {
        Sort::Entry => {
            let step = given.entry.and_then(|seq| case.steps.iter().find(|step| step.seq == seq));
            let Some(step) = step else { return t.code("sort", given.sort.code()).into_owned() };
            let key = TOLD.iter().find(|(kind, _)| *kind == step.kind).map(|(_, key)| *key);
            let what = t.t(key.unwrap_or("disclosure-entry-statement"));
            t.t2("disclosure-dated", "what", &*what, "moment", t.moment(step.at))
        }
        Sort::Evidence => {
            let photo = given.evidence.and_then(|id| case.evidence.iter().find(|photo| photo.id == id));
            let Some(photo) = photo else { return t.code("sort", given.sort.code()).into_owned() };
            let side = case.party(photo.party).map(|party| party.place.side.code()).unwrap_or_default();
            t.t2("case-photo-alt", "side", t.code("side", side), "moment", t.moment(photo.at))
        }
        Sort::Defence => t.t1("disclosure-defence", "number", given.version.unwrap_or(1)),
        Sort::History
        | Sort::Outcome
        | Sort::Application
        | Sort::Service
        | Sort::Record
        | Sort::Agreement
        | Sort::Measure => paper_title(case, given, t),
    }
}

fn paper_title(case: &Case, given: &Given, t: &Texts) -> String {
    let kind = given.paper.as_deref().and_then(Kind::from_code);
    let Some(kind) = kind else { return t.code("sort", given.sort.code()).into_owned() };
    let mut title = t.t(short_title(kind)).into_owned();
    if let Some(version) = given.version.filter(|_| kind.has_versions()) {
        title = format!("{title} · {}", t.t1("papers-version", "version", version));
    }
    let ordinal = case.respondents().iter().position(|party| Some(party.place.id) == given.party);
    if let Some(ordinal) = ordinal.filter(|_| case.respondents().len() > 1) {
        title = format!("{title} · {} {}", t.code("side", "respondent"), ordinal + 1);
    }
    title
}
