//! What the respondents of a case lodged in advance, as those who handle it may read it: the mediator who has the case, or the
//! organiser's officer on the complaint. The reading is recorded by whoever shows it; the other side is never shown any of it.

use askama::Template;
use domain::{
    Case,
    body::{Content, DefenceBody},
    case::{Ask, Party},
    defence::TakenBack,
};

use crate::{app::App, engine::Published, locale::Texts};

use super::{company, problem::Problem};

struct Statement {
    exhibitor: String,
    /// Whether it is the respondent's is not known: its booth is shared.
    shared: bool,
    /// It was opened before another of the booth was named.
    other: bool,
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
    let found = at.desk.defences_in(case, ask);
    let mut seen: Vec<u64> = Vec::new();
    for (_, defence) in &found {
        if seen.contains(&defence.seq) {
            continue;
        }
        seen.push(defence.seq);
        // How many each respondent may be whose statement it may be now; of two at the booth one may be named, and the other not.
        let opened_by = found.iter().filter(|(_, other)| other.seq == defence.seq);
        let among: Vec<usize> = opened_by
            .filter_map(|(party, _)| case.party(*party))
            .map(Party::may_be)
            .filter(|may_be| may_be.contains(&defence.exhibitor))
            .map(|may_be| may_be.len())
            .collect();
        let entry = app.engine.entry(defence.seq)?;
        let Some(Content::Defence(body)) = entry.and_then(|entry| entry.body.content()) else { continue };
        statements.push(Statement {
            exhibitor: at
                .names
                .exhibitor(defence.exhibitor)
                .map(|body| company::called(t, body))
                .unwrap_or_default(),
            shared: !among.is_empty() && among.iter().all(|many| *many > 1),
            other: among.is_empty(),
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
