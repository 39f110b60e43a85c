//! The live part of a ticket's page: the view in a visitor's words.

use std::borrow::Cow;

use askama::Template;
use domain::{
    case::{CaseKind, CaseState, Outcome, Reason, Side},
    measure::{Ending, MeasureState},
    procedure::Way,
    ticket::{Lane, ParkReason, TicketState},
};

use crate::{
    locale::Texts,
    web::{frame::Step, log::bulletin, problem::Problem},
};

use super::{
    after::After,
    meeting::Meeting,
    view::{Hours, Stage, View},
};

#[derive(Template)]
#[template(path = "ticket_live.html")]
struct Fragment<'v> {
    t: &'v Texts,
    view: &'v View,
    words: Words,
    meeting: Option<Card>,
    steps: Vec<Step>,
    /// The organiser's message: its language and words.
    bulletin: Option<(&'static str, &'v str)>,
}

/// An appointment in words.
struct Card {
    heading: String,
    place: String,
    /// What to reckon for the way; nothing over a distance.
    walk: Option<String>,
    confirmed: bool,
}

fn card(t: &Texts, meeting: &Meeting) -> Card {
    let date = t.date_of(meeting.from);
    let place = match (&meeting.room, &meeting.hall) {
        (Some(room), Some(hall)) => {
            let room = format!("{room} · {}", t.t1("ticket-in-hall", "hall", hall.as_str()));
            t.t2("party-appointment-day", "date", date, "room", room)
        }
        (Some(room), None) => t.t2("party-appointment-day", "date", date, "room", room.as_str()),
        (None, _) => t.t1("party-appointment-remote", "date", date),
    };
    let walk = meeting.room.is_some() && meeting.walk_min > 0;
    Card {
        heading: t.t1("party-appointment", "clock", t.clock(meeting.from)),
        place,
        walk: walk.then(|| t.t1("party-appointment-walk", "minutes", meeting.walk_min)),
        confirmed: meeting.confirmed,
    }
}

/// The sentences of a state.
struct Words {
    /// What is, in a few words.
    headline: Cow<'static, str>,
    /// What it means and what to do.
    advice: Vec<Cow<'static, str>>,
    /// Where to go, while the party is called.
    room: Option<String>,
    /// How many stand before.
    ahead: Option<Cow<'static, str>>,
    /// How long it may take.
    wait: Option<String>,
    /// What the number of minutes stands on, or why there is none.
    wait_note: Option<Cow<'static, str>>,
    /// That the desk closes before the turn may come.
    closing: Option<String>,
    /// One sentence for those who listen.
    spoken: String,
    /// The desk still waits for this party.
    awaited: bool,
    /// The state of the ticket says something that the words do not.
    badge: bool,
    /// Rings and trembles when it changes; empty while there is no hurry.
    alert: String,
}

/// The fragment of a view.
///
/// # Errors
/// When the template fails, which none of ours does.
pub fn draw(t: &Texts, view: &View) -> Result<String, Problem> {
    let steps = view
        .steps()
        .into_iter()
        .map(|(stage, reached)| Step { text: stage_name(t, view, stage).into_owned(), reached })
        .collect();
    let bulletin = view.bulletin.as_ref().and_then(|words| bulletin::said(words, t.language()));
    let mut words = words(t, view);
    if let Some((_, text)) = bulletin {
        words.spoken = format!("{} {text}", words.spoken);
    }
    let fragment = Fragment {
        t,
        view,
        words,
        bulletin,
        meeting: view
            .meeting
            .as_ref()
            .filter(|_| !view.state.is_here(view.lane))
            .map(|meeting| card(t, meeting)),
        steps,
    };
    fragment.render().map_err(|error| Problem::internal(&error))
}

fn stage_name(t: &Texts, view: &View, stage: Stage) -> Cow<'static, str> {
    match stage {
        // The desk may look at an application whose papers are all there without calling anybody.
        Stage::Called if view.mediation && view.kind == CaseKind::Dispute => t.t("ticket-step-checked"),
        Stage::Filed => t.t("step-filed"),
        Stage::Called => t.t("step-called"),
        Stage::Asked => t.t("party-step-asked"),
        Stage::Notice => t.t("party-step-notice"),
        Stage::Reply => t.t("party-step-reply"),
        Stage::Talks => t.t("step-talks"),
        Stage::Signed if view.oral => t.t("ticket-step-oral"),
        Stage::Signed => t.t("step-signed"),
        Stage::Answered => t.t("ticket-step-answered"),
        Stage::Handled => t.t("ticket-step-handled"),
        Stage::Dealt => t.t("ticket-step-dealt"),
    }
}

/// What a respondent is told whom the organiser alone still concerns: no mediation waits for them, or it is over with them. A few
/// words, and what they mean.
fn with_organiser(view: &View) -> Option<(&'static str, &'static str)> {
    let waits = view.state == TicketState::Parked && view.parked == Some(ParkReason::Reply);
    let elsewhere = !view.state.is_open() || view.outside || (waits && unasked(view));
    if view.side == Side::Claimant || !elsewhere {
        return None;
    }
    match view.track? {
        MeasureState::Filed | MeasureState::Noticed => None,
        MeasureState::WindowOpen => Some(("ticket-office-asks", "ticket-office-asks-now")),
        MeasureState::Answered => Some(("ticket-office-has", "ticket-office-has-now")),
        MeasureState::Cleared | MeasureState::Ordered | MeasureState::Applied => {
            Some(("ticket-office-decided", "ticket-office-decided-now"))
        }
        MeasureState::Lifted if view.ended == Some(Ending::Lifted) => {
            Some(("ticket-office-lifted", "ticket-office-decided-now"))
        }
        MeasureState::Lifted => Some(("ticket-office-over", "ticket-office-decided-now")),
    }
}

/// The state in a few words.
pub fn headline(t: &Texts, view: &View) -> Cow<'static, str> {
    if let Some((headline, _)) = with_organiser(view) {
        return t.t(headline);
    }
    if view.outside && view.held {
        return t.t(if has_declined(view) { "ticket-declined" } else { "ticket-apart" });
    }
    if let Some(after) = &view.after {
        let [headline, _] = after.said(t);
        return headline;
    }
    match (view.state, view.lane) {
        // Of a respondent's slip nobody reads off whether the others go on.
        (TicketState::Closed | TicketState::Cancelled, _) if !view.held => {
            t.t(if view.side == Side::Respondent { "ticket-part-ended" } else { "ticket-closed" })
        }
        (TicketState::Waiting, Lane::Reception) => t.t("ticket-waiting"),
        (TicketState::Waiting, Lane::Talks) => t.t("ticket-waiting-talks"),
        (TicketState::Claimed | TicketState::Attending, Lane::Reception) if is_asking(view) => {
            t.t(if view.answered { "ticket-answered" } else { "ticket-asking" })
        }
        (TicketState::Claimed, _) => t.t(if view.received { "ticket-received" } else { "ticket-claimed" }),
        (TicketState::Called, _) => t.t("ticket-called"),
        (TicketState::Attending, Lane::Reception) => t.t("ticket-attending"),
        (TicketState::Attending, Lane::Talks) if view.case_state == CaseState::InSession => {
            t.t("ticket-talking")
        }
        (TicketState::Attending, Lane::Talks) if view.case_state == CaseState::TermsAgreed => {
            t.t("ticket-signing")
        }
        (TicketState::Attending, Lane::Talks) => t.t("ticket-attending-talks"),
        (TicketState::Parked, _) if has_replied(view) => t.t("party-replied"),
        (TicketState::Parked, _) => t.t("ticket-parked"),
        (TicketState::Missed, _) => t.t("ticket-missed"),
        (TicketState::Closed, _) if matches!(view.outcome(), Some((Outcome::Withdrawn, _))) => {
            t.t("ticket-cancelled")
        }
        (TicketState::Closed, _) if matches!(view.outcome(), Some((Outcome::OrganiserDecided, _))) => {
            t.t("ticket-office-decided")
        }
        (TicketState::Closed, _) => t.t("ticket-closed"),
        (TicketState::Cancelled, _) => t.t("ticket-cancelled"),
    }
}

fn words(t: &Texts, view: &View) -> Words {
    let headline = headline(t, view);
    let advice = advice(t, view);
    let room = view.room.as_ref().filter(|_| view.state == TicketState::Called).map(|room| {
        let hall = view.room_hall.as_ref().map(|hall| t.t1("ticket-in-hall", "hall", hall.as_str()));
        hall.map_or_else(|| room.to_string(), |hall| format!("{room} · {hall}"))
    });
    let ahead = view.ahead.map(|ahead| match ahead {
        0 => t.t("ticket-next"),
        ahead => Cow::Owned(t.t1("ticket-ahead", "count", ahead)),
    });
    let wait = view.wait.map(|wait| t.wait(wait.low_s, wait.high_s));
    let wait_note = match view.hours {
        _ if view.ahead.is_none() => None,
        Hours::Open => match &view.nobody {
            Some(nobody) => Some(Cow::Owned(nobody.said(t))),
            None => view.wait.filter(|wait| wait.assumed).map(|_| t.t("ticket-wait-assumed")),
        },
        Hours::Opens(at) => Some(Cow::Owned(t.t1("ticket-opens", "moment", t.moment(at)))),
        // Told instead of a place.
        Hours::Over => None,
    };
    let closing = view.closing.map(|closing| closing.said(t));
    let alert = match (&room, view.called_at) {
        (Some(room), Some(at)) => format!("{} → {room} ({})", view.number, t.clock_seconds(at)),
        _ => String::new(),
    };
    let nobody = wait_note.as_deref().filter(|_| view.nobody.is_some());
    let told = [room.as_deref(), ahead.as_deref(), wait.as_deref(), nobody, closing.as_deref()];
    let mut spoken = format!("{}{}{headline}", view.number, t.t("list-colon"));
    for part in told.into_iter().flatten() {
        spoken.push_str(" · ");
        spoken.push_str(part);
    }
    let awaited = with_organiser(view).is_none() && !view.outside && view.after.is_none();
    let badge = awaited && room.is_none() && !has_replied(view) && (view.held || view.state.is_open());
    Words { headline, advice, room, ahead, wait, wait_note, closing, spoken, awaited, badge, alert }
}

/// What a state means for the visitor, and what to do now.
fn advice(t: &Texts, view: &View) -> Vec<Cow<'static, str>> {
    let room = || view.room.as_ref().map_or("", |room| room.as_str()).to_owned();
    if let Some((_, advice)) = with_organiser(view) {
        if view.outside {
            // Whoever was asked by the organiser alone knows of no mediation.
            let mediation = (!unasked(view)).then(|| apart(t, view));
            return std::iter::once(t.t(advice)).chain(mediation).collect();
        }
        let over = view.outcome().filter(|_| view.mediation);
        let over = over.map(|(outcome, reason)| ended(t, view, outcome, reason)).unwrap_or_default();
        let mediation = (!over.is_empty()).then(|| t.t("ticket-mediation-over"));
        let withdrawn = complainant_withdrew(view).map(|key| t.t(key));
        return std::iter::once(t.t(advice)).chain(withdrawn).chain(mediation).chain(over).collect();
    }
    if view.outside && view.held {
        return vec![apart(t, view)];
    }
    if let Some(after) = &view.after {
        if view.meeting.is_some() {
            return vec![t.t("ticket-meeting-now")];
        }
        let [_, what] = after.said(t);
        return std::iter::once(what).chain(after.beside(t)).collect();
    }
    match (view.state, view.lane) {
        (TicketState::Closed | TicketState::Cancelled, _) if !view.held => {
            vec![t.t(After::closed_on_slip(view.hours))]
        }
        (TicketState::Waiting, Lane::Reception) => vec![t.t("ticket-waiting-now")],
        (TicketState::Waiting, Lane::Talks) => vec![until_then(t, view, "ticket-waiting-talks-now")],
        (TicketState::Claimed | TicketState::Attending, Lane::Reception) if is_asking(view) => {
            vec![asking(t, view)]
        }
        (TicketState::Claimed, _) => vec![claimed(t, view)],
        (TicketState::Called, _) => vec![t.t("ticket-called-now")],
        (TicketState::Attending, Lane::Reception) => vec![t.t("ticket-attending-now")],
        (TicketState::Attending, Lane::Talks) if view.case_state == CaseState::InSession => {
            vec![t.t("ticket-talking-now")]
        }
        (TicketState::Attending, Lane::Talks) if view.case_state == CaseState::TermsAgreed => {
            vec![signing(t, view)]
        }
        (TicketState::Attending, Lane::Talks) if view.others_called => vec![t.t("ticket-attending-others")],
        (TicketState::Attending, Lane::Talks) => vec![t.t("ticket-attending-talks-now")],
        (TicketState::Parked, _) if has_replied(view) => vec![until_then(t, view, "party-replied-now")],
        (TicketState::Parked, _) if view.parked == Some(ParkReason::Reply) => vec![parked(t, view)],
        (TicketState::Parked, _) => vec![parked(t, view), t.t("ticket-parked-place")],
        (TicketState::Missed, _) => {
            let at = view.called_at.map(|at| t.clock(at)).unwrap_or_default();
            let called = t.t2("ticket-missed-call", "room", room(), "clock", at);
            let kept = view.kept_until.map(|until| t.t1("ticket-missed-kept", "clock", t.clock(until)));
            std::iter::once(called).chain(kept).map(Cow::Owned).collect()
        }
        (TicketState::Closed, _) => {
            view.outcome().map(|(outcome, reason)| ended(t, view, outcome, reason)).unwrap_or_default()
        }
        (TicketState::Cancelled, _) => withdrawn(t, view),
    }
}

/// That whoever complained took back all they asked for, told to a respondent on whom the organiser has yet to decide.
fn complainant_withdrew(view: &View) -> Option<&'static str> {
    let waits = matches!(view.track, Some(MeasureState::WindowOpen | MeasureState::Answered));
    let said = if view.taken_back { "ticket-office-withdrawn" } else { "ticket-office-goes-on" };
    (waits && view.goes_on_withdrawn()).then_some(said)
}

/// What is told to whoever has no part in the mediation: of the others only where there are some.
fn apart(t: &Texts, view: &View) -> Cow<'static, str> {
    match (has_declined(view), view.alone) {
        (true, true) => t.t("ticket-declined-alone"),
        (true, false) => t.t("ticket-declined-now"),
        (false, _) => t.t("ticket-apart-now"),
    }
}

/// A respondent who said no, or left; whoever else is outside gave no answer.
fn has_declined(view: &View) -> bool {
    view.way == Some(Way::Declined)
}

/// Nobody asked this respondent to mediate.
fn unasked(view: &View) -> bool {
    matches!(view.way, None | Some(Way::Named))
}

/// How a case ended that was withdrawn, and what that means: a complaint to the organiser has its own way, of which the same was said
/// before. Once the organiser has decided, that is what came of it.
fn withdrawn(t: &Texts, view: &View) -> Vec<Cow<'static, str>> {
    let decided = view.came.contains(&Stage::Dealt);
    let told = match view.side {
        Side::Claimant if view.complaint && decided && view.mediation => {
            ["ticket-mediation-over", "ticket-ended-organiser-decided"]
        }
        Side::Claimant if view.complaint && decided => return vec![t.t("ticket-ended-organiser-decided")],
        Side::Claimant if view.complaint && view.mediation => {
            ["ticket-ended-withdrawn", complaint_of_withdrawn(true)]
        }
        // Nothing ended yet but that the complainant asks for it.
        Side::Claimant if view.complaint => return vec![t.t(complaint_of_withdrawn(false))],
        Side::Claimant => ["ticket-ended-withdrawn", "ticket-cancelled-now"],
        Side::Respondent => ["ticket-ended-withdrawn", "ticket-cancelled-other"],
    };
    told.map(|key| t.t(key)).into()
}

/// What becomes of a complaint whose case is withdrawn, said before and after: where mediation was asked for, too, that alone is taken
/// back; else the office sees that nobody asks for a measure any more.
pub(super) fn complaint_of_withdrawn(mediation: bool) -> &'static str {
    if mediation { "ticket-withdraw-complaint" } else { "ticket-withdraw-organiser" }
}

/// The claimant was heard, and the desk is asking the other side.
fn is_asking(view: &View) -> bool {
    view.mediation && view.side == Side::Claimant && view.case_state == CaseState::Accepted
}

/// What who filed may do while the other side is asked: until a time is fixed, go.
fn asking(t: &Texts, view: &View) -> Cow<'static, str> {
    until_then(t, view, if view.answered { "ticket-answered-now" } else { "ticket-asking-now" })
}

/// What to do meanwhile: who has a time needs not wait here, and reads the time itself on its card.
fn until_then(t: &Texts, view: &View, otherwise: &str) -> Cow<'static, str> {
    t.t(if view.meeting.is_some() { "ticket-meeting-now" } else { otherwise })
}

/// What to do while somebody has the case and nobody is called: nobody is before the desk opens.
fn claimed(t: &Texts, view: &View) -> Cow<'static, str> {
    match view.hours.opens_at().filter(|_| view.meeting.is_none()) {
        Some(at) => t.t1("ticket-opens", "moment", t.moment(at)).into(),
        None => until_then(t, view, "ticket-claimed-now"),
    }
}

/// What is missing of an agreement whose terms stand.
fn signing(t: &Texts, view: &View) -> Cow<'static, str> {
    match view.ratifies {
        _ if view.in_effect => t.t("ticket-effective-now"),
        Some(until) => t.t1("ticket-ratifying-now", "day", t.date(until)).into(),
        None => t.t("ticket-signing-now"),
    }
}

/// A respondent who takes part and waits until the talks are prepared.
fn has_replied(view: &View) -> bool {
    view.parked == Some(ParkReason::Reply) && view.way == Some(Way::Accepted)
}

fn parked(t: &Texts, view: &View) -> Cow<'static, str> {
    match (view.parked, view.side) {
        (Some(ParkReason::Papers), Side::Claimant) => t.t("ticket-parked-papers"),
        (Some(ParkReason::Papers), Side::Respondent) => t.t("ticket-parked-papers-other"),
        (Some(ParkReason::OtherSide), _) => t.t("ticket-parked-other-side"),
        (Some(ParkReason::Expert), _) => t.t("ticket-parked-expert"),
        (Some(ParkReason::Reply), _) => t.t("ticket-parked-reply"),
        (Some(ParkReason::Referral), _) => t.t("ticket-parked-referral"),
        (Some(ParkReason::Appointment), _) => until_then(t, view, "ticket-parked-appointment"),
        (None, _) => t.t("ticket-parked-plain"),
    }
}

/// The outcome in words. Of the reasons two are told here: that a party could not be reached, or did not come, because they can mend it;
/// and that the sides settled by themselves, for then nobody here mediated what they came to. The others are for those who hold the
/// content.
fn ended(t: &Texts, view: &View, outcome: Outcome, reason: Reason) -> Vec<Cow<'static, str>> {
    let mut said = match outcome {
        Outcome::Settled if reason == Reason::SettledPrivately => vec![t.t("ticket-ended-privately")],
        Outcome::Settled => vec![t.t("ticket-ended-settled")],
        Outcome::Undertaking => vec![t.t("ticket-ended-undertaking")],
        Outcome::Withdrawn => withdrawn(t, view),
        Outcome::Referred => vec![t.t("ticket-ended-referred")],
        Outcome::NoAgreement => vec![t.t("ticket-ended-no-agreement")],
        Outcome::AdviceGiven => vec![t.t(match view.kind {
            CaseKind::Dispute => "ticket-ended-advice-given",
            CaseKind::Enquiry => "ticket-ended-question-answered",
            CaseKind::Report => "ticket-ended-report-answered",
        })],
        Outcome::NotAccepted => vec![t.t("ticket-ended-not-accepted")],
        Outcome::OrganiserDecided => vec![t.t("ticket-ended-organiser-decided")],
    };
    if let Some(until) = view.confirmable.filter(|_| outcome == Outcome::Settled) {
        said.push(t.t1("ticket-ended-confirmable", "day", t.date(until)).into());
    }
    if outcome == Outcome::Undertaking && reason == Reason::SettledPrivately {
        said.push(t.t("ticket-ended-privately"));
    }
    if reason == Reason::UnreachableInTime {
        said.push(t.t(if view.not_come { "ticket-ended-not-come" } else { "ticket-ended-unreachable" }));
    }
    said
}
