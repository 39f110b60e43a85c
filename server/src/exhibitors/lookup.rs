//! Booths and exhibitors with their texts already folded for comparing, so that a keystroke of a suggestion folds one text
//! and not the whole list. Made anew when the list changed, and only then.

use std::sync::{Arc, Mutex, PoisonError};

use domain::{Desk, Directory, HallId, body::ExhibitorBody};

use super::{Fit, Sought, fold, place::hall_id};

/// One booth with who is there, or an exhibitor without a booth.
#[derive(Debug)]
pub struct Row {
    /// Hall; empty without a booth.
    pub hall: String,
    /// Number as printed; empty without a booth.
    pub booth: String,
    /// Who is there.
    pub exhibitors: Vec<Arc<ExhibitorBody>>,
    number: String,
    whole: String,
    names: Vec<String>,
}

impl Row {
    /// How well this fits what was typed: 0 best, `None` not at all. The booth itself comes first, then numbers that begin with the
    /// text, then names that do, then those that contain it.
    fn rank(&self, wanted: &Wanted) -> Option<u8> {
        let names = self.names.iter().filter_map(|name| match () {
            () if name.starts_with(&wanted.folded) => Some(2),
            () if name.contains(&wanted.folded) => Some(3),
            () => None,
        });
        names.chain(self.rank_of_number(wanted)).min()
    }

    fn rank_of_number(&self, wanted: &Wanted) -> Option<u8> {
        if self.booth.is_empty() {
            return None;
        }
        match wanted.booth.fit(&self.hall, &self.booth, &self.number) {
            Some(Fit::Exact | Fit::Alike) => Some(0),
            Some(Fit::Begins | Fit::InHall) => Some(1),
            None if self.whole.starts_with(&wanted.begins) => Some(1),
            None if wanted.folded.len() > 1 && self.number.contains(&wanted.folded) => Some(4),
            None => None,
        }
    }
}

/// What was typed, read once for all rows.
struct Wanted {
    folded: String,
    booth: Sought,
    /// How hall and number together begin, of a hall that is not typed to its end yet.
    begins: String,
}

/// Every booth and exhibitor, ready for looking up.
#[derive(Debug, Default)]
pub struct Lookup {
    rows: Vec<Row>,
    halls: Vec<HallId>,
}

impl Lookup {
    fn of(desk: &Desk, names: &Directory) -> Self {
        let bodies = |ids: &[domain::ExhibitorId]| -> Vec<_> {
            ids.iter().filter_map(|id| names.exhibitor(*id)).cloned().collect()
        };
        let row = |hall: &str, booth: &str, bodies: &[Arc<ExhibitorBody>]| {
            let number = fold(booth);
            let texts = |body: &Arc<ExhibitorBody>| {
                [Some(body.name.as_str()), body.other_name.as_deref()]
                    .into_iter()
                    .flatten()
                    .map(fold)
                    .collect()
            };
            Row {
                hall: hall.to_owned(),
                booth: booth.to_owned(),
                exhibitors: bodies.to_vec(),
                whole: format!("{}{number}", fold(&hall_id(hall))),
                number,
                names: bodies.iter().flat_map(|body| -> Vec<String> { texts(body) }).collect(),
            }
        };
        let at_booths =
            desk.booths().map(|booth| row(&booth.hall.0, &booth.number, &bodies(&booth.exhibitors)));
        let homeless = desk.exhibitors().filter(|exhibitor| exhibitor.booths.is_empty());
        let homeless = homeless.map(|exhibitor| bodies(&[exhibitor.id])).filter(|bodies| !bodies.is_empty());
        let rows = at_booths.chain(homeless.map(|bodies| row("", "", &bodies))).collect();
        Self { rows, halls: desk.halls().map(|hall| hall.id.clone()).collect() }
    }

    /// What fits a text as typed, the best first, in one hall or in all; within a rank in the order of halls and numbers.
    pub fn find(&self, text: &str, hall: Option<&str>) -> Vec<&Row> {
        let wanted =
            Wanted { folded: fold(text), booth: Sought::of(&self.halls, text), begins: fold(&hall_id(text)) };
        let rows = self.rows.iter().filter(|row| hall.is_none_or(|hall| row.hall == hall));
        let mut found: Vec<_> = rows.filter_map(|row| Some((row.rank(&wanted)?, row))).collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, row)| row).collect()
    }
}

/// How the list of exhibitors stands: how many there are, and the entry of the last change to one.
type Version = (usize, u64);

/// The lookup of the present list, made when it is first asked for.
#[derive(Debug, Default)]
pub struct Lookups {
    made: Mutex<(Version, Arc<Lookup>)>,
}

impl Lookups {
    /// For the list as it stands.
    pub fn of(&self, desk: &Desk, names: &Directory) -> Arc<Lookup> {
        let last = desk.exhibitors().map(|exhibitor| exhibitor.seq).max();
        let version = (desk.exhibitor_count(), last.unwrap_or_default());
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if made.0 != version {
            *made = (version, Arc::new(Lookup::of(desk, names)));
        }
        Arc::clone(&made.1)
    }
}
