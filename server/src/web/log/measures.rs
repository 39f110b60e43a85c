//! What happened to complaints on a day: times that ended, statements, measures by kind. Counts, each with the list behind it.

use domain::figures::{DayFigures, Tracked};

use crate::{
    daylog::chapters::{measure_steps, tracked},
    locale::Texts,
    web::{
        chart::{Bar, Bars},
        complaints,
    },
};

/// The steps of the day, as bars; none when nothing happened.
pub(super) fn steps(figures: &DayFigures, t: &Texts) -> Bars {
    let counted = measure_steps(&figures.measures).into_iter().filter(|(_, count)| *count > 0);
    Bars {
        caption: t.t("log-measures").into_owned(),
        bars: counted.map(|(what, count)| bar(figures, what, count, t)).collect(),
    }
}

/// Measures ordered on the day, by kind.
pub(super) fn ordered(figures: &DayFigures, t: &Texts) -> Bars {
    let bars = figures.measures.ordered.iter();
    let bars = bars.map(|(kind, count)| bar(figures, Tracked::Ordered(*kind), *count, t).toned("second"));
    Bars { caption: t.t("log-measures-ordered").into_owned(), bars: bars.collect() }
}

fn bar(figures: &DayFigures, what: Tracked, count: u32, t: &Texts) -> Bar {
    Bar::new(tracked(what, t), u64::from(count)).leading(complaints::list_of(figures.day, what))
}
