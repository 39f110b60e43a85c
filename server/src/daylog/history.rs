//! What each kind of event is called where a history is told: on a case's page to the mediation body, in a day's log to the
//! organiser. A new step is named here once. The organiser hears nothing of what goes on in a mediation (procedure E.2).

use domain::{
    Fact,
    case::{Case, Step},
};

/// What the organiser reads of a step that only the mediation body is told.
const OTHER: &str = "log-fact-other";

/// What both are told.
const SHARED: &[(&str, &str)] = &[
    ("CaseFiled", "history-filed"),
    ("ComplaintLodged", "history-complaint"),
    ("EvidenceAdded", "history-photo"),
    ("ExhibitorNamed", "history-exhibitor-named"),
    ("ExhibitorUnlisted", "history-exhibitor-unlisted"),
    ("PapersChecked", "history-papers"),
    ("UrgencyRecorded", "history-urgent"),
    ("CaseErased", "history-erased"),
    ("CaseDisclosed", "history-disclosed"),
    ("DisclosureReceived", "history-disclosure-received"),
    ("ClauseHandedOver", "history-track-clause"),
];

/// How a ticket ended at the desk, which both are told as well. A complaint goes on when that is over, and is not withdrawn with it.
const ENDS: &[(&str, &str)] =
    &[("CaseConcluded", "history-concluded"), ("CaseWithdrawn", "history-withdrawn")];

/// What the mediation body is told besides; that a case went on to talks is among it, for it does so only when both sides agreed, and so
/// is the way through the lines, for who was called to talks agreed to them.
const PROCEDURE: &[(&str, &str)] = &[
    ("TicketClaimed", "history-claimed"),
    ("TicketCalled", "history-called"),
    ("TicketCheckedIn", "history-checked-in"),
    ("TicketMissed", "history-missed"),
    ("TicketParked", "history-parked"),
    ("TicketRequeued", "history-requeued"),
    ("TicketReleased", "history-released"),
    ("BodyChanged", "history-body-changed"),
    ("CaseAccepted", "history-accepted"),
    ("ImpartialityDeclared", "history-impartial"),
    ("NoticeIssued", "history-notice"),
    ("NoticeServed", "history-served"),
    ("ReplyTimeEnded", "history-no-reply"),
    ("NoticeAnswered", "history-answered"),
    ("LanguageNoted", "history-language"),
    ("ProductClassNoted", "history-product-class"),
    ("ConsentWithdrawn", "history-consent-withdrawn"),
    ("MediatorObjected", "history-other-mediator"),
    ("FeeQuoted", "history-fee-quoted"),
    ("FeeWaived", "history-fee-waived"),
    ("FeeAnswered", "history-fee-answered"),
    ("TalksOpened", "history-talks"),
    ("SessionStarted", "history-started"),
    ("SessionAdjourned", "history-adjourned"),
    ("AppointmentMade", "history-appointment"),
    ("AppointmentConfirmed", "history-confirmed"),
    ("AppointmentCancelled", "history-cancelled"),
    ("IdentityChecked", "history-identity"),
    ("RightsExplained", "history-rights"),
    ("GuestAdmitted", "history-guest"),
    ("RecordWritten", "history-record"),
    ("RecordConfirmed", "history-record-confirmed"),
    ("AgreementDrafted", "history-draft"),
    ("TermsAgreed", "history-terms"),
    ("TermsReopened", "history-reopened"),
    ("AgreementSigned", "history-signed"),
    ("AgreementRatified", "history-ratified"),
    ("SigningRefused", "history-not-signed"),
    ("AgreementTookEffect", "history-effect"),
    ("OralAgreementRegistered", "history-oral"),
    ("CaseCarriedOver", "history-carried-over"),
    ("AccessGiven", "history-access"),
    ("ObligationPerformed", "history-performed"),
    ("ObligationBreached", "history-breached"),
    ("DebtorReminded", "history-reminded"),
    ("RemedyChosen", "history-remedy"),
    ("VisitPlanned", "history-visit-planned"),
    ("VisitHeld", "history-visit-held"),
    ("ConfirmationSought", "history-court"),
    ("ConfirmationEnded", "history-court-ended"),
    ("ReferralDrawnUp", "history-referral-drawn-up"),
    ("ReferralSent", "history-referral-sent"),
    ("ReferralReceived", "history-referral-received"),
    ("ReferralTakenIn", "history-referral-taken-in"),
    ("MediationJoined", "history-joined"),
    ("PartRecorded", "history-part"),
    ("ReferralEnded", "history-referral-ended"),
    ("CaseFlagged", "history-flagged"),
    ("FlagLifted", "history-flag-lifted"),
    ("PanelHeld", "history-panel"),
    ("ExpertConsulted", "history-expert"),
    ("CourseDecided", "history-course"),
    ("FileArchived", "history-archived"),
    ("TypicalCaseDrafted", "history-typical-drafted"),
    ("TypicalCasePublished", "history-typical-published"),
    ("TypicalCaseWithdrawn", "history-typical-withdrawn"),
];

/// The steps of the organiser's own track.
const TRACK: &[(&str, &str)] = &[
    ("ComplaintNoticeIssued", "history-track-notice"),
    ("ComplaintServed", "history-track-served"),
    ("ResponseTimeEnded", "history-track-time-over"),
    ("ComplaintAnswered", "history-track-answered"),
    ("ComplaintCleared", "history-track-cleared"),
    ("MeasureOrdered", "history-track-ordered"),
    ("MeasureApplied", "history-track-applied"),
    ("MeasureLifted", "history-track-lifted"),
];

/// What the organiser is told besides.
const OFFICE: &[(&str, &str)] = &[
    ("PartyEntered", "log-fact-party"),
    ("TicketIssued", "log-fact-ticket"),
    ("AdviceGiven", "log-fact-advice"),
    ("DutyTaken", "log-fact-duty"),
    ("CaseRead", "log-fact-read"),
    ("MeasureMoved", "log-fact-measure"),
    ("DayRemarked", "log-fact-remark"),
    ("StaffDismissed", "log-fact-dismissed"),
    ("PrintOrdered", "log-fact-print"),
    ("SurveyAnswered", "log-fact-survey"),
    ("BulletinPosted", "log-fact-bulletin"),
    ("BulletinEnded", "log-fact-bulletin-over"),
    ("ProductClassesNamed", "log-fact-products"),
    ("TariffPublished", "log-fact-tariff"),
];

/// The text for a step of a case, as the mediation body reads it; none where it is not told. That a place is kept no longer is no call
/// that somebody saw to be missed.
pub fn of_step(step: &Step) -> Option<&'static str> {
    match (step.kind, step.by) {
        ("TicketMissed", None) => Some("history-place-lost"),
        (kind, _) => of_case(kind),
    }
}

fn of_case(step: &str) -> Option<&'static str> {
    [SHARED, ENDS, PROCEDURE].iter().find_map(|list| key(list, step))
}

/// The text for a step of a complaint and of the organiser's track in it, as the organiser tells it; none where it is not told. The end
/// of the mediation beside it is none of its steps (procedure 0.1); what is against nobody, and so has no track, ends with its case.
pub fn of_track(case: &Case, step: &str) -> Option<&'static str> {
    let ends = if case.tracks().next().is_none() { ENDS } else { &[] };
    [SHARED, TRACK, ends].iter().find_map(|list| key(list, step))
}

/// The text for a fact, as the organiser reads it: of what only the mediation body is told, that it was a step of a case.
pub fn of_day(fact: &Fact) -> &'static str {
    [SHARED, ENDS, OFFICE].iter().find_map(|list| key(list, fact.kind())).unwrap_or(OTHER)
}

/// Whether a step only brings with it what the one before says. Told again in its own words it would be something that nobody declared.
pub fn is_told_already(case: &Case, step: &Step) -> bool {
    let before = match step.kind {
        // Whoever gives a case to another body cannot keep it.
        "TicketReleased" => "BodyChanged",
        // Who does not sign takes part no longer, and took no consent back.
        "ConsentWithdrawn" => "SigningRefused",
        _ => return false,
    };
    case.steps.iter().any(|other| other.kind == before && other.seq + 1 == step.seq)
}

fn key(list: &[(&str, &'static str)], step: &str) -> Option<&'static str> {
    list.iter().find(|(known, _)| *known == step).map(|(_, key)| *key)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::{CaseId, StaffId, figures::is_kind_of_mediation, testing::TestFair, ticket::ParkReason};

    use super::*;

    #[test]
    fn every_name_is_one_of_a_fact_and_stands_here_once() {
        let known: BTreeSet<_> = Fact::steps().chain(Fact::KINDS.iter().copied()).collect();
        let all: Vec<_> = [SHARED, ENDS, PROCEDURE, TRACK, OFFICE].concat();
        for (step, _) in &all {
            assert!(known.contains(step), "{step}");
        }
        let once: BTreeSet<_> = all.iter().map(|(step, _)| step).collect();
        assert_eq!(once.len(), all.len());
    }

    /// It takes nothing back of what was switched that day, and so comes to no sealed log: the sheet of hours tells it, and the audit.
    #[test]
    fn a_correction_of_hours_has_no_words_in_a_log_that_never_has_it() {
        assert!(
            [SHARED, ENDS, PROCEDURE, TRACK, OFFICE].iter().all(|list| key(list, "DutyCorrected").is_none())
        );
    }

    #[test]
    fn what_the_organiser_has_words_for_is_what_a_log_lists_of_a_case() {
        let told = |list: &[(&'static str, &'static str)]| {
            list.iter().map(|(step, _)| !is_kind_of_mediation(step)).collect::<BTreeSet<_>>()
        };
        let lists = [SHARED, ENDS, TRACK, PROCEDURE].map(told);
        assert_eq!(lists, [true, true, true, false].map(|told| BTreeSet::from([told])));
    }

    #[test]
    fn the_organiser_is_not_told_that_both_sides_agreed_to_talk() {
        let mut fair = TestFair::new();
        let (id, _) = fair.file().unwrap();
        let known = fair.desk.case(id).unwrap();
        let (case, reason) = (CaseId([1; 16]), ParkReason::Expert);
        let talks = [
            Fact::TicketClaimed { case, tickets: Vec::new(), staff: StaffId([1; 16]) },
            Fact::TalksOpened { case },
            Fact::SessionStarted { case },
            Fact::SessionAdjourned { case, reason },
            // Beside a ticket it would tell whose case the example is.
            Fact::TypicalCaseDrafted { case, version: 1 },
        ];
        for fact in talks {
            assert!(of_case(fact.kind()).is_some(), "{fact:?}");
            assert_eq!((of_track(known, fact.kind()), of_day(&fact)), (None, "log-fact-other"), "{fact:?}");
        }
    }
}
