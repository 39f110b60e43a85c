//! Exhibitors that are called alike. Two that nobody could tell apart are not entered by hand; two companies of one name may both be at
//! the fair, so whoever enters the second is told of the first and says that it is meant.

use domain::{ExhibitorId, HallId, body::ExhibitorBody, command::NewBooth, desk::Exhibitor};

use super::booths_of;
use crate::{
    engine::Published,
    exhibitors::fold,
    locale::Texts,
    web::{company, halls, office},
};

/// Most others who are named in a warning.
const NAMED: usize = 3;

/// Whether another exhibitor of that name has one of these booths, or none where none is named, so that nobody could tell the two
/// apart. Two that are so already can still be amended.
pub(super) fn becomes_a_twin(at: &Published, own: ExhibitorId, name: &str, booths: &[NewBooth]) -> bool {
    let places = |id: ExhibitorId| -> Vec<(HallId, String)> {
        let known = at.desk.exhibitor(id).map(|known| booths_of(known, at)).unwrap_or_default();
        known.into_iter().map(|booth| (booth.hall.clone(), booth.number.clone())).collect()
    };
    let has_twin = |name: &str, booths: &[(HallId, String)]| {
        let mut others = at.desk.exhibitors().filter(|other| other.id != own);
        others.any(|other| {
            let theirs = places(other.id);
            let called = at.names.exhibitor(other.id).is_some_and(|body| fold(&body.name) == fold(name));
            called
                && (theirs.iter().any(|place| booths.contains(place))
                    || (theirs.is_empty() && booths.is_empty()))
        })
    };
    let typed: Vec<_> = booths.iter().map(|booth| (booth.hall.clone(), booth.number.clone())).collect();
    let before = || at.names.exhibitor(own).is_some_and(|body| has_twin(&body.name, &places(own)));
    has_twin(name, &typed) && !before()
}

/// The others that are called like this one by either of their names, in words; `None` where there is none. Of those that were called
/// alike before it was changed nobody has to be told again.
pub(super) fn namesakes(at: &Published, t: &Texts, own: ExhibitorId, body: &ExhibitorBody) -> Option<String> {
    let before = at.names.exhibitor(own);
    let said = at.desk.exhibitors().filter(|other| other.id != own).filter_map(|other| {
        let known = at.names.exhibitor(other.id)?;
        let is_told = before.is_some_and(|before| is_alike(before, known));
        (!is_told && is_alike(body, known)).then(|| named(at, t, other, known))
    });
    let said: Vec<String> = said.take(NAMED).collect();
    (!said.is_empty()).then(|| office::joined(t, &said))
}

fn is_alike(one: &ExhibitorBody, other: &ExhibitorBody) -> bool {
    folded(one).any(|name| folded(other).any(|another| another == name))
}

/// The names of one as they are compared; of a name without a letter or digit nothing is left.
fn folded(body: &ExhibitorBody) -> impl Iterator<Item = String> {
    let names = [Some(body.name.as_str()), body.other_name.as_deref()];
    names.into_iter().flatten().map(fold).filter(|name| !name.is_empty())
}

/// What one is called, and where it stands.
fn named(at: &Published, t: &Texts, exhibitor: &Exhibitor, body: &ExhibitorBody) -> String {
    let booths = booths_of(exhibitor, at).into_iter();
    let booths = booths.map(|booth| halls::booth_in(t, "code-booth", booth.hall.as_str(), &booth.number));
    let booths: Vec<String> = booths.collect();
    let place =
        if booths.is_empty() { t.t("exhibitors-no-booth").into_owned() } else { office::joined(t, &booths) };
    t.t2("exhibitor-namesake-one", "name", company::called(t, body), "place", place)
}
