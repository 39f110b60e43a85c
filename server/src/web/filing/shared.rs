//! Booths that several exhibitors share, and companies that are said to be at a booth of somebody else. Who is meant decides whose
//! statement opens and whose history a complaint becomes, so the form asks by name; that nobody knows is an answer, too. Whoever files
//! from such a booth is asked which of them they are from, and may leave it open.

use domain::{ExhibitorId, HallId};

use crate::{engine::Published, exhibitors::fold, locale::Texts, web::company};

use super::{
    draft::{Claimant, Draft, Named},
    flaw::{Flaw, Wrong},
    place::{self, Spot},
};

/// What is chosen where nobody knows which of them it is.
pub const UNKNOWN: &str = "unknown";
/// What is chosen by whoever files and is of none of those at their booth.
pub const ANOTHER: &str = "another";

/// A choice among those at a booth: the value of its field, the words, whether it is chosen.
pub type Choice = (String, String, bool);

fn spot(published: &Published, near: Option<&HallId>, row: &Named) -> Spot {
    let hall = place::hall(published, &row.hall).unwrap_or_default();
    place::find(published, near, hall, &row.booth, &row.exhibitor)
}

/// Those at the booth that a row names; nobody where it names none.
fn at_booth(published: &Published, row: &Named, spot: &Spot) -> Vec<ExhibitorId> {
    let typed = !row.booth.trim().is_empty();
    let booth = spot.booth.filter(|_| typed).and_then(|id| published.desk.booth(id));
    booth.map(|booth| booth.exhibitors.clone()).unwrap_or_default()
}

/// The exhibitors of a booth that several share, or of one where the named company of the list is not, where a row names one; else
/// nobody.
fn among(published: &Published, row: &Named, spot: &Spot) -> Vec<ExhibitorId> {
    let there = at_booth(published, row, spot);
    let elsewhere = || spot.exhibitor.is_none() && place::is_listed(published, &row.exhibitor);
    if there.len() > 1 || elsewhere() { there } else { Vec::new() }
}

/// Those who share the own booth of whoever files; nobody where one has it alone. A company of somewhere else is their own affair.
fn around(published: &Published, own: &Named, spot: &Spot) -> Vec<ExhibitorId> {
    Some(at_booth(published, own, spot)).filter(|there| there.len() > 1).unwrap_or_default()
}

fn chosen(row: &Named, among: &[ExhibitorId]) -> Option<ExhibitorId> {
    row.which.parse().ok().filter(|id| among.contains(id))
}

/// The own place of whoever files, as the row of a respondent has theirs.
fn own_row(claimant: &Claimant) -> Named {
    let Claimant { hall, booth, company, which, given, .. } = claimant.clone();
    Named { hall, booth, exhibitor: company, which, given, ..Named::default() }
}

/// What a row of the form offers; nothing where its booth is somebody's own and no other company is named.
pub fn choices(t: &Texts, published: &Published, near: Option<&HallId>, row: &Named) -> Vec<Choice> {
    let spot = spot(published, near, row);
    let among = among(published, row, &spot);
    offered(t, published, (row, &spot), among, (UNKNOWN, "filing-which-unknown"))
}

/// What is offered to whoever files of their own booth; nothing where one has it alone. Nobody has to choose: a company can be typed.
pub fn own_choices(t: &Texts, published: &Published, near: Option<&HallId>, own: &Claimant) -> Vec<Choice> {
    let row = own_row(own);
    let spot = spot(published, near, &row);
    let around = around(published, &row, &spot);
    offered(t, published, (&row, &spot), around, (ANOTHER, "filing-own-which-other"))
}

/// Each of them by name, and at last the value and the words of none of them.
fn offered(
    t: &Texts,
    published: &Published,
    (row, spot): (&Named, &Spot),
    among: Vec<ExhibitorId>,
    (none, words): (&str, &str),
) -> Vec<Choice> {
    if among.is_empty() {
        return Vec::new();
    }
    let known = chosen(row, &among).or(spot.exhibitor);
    let called = |id: ExhibitorId| {
        let name = published.names.exhibitor(id).map(|body| company::called(t, body));
        (id.to_string(), name.unwrap_or_default(), known == Some(id))
    };
    let nobody = (none.to_owned(), t.t(words).into_owned(), known.is_none() && row.which == none);
    among.into_iter().map(called).chain([nobody]).collect()
}

/// The form with what was chosen as the name of the exhibitor, as if it had been typed, so that everything behind it reads one name.
/// What is shown again stays as it was typed: the name would stay where the booth is changed.
pub fn settled(published: &Published, near: Option<&HallId>, typed: &Draft) -> Draft {
    let mut draft = typed.clone();
    for row in &mut draft.respondents {
        let among = among(published, row, &spot(published, near, row));
        if let Some(body) = chosen(row, &among).and_then(|id| published.names.exhibitor(id)) {
            row.exhibitor.clone_from(&body.name);
        }
    }
    let own = own_row(&draft.claimant);
    let around = around(published, &own, &spot(published, near, &own));
    if let Some(body) = chosen(&own, &around).and_then(|id| published.names.exhibitor(id)) {
        draft.claimant.company.clone_from(&body.name);
    }
    draft
}

/// Makes of rows that name one company at one booth one row, with what was said of it: a kiosk printed its ticket already and nobody can
/// be asked, and one company has one notice.
pub fn once_each(published: &Published, near: Option<&HallId>, draft: &mut Draft) {
    let mut spots: Vec<Spot> = Vec::new();
    let mut rows: Vec<Named> = Vec::new();
    for row in std::mem::take(&mut draft.respondents) {
        let spot = spot(published, near, &row);
        let before = spots.iter().position(|other| other.is_same(&spot)).and_then(|at| rows.get_mut(at));
        match before {
            Some(first) if first.described.trim().is_empty() => first.described = row.described,
            Some(_) => {}
            None => {
                spots.push(spot);
                rows.push(row);
            }
        }
    }
    draft.respondents = rows;
}

/// Takes out each name that the form filled in itself, from the scanned booth, where its row names another place, or where the own booth
/// is another: nobody typed it, and nobody said it of that place. Who is there is read off the list, as of every booth.
pub fn only_typed(published: &Published, near: Option<&HallId>, draft: &mut Draft) {
    for row in &mut draft.respondents {
        leave_behind(published, near, row);
    }
    let mut own = own_row(&draft.claimant);
    leave_behind(published, near, &mut own);
    (draft.claimant.company, draft.claimant.given) = (own.exhibitor, own.given);
}

fn leave_behind(published: &Published, near: Option<&HallId>, row: &mut Named) {
    let filled_in = !row.given.is_empty() && row.exhibitor == row.given;
    if filled_in && !is_there(published, near, row) {
        row.exhibitor.clear();
        row.given.clear();
    }
}

/// Whether the company that a row names is at the booth that it names.
fn is_there(published: &Published, near: Option<&HallId>, row: &Named) -> bool {
    let spot = spot(published, near, row);
    let called = |id| place::is_called(published, id, &fold(&row.exhibitor));
    spot.booth.is_some() && spot.exhibitor.is_some_and(called)
}

/// The rows that leave open which exhibitor is meant without saying that nobody knows. A program or a kiosk, which printed the ticket
/// already, is not asked.
pub fn unasked(published: &Published, near: Option<&HallId>, draft: &Draft) -> Vec<Flaw> {
    let open = draft.respondents.iter().enumerate().filter(|(_, row)| {
        let spot = spot(published, near, row);
        let among = among(published, row, &spot);
        let said = spot.exhibitor.is_some() || row.which == UNKNOWN || chosen(row, &among).is_some();
        !among.is_empty() && !said
    });
    open.map(|(at, _)| Flaw { field: format!("respondents.{at}.which"), wrong: Wrong::Missing }).collect()
}
