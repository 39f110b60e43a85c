//! What happened to complaints on a day: times that ended, statements, measures by kind. Counts alone.

use domain::figures::DayFigures;

use crate::{
    daylog::chapters::measure_steps,
    locale::Texts,
    web::chart::{Bar, Bars},
};

/// The steps of the day, as bars; none when nothing happened.
pub(super) fn steps(figures: &DayFigures, t: &Texts) -> Bars {
    let bar = |(key, count): (&str, u32)| {
        let bar = Bar::new(t.t(key), u64::from(count)).leading("/office/complaints");
        (count > 0).then_some(bar)
    };
    Bars {
        caption: t.t("log-measures").into_owned(),
        bars: measure_steps(&figures.measures).into_iter().filter_map(bar).collect(),
    }
}

/// Measures ordered on the day, by kind.
pub(super) fn ordered(figures: &DayFigures, t: &Texts) -> Bars {
    let bars = figures.measures.ordered.iter().map(|(kind, count)| {
        let bar = Bar::new(t.code("measure", kind.code()), u64::from(*count)).toned("second");
        bar.leading("/office/complaints")
    });
    Bars { caption: t.t("log-measures-ordered").into_owned(), bars: bars.collect() }
}
