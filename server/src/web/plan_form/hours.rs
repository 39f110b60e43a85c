//! The days whose opening hours are others, as a table: each day of a fair, each day of the week of a standing desk. What is left empty
//! has the usual hours.

use std::collections::BTreeSet;

use domain::{
    fair::{DayHours, FairPlan, OtherHours, Weekday},
    number,
};
use jiff::civil::{Date, Time};

use super::{MOST_DAYS, PlanForm};
use crate::{
    locale::Texts,
    web::{form::Entries, frame::Errors},
};

/// The hours of one day as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypedHours {
    /// Its date, or the code of the day of the week.
    pub day: String,
    /// Opening time; empty for the usual one.
    pub opens: String,
    /// Closing time; empty for the usual one.
    pub closes: String,
}

impl TypedHours {
    /// The day in words.
    pub fn named(&self, t: &Texts) -> String {
        let date = self.day.parse::<Date>();
        date.map_or_else(|_| t.code("weekday", &self.day).into_owned(), |day| t.date(day))
    }

    fn is_usual(&self) -> bool {
        self.opens.trim().is_empty() && self.closes.trim().is_empty()
    }

    /// The field of its opening time.
    pub fn opens_field(&self) -> String {
        format!("opens-{}", self.day)
    }

    /// The field of its closing time.
    pub fn closes_field(&self) -> String {
        format!("closes-{}", self.day)
    }

    /// The hours, where both are there and in order; else the field that is wrong, and why.
    fn read(&self) -> Result<DayHours, (String, &'static str)> {
        let time = |typed: &str| number::plain(typed.trim()).parse::<Time>().ok();
        let opens = time(&self.opens).ok_or_else(|| (self.opens_field(), "plan-hours-both"))?;
        let closes = time(&self.closes).ok_or_else(|| (self.closes_field(), "plan-hours-both"))?;
        if opens < closes {
            Ok(DayHours { opens, closes })
        } else {
            Err((self.closes_field(), "plan-hours-reversed"))
        }
    }
}

impl PlanForm {
    /// The rows of the table: every day of the fair as its first and last one are typed, or of the week; and what was typed of other
    /// days, so that nothing is lost while the first or the last day is wrong. Without either, every row that was sent.
    pub fn hours_rows(&self) -> Vec<TypedHours> {
        let row = |day: String| {
            let known = self.other_hours.iter().find(|typed| typed.day == day);
            known.cloned().unwrap_or_else(|| TypedHours { day, ..TypedHours::default() })
        };
        let mut days = self.days_with_hours();
        let none = days.is_empty();
        let typed = self.other_hours.iter().filter(|typed| none || !typed.is_usual());
        days.extend(typed.map(|typed| typed.day.clone()));
        let of_week = |day: &str| Weekday::ALL.iter().position(|known| known.code() == day);
        days.sort_by_cached_key(|day| (of_week(day), day.clone()));
        days.dedup();
        days.into_iter().map(row).collect()
    }

    /// Whether some day has hours of its own.
    pub fn has_other_hours(&self) -> bool {
        self.other_hours.iter().any(|typed| !typed.is_usual())
    }

    /// The names of the days in the form.
    pub(super) fn days_with_hours(&self) -> Vec<String> {
        if self.venue.is_standing() {
            let open = Weekday::ALL.iter().filter(|day| !self.closed.contains(*day));
            return open.map(|day| day.code().to_owned()).collect();
        }
        let typed = |day: &str| number::plain(day.trim()).parse::<Date>().ok();
        let (Some(first), Some(last)) = (typed(&self.first_day), typed(&self.last_day)) else {
            return Vec::new();
        };
        let days = std::iter::successors(Some(first), |day| day.tomorrow().ok());
        let most = usize::try_from(MOST_DAYS).unwrap_or(0);
        days.take_while(|day| *day <= last).take(most).map(|day| day.to_string()).collect()
    }

    /// What was sent of them: the rows that the form had, whatever its first and last day say.
    pub(super) fn with_hours_sent(mut self, entries: &Entries) -> Self {
        let ours = |day: &str| {
            if self.venue.is_standing() {
                return Weekday::from_code(day).is_some();
            }
            day.parse::<Date>().is_ok_and(|date| date.to_string() == day)
        };
        let named = |(field, _): &(String, String)| {
            let day = field.strip_prefix("opens-").or_else(|| field.strip_prefix("closes-"))?;
            ours(day).then(|| day.to_owned())
        };
        let days: BTreeSet<String> = entries.fields().iter().filter_map(named).collect();
        let typed = |day: String| TypedHours {
            opens: entries.text(&format!("opens-{day}")).to_owned(),
            closes: entries.text(&format!("closes-{day}")).to_owned(),
            day,
        };
        self.other_hours = days.into_iter().map(typed).collect();
        self
    }

    /// With what is on record of days of which the form had no row: a form without a row says nothing of its day.
    #[must_use]
    pub fn with_hours_on_record(mut self, plan: &FairPlan) -> Self {
        let mut known = Self::hours_of(&plan.other_hours);
        known.retain(|row| !self.other_hours.iter().any(|typed| typed.day == row.day));
        self.other_hours.extend(known);
        self
    }

    /// Those of a plan that is in force.
    pub(super) fn hours_of(known: &OtherHours) -> Vec<TypedHours> {
        let clock = |time: Time| time.strftime("%H:%M").to_string();
        let row = |day: String, hours: &DayHours| TypedHours {
            day,
            opens: clock(hours.opens),
            closes: clock(hours.closes),
        };
        let dates = known.dates.iter().map(|(day, hours)| row(day.to_string(), hours));
        let weekdays = known.weekdays.iter().map(|(day, hours)| row(day.code().to_owned(), hours));
        dates.chain(weekdays).collect()
    }

    /// What was typed, as the plan has it: of days of this kind of place, and none that has the usual hours.
    pub(super) fn other_hours(
        &self,
        usual: Option<(Time, Time)>,
        t: &Texts,
        errors: &mut Errors,
    ) -> OtherHours {
        let mut other = OtherHours::default();
        let days = self.days_with_hours();
        for typed in self.other_hours.iter().filter(|typed| !typed.is_usual() && days.contains(&typed.day)) {
            let hours = match typed.read() {
                Ok(hours) => hours,
                Err((field, key)) => {
                    let fault = t.t2("plan-hours-of", "day", typed.named(t), "fault", &*t.t(key));
                    errors.add(&field, fault);
                    continue;
                }
            };
            if usual == Some((hours.opens, hours.closes)) {
                continue;
            }
            if let Ok(day) = typed.day.parse::<Date>() {
                other.dates.insert(day, hours);
            } else if let Some(day) = Weekday::from_code(&typed.day) {
                other.weekdays.insert(day, hours);
            }
        }
        other
    }
}
