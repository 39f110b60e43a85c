//! Reports: those of earlier fairs, taken in to stand beside this one's, and taken out again; lists of cases for an authority.

use jiff::civil::Date;

use super::{Bench, Decision, at_most};
use crate::{
    body::{Body, Content, Scope},
    event::Fact,
    handover::{EDITION, LONGEST, Recipient},
    refusal::Refusal,
    report::{EarlierReport, MOST_EARLIER, MOST_FIGURES},
    staff::Role,
};

/// Another report of the same fair replaces the one before.
pub(super) fn take_earlier(at: &Bench<'_>, report: &EarlierReport) -> Decision {
    at.staff(&[Role::Organiser])?;
    if report.figures.is_empty() {
        return Err(Refusal::Incomplete("report"));
    }
    at_most(report.figures.len(), MOST_FIGURES, "figures")?;
    let others = at.desk.earlier_reports().filter(|known| known.fair != report.fair).count();
    at_most(others + 1, MOST_EARLIER, "reports")?;
    if at.desk.earlier_reports().any(|known| known == report) {
        return Ok(Vec::new());
    }
    Ok(vec![Fact::EarlierReportTaken { report: report.clone() }.into()])
}

/// Whoever takes it out a second time changes nothing.
pub(super) fn remove_earlier(at: &Bench<'_>, fair: &str) -> Decision {
    at.staff(&[Role::Organiser])?;
    let known = at.desk.earlier_reports().any(|known| known.fair == fair);
    Ok(known.then(|| Fact::EarlierReportRemoved { fair: fair.to_owned() }.into()).into_iter().collect())
}

/// Whoever answers for the files may make a list of them; how much of a case stands in it is decided by who reads it.
pub(super) fn hand_over(at: &Bench<'_>, to: Recipient, (from, until): (Date, Date), words: &str) -> Decision {
    at.staff(&[Role::Organiser, Role::Head])?;
    at.fair()?;
    if words.trim().is_empty() {
        return Err(Refusal::Incomplete("words"));
    }
    at_most(words.chars().count(), LONGEST, "letters")?;
    if until < from {
        return Err(Refusal::DatesReversed);
    }
    let cases = at.desk.cases().filter(|case| (from..=until).contains(&case.day)).count();
    let cases = u32::try_from(cases).unwrap_or(u32::MAX);
    let content = Content::Remark { text: words.to_owned() };
    let fact = Fact::CasesHandedOver { to, edition: EDITION, from, until, cases };
    Ok(vec![fact.with(Body { scope: Scope::Staff, content })])
}
