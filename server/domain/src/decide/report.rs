//! Reports: those of earlier fairs, taken in to stand beside this one's, and taken out again; lists of cases for an authority.

use jiff::civil::Date;

use super::{Bench, Decision, at_most, not_later, proposal::done_or_proposed};
use crate::{
    body::{Body, Content, Scope},
    case::Ask,
    event::Fact,
    handover::{DIGEST, EDITION, LONGEST, ListForm, Recipient},
    proposal::Deed,
    refusal::Refusal,
    report::{EarlierReport, MOST_EARLIER, MOST_FIGURES},
    staff::Role,
};

/// Who answers for the files.
const LEADERS: &[Role] = &[Role::Organiser, Role::Head];

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

/// Whoever answers for the files may make a list of them; how much of a case stands in it is decided by who reads it. Where it is set,
/// a second person of the same side confirms it.
pub(super) fn hand_over(at: &Bench<'_>, to: Recipient, (from, until): (Date, Date), words: &str) -> Decision {
    let staff = at.staff(LEADERS)?;
    // A head answers for the cases of the own body, the organiser for the whole fair.
    let body = staff.is(Role::Head).then_some(staff.profile.body);
    let part = if body.is_some() { Ask::Mediation } else { Ask::Measure };
    at.fair()?;
    if words.trim().is_empty() {
        return Err(Refusal::Incomplete("words"));
    }
    at_most(words.chars().count(), LONGEST, "letters")?;
    if until < from {
        return Err(Refusal::DatesReversed);
    }
    // Nothing can have been filed in days that have not begun, and what was handed over cannot be taken back: a list that ends on one
    // would be short of what is filed until then.
    not_later(at, until)?;
    let cases = at.desk.listed_count(body, from, until);
    let said = Body { scope: Scope::Staff, content: Content::Remark { text: words.to_owned() } };
    done_or_proposed(at, Deed::HandOver { part, to, edition: EDITION, from, until, cases, body }, Some(said))
}

/// What leaves is known before it does. Each fetches as much of it as they may see; of another body's list nobody learns anything.
pub(super) fn fetch(at: &Bench<'_>, handover: u64, form: ListForm, sha256: &str) -> Decision {
    let reader = at.staff(LEADERS)?;
    let known = at.desk.handovers().find(|known| known.seq == handover);
    let known = known.filter(|known| at.desk.may_have_list(reader, known));
    let known = known.ok_or(Refusal::Unknown("handover"))?;
    let whole = at.desk.may_have_whole_list(reader, known);
    if sha256.len() != DIGEST || !sha256.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
        return Err(Refusal::Incomplete("sha256"));
    }
    Ok(vec![Fact::CaseListFetched { handover, form, whole, sha256: sha256.to_owned() }.into()])
}
