//! Booths and exhibitors with their texts already folded for comparing, so that a keystroke of a suggestion folds one text
//! and not the whole list. Made anew when the list changed, and only then.

use std::sync::{Arc, Mutex, PoisonError};

use domain::{Desk, Directory, HallId, body::ExhibitorBody};

use super::{Fit, Sought, fold, place::hall_id};

/// One booth with who is there, or an exhibitor without a booth.
#[derive(Debug)]
struct Row {
    hall: String,
    booth: String,
    exhibitors: Vec<Arc<ExhibitorBody>>,
    number: String,
    whole: String,
    /// The names of each who is there, in their order.
    names: Vec<Vec<String>>,
}

impl Row {
    /// How well this fits what was typed: 0 best, `None` not at all. The booth itself comes first, then numbers that begin with the
    /// text, then names that do, then those that contain it.
    fn rank(&self, wanted: &Wanted) -> Option<u8> {
        let names = self.names.iter().filter_map(|names| wanted.rank_of(names));
        names.chain(self.rank_of_number(wanted)).min()
    }

    /// Each who is there and fits, by the number of the booth or by their own name, with how well.
    fn each(&self, wanted: &Wanted) -> impl Iterator<Item = (u8, &Arc<ExhibitorBody>)> {
        let number = self.rank_of_number(wanted);
        self.exhibitors.iter().zip(&self.names).filter_map(move |(body, names)| {
            let rank = wanted.rank_of(names).into_iter().chain(number).min()?;
            Some((rank, body))
        })
    }

    /// This booth with these of who is there.
    fn with<'l>(&'l self, exhibitors: &'l [Arc<ExhibitorBody>]) -> Match<'l> {
        Match { hall: &self.hall, booth: &self.booth, exhibitors }
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

impl Wanted {
    /// How well somebody's names fit.
    fn rank_of(&self, names: &[String]) -> Option<u8> {
        let ranks = names.iter().filter_map(|name| match () {
            () if name.starts_with(&self.folded) => Some(2),
            () if name.contains(&self.folded) => Some(3),
            () => None,
        });
        ranks.min()
    }
}

/// What is found at once: a booth with everybody who is there, or each of them by themselves, for a field that takes one company.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The booth. An exhibitor without one stands alone.
    Booth,
    /// Each exhibitor with the booth; of a booth that several share, all where its number fits, else those whose names do. A booth at which
    /// nobody is stands alone.
    Exhibitor,
}

/// A booth, and who of it was found.
#[derive(Debug, Clone, Copy)]
pub struct Match<'l> {
    /// Hall; empty without a booth.
    pub hall: &'l str,
    /// Number as printed; empty without a booth.
    pub booth: &'l str,
    /// Who of those there.
    pub exhibitors: &'l [Arc<ExhibitorBody>],
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
            let texts = |body: &Arc<ExhibitorBody>| -> Vec<String> {
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
                names: bodies.iter().map(texts).collect(),
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
    pub fn find(&self, text: &str, hall: Option<&str>, by: By) -> Vec<Match<'_>> {
        let wanted =
            Wanted { folded: fold(text), booth: Sought::of(&self.halls, text), begins: fold(&hall_id(text)) };
        let rows = self.rows.iter().filter(|row| hall.is_none_or(|hall| row.hall == hall));
        let mut found = Vec::new();
        for row in rows {
            if by == By::Booth || row.exhibitors.is_empty() {
                found.extend(row.rank(&wanted).map(|rank| (rank, row.with(&row.exhibitors))));
            } else {
                let each = row.each(&wanted);
                found.extend(each.map(|(rank, body)| (rank, row.with(std::slice::from_ref(body)))));
            }
        }
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, one)| one).collect()
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
