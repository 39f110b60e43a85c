//! What the respondents of a case lodged in advance, as those who handle it may read it: the mediator who has the case, or the
//! organiser's officer on the complaint. The reading is recorded by whoever shows it; the other side is never shown any of it.

use askama::Template;
use domain::{
    Case, ExhibitorId,
    body::{Content, DefenceBody},
    case::{Ask, Party},
    defence::TakenBack,
};

use crate::{app::App, engine::Published, locale::Texts};

use super::{company, problem::Problem};

/// Whose a statement is that a case opened, where several share a booth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    /// Of a respondent.
    Respondent,
    /// Whether it is the respondent's is not known: its booth is shared.
    Sharer,
    /// It was opened before another of the booth was named.
    Other,
}

impl Whose {
    /// As it was known before an entry of the journal: what was given to an authority stays as it was given, whoever is named since.
    pub(super) fn of(case: &Case, exhibitor: ExhibitorId, before: u64) -> Self {
        // How many each respondent may be whose statement it may be; of two at the booth one may be named, and the other not.
        let known = case.respondents().iter().filter(|party| party.entered_seq < before);
        let among = known.map(|party| may_have_been(party, before));
        let mut among = among.filter(|may_be| may_be.contains(&exhibitor)).peekable();
        if among.peek().is_none() {
            Self::Other
        } else if among.all(|may_be| may_be.len() > 1) {
            Self::Sharer
        } else {
            Self::Respondent
        }
    }

    /// The key of what is said of it; nothing where it is plainly the respondent's.
    pub(super) fn mark(self) -> Option<&'static str> {
        match self {
            Self::Respondent => None,
            Self::Sharer => Some("shared-mark"),
            Self::Other => Some("shared-other-mark"),
        }
    }
}

/// Who a party may have been on the list, before an entry of the journal ([`Party::may_be`]).
fn may_have_been(party: &Party, before: u64) -> Vec<ExhibitorId> {
    let last = before.saturating_sub(1);
    match party.exhibitor_at(last) {
        Some(named) => vec![named],
        None if party.is_unlisted_at(last) => Vec::new(),
        None => party.standing.clone(),
    }
}

struct Statement {
    exhibitor: String,
    shared: bool,
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
    let mut seen: Vec<u64> = Vec::new();
    for (_, defence) in at.desk.defences_in(case, ask) {
        if seen.contains(&defence.seq) {
            continue;
        }
        seen.push(defence.seq);
        let whose = Whose::of(case, defence.exhibitor, u64::MAX);
        let entry = app.engine.entry(defence.seq)?;
        let Some(Content::Defence(body)) = entry.and_then(|entry| entry.body.content()) else { continue };
        statements.push(Statement {
            exhibitor: at
                .names
                .exhibitor(defence.exhibitor)
                .map(|body| company::called(t, body))
                .unwrap_or_default(),
            shared: whose == Whose::Sharer,
            other: whose == Whose::Other,
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
