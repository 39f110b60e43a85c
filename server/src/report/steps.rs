//! What came day by day, told in steps that are taken in at one look: in days, and where these are too many in weeks or in months.
//! Weeks and months are added up from the days that are shown, so that they leave none out and tell nothing the days do not.

use domain::report::Chapter;
use jiff::{ToSpan, civil::Date};

use super::Part;
use crate::locale::Texts;

/// More than these cannot be told apart as columns, nor looked through as lines.
const MOST: usize = 31;

/// A day, and how many; none where that is not shown.
type Day = (Date, Option<u64>);

/// Days that stand together.
struct Sum {
    /// The first of them on which the desk was open.
    first: Date,
    /// What is shown of them, added up.
    shown: u64,
    /// Every one of them is shown.
    whole: bool,
}

/// Weeks or months in place of days.
pub struct Steps {
    /// What is counted, and by which steps.
    pub caption: String,
    /// Each, in their order.
    pub steps: Vec<Step>,
}

/// A week or a month.
pub struct Step {
    /// What it is called, in short.
    pub name: String,
    /// What is shown of it, added up.
    pub count: u64,
    /// The same in words.
    pub shown: String,
}

/// The steps of a chapter that counts days; none where it counts something else, or so few that each stands for itself.
pub fn steps(part: &Part<'_>, t: &Texts) -> Option<Steps> {
    let (by_week, by_month) = captions(part.chapter)?;
    let day = |key: &str, count| Some((key.parse::<Date>().ok()?, count));
    let days: Vec<Day> = part.figures.iter().filter_map(|figure| day(&figure.key, figure.value)).collect();
    if days.len() <= MOST {
        return None;
    }
    let weeks = added_up(&days, monday);
    if weeks.len() <= MOST {
        let steps = weeks.iter().map(|week| step(week, t.short_date(week.first), t)).collect();
        return Some(Steps { caption: t.t(by_week).into_owned(), steps });
    }
    let months = added_up(&days, Date::first_of_month);
    let steps = months.iter().map(|month| step(month, t.month_alone(month.first), t)).collect();
    Some(Steps { caption: t.t(by_month).into_owned(), steps })
}

/// The keys of what a chapter of days is called by week and by month.
fn captions(chapter: Chapter) -> Option<(&'static str, &'static str)> {
    if chapter == Chapter::Filed {
        Some(("report-filed-weeks", "report-filed-months"))
    } else if chapter == Chapter::Concluded {
        Some(("report-concluded-weeks", "report-concluded-months"))
    } else {
        None
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
fn step(sum: &Sum, name: String, t: &Texts) -> Step {
    let shown = match (sum.whole, sum.shown) {
        (true, shown) => t.number(shown),
        (false, 0) => t.t("log-few").into_owned(),
        (false, shown) => t.t1("report-over", "count", t.number(shown)),
    };
    Step { name, count: sum.shown, shown }
}

#[cfg(test)]
mod tests {
    use domain::report::Figure;
    use jiff::{civil::date, tz::TimeZone};

    use super::*;
    use crate::locale::Language;

    /// What each line is called, and what it says.
    type Told = Vec<(String, String)>;

    /// So many days from a Thursday on, each with what `count` says of it.
    fn told(
        chapter: Chapter,
        days: i64,
        language: Language,
        count: impl Fn(i64) -> Option<u64>,
    ) -> (String, Told) {
        let day = |at: i64| date(2026, 1, 1).checked_add(at.days()).unwrap().to_string();
        let figures: Vec<_> =
            (0..days).map(|at| Figure { chapter, key: day(at), value: count(at) }).collect();
        let part = Part { chapter, caption: "Day by day".to_owned(), figures: figures.iter().collect() };
        let t = Texts::new(language, TimeZone::UTC);
        part.lines(&t, |figure| crate::report::said(figure, &t))
    }

    fn pair(name: &str, shown: &str) -> (String, String) {
        (name.to_owned(), shown.to_owned())
    }

    #[test]
    fn a_month_of_days_is_told_day_by_day() {
        let (caption, lines) = told(Chapter::Filed, 31, Language::En, |_| Some(2));
        assert_eq!((caption.as_str(), lines.len()), ("Day by day", 31));
        assert_eq!(lines[30], pair("Sat 31 Jan 2026", "2"));
    }

    #[test]
    fn a_quarter_is_told_week_by_week_each_named_by_its_first_day() {
        let (caption, lines) = told(Chapter::Filed, 90, Language::En, |_| Some(2));
        assert_eq!((caption.as_str(), lines.len()), ("Filed, week by week, each named by its first day", 14));
        assert_eq!(
            lines[..2],
            [pair("1 Jan", "8"), pair("5 Jan", "14")],
            "the first week begins on a Thursday"
        );
        assert_eq!(lines[13], pair("30 Mar", "4"));
    }

    #[test]
    fn a_year_is_told_month_by_month() {
        let (caption, lines) = told(Chapter::Filed, 365, Language::En, |_| Some(1));
        assert_eq!((caption.as_str(), lines.len()), ("Filed, month by month", 12));
        assert_eq!(
            (&lines[0], &lines[1], &lines[11]),
            (&pair("Jan", "31"), &pair("Feb", "28"), &pair("Dec", "31"))
        );
        let (caption, lines) = told(Chapter::Filed, 365, Language::ZhCn, |_| Some(1));
        assert_eq!((caption.as_str(), &lines[11]), ("每月提交", &pair("12月", "31")));
    }

    #[test]
    fn what_was_concluded_goes_by_the_same_steps_and_leaves_none_out() {
        let every_tenth = |at: i64| Some(u64::from(at % 10 == 0));
        for (days, caption, lines) in [
            (90, "Concluded, week by week, each named by its first day", 14),
            (365, "Concluded, month by month", 12),
        ] {
            let (said, told) = told(Chapter::Concluded, days, Language::En, every_tenth);
            assert_eq!((said.as_str(), told.len()), (caption, lines));
            let sum: i64 = told.iter().map(|(_, count)| count.parse::<i64>().unwrap()).sum();
            assert_eq!(sum, (days + 9) / 10);
        }
    }

    #[test]
    fn a_week_with_days_that_are_not_shown_says_what_is_shown_and_that_there_was_more() {
        let hidden = |at: i64| match at {
            0..4 | 5 => None,
            4 => Some(9),
            _ => Some(0),
        };
        let (_, lines) = told(Chapter::Filed, 40, Language::En, hidden);
        assert_eq!(lines[..3], [pair("1 Jan", "not shown"), pair("5 Jan", "over 9"), pair("12 Jan", "0")]);
    }
}
