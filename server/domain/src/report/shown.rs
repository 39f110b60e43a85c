//! A report as its reader may see it: a list of figures, small ones without their value.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{
    Chapter, FairReport, Figure, HeldBack, NONE, OPEN, Sees, UNTOLD,
    codes::{ANSWERS, PAIRED, listed_with, place},
    period::told_by_quarters,
};
use crate::{
    case::{CaseKind, Outcome, Reason},
    figures::{
        DayFigures, FEWEST, Shown, Spread, ToldFigures, add_all, gives_away, hidden_among, reasons_told,
        suppressed_beside, suppressed_under,
    },
    measure::MeasureKind,
    referral::Linkage,
    survey::Degree,
};

/// The counts of one chapter, by key.
pub(super) type Counts = BTreeMap<String, u32>;
/// What a chapter's counts are of one day, and to how many they add up, where they do.
type OfDay = fn(&DayFigures) -> (Counts, Option<u32>);

/// The chapters that are the logs' tables added up.
const ADDED: [(Chapter, OfDay); 7] = [
    (Chapter::Kind, |day| (coded(&day.by_kind, |kind| kind.code()), Some(day.filed))),
    (Chapter::Ask, |day| (coded(&day.by_ask, |ask| ask.code()), None)),
    (Chapter::Right, |day| (coded(&day.by_right, |right| right.code()), Some(day.filed))),
    (Chapter::Hall, |day| (coded(&day.by_hall, |hall| hall.as_str()), Some(day.filed))),
    (Chapter::Outcome, |day| (coded(&day.by_outcome(), |outcome| outcome.code()), Some(day.concluded))),
    (Chapter::Track, |day| (track(day), None)),
    (Chapter::Ordered, |day| (coded(&day.measures.ordered, |kind| kind.code()), None)),
];

pub(super) fn coded<K>(counts: &BTreeMap<K, u32>, code: impl Fn(&K) -> &str) -> Counts {
    counts.iter().map(|(key, count)| (code(key).to_owned(), *count)).collect()
}

fn track(day: &DayFigures) -> Counts {
    let measures = &day.measures;
    let steps = [
        ("served", measures.served),
        ("answered", measures.answered),
        ("windows-ended", measures.windows_ended),
        ("cleared", measures.cleared),
        ("clauses", measures.clauses),
        ("applied", measures.applied),
        ("lifted", measures.lifted),
    ];
    steps.into_iter().map(|(key, count)| (key.to_owned(), count)).collect()
}

/// Numbers that add up to nothing, each by itself; those that are hidden in any case beside the small ones.
fn alone(counts: &Counts, also: &BTreeSet<String>) -> BTreeMap<String, Shown> {
    let shown = |(key, count): (&String, &u32)| {
        let hidden = also.contains(key) && *count > 0;
        (key.clone(), if hidden { Shown::Few } else { Shown::of(*count) })
    };
    counts.iter().map(shown).collect()
}

/// What was asked for on a day, as the figures of that day show it.
fn asked(day: &DayFigures, filed: Shown) -> BTreeMap<String, Shown> {
    let by_kind = suppressed_under(filed, day.filed, &day.by_kind);
    let disputes = by_kind.get(&CaseKind::Dispute).copied().unwrap_or(Shown::Few);
    day.asked(filed, disputes).into_iter().map(|(ask, shown)| (ask.code().to_owned(), shown)).collect()
}

impl FairReport {
    /// What somebody may see of it while the last day that it counts runs, chapter by chapter.
    pub fn shown_to(&self, sees: Sees) -> Vec<Figure> {
        self.shown_on(self.running, sees)
    }

    /// The same of a reader today: the last day that it counts may be over.
    pub fn shown_on(&self, today: Date, sees: Sees) -> Vec<Figure> {
        let told = told_by_quarters(self, sees);
        let kept = self.kept_from(sees, today);
        let (everybody, figures) = (&self.everybody, Vec::new());
        let mut shown = Shower { report: self, sees, told, everybody, kept, figures };
        shown.whole();
        shown.days();
        for (chapter, of_day) in ADDED {
            if chapter == Chapter::Right && sees.small && !sees.reasons {
                shown.rights();
            } else {
                shown.added(chapter, of_day);
            }
        }
        if sees.small {
            shown.reasons();
            shown.referrals();
        }
        shown.of_all_filed(Chapter::Origin, coded(&self.by_origin, |origin| origin.code()), sees.places);
        if !self.by_product.is_empty() {
            shown.of_all_filed(
                Chapter::Product,
                coded(&self.by_product, |class| class.as_str()),
                sees.places,
            );
        }
        let hours = self.by_hour.iter().map(|(hour, count)| (format!("{hour:02}"), *count)).collect();
        shown.of_all_filed(Chapter::Hour, hours, sees.small);
        shown.spread(Chapter::Wait, self.wait, |day| day.wait);
        let talk = kept.map_or(self.talk, |kept| kept.talks_before);
        shown.spread(Chapter::Talk, talk, |day| day.session);
        if sees.repeats {
            shown.repeats();
        }
        shown.survey();
        shown.figures.sort_by_cached_key(|figure| (figure.chapter, place(figure)));
        shown.figures
    }

    /// Cases filed.
    pub fn filed(&self) -> u32 {
        self.days.iter().map(|day| day.filed).sum()
    }

    /// Cases concluded.
    pub fn concluded(&self) -> u32 {
        self.days.iter().map(|day| day.concluded).sum()
    }
}

pub(super) struct Shower<'r> {
    pub(super) report: &'r FairReport,
    sees: Sees,
    /// Figures that would tell one of a single quarter of the year.
    told: BTreeSet<(Chapter, String)>,
    /// What everybody reads of the days that are over: a sum that is told less that is of the day that runs alone.
    everybody: &'r ToldFigures,
    /// What of the day that runs is not told to the reader.
    pub(super) kept: Option<HeldBack>,
    figures: Vec<Figure>,
}

impl Shower<'_> {
    fn put(&mut self, chapter: Chapter, key: impl Into<String>, value: Option<u64>) {
        self.figures.push(Figure { chapter, key: key.into(), value });
    }

    pub(super) fn put_shown(&mut self, chapter: Chapter, key: impl Into<String>, shown: Shown) {
        let value = match shown {
            Shown::Exact(count) => Some(u64::from(count)),
            Shown::Few => None,
        };
        self.put(chapter, key, value);
    }

    pub(super) fn is_told(&self, chapter: Chapter, key: &str) -> bool {
        self.told.contains(&(chapter, key.to_owned()))
    }

    /// A number of the whole fair that also stands in the figures of each day. Where all days but one are shown, the sum would
    /// tell that one. Where `everybody` reads it of the days that are over, it would tell that of the day that runs.
    fn sum(&self, key: &str, everybody: bool, of_day: impl Fn(&DayFigures) -> (u32, Shown)) -> Shown {
        let days = || self.report.days.iter().map(&of_day);
        let sum = days().map(|(count, _)| count).sum();
        if self.sees.small {
            return Shown::Exact(sum);
        }
        let hidden: Vec<_> =
            days().filter(|(_, shown)| *shown == Shown::Few).map(|(count, _)| count).collect();
        let running = self.report.days.iter().find(|day| day.day == self.report.running);
        let beside = everybody && running.is_some_and(|day| of_day(day).1 == Shown::Few);
        let told = gives_away(&hidden) || beside || self.is_told(Chapter::Whole, key);
        if told { Shown::Few } else { Shown::of(sum) }
    }

    fn whole(&mut self) {
        let report = self.report;
        let exact = |shown: &Shown| *shown != Shown::Few;
        let (of_filed, of_ended) =
            (exact(&self.everybody.filed), self.everybody.by_outcome.values().all(exact));
        let filed = self.sum("filed", of_filed, |day| (day.filed, day.flow().filed));
        let concluded = self.sum("concluded", of_ended, |day| (day.concluded, day.flow().concluded));
        if !self.sees.small {
            // What is open and what is concluded make up what was filed.
            let parts = [("concluded", report.concluded()), ("open", report.open)];
            let parts = parts.map(|(key, count)| (key.to_owned(), count)).into();
            let forced = (concluded == Shown::Few).then(|| "concluded".to_owned()).into_iter().collect();
            self.put_shown(Chapter::Whole, "filed", filed);
            let of_period = report.scope.period.is_some();
            for (key, shown) in hidden_among(&parts, &forced) {
                // What is open at the end of a period was open when the next began: beside that one it tells how many ended.
                if !(of_period && key == "open") {
                    self.put_shown(Chapter::Whole, key, shown);
                }
            }
            let advice = self.sum("advice", false, |day| (day.advice.count, Shown::of(day.advice.count)));
            return self.put_shown(Chapter::Whole, "advice", advice);
        }
        let kept = self.kept.unwrap_or_default();
        let missed: u32 = report.days.iter().map(|day| day.no_shows).sum();
        let advice = report.days.iter().map(|day| day.advice.count).sum();
        for (key, count) in [
            ("filed", report.filed()),
            ("concluded", report.concluded()),
            ("open", report.open),
            ("accepted", report.accepted.saturating_sub(kept.accepted)),
            ("talked", report.talked.saturating_sub(kept.talked)),
            ("agreements", report.agreements.saturating_sub(kept.agreements)),
            ("carried-over", report.carried_over),
            ("urgent", report.urgent),
            ("respondents", report.respondents),
            ("missed-calls", missed.saturating_sub(kept.missed)),
            ("advice", advice),
        ] {
            self.put_shown(Chapter::Whole, key, Shown::Exact(count));
        }
    }

    fn days(&mut self) {
        for day in &self.report.days {
            let flow = day.flow();
            let shown = |count, shown| if self.sees.small { Shown::Exact(count) } else { shown };
            let (filed, concluded) = (shown(day.filed, flow.filed), shown(day.concluded, flow.concluded));
            self.put_shown(Chapter::Filed, day.day.to_string(), filed);
            self.put_shown(Chapter::Concluded, day.day.to_string(), concluded);
        }
    }

    fn added(&mut self, chapter: Chapter, of_day: OfDay) {
        let (mut sum, mut total) = (Counts::new(), Some(0));
        for day in &self.report.days {
            let (counts, within) = of_day(day);
            total = total.zip(within).map(|(sum, more)| sum + more);
            for (key, count) in counts {
                *sum.entry(key).or_default() += count;
            }
        }
        if chapter == Chapter::Track {
            sum.insert("in-force".to_owned(), self.report.in_force);
            if !self.sees.small {
                sum.retain(|key, _| !PAIRED.contains(&key.as_str()) && key != "clauses");
            }
        }
        let exact = if chapter == Chapter::Hall { self.sees.places } else { self.sees.small };
        let mut told =
            if self.sees.small { BTreeSet::new() } else { self.told_by_the_days(chapter, of_day, &sum) };
        if !self.sees.small {
            told.extend(self.told_beside(chapter, &sum));
        }
        self.counts(chapter, sum, total, exact, &told);
    }

    /// Keys that would tell a hidden number beside what stands elsewhere: of what was asked for, beside all that was filed; and of the
    /// measures in force, beside those ordered and lifted, of the whole and of the last day.
    fn told_beside(&self, chapter: Chapter, sum: &Counts) -> BTreeSet<String> {
        if chapter == Chapter::Ask {
            let mut known = self.figures.iter().filter(|one| one.chapter == Chapter::Whole);
            let told = known.any(|one| one.key == "filed" && one.value.is_some());
            let filed = self.report.filed();
            let shown = suppressed_beside(if told { Shown::Exact(filed) } else { Shown::Few }, filed, sum);
            // Of disputes alone anything is asked: beside their number each tells how many asked for the other alone.
            let mut kinds = self.figures.iter().filter(|one| one.chapter == Chapter::Kind);
            let disputes = kinds.find(|one| one.key == CaseKind::Dispute.code()).and_then(|one| one.value);
            let disputes = disputes.and_then(|count| u32::try_from(count).ok());
            let beside = disputes.map(|count| suppressed_beside(Shown::Exact(count), count, sum));
            let shown = shown.into_iter().chain(beside.unwrap_or_default());
            return shown.filter(|(_, one)| *one == Shown::Few).map(|(key, _)| key).collect();
        }
        let small = |ordered: &BTreeMap<MeasureKind, u32>, lifted: u32| {
            ordered.values().chain([&lifted]).any(|count| Shown::of(*count) == Shown::Few)
        };
        let (mut ordered, mut lifted) = (BTreeMap::new(), 0);
        for measures in self.report.days.iter().map(|day| &day.measures) {
            add_all(&mut ordered, &measures.ordered);
            lifted += measures.lifted;
        }
        let last = self.report.days.last().map(|day| &day.measures);
        let hidden = small(&ordered, lifted) || last.is_some_and(|last| small(&last.ordered, last.lifted));
        (hidden && chapter == Chapter::Track).then(|| "in-force".to_owned()).into_iter().collect()
    }

    /// Keys whose sum would tell a number that the figures of one day hide.
    fn told_by_the_days(&self, chapter: Chapter, of_day: OfDay, sum: &Counts) -> BTreeSet<String> {
        let mut hidden: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        let mut beside = BTreeSet::new();
        for day in &self.report.days {
            let (counts, within) = of_day(day);
            let flow = day.flow();
            let whole = if chapter == Chapter::Outcome { flow.concluded } else { flow.filed };
            let shown = match within {
                Some(total) => suppressed_under(whole, total, &counts),
                None if chapter == Chapter::Ask => asked(day, whole),
                None if chapter == Chapter::Track => alone(&counts, &BTreeSet::new()),
                None => hidden_among(&counts, &BTreeSet::new()),
            };
            for (key, count) in counts {
                // A table that is left out hides all of its lines.
                if shown.get(&key).is_none_or(|shown| *shown == Shown::Few) {
                    if day.day == self.report.running && self.everybody_reads(chapter, &key) {
                        beside.insert(key.clone());
                    }
                    hidden.entry(key).or_default().push(count);
                }
            }
        }
        let given_away = |key: &str| hidden.get(key).is_some_and(|hidden| gives_away(hidden));
        sum.keys().filter(|key| beside.contains(*key) || given_away(key.as_str())).cloned().collect()
    }

    /// Whether everybody reads how many it were on the days that are over.
    fn everybody_reads(&self, chapter: Chapter, key: &str) -> bool {
        let outcome = Outcome::from_code(key).filter(|_| chapter == Chapter::Outcome);
        let shown = outcome.and_then(|outcome| self.everybody.by_outcome.get(&outcome));
        shown.is_some_and(|shown| *shown != Shown::Few)
    }

    /// A chapter of all that were filed, which no day's figures have. Where it is hidden how many that were, all lines are, for they add up
    /// to it.
    fn of_all_filed(&mut self, chapter: Chapter, counts: Counts, exact: bool) {
        let mut whole = self.figures.iter().filter(|one| one.chapter == Chapter::Whole && one.key == "filed");
        let is_hidden = whole.any(|one| one.value.is_none());
        let keys = counts.keys().cloned().chain([NONE.to_owned()]).filter(|_| is_hidden);
        let told = keys.collect();
        self.counts(chapter, counts, Some(self.report.filed()), exact, &told);
    }

    /// A chapter of counts. `total` is what they and what they leave out add up to.
    fn counts(
        &mut self,
        chapter: Chapter,
        counts: Counts,
        total: Option<u32>,
        exact: bool,
        told: &BTreeSet<String>,
    ) {
        let mut lines = counts;
        if let Some(rest) =
            total.map(|total| total.saturating_sub(lines.values().sum())).filter(|rest| *rest > 0)
        {
            lines.insert(NONE.to_owned(), rest);
        }
        if exact {
            for (key, count) in lines {
                self.put_shown(chapter, key, Shown::Exact(count));
            }
            return;
        }
        let by_quarters = lines.keys().filter(|key| self.is_told(chapter, key));
        let also = told.iter().chain(by_quarters).cloned().collect();
        let shown =
            if chapter == Chapter::Track { alone(&lines, &also) } else { hidden_among(&lines, &also) };
        let hidden: Vec<_> =
            lines.iter().filter(|(key, _)| shown.get(*key) == Some(&Shown::Few)).map(|(_, n)| *n).collect();
        // Nothing was left to hide the small ones behind: with the sum at hand the whole chapter would tell them.
        if total.is_some_and(|total| total >= FEWEST) && gives_away(&hidden) {
            return;
        }
        let mut shown = shown;
        if !hidden.is_empty() {
            for key in listed_with(chapter, &self.report.own_lines, lines.keys()) {
                shown.entry(key).or_insert(Shown::Few).hide_none();
            }
        }
        for (key, shown) in shown {
            self.put_shown(chapter, key, shown);
        }
    }

    /// Who is not told every reason reads those of cases in which the organiser decides nothing, and of them none that only few ended for:
    /// beside the list of a log it would tell of which ticket it was.
    fn reasons(&mut self) {
        let days = &self.report.days;
        if !self.sees.reasons {
            for one in reasons_told(days.iter().flat_map(|day| &day.outcomes).copied()) {
                self.put_reason((one.outcome, one.reason), one.count);
            }
            return;
        }
        let mut sum: BTreeMap<(Outcome, Option<Reason>), u32> = BTreeMap::new();
        for day in days {
            let told = day.outcomes.iter().filter(|count| count.reason.is_some());
            for count in told.chain(&day.withheld) {
                *sum.entry((count.outcome, count.reason)).or_default() += count.count;
            }
        }
        for (of, count) in sum {
            self.put_reason(of, count);
        }
    }

    fn put_reason(&mut self, (outcome, reason): (Outcome, Option<Reason>), count: u32) {
        let key = format!("{}/{}", outcome.code(), reason.map_or(UNTOLD, Reason::code));
        self.put_shown(Chapter::Reason, key, Shown::Exact(count));
    }

    /// Each way by itself: its kinds of bodies and its results add up to the same.
    fn referrals(&mut self) {
        for of in [Linkage::Out, Linkage::In] {
            let key = |what: &str| format!("{}/{what}", of.code());
            let with = self.report.by_counterpart.iter().filter(|((linkage, _), _)| *linkage == of);
            let with: Counts = with.map(|((_, with), count)| (key(with.code()), *count)).collect();
            let ended = self.report.by_result.iter().filter(|((linkage, _), _)| *linkage == of);
            let ended = ended.map(|((_, result), count)| {
                let what = result.map_or(OPEN, |result| result.code());
                (key(what), *count)
            });
            let (ended, total) = (ended.collect(), Some(with.values().sum()));
            let exact = self.sees.places;
            self.counts(Chapter::Referral, with, total, exact, &BTreeSet::new());
            self.counts(Chapter::Result, ended, total, exact, &BTreeSet::new());
        }
    }

    fn spread(
        &mut self,
        chapter: Chapter,
        spread: Option<Spread>,
        of_day: fn(&DayFigures) -> Option<Spread>,
    ) {
        let Some(spread) = spread else { return };
        let Spread { count, median_s, p90_s, longest_s } = spread;
        if !self.sees.small && count < FEWEST {
            return;
        }
        let days = self.report.days.iter().filter_map(of_day).map(|spread| spread.count);
        let hidden: Vec<_> = days.filter(|count| Shown::of(*count) == Shown::Few).collect();
        let mut whole = self.figures.iter().filter(|one| one.chapter == Chapter::Whole && one.key == "filed");
        // Beside all that were filed it tells how many were never called.
        let filed = whole.find_map(|one| one.value).filter(|_| chapter == Chapter::Wait);
        let never = filed.map(|filed| filed.saturating_sub(u64::from(count)));
        let tells = never.is_some_and(|never| (1..u64::from(FEWEST)).contains(&never));
        let told = !self.sees.small && (tells || gives_away(&hidden) || self.is_told(chapter, "count"));
        self.put(chapter, "count", (!told).then_some(u64::from(count)));
        self.put(chapter, "median", Some(median_s));
        self.put(chapter, "p90", if self.sees.small { Some(p90_s) } else { spread.p90_apart() });
        // The longest is one case's.
        if self.sees.small {
            self.put(chapter, "longest", Some(longest_s));
        }
    }

    fn repeats(&mut self) {
        let repeats = self.report.repeats;
        for (key, count) in [
            ("respondents", repeats.respondents),
            ("complained-again", repeats.complained),
            ("measured-again", repeats.measured),
        ] {
            self.put_shown(Chapter::Repeat, key, Shown::Exact(count));
        }
    }

    /// The answers to each statement make up all who answered, so that a small number hides with another.
    fn survey(&mut self) {
        let Some(survey) = &self.report.survey else { return };
        self.put_shown(Chapter::Survey, ANSWERS, Shown::Exact(survey.answers));
        for (statement, by_degree) in &survey.by_statement {
            let key = |degree: &Degree| format!("{}/{}", statement.code(), degree.code());
            let counts = by_degree.iter().map(|(degree, count)| (key(degree), *count)).collect();
            self.counts(Chapter::Survey, counts, Some(survey.answers), self.sees.small, &BTreeSet::new());
        }
    }
}
