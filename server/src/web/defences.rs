//! What the respondents of a case lodged in advance, as those who handle it may read it: the mediator who has the case, or the
//! organiser's officer on the complaint. The reading is recorded by whoever shows it; the other side is never shown any of it.

use askama::Template;
use domain::{
    Case, PartyId,
    body::{Content, DefenceBody},
    case::Ask,
    defence::TakenBack,
};

use crate::{app::App, engine::Published, locale::Texts};

use super::{company, problem::Problem};

struct Statement {
    exhibitor: String,
    /// Whether it is the respondent's is not known: its booth is shared.
    shared: bool,
    about: String,
    lodged: String,
    /// That it was taken back since; it stays in this case.
    taken_back: Option<String>,
    /// When the case says to have been filed, where that is before the statement and it only reached the desk later, as from paper.
    earlier: Option<String>,
    body: DefenceBody,
    lines: Vec<String>,
}

#[derive(Template)]
#[template(path = "defences.html")]
struct Defences {
    t: Texts,
    statements: Vec<Statement>,
}

/// That a statement which a case opened was taken back, as the history of the case tells it to whoever reads the statement: the entry,
/// when, and who recorded it.
pub(super) fn taken_back(at: &Published, case: &Case, ask: Ask) -> Vec<TakenBack> {
    let mut all: Vec<_> =
        at.desk.defences_in(case, ask).into_iter().filter_map(|(_, defence)| defence.taken_back).collect();
    all.sort_unstable_by_key(|gone| gone.seq);
    all.dedup_by_key(|gone| gone.seq);
    all
}

/// As a part of a page; empty when nothing was lodged. Only after the reading of the case was recorded.
///
/// # Errors
/// When the journal cannot be read.
pub(super) fn drawn(app: &App, at: &Published, t: &Texts, case: &Case, ask: Ask) -> Result<String, Problem> {
    let mut statements = Vec::new();
    let mut seen: Vec<(PartyId, u64)> = Vec::new();
    for (party, defence) in at.desk.defences_in(case, ask) {
        if seen.iter().any(|(_, seq)| *seq == defence.seq) {
            continue;
        }
        seen.push((party, defence.seq));
        let entry = app.engine.entry(defence.seq)?;
        let Some(Content::Defence(body)) = entry.and_then(|entry| entry.body.content()) else { continue };
        statements.push(Statement {
            exhibitor: at
                .names
                .exhibitor(defence.exhibitor)
                .map(|body| company::called(t, body))
                .unwrap_or_default(),
            shared: case.party(party).is_some_and(|party| at.desk.exhibitors_of(party).len() > 1),
            about: match defence.right {
                Some(right) => t.code("right", right.code()).into_owned(),
                None => t.t("defence-any-right").into_owned(),
            },
            lodged: t.t1("defence-lodged-on", "moment", t.moment(defence.at)),
            taken_back: defence
                .taken_back
                .map(|gone| t.t1("defence-was-withdrawn", "moment", t.moment(gone.at))),
            earlier: (case.filed_at < defence.at)
                .then(|| t.t1("defence-filed-earlier", "moment", t.moment(case.filed_at))),
            lines: body.statement.split('\n').map(str::to_owned).collect(),
            body,
        });
    }
    if statements.is_empty() {
        return Ok(String::new());
    }
    Defences { t: t.clone(), statements }.render().map_err(|error| Problem::internal(&error))
}
