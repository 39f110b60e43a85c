//! From what people write for a booth or a company to what is on the list. Nothing is guessed: what does not fit exactly one
//! entry stays as it was written.

use std::sync::Arc;

use domain::{BoothId, ExhibitorId, HallId, body::ExhibitorBody, desk::Booth};

use crate::{
    engine::Published,
    exhibitors::{Fit, Place, Sought, fold},
};

/// A place on the list, as far as it was recognised.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spot {
    /// The hall.
    pub hall: Option<HallId>,
    /// The booth.
    pub booth: Option<BoothId>,
    /// The exhibitor.
    pub exhibitor: Option<ExhibitorId>,
    /// The exhibitor's name: that of the list where it is there, else as written.
    pub company: Option<String>,
    /// The booth as written, where the list has none like it.
    pub written: Option<String>,
}

impl Spot {
    /// Whether both are one company at one place: by the list, else by the name and the booth as they were written. Of two who share a
    /// booth and whose names nobody gave nobody can say that.
    pub fn is_same(&self, other: &Self) -> bool {
        let place = |spot: &Self| (spot.hall.clone(), spot.booth, spot.written.as_deref().map(fold));
        let name = |spot: &Self| match spot.exhibitor {
            Some(_) => None,
            None => spot.company.as_deref().map(fold),
        };
        let placed = self.booth.is_some() || self.written.is_some();
        let known = self.exhibitor.is_some() || (placed && self.company.is_some());
        known && (self.exhibitor, name(self), place(self)) == (other.exhibitor, name(other), place(other))
    }
}

/// No such hall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoSuchHall;

/// The hall that is meant, however it is written.
///
/// # Errors
/// When something is written that is no hall of the fair.
pub fn hall(published: &Published, written: &str) -> Result<Option<HallId>, NoSuchHall> {
    if written.trim().is_empty() {
        return Ok(None);
    }
    let wanted = Place::new(written, "").hall;
    let found = published.desk.halls().find(|hall| Place::new(&hall.id.0, "").hall == wanted);
    found.map(|hall| Some(hall.id.clone())).ok_or(NoSuchHall)
}

/// The place that is meant. `near` is the hall of the code that was scanned: of several booths with one number, the one there.
pub fn find(
    published: &Published,
    near: Option<&HallId>,
    hall: Option<HallId>,
    booth: &str,
    company: &str,
) -> Spot {
    let (booth, company) = (booth.trim(), company.trim());
    let mut spot = Spot { hall, ..Spot::default() };
    if booth.is_empty() {
        if let Some(exhibitor) = only(by_name(published, company)) {
            spot.exhibitor = Some(exhibitor);
            spot.booth = booth_of(published, exhibitor, spot.hall.as_ref());
        }
    } else if let Some(found) = booth_like(published, near, spot.hall.as_ref(), booth) {
        spot.booth = Some(found.id);
        spot.exhibitor = there(published, &found, company);
    } else {
        // Many write a name where the number is asked for.
        spot.exhibitor = only(by_name(published, booth));
        if let Some(exhibitor) = spot.exhibitor {
            spot.booth = booth_of(published, exhibitor, spot.hall.as_ref());
        } else {
            spot.written = Some(booth.to_owned());
            spot.exhibitor = only(by_name(published, company));
        }
    }
    if let Some(found) = spot.booth.and_then(|id| published.desk.booth(id)) {
        spot.hall = Some(found.hall.clone());
    }
    let listed = spot.exhibitor.and_then(|id| published.names.exhibitor(id)).map(|body| body.name.clone());
    spot.company = listed.or_else(|| Some(company.to_owned()).filter(|name| !name.is_empty()));
    spot
}

/// Who is at a booth.
pub fn who_is_at(published: &Published, booth: &Booth) -> Vec<Arc<ExhibitorBody>> {
    booth.exhibitors.iter().filter_map(|id| published.names.exhibitor(*id)).cloned().collect()
}

fn booth_like(
    published: &Published,
    near: Option<&HallId>,
    hall: Option<&HallId>,
    written: &str,
) -> Option<Arc<Booth>> {
    let sought = Sought::of(published.desk.halls().map(|hall| &hall.id), written);
    let fits = |booth: &&Arc<Booth>| {
        let here = hall.is_none_or(|hall| booth.hall == *hall);
        here && sought.fit(booth.hall.as_str(), &booth.number, &fold(&booth.number)) == Some(Fit::Exact)
    };
    let found: Vec<_> = published.desk.booths().filter(fits).collect();
    let nearest = found.iter().find(|booth| near == Some(&booth.hall));
    nearest.copied().or(if let [one] = found.as_slice() { Some(*one) } else { None }).cloned()
}

/// The exhibitor of that name at a booth; without a name the only one there.
fn there(published: &Published, booth: &Booth, company: &str) -> Option<ExhibitorId> {
    if company.is_empty() {
        return only(booth.exhibitors.iter().copied());
    }
    only(booth.exhibitors.iter().copied().filter(|id| is_called(published, *id, &fold(company))))
}

fn by_name<'a>(published: &'a Published, company: &str) -> impl Iterator<Item = ExhibitorId> + use<'a> {
    let wanted = fold(company);
    published
        .desk
        .exhibitors()
        .map(|exhibitor| exhibitor.id)
        .filter(move |id| !wanted.is_empty() && is_called(published, *id, &wanted))
}

/// Whether an exhibitor has this name, which is folded.
pub fn is_called(published: &Published, id: ExhibitorId, wanted: &str) -> bool {
    published.names.exhibitor(id).is_some_and(|body| {
        fold(&body.name) == wanted || body.other_name.as_deref().is_some_and(|other| fold(other) == wanted)
    })
}

/// Whether the list has a company of that name.
pub fn is_listed(published: &Published, company: &str) -> bool {
    by_name(published, company).next().is_some()
}

fn booth_of(published: &Published, exhibitor: ExhibitorId, hall: Option<&HallId>) -> Option<BoothId> {
    let exhibitor = published.desk.exhibitor(exhibitor)?;
    let in_hall = |id: &BoothId| {
        hall.is_none_or(|hall| published.desk.booth(*id).is_some_and(|booth| booth.hall == *hall))
    };
    only(exhibitor.booths.iter().copied().filter(in_hall))
}

/// The one, where there is exactly one.
fn only<T>(mut found: impl Iterator<Item = T>) -> Option<T> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}
