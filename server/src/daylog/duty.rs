//! Who was on duty on a day, and for how long, as every form of the log tells it: by name, corrected hours marked as such. Where they
//! were corrected after the day was sealed, what was sealed stands first and the correction behind it.

use domain::{StaffId, figures::DayFigures};

/// A line of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Served {
    /// Who.
    pub name: String,
    /// That it was corrected, as a key of the catalogue.
    pub mark: Option<&'static str>,
    /// Minutes on duty.
    pub on_min: u64,
    /// Minutes on a break.
    pub break_min: u64,
}

/// Everybody's, by name.
pub fn served(figures: &DayFigures, named: impl Fn(StaffId) -> Option<String>) -> Vec<Served> {
    let mut people: Vec<_> =
        figures.duty.iter().map(|duty| (named(duty.staff).unwrap_or_default(), duty)).collect();
    people.sort_by(|a, b| a.0.cmp(&b.0));
    let lines = people.into_iter().flat_map(|(name, duty)| {
        let mark = duty.corrected.map(|_| "log-duty-corrected");
        let since = duty.since.map(|(on_min, break_min)| Served {
            name: name.clone(),
            mark: Some("log-duty-since"),
            on_min,
            break_min,
        });
        let told = Served { name, mark, on_min: duty.on_min, break_min: duty.break_min };
        [Some(told), since].into_iter().flatten()
    });
    lines.collect()
}
