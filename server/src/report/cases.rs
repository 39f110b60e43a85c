//! A list of cases for an authority: one row a case, no name, no booth, nothing that was said. Made row by row, so that a list of any
//! length takes the memory of one.

use domain::{
    Case, Desk,
    case::{Ask, CaseState},
    ids::BodyId,
    procedure::Way,
    report::{Origin, exhibitor_of},
};
use jiff::civil::Date;
use rust_xlsxwriter::{Workbook, XlsxError};

use crate::{
    locale::Texts,
    table::{
        Cell, Words,
        workbook::{Looks, list, printed},
    },
};

/// The columns of the present edition; [`MEDIATION`] are filled in for the mediation body alone.
pub const COLUMNS: [&str; 25] = [
    "ticket",
    "case_number",
    "kind",
    "right",
    "hall",
    "asks",
    "source",
    "origin",
    "respondents",
    "respondents_accepted",
    "filed_at",
    "accepted_at",
    "first_talk_at",
    "talks",
    "talks_s",
    "concluded_at",
    "outcome",
    "reason",
    "agreement",
    "agreement_at",
    "clauses",
    "complaint",
    "measures_ordered",
    "erased",
    "product_class",
];

/// What belongs to the mediation and is no business of the organiser's (procedure E.2). Talks are held where both sides agreed to them.
pub const MEDIATION: [&str; 11] = [
    "case_number",
    "source",
    "origin",
    "respondents_accepted",
    "accepted_at",
    "first_talk_at",
    "talks",
    "talks_s",
    "agreement",
    "agreement_at",
    "clauses",
];

/// The column that the organiser's list leaves empty where a complaint is decided in the same matter, and where there is none.
const REASON: &str = "reason";
/// The column that it leaves empty where there is no complaint: of what was said that alone is the organiser's to know.
const RIGHT: &str = "right";

/// The columns of an edition: the first had neither what the second added nor anything after it; those after it added none.
pub fn columns(edition: u16) -> &'static [&'static str] {
    if edition < 2 { &COLUMNS[..24] } else { &COLUMNS }
}

/// Which cases, and for whom.
pub struct Cases<'a> {
    /// The facts.
    pub desk: &'a Desk,
    /// Where an exhibitor comes from.
    pub origin: &'a dyn Fn(domain::ExhibitorId) -> Origin,
    /// Filed from this day on.
    pub from: Date,
    /// Up to this day, included.
    pub until: Date,
    /// Of this mediation body alone, where one is named.
    pub body: Option<BodyId>,
    /// The edition of its columns.
    pub edition: u16,
    /// With what belongs to the mediation.
    pub whole: bool,
}

impl Cases<'_> {
    /// The cases in order of filing.
    pub fn of(&self) -> impl Iterator<Item = &Case> {
        self.desk.cases_listed(self.body, self.from, self.until).map(AsRef::as_ref)
    }

    /// The row of a case. What is withheld stays away from lists of earlier editions, too, although such a list told it when
    /// it left: what somebody fetches now is read now, and a digest in the journal says what left then, not what to hand out again.
    pub fn row(&self, case: &Case) -> Vec<Cell> {
        let cells = COLUMNS.iter().zip(self.cells(case));
        let complains = case.asks_for(Ask::Measure);
        let kept = |column: &str| match column {
            REASON => !complains || case.withholds_reason(),
            RIGHT => !complains,
            other => MEDIATION.contains(&other),
        };
        let hidden = |column: &str| !self.whole && kept(column);
        let shown = cells.map(|(column, cell)| if hidden(column) { Cell::Empty } else { cell });
        shown.take(columns(self.edition).len()).collect()
    }

    fn cells(&self, case: &Case) -> [Cell; COLUMNS.len()] {
        let known = &case.procedure;
        let code = |code: Option<&str>| Cell::text(code.map(str::to_owned));
        let moment = |at: Option<jiff::Timestamp>| at.map_or(Cell::Empty, Cell::Moment);
        let count = |count: usize| Cell::Count(u32::try_from(count).unwrap_or(u32::MAX));
        let ended = if let CaseState::Concluded { outcome, reason } = case.state {
            Some((outcome.code(), reason.code()))
        } else {
            None
        };
        let agreed = known.agreement.as_ref().filter(|agreement| agreement.effective_at.is_some());
        let clauses = agreed.map(|agreement| {
            agreement.draft.clauses.iter().map(|kind| kind.code()).collect::<Vec<_>>().join("; ")
        });
        let asks: Vec<_> = case.asks.iter().map(|ask| ask.code()).collect();
        let parties = case
            .parties
            .iter()
            .map(|party| exhibitor_of(self.desk, party).map_or(Origin::Unknown, self.origin));
        let accepted = case.respondents().iter().filter(|party| party.way() == Way::Accepted).count();
        let orders = case.measures.iter().map(|measure| measure.orders.len()).sum();
        [
            Cell::text(case.claimant().ticket.map(|number| number.to_string())),
            Cell::text(known.number.map(|number| number.to_string())),
            code(Some(case.kind.code())),
            code(case.right.map(domain::case::RightKind::code)),
            code(case.hall.as_ref().map(domain::HallId::as_str)),
            Cell::text(Some(asks.join("; "))),
            code(known.source.map(domain::procedure::CaseSource::code)),
            code(Some(Origin::together(parties).code())),
            count(case.respondents().len()),
            count(accepted),
            Cell::Moment(case.filed_at),
            moment(known.accepted_at),
            moment(case.session_at),
            count(case.talks.len()),
            Cell::Length(case.session_s),
            moment(case.concluded_at),
            code(ended.map(|(outcome, _)| outcome)),
            code(ended.map(|(_, reason)| reason)),
            code(agreed.map(|agreement| if agreement.oral { "oral" } else { "written" })),
            moment(known.in_effect()),
            Cell::text(clauses),
            Cell::mark(case.complaint_seq.is_some()),
            count(orders),
            Cell::mark(case.erased_at.is_some()),
            Cell::text(known.product_class.as_ref().map(ToString::to_string)),
        ]
    }
}

/// A row as CSV: codes, moments in UTC, seconds.
///
/// # Errors
/// None that memory does not have.
pub fn line(row: Vec<Cell>) -> Result<Vec<u8>, csv::Error> {
    let written = |cell: Cell| cell.written(Words::Codes, &jiff::tz::TimeZone::UTC);
    crate::table::line(row.into_iter().map(written))
}

/// The first line of the CSV of an edition.
///
/// # Errors
/// None that memory does not have.
pub fn head(edition: u16) -> Result<Vec<u8>, csv::Error> {
    crate::table::line(columns(edition).iter().map(|column| (*column).to_owned()))
}

/// The list as a workbook: the same columns, moments in the fair's zone, lengths in minutes. Its rows go to a file while they are made.
///
/// # Errors
/// When it has more rows than a sheet can hold, or there is no room for the file.
pub fn workbook(cases: &Cases<'_>, t: &Texts) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory()?;
    printed(sheet.set_name("cases")?);
    let named = |column: &&str| if *column == "talks_s" { "talks_min" } else { column }.to_owned();
    let heads: Vec<_> = columns(cases.edition).iter().map(named).collect();
    let rows = cases.of().map(|case| cases.row(case));
    list(sheet, &heads, rows, (Words::Codes, t.zone()), &Looks::new())?;
    book.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use domain::{
        case::{Outcome, Reason},
        handover::EDITION,
        testing::{MEI, TestFair, plan},
    };
    use jiff::tz::TimeZone;

    use super::*;

    /// The list of the fair's first day.
    fn first_day(desk: &Desk, edition: u16, whole: bool) -> Cases<'_> {
        let day = plan().first_day;
        Cases { desk, origin: &|_| Origin::Unknown, from: day, until: day, body: None, edition, whole }
    }

    #[test]
    fn the_organisers_list_tells_right_and_reason_of_complaints_and_no_reason_where_mediation_was_asked_for()
    {
        let mut fair = TestFair::new();
        for asks in [&[Ask::Mediation, Ask::Measure][..], &[Ask::Mediation], &[Ask::Measure]] {
            let new = fair.dispute(asks);
            let (case, ticket) = fair.file_this(new).unwrap();
            fair.receive(MEI, ticket).unwrap();
            fair.conclude(MEI, case, Outcome::NotAccepted, Reason::RightContested).unwrap();
        }
        let told = |column: &str, whole, edition| {
            let at = COLUMNS.iter().position(|known| *known == column).unwrap();
            let list = first_day(&fair.desk, edition, whole);
            let cell = |case: &Case| list.row(case).into_iter().nth(at).unwrap();
            list.of().map(|case| cell(case).written(Words::Codes, &TimeZone::UTC)).collect::<Vec<_>>()
        };
        assert_eq!(EDITION, 5, "before the fifth such lists told of cases without a complaint");
        for edition in 1..=EDITION {
            assert_eq!(told(REASON, true, edition), ["right-contested"; 3], "the head's own");
            let reasons = ["", "", "right-contested"];
            assert_eq!(told(REASON, false, edition), reasons, "fetched now, of edition {edition}");
            assert_eq!(told(RIGHT, true, edition), ["design"; 3], "the head's own");
            assert_eq!(told(RIGHT, false, edition), ["design", "", "design"], "of edition {edition}");
        }
    }

    #[test]
    fn what_the_organiser_decided_stands_under_its_own_code_in_the_lists_of_both() {
        let mut fair = TestFair::new();
        let new = fair.dispute(&[Ask::Measure]);
        let (case, _) = fair.file_this(new).unwrap();
        fair.clear(case).unwrap();
        for whole in [true, false] {
            let list = first_day(&fair.desk, EDITION, whole);
            let row = list.row(fair.desk.case(case).unwrap());
            let written = row.into_iter().map(|cell| cell.written(Words::Codes, &TimeZone::UTC));
            let told: Vec<_> = COLUMNS.iter().zip(written).collect();
            for (column, said) in [("outcome", Outcome::OrganiserDecided.code()), (REASON, "other")] {
                assert!(told.contains(&(&column, said.to_owned())), "{column}, {whole}: {told:?}");
            }
        }
    }
}
