//! What came over time, as columns: by hour, by day, and where the days are so many that their names would lie over each other, by
//! week or by month. Weeks and months are added up from the days that are shown, so that they tell nothing the days do not.

use domain::report::Figure;
use jiff::{ToSpan, civil::Date};

use super::fair::bar;
use crate::{
    locale::Texts,
    report::Part,
    web::chart::{Bar, Columns},
};

/// More columns than these cannot be told apart.
const MOST: usize = 31;

/// A day, and how many; none where that is not shown.
type Day = (Date, Option<u64>);

/// Days that stand as one column.
struct Sum {
    /// The first of them on which the desk was open.
    first: Date,
    /// What is shown of them, added up.
    shown: u64,
    /// Every one of them is shown.
    whole: bool,
}

/// Days, weeks, months or hours, as short as they stand below a column.
pub(super) fn columns(part: &Part<'_>, t: &Texts) -> Columns {
    let days: Vec<Day> = part.figures.iter().filter_map(|figure| day(figure)).collect();
    if days.len() <= MOST {
        let bars = part.figures.iter().map(|figure| bar(figure, name(figure, t), t)).collect();
        return Columns { caption: part.caption.clone(), bars };
    }
    let weeks = added_up(&days, monday);
    if weeks.len() <= MOST {
        let bars = weeks.iter().map(|week| column(week, t.short_date(week.first), t)).collect();
        return Columns { caption: t.t("report-filed-weeks").into_owned(), bars };
    }
    let months = added_up(&days, Date::first_of_month);
    let bars = months.iter().map(|month| column(month, t.month_alone(month.first), t)).collect();
    Columns { caption: t.t("report-filed-months").into_owned(), bars }
}

fn day(figure: &Figure) -> Option<Day> {
    Some((figure.key.parse().ok()?, figure.value))
}

fn name(figure: &Figure, t: &Texts) -> String {
    match day(figure) {
        Some((day, _)) => t.short_date(day),
        None => figure.key.parse::<u8>().map_or_else(|_| figure.key.clone(), |hour| hour.to_string()),
    }
}

/// The first day of the week that a day is in.
fn monday(day: Date) -> Date {
    day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).unwrap_or(day)
}

/// Days in their order, those together that begin alike.
fn added_up(days: &[Day], begins: fn(Date) -> Date) -> Vec<Sum> {
    let together = days.chunk_by(|(day, _), (next, _)| begins(*day) == begins(*next));
    let sum = |days: &[Day]| {
        let shown = days.iter().filter_map(|(_, count)| *count);
        let whole = days.iter().all(|(_, count)| count.is_some());
        Some(Sum { first: days.first()?.0, shown: shown.sum(), whole })
    };
    together.filter_map(sum).collect()
}

/// A day that is not shown had a small number and not none, so that more came than what is shown adds up to.
fn column(sum: &Sum, name: String, t: &Texts) -> Bar {
    let words = match (sum.whole, sum.shown) {
        (true, shown) => t.number(shown),
        (false, 0) => t.t("log-few").into_owned(),
        (false, shown) => t.t1("report-over", "count", t.number(shown)),
    };
    Bar { shown: words, ..Bar::new(name, sum.shown) }
}

#[cfg(test)]
mod tests {
    use domain::report::Chapter;
    use jiff::{civil::date, tz::TimeZone};

    use super::*;
    use crate::locale::Language;

    /// What stands below each column, and what it says.
    type Told = Vec<(String, String)>;

    /// So many days from a Thursday on, each with what `count` says of it.
    fn told(days: i64, language: Language, count: impl Fn(i64) -> Option<u64>) -> (String, Told) {
        let day = |at: i64| date(2026, 1, 1).checked_add(at.days()).unwrap().to_string();
        let figures: Vec<_> =
            (0..days).map(|at| Figure { chapter: Chapter::Filed, key: day(at), value: count(at) }).collect();
        let caption = "Filed, day by day".to_owned();
        let part = Part { chapter: Chapter::Filed, caption, figures: figures.iter().collect() };
        let columns = columns(&part, &Texts::new(language, TimeZone::UTC));
        (columns.caption, columns.bars.into_iter().map(|bar| (bar.label, bar.shown)).collect())
    }

    fn pair(label: &str, shown: &str) -> (String, String) {
        (label.to_owned(), shown.to_owned())
    }

    #[test]
    fn a_month_of_days_is_drawn_day_by_day() {
        let (caption, bars) = told(31, Language::En, |_| Some(2));
        assert_eq!((caption.as_str(), bars.len()), ("Filed, day by day", 31));
        assert_eq!(bars[30], pair("31 Jan", "2"));
    }

    #[test]
    fn a_quarter_is_drawn_week_by_week_each_named_by_its_first_day() {
        let (caption, bars) = told(90, Language::En, |_| Some(2));
        assert_eq!((caption.as_str(), bars.len()), ("Filed, week by week, each named by its first day", 14));
        assert_eq!(
            bars[..2],
            [pair("1 Jan", "8"), pair("5 Jan", "14")],
            "the first week begins on a Thursday"
        );
        assert_eq!(bars[13], pair("30 Mar", "4"));
    }

    #[test]
    fn a_year_is_drawn_month_by_month() {
        let (caption, bars) = told(365, Language::En, |_| Some(1));
        assert_eq!((caption.as_str(), bars.len()), ("Filed, month by month", 12));
        assert_eq!(
            (&bars[0], &bars[1], &bars[11]),
            (&pair("Jan", "31"), &pair("Feb", "28"), &pair("Dec", "31"))
        );
        let (caption, bars) = told(365, Language::ZhCn, |_| Some(1));
        assert_eq!((caption.as_str(), &bars[11]), ("每月提交", &pair("12月", "31")));
    }

    #[test]
    fn a_week_with_days_that_are_not_shown_says_what_is_shown_and_that_there_was_more() {
        let hidden = |at: i64| match at {
            0..4 | 5 => None,
            4 => Some(9),
            _ => Some(0),
        };
        let (_, bars) = told(40, Language::En, hidden);
        assert_eq!(bars[..3], [pair("1 Jan", "not shown"), pair("5 Jan", "over 9"), pair("12 Jan", "0")]);
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
}
