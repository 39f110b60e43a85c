//! Time limits: the moment the law knows, and the last moment that is of use at this fair. Both are kept; neither shortens the other.
//! At a standing desk they are one.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::FairPlan;

/// Days over which open hours are counted; a limit that is longer runs on through every hour.
const MOST_DAYS: usize = 3660;

/// Which hours of a time limit count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hours {
    /// Every hour, nights included.
    All,
    /// Only those in which the desk is open; what the fair has no hours left for runs on after its close.
    Open,
}

/// A rule that gives a time limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WindowRule {
    /// Its name, as papers cite it: `cnipa-2022-14`.
    pub id: String,
    /// How long, in minutes.
    pub minutes: u32,
    /// Which hours count.
    pub hours: Hours,
}

impl WindowRule {
    /// Article 14 of the CNIPA guidelines of 2022 on exhibitions, from which the time for a statement comes unless it was set otherwise.
    pub const GUIDELINES: &str = "cnipa-2022-14";
    /// A rule that the organiser laid down by itself.
    pub const OWN: &str = "organiser";
}

/// A time limit that was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// The rule it follows.
    pub rule: String,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When it ends by the rule.
    pub deadline: Timestamp,
    /// The last moment at which an answer is of use at this fair: the deadline, or the close of the last day before it.
    pub last_useful: Timestamp,
}

/// The rules and times of the procedure. Recorded with those of the lines, so that a replay decides alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ProcedureRules {
    /// A respondent's time to answer the notice of mediation.
    pub reply: WindowRule,
    /// A respondent's time for a statement to the organiser.
    pub response: WindowRule,
    /// How long an appointment keeps its room, in minutes.
    pub appointment_min: u32,
    /// How long a party that is late is waited for, in minutes (CES: 5; here 10). Pages say until when; nothing follows by itself.
    pub grace_min: u32,
    /// What is reckoned for the way between two halls, in minutes.
    pub walk_min: u32,
}

impl Default for ProcedureRules {
    fn default() -> Self {
        let rule = |id: &str, minutes, hours| WindowRule { id: id.to_owned(), minutes, hours };
        Self {
            reply: rule("reply-2h", 120, Hours::Open),
            response: rule(WindowRule::GUIDELINES, 24 * 60, Hours::All),
            appointment_min: 60,
            grace_min: 10,
            walk_min: 10,
        }
    }
}

impl ProcedureRules {
    /// The longest time for talks, in minutes: half a day, or as long as an appointment keeps its room where that is longer.
    pub fn longest_appointment_min(&self) -> u32 {
        self.appointment_min.max(12 * 60)
    }
    pub(crate) fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

impl FairPlan {
    /// The desk's last close: after it nobody can be called to a room. A standing desk has none.
    pub fn ends_at(&self) -> Option<Timestamp> {
        let last = self.last_day?;
        self.moment(last, self.hours_of(last).closes)
    }

    /// Opens the time limit of a rule.
    pub fn open_window(&self, rule: &WindowRule, from: Timestamp) -> Window {
        let length = SignedDuration::from_mins(i64::from(rule.minutes));
        let deadline = match rule.hours {
            Hours::All => from.saturating_add(length).unwrap_or(Timestamp::MAX),
            Hours::Open => self.open_hours_after(from, length),
        };
        let last_useful = self.last_close_before(deadline).filter(|close| *close > from).unwrap_or(deadline);
        Window { rule: rule.id.clone(), opened_at: from, deadline, last_useful }
    }

    /// Whether talks of a case filed now can, by the rules, begin only when there is no room to come to any more: the other side
    /// has its time for a reply, and a talk needs its own.
    pub fn talks_come_late(&self, rules: &ProcedureRules, filed: Timestamp) -> bool {
        let answered = self.open_window(&rules.reply, filed).deadline;
        let talked = answered.saturating_add(SignedDuration::from_mins(i64::from(rules.appointment_min)));
        self.ends_at().is_some_and(|ends| talked.unwrap_or(Timestamp::MAX) > ends)
    }

    /// When so much of the desk's opening time has passed. Once the fair has no open hour left, time simply runs.
    fn open_hours_after(&self, from: Timestamp, length: SignedDuration) -> Timestamp {
        let mut left = length;
        let mut at = from;
        for day in self.opening_days(self.day_of(from)).take(MOST_DAYS) {
            let hours = self.hours_of(day);
            let (Some(opens), Some(closes)) = (self.moment(day, hours.opens), self.moment(day, hours.closes))
            else {
                break;
            };
            let begin = at.max(opens);
            if begin < closes {
                let today = closes.duration_since(begin);
                if left <= today {
                    return begin.saturating_add(left).unwrap_or(Timestamp::MAX);
                }
                left -= today;
                at = closes;
            }
        }
        at.saturating_add(left).unwrap_or(Timestamp::MAX)
    }

    /// A time of day in the fair's time zone.
    pub(crate) fn moment(&self, day: jiff::civil::Date, time: jiff::civil::Time) -> Option<Timestamp> {
        day.to_datetime(time).to_zoned(self.time_zone()).ok().map(|zoned| zoned.timestamp())
    }

    /// The close of the fair, when the deadline lies after it.
    fn last_close_before(&self, deadline: Timestamp) -> Option<Timestamp> {
        self.ends_at().filter(|close| *close < deadline)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{market, plan};

    fn at(text: &str) -> Timestamp {
        format!("{text}:00+08:00").parse().unwrap()
    }

    fn rule(minutes: u32, hours: Hours) -> WindowRule {
        WindowRule { id: "test".to_owned(), minutes, hours }
    }

    #[test]
    fn open_hours_skip_the_night() {
        let window = plan().open_window(&rule(120, Hours::Open), at("2026-03-10T16:00"));
        assert_eq!(window.deadline, at("2026-03-11T10:00"));
        assert_eq!(window.last_useful, window.deadline);
        let to_the_close = plan().open_window(&rule(60, Hours::Open), at("2026-03-10T16:00"));
        assert_eq!(to_the_close.deadline, at("2026-03-10T17:00"), "and not the next morning");
        let early = plan().open_window(&rule(120, Hours::Open), at("2026-03-10T07:00"));
        assert_eq!(early.deadline, at("2026-03-10T11:00"));
        let before = plan().open_window(&rule(30, Hours::Open), at("2026-03-01T12:00"));
        assert_eq!(before.deadline, at("2026-03-10T09:30"), "before the fair it waits for the first morning");
    }

    #[test]
    fn on_the_last_day_the_deadline_stands_and_the_last_useful_moment_is_the_close() {
        let day = plan().open_window(&rule(24 * 60, Hours::All), at("2026-03-12T10:00"));
        assert_eq!((day.deadline, day.last_useful), (at("2026-03-13T10:00"), at("2026-03-12T17:00")));
        let open = plan().open_window(&rule(120, Hours::Open), at("2026-03-12T16:00"));
        assert_eq!((open.deadline, open.last_useful), (at("2026-03-12T18:00"), at("2026-03-12T17:00")));
    }

    #[test]
    fn after_the_fair_time_simply_runs() {
        let late = plan().open_window(&rule(120, Hours::Open), at("2026-03-12T20:00"));
        assert_eq!((late.deadline, late.last_useful), (at("2026-03-12T22:00"), at("2026-03-12T22:00")));
    }

    #[test]
    fn talks_come_late_when_a_reply_and_a_talk_no_longer_fit() {
        let late = |text: &str| plan().talks_come_late(&ProcedureRules::default(), at(text));
        assert!(!late("2026-03-11T16:30"), "there is a whole day left");
        assert!(!late("2026-03-12T14:00"), "two hours for the reply, one for the talk, and the fair closes");
        assert!(late("2026-03-12T14:01"));
        assert!(late("2026-03-13T10:00"), "and after it");
    }

    #[test]
    fn at_a_standing_desk_closed_days_do_not_count_and_no_end_shortens_anything() {
        let saturday = market().open_window(&rule(120, Hours::Open), at("2026-03-14T16:00"));
        assert_eq!(saturday.deadline, at("2026-03-16T10:00"), "Sunday is closed");
        assert_eq!(saturday.last_useful, saturday.deadline);
        let sunday = market().open_window(&rule(30, Hours::Open), at("2026-03-15T12:00"));
        assert_eq!(sunday.deadline, at("2026-03-16T09:30"));
        let day = market().open_window(&rule(24 * 60, Hours::All), at("2026-03-14T16:00"));
        assert_eq!((day.deadline, day.last_useful), (at("2026-03-15T16:00"), at("2026-03-15T16:00")));
        let long = market().open_window(&rule(u32::MAX, Hours::Open), at("2026-03-14T16:00"));
        assert!(long.deadline > at("2036-01-01T00:00"), "a limit of ages is found all the same");
        assert_eq!(market().ends_at(), None);
        assert!(!market().talks_come_late(&ProcedureRules::default(), at("2026-03-14T16:59")));
    }

    #[test]
    fn every_hour_counts_where_the_rule_says_so() {
        let window = plan().open_window(&rule(24 * 60, Hours::All), at("2026-03-10T16:00"));
        assert_eq!(window.deadline, at("2026-03-11T16:00"));
    }
}
