//! The report of a whole fair, or of a period of a desk that stands, as others get it: in words, as CSV, workbook, paper, and as a
//! signed document that another desk can read back. Each is made from what its reader may see, and from nothing else.

use domain::{
    Desk, Directory, ExhibitorId,
    case::{Outcome, Reason},
    fair::FairPlan,
    figures::Tallies,
    referral::Counterpart,
    report::{
        Chapter, EarlierReport, FairReport, Figure, Home, NONE, OPEN, Origin, Quarter, ReportPeriod,
        ReportScope, Sees, UNTOLD, periods,
    },
};
use jiff::{Timestamp, civil::Date};

use crate::locale::Texts;

mod beside;
pub mod cases;
mod document;
mod files;
mod paper;
pub mod quarter;
mod sheet;
mod steps;

pub use beside::{Beside, cut_short};
pub use document::{Document, Signed, earlier};
pub use files::{COLUMNS, COUNTED, EARLIER, PERIOD, TOLD_LATER, csv, workbook};
pub use steps::steps;

/// A report for one reader.
pub struct Report<'a> {
    /// The fair.
    pub plan: &'a FairPlan,
    /// The names of the mediation bodies whose cases are counted: all of the fair, or the one of its reader.
    pub bodies: Vec<String>,
    /// What it is of.
    pub scope: ReportScope,
    /// The first and the last day; of a period that is not over the one up to which it counts.
    pub days: (Date, Date),
    /// No day of it is over, for a reader to whom the day that runs does not count.
    pub nothing_yet: bool,
    /// Facts up to here are counted.
    pub as_of: Timestamp,
    /// How much of it its reader sees.
    pub sees: Sees,
    /// What they see.
    pub figures: Vec<Figure>,
    /// The day that runs, where what only mediation has of it is not among them and told when it is over.
    pub told_later: Option<Date>,
    /// No day before that one is counted.
    pub first_runs: bool,
    /// The reports of earlier fairs that stand beside it, oldest first: of a whole fair, for whoever sees small numbers.
    pub earlier: Vec<&'a EarlierReport>,
}

/// A chapter in words, with its figures.
pub struct Part<'r> {
    /// Which.
    pub chapter: Chapter,
    /// Its heading.
    pub caption: String,
    /// Its figures.
    pub figures: Vec<&'r Figure>,
}

/// The figures of a scope, exact; none before there is a fair. What was counted before is in `kept`.
pub fn counted(kept: &mut Tallies, desk: &Desk, names: &Directory, scope: ReportScope) -> Option<FairReport> {
    domain::report::report(kept, desk, scope, &origin(desk, names))
}

/// Why there is no report of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoReport {
    /// A fair has one of all its days.
    Whole,
    /// The desk has no such period, or not yet.
    Unknown,
}

/// Up to which entry the journal is sealed; 0 before any day is. How long the journal is now would count every step of mediation.
pub fn sealed_upto(desk: &Desk) -> u64 {
    let seals = desk.sealed_days().filter_map(|day| desk.day_seal(day));
    seals.map(|seal| seal.upto).max().unwrap_or(0)
}

/// Of which period a desk reports: at a fair of none, else of the one asked for, or of the quarter of `today`.
///
/// # Errors
/// Why there is no such report.
pub fn period(
    desk: &Desk,
    today: Date,
    asked: Option<ReportPeriod>,
) -> Result<Option<ReportPeriod>, NoReport> {
    let stands = desk.fair().is_some_and(|fair| fair.plan.venue.is_standing());
    match asked {
        None => Ok(stands.then(|| ReportPeriod::Quarter(Quarter::of(today)))),
        Some(_) if !stands => Err(NoReport::Whole),
        Some(asked) if periods(desk, today).contains(&asked) => Ok(Some(asked)),
        Some(_) => Err(NoReport::Unknown),
    }
}

/// A period in words.
pub fn named(period: ReportPeriod, t: &Texts) -> String {
    match period {
        ReportPeriod::Quarter(quarter) => quarter::named(quarter, t),
        ReportPeriod::Year(year) => t.t1("report-year", "year", year.to_string()),
    }
}

/// Where an exhibitor comes from, by the list.
pub fn origin(desk: &Desk, names: &Directory) -> impl Fn(ExhibitorId) -> Origin {
    let home = desk.fair().and_then(|fair| Home::of(&fair.plan));
    move |exhibitor| {
        let known = names.exhibitor(exhibitor).and_then(|body| body.country.as_deref());
        known.map_or(Origin::Unknown, |country| Origin::of(country, home))
    }
}

impl<'a> Report<'a> {
    /// As much of a desk's figures as somebody sees today.
    pub fn of(counted: &FairReport, plan: &'a FairPlan, desk: &'a Desk, (sees, today): (Sees, Date)) -> Self {
        let scope = counted.scope;
        // Earlier fairs are counted whole: a part of this desk's figures says nothing beside them. Nor can their small numbers be hidden.
        let beside = scope.is_whole() && sees.small;
        let mut earlier: Vec<_> = desk.earlier_reports().filter(|_| beside).collect();
        earlier.sort_by_key(|report| (report.first_day, report.fair.clone()));
        let begins = scope.period.map_or(plan.first_day, |period| plan.first_day.max(period.bounds().0));
        let nothing_yet = counted.days.is_empty() && scope.before.is_some_and(|before| before <= begins);
        // A report of nothing is of the day with which it begins, and of none that the fair does not have.
        let days = if nothing_yet { (begins, begins) } else { (counted.first_day, counted.last_day) };
        let bodies = desk.bodies().filter(|body| scope.body.is_none_or(|own| body.id == own));
        Self {
            plan,
            bodies: bodies.map(|body| body.terms.name.clone()).collect(),
            scope,
            days,
            nothing_yet,
            as_of: counted.as_of,
            sees,
            figures: counted.shown_on(today, sees),
            told_later: counted.kept_from(sees, today).map(|_| counted.running),
            first_runs: counted.days.iter().all(|day| day.day >= counted.running),
            earlier,
        }
    }
}

impl Report<'_> {
    /// What it is called.
    pub fn title(&self, t: &Texts) -> String {
        let fair = &*self.plan.name;
        match self.scope.period {
            None => t.t1("report-title-of", "fair", fair),
            Some(period) => t.t2("report-title-of-period", "fair", fair, "period", named(period, t)),
        }
    }

    /// Up to when it counts: a moment, or the end of the last day that is over; or that none is.
    pub fn counted_up_to(&self, t: &Texts) -> String {
        if self.nothing_yet {
            return t.t("report-nothing-yet").into_owned();
        }
        match self.scope.before.and_then(|day| day.yesterday().ok()) {
            Some(over) => t.t1("log-as-of-end", "date", t.date(over)),
            None => t.moment(self.as_of),
        }
    }

    /// What it is of and up to when it counts, as paper and workbook begin: name and value.
    fn facts(&self, t: &Texts) -> Vec<(String, String)> {
        let (first, last) = self.days;
        let days = t.t2("report-days-value", "first", t.plain_date(first), "last", t.plain_date(last));
        let period = self.scope.period.map(|period| ("report-period", named(period, t)));
        let facts = [
            ("report-days", days),
            ("log-as-of", self.counted_up_to(t)),
            ("log-body", self.bodies.join(&t.t("list-comma"))),
        ];
        period.into_iter().chain(facts).map(|(key, said)| (t.t(key).into_owned(), said)).collect()
    }

    /// What is to be known of all its figures.
    fn notes(&self, t: &Texts) -> Vec<String> {
        let own = self.scope.body.map(|_| t.t("report-own-body").into_owned());
        let small = self.about_small().map(|key| t.t1(key, "fewest", domain::figures::FEWEST));
        let later = self.told_later.map(|_| t.t("report-talks-later").into_owned());
        let survey = self.about_survey().map(|key| t.t1(key, "fewest", domain::figures::FEWEST));
        [own, small, later, survey].into_iter().flatten().collect()
    }

    /// The day of which a figure is told when it is over; none where it is told already.
    fn told_later(&self, figure: &Figure) -> Option<Date> {
        self.told_later.filter(|_| figure.is_told_later())
    }

    /// Whether nothing of a figure is told yet: its number would be none, and false.
    fn is_untold(&self, figure: &Figure) -> bool {
        self.first_runs && self.told_later(figure).is_some()
    }

    /// The value of one of its figures in words; a dash where nothing of it is told yet.
    pub fn said(&self, figure: &Figure, t: &Texts) -> String {
        if self.is_untold(figure) { t.t("log-none-yet").into_owned() } else { said(figure, t) }
    }

    /// What is said of such a dash.
    pub fn why_untold(&self, figure: &Figure, t: &Texts) -> Option<String> {
        self.is_untold(figure).then(|| t.t("log-told-later").into_owned())
    }

    /// What is said below a part: what a dash in it means, or that its longest wait reached over a night.
    pub fn note(&self, part: &Part<'_>, t: &Texts) -> Option<String> {
        if let Some(why) = part.figures.iter().find_map(|figure| self.why_untold(figure, t)) {
            return Some(format!("{}{}{why}", t.t("log-none-yet"), t.t("list-colon")));
        }
        let longest = part.figures.iter().find(|figure| figure.key == "longest");
        let seconds = longest.filter(|_| part.chapter == Chapter::Wait)?.value?;
        self.plan.is_over_a_night(seconds).then(|| t.t("log-over-night-note").into_owned())
    }

    /// What its files are called, without an ending.
    pub fn file_name(&self) -> String {
        self.scope.period.map_or_else(|| "report".to_owned(), |period| format!("report-{period}"))
    }

    /// The chapters in which something stands.
    pub fn parts(&self, t: &Texts) -> Vec<Part<'_>> {
        let part = |chapter: &Chapter| {
            let figures: Vec<_> = self.figures.iter().filter(|figure| figure.chapter == *chapter).collect();
            (!figures.is_empty()).then(|| Part { chapter: *chapter, caption: caption(*chapter, t), figures })
        };
        Chapter::ALL.iter().filter_map(part).collect()
    }

    /// The key of what is said about small numbers; none where all are shown.
    pub fn about_small(&self) -> Option<&'static str> {
        match self.sees {
            Sees { small: false, .. } => Some("report-small-hidden"),
            Sees { places: false, .. } => Some("report-places-hidden"),
            Sees { .. } => None,
        }
    }

    /// The key of what is said where what parties say of the desk is not among its chapters: an answer has no case, so no body and no
    /// day, or too few have answered.
    pub fn about_survey(&self) -> Option<&'static str> {
        let told = self.figures.iter().any(|figure| figure.chapter == Chapter::Survey);
        let few = self.scope.is_whole();
        let key = if few { "report-satisfaction-few" } else { "report-satisfaction-elsewhere" };
        (!told).then_some(key)
    }
}

impl Part<'_> {
    /// Its heading and its lines as a person reads them: what, and how many as `said` has it. Days that are too many stand together.
    pub fn lines(&self, t: &Texts, said: impl Fn(&Figure) -> String) -> (String, Vec<(String, String)>) {
        if let Some(told) = steps(self, t) {
            return (told.caption, told.steps.into_iter().map(|step| (step.name, step.shown)).collect());
        }
        let lines = self.figures.iter().map(|figure| (label(figure, t), said(figure)));
        (self.caption.clone(), lines.collect())
    }
}

/// The heading of a chapter.
pub fn caption(chapter: Chapter, t: &Texts) -> String {
    t.code("report-chapter", chapter.code()).into_owned()
}

/// What a figure counts, in words.
pub fn label(figure: &Figure, t: &Texts) -> String {
    let key = figure.key.as_str();
    let coded = |family: &str| t.code(family, key).into_owned();
    match figure.chapter {
        Chapter::Hall if key == NONE => t.t("log-no-hall").into_owned(),
        _ if key == NONE => t.t("report-none").into_owned(),
        Chapter::Whole => coded("report-whole"),
        Chapter::Filed | Chapter::Concluded => {
            key.parse().map_or_else(|_| key.to_owned(), |day: jiff::civil::Date| t.date(day))
        }
        Chapter::Kind => coded("kind"),
        Chapter::Ask => coded("ask"),
        Chapter::Right => coded("right"),
        Chapter::Product => key.to_owned(),
        Chapter::Hall => t.t1("log-hall", "hall", key),
        Chapter::Origin => coded("origin"),
        Chapter::Hour => t.t1("report-hour", "hour", key),
        Chapter::Outcome => coded("outcome"),
        Chapter::Reason => match key.split_once('/') {
            Some((outcome, UNTOLD)) => t.t1("log-outcome-untold", "outcome", &*t.code("outcome", outcome)),
            Some((outcome, reason)) => {
                let known = Outcome::from_code(outcome).zip(Reason::from_code(reason));
                let why = known.map_or_else(|| t.code("reason", reason), |(how, why)| t.reason(how, why));
                t.t2("log-outcome-reason", "outcome", &*t.code("outcome", outcome), "reason", &*why)
            }
            None => key.to_owned(),
        },
        Chapter::Wait | Chapter::Talk => coded("report-spread"),
        Chapter::Track => coded("report-track"),
        Chapter::Ordered => coded("measure"),
        Chapter::Repeat => coded("report-repeat"),
        Chapter::Referral | Chapter::Result => referred(key, t),
        Chapter::Survey => match key.split_once('/') {
            Some((statement, degree)) => {
                let (statement, degree) = (t.code("report-survey", statement), t.code("degree", degree));
                t.t2("report-survey-line", "statement", &*statement, "degree", &*degree)
            }
            None => coded("report-survey"),
        },
    }
}

/// A case that went to another body or came from one, in words: to which kind, or what came of it.
pub fn referred(key: &str, t: &Texts) -> String {
    let Some((way, what)) = key.split_once('/') else { return key.to_owned() };
    // A result is one of the cases that went or came; it was not sent itself.
    let (family, what) = match what {
        OPEN => ("report-referred", t.t("report-referral-open")),
        with if Counterpart::from_code(with).is_some() => ("report-referral", t.code("counterpart", with)),
        result => ("report-referred", t.code("referral-result", result)),
    };
    t.t2("report-referral-line", "way", &*t.code(family, way), "what", &*what)
}

/// The value of a figure in words.
pub fn said(figure: &Figure, t: &Texts) -> String {
    match figure.value {
        None => t.t("log-few").into_owned(),
        Some(seconds) if figure.chapter.is_length(&figure.key) => t.measured(seconds),
        Some(count) => t.number(count),
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;
    use crate::locale::Language;

    #[test]
    fn a_result_is_said_of_the_cases_and_not_of_their_sending() {
        let said = |key: &str, language| referred(key, &Texts::new(language, TimeZone::UTC));
        assert_eq!(said("out/returned", Language::En), "Of those sent: Returned");
        assert_eq!(said("in/settled", Language::En), "Of those taken in: Settled by the parties");
        assert_eq!(said("out/returned", Language::ZhCn), "移送的案件：退回");
        assert_eq!(said("out/court", Language::En), "Sent: Court");
    }

    /// As the mediator chose it, and as it stands on the case.
    #[test]
    fn advice_and_a_decision_have_words_for_the_reason_that_has_none_of_its_own() {
        let said = |key: &str, language| {
            let figure = Figure { chapter: Chapter::Reason, key: key.to_owned(), value: Some(1) };
            label(&figure, &Texts::new(language, TimeZone::UTC))
        };
        assert_eq!(said("advice-given/other", Language::En), "Advice given: An answer was given");
        assert_eq!(said("advice-given/other", Language::ZhCn), "已提供咨询：已作答复");
        let decided = "Decided by the organiser: It was a complaint alone; nobody asked to mediate";
        assert_eq!(said("organiser-decided/other", Language::En), decided);
        assert_eq!(said("organiser-decided/other", Language::ZhCn), "由主办方作出决定：仅为投诉，未申请调解");
        assert_eq!(said("not-accepted/other", Language::En), "Not accepted: Another reason");
    }
}
