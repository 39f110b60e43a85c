//! A fresh count of what stands in a journal, fact by fact, that shares nothing with how the program counts.

use std::collections::{HashMap, HashSet};

use domain::{
    CaseId, Desk, Fact, PartyId, Stamp, TicketNumber,
    case::{Ask, Outcome, Reason, Side},
    figures::FEWEST,
    measure::MeasureStep,
    procedure::Proceeding,
    report::UNTOLD,
    survey::{Answers, Degree, Statement},
    ticket::TicketState,
};
use fairdesk::{journal::Reader, record};
use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::Figures;

/// Entries read at once.
const STRIDE: usize = 1000;

/// What is known of a case.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "marks of one case, each on its own")]
struct Seen {
    filed: Timestamp,
    codes: Vec<(&'static str, String)>,
    claimant: Option<PartyId>,
    lead: Option<(TicketNumber, Timestamp)>,
    heard: Option<Timestamp>,
    talk: Option<Timestamp>,
    talked: bool,
    urgent: bool,
    accepted: bool,
    agreed: bool,
    respondents: u64,
    ended: Option<(Timestamp, Outcome, Reason)>,
}

/// Something that is counted on the day on which it happened.
#[derive(Debug, Clone)]
struct Counted {
    at: Timestamp,
    key: String,
}

/// A wait that ended.
#[derive(Debug, Clone, Copy)]
struct Waited {
    at: Timestamp,
    seconds: u64,
    /// The ticket of the claimant.
    lead: TicketNumber,
}

/// Everything counted.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    /// The fair's time zone.
    pub(super) zone: String,
    cases: HashMap<CaseId, Seen>,
    counted: Vec<Counted>,
    waits: Vec<Waited>,
    /// Where tickets stand is not counted, and so is taken from the program.
    desk: Desk,
    talks: Vec<(Timestamp, u64)>,
    /// Orders and liftings, by whom they concern.
    orders: Vec<(Timestamp, (CaseId, PartyId), bool)>,
    /// Up to which entry each seal speaks, and what it carried over.
    seals: HashMap<Date, (u64, u64)>,
    /// Entries that a log may have to call late: where, when it happened, when it was recorded.
    steps: Vec<(u64, Timestamp, Timestamp)>,
    answers: Vec<Answers>,
    /// What was known of each day when it was sealed: that is what its log tells for ever.
    sealed: HashMap<Date, Box<Self>>,
}

impl Tally {
    /// Counts a whole journal.
    pub(super) fn of(journal: &dyn Reader) -> anyhow::Result<Self> {
        let mut tally = Self::default();
        let mut next = 1;
        loop {
            let entries = journal.read(next, STRIDE)?;
            if entries.is_empty() {
                return Ok(tally);
            }
            for entry in &entries {
                let (stamp, fact) = record::decode(entry.seq, &entry.clear)?;
                tally.count(&stamp, &fact)?;
            }
            next += entries.len() as u64;
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "what is not named here is in no log and no report")]
    fn count(&mut self, stamp: &Stamp, fact: &Fact) -> anyhow::Result<()> {
        self.desk.apply(stamp, fact);
        let at = stamp.occurred_at;
        let of_a_case = serde_json::to_value(fact)?.get("case").is_some();
        if of_a_case || matches!(fact, Fact::AdviceGiven { .. } | Fact::DutyTaken { .. }) {
            self.steps.push((stamp.seq, at, stamp.recorded_at));
        }
        match fact {
            Fact::FairFounded { plan, .. } => self.zone.clone_from(&plan.zone),
            Fact::CaseFiled { case, .. } => {
                self.cases.insert(*case, Seen::new(at, fact));
            }
            Fact::AdviceGiven { .. } => self.counted.push(Counted { at, key: "whole/advice".to_owned() }),
            Fact::SurveyAnswered { answers, .. } => self.answers.push(*answers),
            Fact::DaySealed { day, upto, carried, .. } => {
                self.seals.insert(*day, (*upto, u64::from(*carried)));
                // Nothing comes between the look and the seal here.
                let known = Self { sealed: HashMap::new(), ..self.clone() };
                self.sealed.insert(*day, Box::new(known));
            }
            Fact::MeasureMoved { case, party, with } => self.measure(at, (*case, *party), with),
            // That a place is kept no longer is no call.
            Fact::TicketMissed { counted: Some(true), .. } => {
                self.counted.push(Counted { at, key: "whole/missed-calls".to_owned() });
            }
            other => self.step(at, other),
        }
        Ok(())
    }

    /// A step of one case.
    #[expect(clippy::wildcard_enum_match_arm, reason = "what is not named here is in no log and no report")]
    fn step(&mut self, at: Timestamp, fact: &Fact) {
        let Some(id) = case_of(fact) else { return };
        let Some(case) = self.cases.get_mut(&id) else { return };
        match fact {
            Fact::PartyEntered { party, .. } if party.side == Side::Claimant => {
                case.claimant = Some(party.id);
            }
            Fact::PartyEntered { .. } => case.respondents += 1,
            Fact::TicketIssued { ticket, party, .. } if case.claimant == Some(*party) => {
                case.lead.get_or_insert((*ticket, at));
            }
            Fact::TicketCalled { tickets, .. } => self.waits.extend(case.heard_by(at, tickets)),
            Fact::TicketCheckedIn { ticket, .. } => self.waits.extend(case.heard_by(at, &[*ticket])),
            Fact::UrgencyRecorded { .. } => case.urgent = true,
            Fact::SessionStarted { .. } => (case.talk, case.talked) = (Some(at), true),
            Fact::SessionAdjourned { .. } => self.talks.extend(case.talk_ended(at)),
            Fact::CaseConcluded { outcome, reason, .. } => {
                self.talks.extend(case.talk_ended(at));
                case.ended = Some((at, *outcome, *reason));
            }
            Fact::CaseWithdrawn { .. } => {
                self.talks.extend(case.talk_ended(at));
                case.ended = Some((at, Outcome::Withdrawn, Reason::ApplicantWithdrew));
            }
            Fact::CaseProceeded { with: Proceeding::CaseAccepted { .. }, .. } => case.accepted = true,
            Fact::CaseProceeded { with: Proceeding::AgreementTookEffect { .. }, .. } => case.agreed = true,
            // What is left then is signing; the talk is over.
            Fact::CaseProceeded { with: Proceeding::TermsAgreed { .. }, .. } => {
                self.talks.extend(case.talk_ended(at));
            }
            Fact::CaseProceeded { with: Proceeding::OralAgreementRegistered { .. }, .. } => {
                self.talks.extend(case.talk_ended(at));
                case.agreed = true;
            }
            _ => {}
        }
    }

    fn measure(&mut self, at: Timestamp, of: (CaseId, PartyId), with: &MeasureStep) {
        let key = match with {
            MeasureStep::ComplaintServed { .. } => "track/served",
            MeasureStep::ComplaintAnswered { .. } => "track/answered",
            MeasureStep::ResponseTimeEnded { .. } => "track/windows-ended",
            MeasureStep::ComplaintCleared { .. } => "track/cleared",
            MeasureStep::ClauseHandedOver { .. } => "track/clauses",
            MeasureStep::MeasureApplied { .. } => "track/applied",
            MeasureStep::MeasureLifted { .. } => "track/lifted",
            MeasureStep::MeasureOrdered { kind, .. } => {
                self.orders.push((at, of, true));
                return self.counted.push(Counted { at, key: format!("ordered/{}", kind.code()) });
            }
            MeasureStep::ComplaintNoticeIssued { .. } => return,
        };
        if key == "track/lifted" {
            self.orders.push((at, of, false));
        }
        self.counted.push(Counted { at, key: key.to_owned() });
    }

    fn day_of(&self, at: Timestamp) -> Date {
        at.to_zoned(TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC)).date()
    }

    /// What the log of a day has to say: what was sealed, and how much came since.
    pub(super) fn of_day(&self, day: Date) -> Figures {
        let mut said = self.sealed.get(&day).map_or(self, |known| &**known).as_known(day);
        if let Some((upto, carried)) = self.seals.get(&day) {
            let late = |(seq, at, _): &&(u64, Timestamp, Timestamp)| seq > upto && self.day_of(*at) == day;
            said.set("whole/late", self.steps.iter().filter(late).count());
            said.add("whole/carried-over", *carried);
        }
        let arrived = |(seq, at, recorded): &&(u64, Timestamp, Timestamp)| {
            let of = self.day_of(*at);
            of != day
                && self.day_of(*recorded) == day
                && self.seals.get(&of).is_some_and(|(upto, _)| seq > upto)
        };
        said.set("whole/late-arrivals", self.steps.iter().filter(arrived).count());
        few_untold(&said)
    }

    /// A day as far as it is known.
    fn as_known(&self, day: Date) -> Figures {
        let mut said = self.within(&|at| self.day_of(at) == day, &|at| self.day_of(at) <= day);
        let open_before = |case: &&Seen| {
            self.day_of(case.filed) < day && case.ended.is_none_or(|(at, ..)| self.day_of(at) >= day)
        };
        let carried_in: Vec<_> = self.cases.values().filter(open_before).collect();
        let todays: Vec<_> = self.cases.values().filter(|case| self.day_of(case.filed) == day).collect();
        let open = |case: &&&Seen| case.ended.is_none_or(|(at, ..)| self.day_of(at) > day);
        let both = || carried_in.iter().chain(&todays);
        said.set("whole/carried-in", carried_in.len());
        said.set("whole/open", both().filter(open).count());
        said.set("whole/urgent", both().filter(|case| case.urgent).count());
        said
    }

    /// Whether a wait is told: not while its ticket is still to come, unless the log of its day tells it for ever.
    fn is_told(&self, wait: &Waited, known: &dyn Fn(Timestamp) -> bool) -> bool {
        let ticket = self.desk.ticket(wait.lead);
        let stands_in_line = |upto: &dyn Fn(Timestamp) -> bool| {
            let period =
                ticket.and_then(|ticket| ticket.periods.iter().rev().find(|period| upto(period.from)));
            let to_come = |state| {
                use TicketState::{Called, Claimed, Missed, Waiting};
                matches!(state, Waiting | Claimed | Called | Missed)
            };
            period.is_some_and(|period| to_come(period.state))
        };
        let that_day = self.day_of(wait.at);
        !stands_in_line(known) || !stands_in_line(&|at| self.day_of(at) <= that_day)
    }

    /// What the report of the fair has to say.
    pub(super) fn of_fair(&self) -> Figures {
        let mut said = self.within(&|_| true, &|_| true);
        let such = |is: &dyn Fn(&Seen) -> bool| self.cases.values().filter(|case| is(case)).count();
        said.set("whole/open", such(&|case| case.ended.is_none()));
        said.set("whole/accepted", such(&|case| case.accepted));
        said.set("whole/talked", such(&|case| case.talked));
        said.set("whole/agreements", such(&|case| case.agreed));
        said.set("whole/urgent", such(&|case| case.urgent));
        said.add("whole/respondents", self.cases.values().map(|case| case.respondents).sum());
        // Told five at a time.
        let told = &self.answers[..self.answers.len() / 5 * 5];
        for statement in Statement::ALL.iter().filter(|_| !told.is_empty()) {
            for degree in Degree::ALL {
                let so = told.iter().filter(|answers| answers.to(*statement) == *degree);
                said.set(&format!("survey/{}/{}", statement.code(), degree.code()), so.count());
            }
            said.set("survey/answers", told.len());
        }
        for case in self.cases.values() {
            said.add(&format!("filed/{}", self.day_of(case.filed)), 1);
            let hour = case.filed.to_zoned(TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC)).hour();
            said.add(&format!("hour/{hour:02}"), 1);
            if let Some((at, ..)) = case.ended {
                said.add(&format!("concluded/{}", self.day_of(at)), 1);
            }
        }
        said
    }

    /// The days added up, with what came to them after they were sealed: what a report must say as well.
    pub(super) fn added(&self, days: &[Date]) -> Figures {
        let mut sum = Figures::telling(|key| {
            let chapter = key.split('/').next().unwrap_or_default();
            let whole = ["whole/filed", "whole/concluded", "whole/missed-calls", "whole/advice"];
            whole.contains(&key) || ["kind", "ask", "hall", "outcome", "reason", "ordered"].contains(&chapter)
        });
        for day in days {
            for (key, value) in
                self.as_known(*day).iter().filter(|(key, _)| sum.tells(key)).collect::<Vec<_>>()
            {
                sum.add(key, value);
            }
        }
        sum
    }

    /// Counts of what happened at a time that is `counted`; measures in force at one that is `known`.
    fn within(&self, counted: &dyn Fn(Timestamp) -> bool, known: &dyn Fn(Timestamp) -> bool) -> Figures {
        let mut said = Figures::default();
        for key in ["whole/filed", "whole/concluded", "whole/missed-calls", "whole/advice"] {
            said.add(key, 0);
        }
        for case in self.cases.values() {
            if counted(case.filed) {
                said.add("whole/filed", 1);
                for (chapter, code) in &case.codes {
                    said.add(&format!("{chapter}/{code}"), 1);
                }
            }
            if let Some((_, outcome, reason)) = case.ended.filter(|(at, ..)| counted(*at)) {
                said.add("whole/concluded", 1);
                said.add(&format!("outcome/{}", outcome.code()), 1);
                said.add(&format!("reason/{}/{}", outcome.code(), reason.code()), 1);
                let told = if case.asks_for_both() { UNTOLD } else { reason.code() };
                said.add(&format!("ended/{}/{told}", outcome.code()), 1);
            }
        }
        for Counted { key, .. } in self.counted.iter().filter(|one| counted(one.at)) {
            said.add(key, 1);
        }
        let waits = self.waits.iter().filter(|one| counted(one.at) && self.is_told(one, known));
        said.spread("wait", waits.map(|one| one.seconds).collect());
        let talks = self.talks.iter().filter(|(at, _)| counted(*at)).map(|(_, length)| *length);
        said.spread("talk", talks.collect());
        let mut in_force = HashSet::new();
        for (_, of, ordered) in self.orders.iter().filter(|(at, ..)| known(*at)) {
            if *ordered {
                in_force.insert(of)
            } else {
                in_force.remove(of)
            };
        }
        said.set("track/in-force", in_force.len());
        said
    }
}

/// The same, with a reason that few cases ended for among those that a log does not tell.
fn few_untold(said: &Figures) -> Figures {
    let mut told = Figures::default();
    for (key, count) in said.iter() {
        match key.strip_prefix("ended/").and_then(|of| of.split_once('/')) {
            Some((outcome, _)) if count < u64::from(FEWEST) => {
                told.add(&format!("ended/{outcome}/{UNTOLD}"), count);
            }
            Some(_) | None => told.add(key, count),
        }
    }
    told
}

impl Seen {
    fn new(filed: Timestamp, fact: &Fact) -> Self {
        let mut codes = Vec::new();
        if let Fact::CaseFiled { kind, hall, right, asks, .. } = fact {
            codes.push(("kind", kind.code().to_owned()));
            let right = right.map_or("none", domain::case::RightKind::code);
            codes.push(("right", right.to_owned()));
            if asks.contains(&Ask::Measure) {
                codes.push(("complained", right.to_owned()));
            }
            codes.push(("hall", hall.as_ref().map_or("none", domain::HallId::as_str).to_owned()));
            codes.extend(asks.iter().map(|ask| ("ask", ask.code().to_owned())));
        }
        Self {
            filed,
            codes,
            claimant: None,
            lead: None,
            heard: None,
            talk: None,
            talked: false,
            urgent: false,
            accepted: false,
            agreed: false,
            respondents: 0,
            ended: None,
        }
    }

    /// The organiser decides in the same matter, so that a log does not tell why it ended.
    fn asks_for_both(&self) -> bool {
        self.codes.iter().filter(|(chapter, _)| *chapter == "ask").count() == Ask::ALL.len()
    }

    /// The wait that ends when the claimant is first called or comes.
    fn heard_by(&mut self, at: Timestamp, tickets: &[TicketNumber]) -> Option<Waited> {
        let (lead, issued) = self.lead.filter(|(lead, _)| tickets.contains(lead))?;
        if self.heard.replace(self.heard.unwrap_or(at)).is_some() {
            return None;
        }
        Some(Waited { at, seconds: seconds(issued, at), lead })
    }

    fn talk_ended(&mut self, at: Timestamp) -> Option<(Timestamp, u64)> {
        Some((at, seconds(self.talk.take()?, at)))
    }
}

fn seconds(from: Timestamp, until: Timestamp) -> u64 {
    u64::try_from(until.duration_since(from).as_secs()).unwrap_or(0)
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the others are no step that is counted")]
fn case_of(fact: &Fact) -> Option<CaseId> {
    match fact {
        Fact::PartyEntered { case, .. }
        | Fact::ExhibitorNamed { case, .. }
        | Fact::ExhibitorUnlisted { case, .. }
        | Fact::TicketIssued { case, .. }
        | Fact::TicketCalled { case, .. }
        | Fact::TicketCheckedIn { case, .. }
        | Fact::UrgencyRecorded { case, .. }
        | Fact::SessionStarted { case }
        | Fact::SessionAdjourned { case, .. }
        | Fact::CaseConcluded { case, .. }
        | Fact::CaseWithdrawn { case }
        | Fact::CaseProceeded { case, .. } => Some(*case),
        _ => None,
    }
}
