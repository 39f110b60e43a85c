//! What came over time, as columns: by hour, by day, and where the days are so many that their names would lie over each other, by
//! week or by month.

use std::collections::BTreeMap;

use domain::report::{Chapter, Figure};
use jiff::civil::Date;

use super::fair::bar;
use crate::{
    locale::Texts,
    report::{Part, steps},
    web::chart::{Bar, Columns},
};

/// Days, weeks, months or hours, as short as they stand below a column.
pub(super) fn columns(part: &Part<'_>, t: &Texts) -> Columns {
    if let Some(told) = steps(part, t) {
        let bars =
            told.steps.into_iter().map(|step| Bar { shown: step.shown, ..Bar::new(step.name, step.count) });
        return Columns { caption: told.caption, bars: bars.collect() };
    }
    let bars = if part.chapter == Chapter::Hour {
        hours(part, t)
    } else {
        part.figures.iter().map(|figure| bar(figure, name(figure, t), t)).collect()
    };
    Columns { caption: part.caption.clone(), bars }
}

/// Every hour between the first and the last: on an axis of time those that stand beside each other follow each other, also where
/// nothing came in one of them.
fn hours(part: &Part<'_>, t: &Texts) -> Vec<Bar> {
    let hour = |figure: &&Figure| figure.key.parse::<u8>().ok();
    let known: BTreeMap<u8, &Figure> =
        part.figures.iter().filter_map(|figure| Some((hour(figure)?, *figure))).collect();
    let ends = known.keys().next().zip(known.keys().next_back());
    let column = |hour: u8| {
        let none = Figure { chapter: Chapter::Hour, key: format!("{hour:02}"), value: Some(0) };
        let figure = known.get(&hour).copied().unwrap_or(&none);
        bar(figure, name(figure, t), t)
    };
    let between = ends.into_iter().flat_map(|(first, last)| *first..=*last).map(column);
    let others = part.figures.iter().filter(|figure| hour(figure).is_none());
    between.chain(others.map(|figure| bar(figure, name(figure, t), t))).collect()
}

fn name(figure: &Figure, t: &Texts) -> String {
    match figure.key.parse::<Date>() {
        Ok(day) => t.short_date(day),
        Err(_) => figure.key.parse::<u8>().map_or_else(|_| figure.key.clone(), |hour| hour.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;
    use crate::locale::Language;

    #[test]
    fn days_have_short_names_and_many_of_them_stand_by_week() {
        let drawn = |days: i8| {
            let figure = |day: i8| Figure {
                chapter: Chapter::Filed,
                key: format!("2026-{:02}-{:02}", 1 + day / 28, 1 + day % 28),
                value: Some(1),
            };
            let figures: Vec<_> = (0..days).map(figure).collect();
            let caption = "Filed, day by day".to_owned();
            let part = Part { chapter: Chapter::Filed, caption, figures: figures.iter().collect() };
            let drawn = columns(&part, &Texts::new(Language::En, TimeZone::UTC));
            (drawn.caption, drawn.bars.into_iter().map(|bar| (bar.label, bar.shown)).collect::<Vec<_>>())
        };
        let (caption, days) = drawn(28);
        assert_eq!((caption.as_str(), days.len()), ("Filed, day by day", 28));
        assert_eq!(days[27], ("28 Jan".to_owned(), "1".to_owned()));
        let (caption, weeks) = drawn(56);
        assert_eq!(caption, "Filed, week by week, each named by its first day");
        assert_eq!(weeks[1], ("5 Jan".to_owned(), "7".to_owned()));
    }

    #[test]
    fn hours_stay_hours() {
        let figure = |hour: u8| Figure { chapter: Chapter::Hour, key: format!("{hour:02}"), value: Some(1) };
        let figures: Vec<_> = (0..24).map(figure).collect();
        let caption = "Filed, by hour of the day".to_owned();
        let part = Part { chapter: Chapter::Hour, caption, figures: figures.iter().collect() };
        let columns = columns(&part, &Texts::new(Language::En, TimeZone::UTC));
        assert_eq!((columns.bars.len(), columns.bars[9].label.as_str()), (24, "9"));
    }

    #[test]
    fn an_hour_in_which_nothing_came_has_its_place_between_the_others() {
        let figure = |hour: u8| Figure { chapter: Chapter::Hour, key: format!("{hour:02}"), value: Some(3) };
        let figures = [figure(9), figure(10), figure(14)];
        let caption = "Filed, by hour of the day".to_owned();
        let part = Part { chapter: Chapter::Hour, caption, figures: figures.iter().collect() };
        let columns = columns(&part, &Texts::new(Language::En, TimeZone::UTC));
        let drawn: Vec<_> = columns.bars.iter().map(|bar| (bar.label.as_str(), bar.value)).collect();
        assert_eq!(drawn, [("9", 3), ("10", 3), ("11", 0), ("12", 0), ("13", 0), ("14", 3)]);
        assert_eq!(columns.bars[2].shown, "0");
    }
}
