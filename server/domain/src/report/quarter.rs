//! The quarterly figures of a mediation body, as its form asks for them: body, mediators, cases, types, outcomes, agreements. Each
//! body hands in its own: nothing of another's people and cases is counted.
//!
//! - **Accepted** counts cases that got their number in the quarter; source and right are of these. **Concluded** counts accepted
//!   cases that ended in it, whenever they were accepted.
//! - **Agreements** count in the quarter in which they came into effect.
//! - What happened **afterwards** counts on the day on which it did: an agreement whose last clause was performed, one that was not
//!   kept, one that a court confirmed. **Linkage** counts referrals sent and taken in, by kind of body, and what came of them in the
//!   quarter in which it did; and mediation begun with another body.
//! - **Fees** stand in the form of a body that may charge: cases by the quarter in which one was quoted, in which the last of those
//!   asked agreed to the present quote, and in which it was waived.
//! - What the record does not hold stands without a value, to be entered by hand: amounts are sealed with the agreements and
//!   quotes and are never reckoned with.

use std::{collections::BTreeMap, fmt, str::FromStr};

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    aftercare::Ruling,
    case::{Case, CaseState, RightKind, codes},
    desk::Desk,
    ids::{BodyId, NotAnId},
    procedure::{CaseSource, ClauseKind},
    referral::Linkage,
    staff::Role,
};

/// A quarter of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter {
    /// The year.
    pub year: i16,
    /// From 1 to 4.
    pub number: i8,
}

impl Quarter {
    /// The one in which a day lies.
    pub fn of(day: Date) -> Self {
        Self { year: day.year(), number: (day.month() - 1) / 3 + 1 }
    }

    /// Its first day, and the first of the next.
    pub fn bounds(self) -> (Date, Date) {
        let first = Date::new(self.year, self.number * 3 - 2, 1).unwrap_or(Date::MIN);
        (first, first.saturating_add(jiff::Span::new().months(3)))
    }

    fn holds(self, day: Date) -> bool {
        let (first, next) = self.bounds();
        first <= day && day < next
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-Q{}", self.year, self.number)
    }
}

impl FromStr for Quarter {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let wrong = NotAnId("quarter");
        let (year, number) = text.split_once("-Q").ok_or(wrong)?;
        let year: i16 = year.parse().map_err(|_| wrong)?;
        match number.parse() {
            Ok(number @ 1..=4) if (1..=9000).contains(&year) => Ok(Self { year, number }),
            _ => Err(wrong),
        }
    }
}

codes!(
    /// A part of the quarterly form.
    Section {
        /// The body and its mediators.
        Body = "body",
        /// Cases.
        Cases = "cases",
        /// How accepted cases came.
        Source = "source",
        /// What they were about.
        Type = "type",
        /// How they ended.
        Ending = "ending",
        /// What they cost, at a body that may charge.
        Fees = "fees",
        /// What came of them.
        Agreements = "agreements",
        /// What happened afterwards.
        Afterwards = "afterwards",
        /// Work with other bodies.
        Linkage = "linkage",
    }
);

/// A line of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its part.
    pub section: Section,
    /// Which of the part.
    pub key: String,
    /// How many; `None` where it is entered by hand.
    pub count: Option<u32>,
}

/// The form of a body for a quarter, filled in as far as the facts tell; empty before there is a fair.
pub fn quarter_figures(desk: &Desk, quarter: Quarter, body: BodyId) -> Vec<Entry> {
    let Some(fair) = desk.fair() else { return Vec::new() };
    let (first, next) = quarter.bounds();
    let (begins, ends) = (fair.plan.bounds_of(first).0, fair.plan.bounds_of(next).0);
    let within = |at: Timestamp| (begins..ends).contains(&at);
    let mut form = Form { desk, body, entries: Vec::new() };
    let passed = Passed::of(desk, body, quarter, &within);
    form.body(quarter);
    form.cases(&passed, &within);
    if desk.body(body).is_some_and(|body| body.terms.kind.may_charge()) {
        form.fees(&passed);
    }
    form.agreements(&within);
    form.afterwards(quarter);
    form.linkage(&passed);
    form.entries
}

/// The quarters in which anything happened, newest first, and the one of `today`.
pub fn quarters(desk: &Desk, today: Date) -> Vec<Quarter> {
    let days = desk.fair().map(|fair| super::report_days(desk, &fair.plan)).unwrap_or_default();
    let all: std::collections::BTreeSet<_> = days.into_iter().chain([today]).map(Quarter::of).collect();
    all.into_iter().rev().collect()
}

struct Form<'a> {
    desk: &'a Desk,
    body: BodyId,
    entries: Vec<Entry>,
}

impl<'a> Form<'a> {
    fn put(&mut self, section: Section, key: &str, count: Option<usize>) {
        let count = count.map(super::count::number);
        self.entries.push(Entry { section, key: key.to_owned(), count });
    }

    fn counts(&mut self, section: Section, counted: impl Iterator<Item = &'static str>) {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for key in counted {
            *counts.entry(key).or_default() += 1;
        }
        for (key, count) in counts {
            self.put(section, key, Some(count));
        }
    }

    /// As they are now: the record does not say since when somebody is dismissed.
    fn body(&mut self, quarter: Quarter) {
        let (_, next) = quarter.bounds();
        // Of a quarter that still runs the roster is that of today, as everybody reads it.
        let today = self.desk.fair().map(|fair| fair.plan.day_of(self.desk.recorded_at()));
        let last = next.yesterday().unwrap_or(next).min(today.unwrap_or(next));
        let (desk, body) = (self.desk, self.body);
        let theirs = || desk.staff().filter(move |staff| !staff.serves_other(body));
        let mediators = || theirs().filter(|staff| staff.is(Role::Mediator));
        let listed = mediators().filter(|staff| {
            staff.credentials.as_ref().is_some_and(|credentials| credentials.on_roster(last))
        });
        self.put(Section::Body, "bodies", Some(1));
        self.put(Section::Body, "mediators", Some(mediators().count()));
        self.put(Section::Body, "on-roster", Some(listed.count()));
    }

    /// Cases of the body whose agreement is in effect.
    fn in_effect(&self) -> impl Iterator<Item = &'a Case> + use<'a> {
        let body = self.body;
        self.desk.cases_in_effect().filter(move |case| case.body == body)
    }

    /// Advice that its people gave.
    fn advice(&self, within: &dyn Fn(Timestamp) -> bool) -> usize {
        let own = |by| self.desk.body_of_staff(by) == self.body;
        self.desk.advice().filter(|advice| within(advice.at) && own(advice.staff)).count()
    }

    fn cases(&mut self, passed: &Passed<'_>, within: &dyn Fn(Timestamp) -> bool) {
        self.put(Section::Cases, "accepted", Some(passed.accepted.len()));
        self.put(Section::Cases, "concluded", Some(passed.concluded.len()));
        self.put(Section::Cases, "talks", Some(passed.talks));
        self.put(Section::Cases, "advice", Some(self.advice(within)));
        let accepted = || passed.accepted.iter();
        self.counts(
            Section::Source,
            accepted().filter_map(|case| case.procedure.source).map(CaseSource::code),
        );
        // As the report has them: the rights as they are offered, then the cases that are about none.
        let rights = RightKind::ALL.iter().map(|right| Some(*right)).chain([None]);
        for right in rights {
            let count = accepted().filter(|case| case.right == right).count();
            if count > 0 {
                self.put(Section::Type, right.map_or(super::NONE, RightKind::code), Some(count));
            }
        }
        self.counts(
            Section::Ending,
            passed.concluded.iter().filter_map(|case| {
                let CaseState::Concluded { outcome, .. } = case.state else { return None };
                Some(outcome.code())
            }),
        );
    }

    fn fees(&mut self, passed: &Passed<'_>) {
        self.put(Section::Fees, "fee-quoted", Some(passed.quoted));
        self.put(Section::Fees, "fee-agreed", Some(passed.agreed));
        self.put(Section::Fees, "fee-waived", Some(passed.waived));
        self.put(Section::Fees, "fee-amount", None);
    }

    fn agreements(&mut self, within: &dyn Fn(Timestamp) -> bool) {
        let agreements = self.in_effect().filter_map(|case| case.procedure.agreement.as_ref());
        let all: Vec<_> = agreements.filter(|agreed| agreed.effective_at.is_some_and(within)).collect();
        let paying = all.iter().filter(|agreed| agreed.draft.clauses.contains(&ClauseKind::Pay));
        let oral = all.iter().filter(|agreed| agreed.oral).count();
        self.put(Section::Agreements, "agreements", Some(all.len()));
        self.put(Section::Agreements, "written", Some(all.len() - oral));
        self.put(Section::Agreements, "oral", Some(oral));
        self.put(Section::Agreements, "paying", Some(paying.count()));
        self.put(Section::Agreements, "amount", None);
    }

    fn afterwards(&mut self, quarter: Quarter) {
        let held = |day: Date| quarter.holds(day);
        let performed = |case: &&Case| {
            let marks = || case.aftercare.marks.iter();
            let all = marks().filter(|mark| mark.performed).count() == case.obligations().len();
            all && marks().map(|mark| mark.on).max().is_some_and(held)
        };
        let broken = |case: &&Case| case.aftercare.marks.iter().any(|mark| !mark.performed && held(mark.on));
        let confirmed = |case: &&Case| {
            let rulings = case.aftercare.confirmations.iter().filter_map(|asked| asked.ruling);
            rulings.into_iter().any(|(ruling, on, _)| ruling == Ruling::Confirmed && held(on))
        };
        let count = |is: &dyn Fn(&&Case) -> bool| Some(self.in_effect().filter(|case| is(case)).count());
        let counts = [count(&performed), count(&broken), count(&confirmed)];
        for (key, count) in ["performed", "not-performed", "confirmed-by-court"].into_iter().zip(counts) {
            self.put(Section::Afterwards, key, count);
        }
    }

    fn linkage(&mut self, passed: &Passed<'_>) {
        let since = |linkage: Linkage| passed.linkages.iter().filter(|known| **known == linkage).count();
        self.put(Section::Linkage, "sent", Some(passed.sent));
        self.put(Section::Linkage, "taken-in", Some(since(Linkage::In)));
        self.put(Section::Linkage, "joint", Some(since(Linkage::Joint)));
        self.put(Section::Linkage, "assisted", Some(since(Linkage::Assisted)));
        self.put(Section::Linkage, "major", Some(passed.major));
        let mut moved: BTreeMap<String, usize> = BTreeMap::new();
        for (linkage, what) in &passed.moved {
            *moved.entry(format!("{}/{what}", linkage.code())).or_default() += 1;
        }
        for (key, count) in moved {
            self.put(Section::Linkage, &key, Some(count));
        }
    }
}

/// What the quarter had of all cases, gathered in one pass: of a hundred thousand, going over them is what takes long.
#[derive(Default)]
struct Passed<'a> {
    accepted: Vec<&'a Case>,
    concluded: Vec<&'a Case>,
    talks: usize,
    /// Referrals that went out.
    sent: usize,
    /// Of those that began.
    linkages: Vec<Linkage>,
    /// To or from what kind of body cases went and came, and how that ended.
    moved: Vec<(Linkage, &'static str)>,
    /// Cases said to be major.
    major: usize,
    /// Cases for which a fee was quoted, whose present quote everybody agreed to, and for which nothing is taken.
    quoted: usize,
    agreed: usize,
    waived: usize,
}

impl<'a> Passed<'a> {
    fn of(desk: &'a Desk, body: BodyId, quarter: Quarter, within: &dyn Fn(Timestamp) -> bool) -> Self {
        let mut passed = Self::default();
        for case in desk.cases().map(AsRef::as_ref).filter(|case: &&Case| case.body == body) {
            passed.talks += case.talks.iter().filter(|talk| within(talk.from)).count();
            if let Some(at) = case.procedure.accepted_at {
                passed.accepted.extend(within(at).then_some(case));
                passed.concluded.extend(case.concluded_at.is_some_and(within).then_some(case));
            }
            let referrals = || case.referrals.iter();
            passed.sent += referrals().filter(|known| known.sent.is_some_and(|on| quarter.holds(on))).count();
            let begun = referrals().filter(|known| quarter.holds(known.since));
            passed.linkages.extend(begun.map(|known| known.linkage));
            for known in referrals().filter(|known| known.has_moved()) {
                let day = known.sent.unwrap_or(known.since);
                passed.moved.extend(quarter.holds(day).then_some((known.linkage, known.with.code())));
                let ended = known.ended.filter(|(_, on, _)| quarter.holds(*on));
                passed.moved.extend(ended.map(|(result, ..)| (known.linkage, result.code())));
            }
            passed.major += usize::from(case.major.flag.as_ref().is_some_and(|flag| within(flag.at)));
            passed.fee(case, within);
        }
        passed
    }

    /// What another body quoted before it gave the case is none of this one's.
    fn fee(&mut self, case: &Case, within: &dyn Fn(Timestamp) -> bool) {
        let own = || case.procedure.fees.iter().filter(|fee| !fee.fallen);
        self.quoted += usize::from(own().any(|fee| !fee.is_waived() && within(fee.at)));
        let Some(present) = case.procedure.fee() else { return };
        let said = present.answers.iter().map(|said| said.at).max();
        let agreed = !present.is_waived() && case.is_fee_settled() && said.is_some_and(within);
        self.agreed += usize::from(agreed);
        self.waived += usize::from(present.is_waived() && within(present.at));
    }
}
