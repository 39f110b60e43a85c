//! What the page of a case's way shows of each party and of the time for talks.

use std::borrow::Cow;

use domain::{
    Case, Desk,
    case::{CaseState, Party},
    fair::{DayHours, FairPlan, Hours},
    procedure::{Answered, Appointment, Leaving, Purpose, Way},
};
use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, Time},
};

use crate::{
    engine::Published,
    locale::Texts,
    web::{
        company::{self, Sharer},
        counter::contents::Contents,
        submit::name_of,
        ticket::own,
    },
};

/// Where the case is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Papers are looked at; accepted or not.
    Reception,
    /// The mediator says to have no conflict of interest.
    Impartiality,
    /// A notice is to be drawn up or served.
    Notices,
    /// Replies are awaited.
    Replies,
    /// Somebody takes part and nobody's time runs: talks can be opened.
    Ready,
    /// Talks were opened.
    Talks,
    /// It ended.
    Over,
}

impl Stage {
    pub(super) fn of(desk: &Desk, case: &Case) -> Self {
        match case.state {
            CaseState::Submitted => return Self::Reception,
            CaseState::Accepted => {}
            CaseState::Agreed | CaseState::InSession | CaseState::Adjourned | CaseState::TermsAgreed => {
                return Self::Talks;
            }
            CaseState::Concluded { .. } => return Self::Over,
        }
        let lead = case.claimant().ticket.and_then(|number| desk.ticket(number));
        let mediator = lead.and_then(|lead| lead.mediator);
        if !mediator.is_some_and(|staff| case.procedure.is_impartial(staff)) {
            return Self::Impartiality;
        }
        let ways: Vec<Way> = case.respondents().iter().map(Party::way).collect();
        match () {
            () if ways.iter().any(|way| matches!(way, Way::Named | Way::Noticed)) => Self::Notices,
            () if ways.contains(&Way::Served) || !ways.contains(&Way::Accepted) => Self::Replies,
            () => Self::Ready,
        }
    }

    /// Which of the four steps of the line is the present one.
    pub(super) fn step(self, case: &Case) -> usize {
        match self {
            Self::Reception => 0,
            Self::Impartiality | Self::Notices => 1,
            Self::Replies => 2,
            Self::Ready | Self::Talks => 3,
            Self::Over => rested(case),
        }
    }

    /// As a word the template can ask for.
    pub(super) fn is(self, word: &str) -> bool {
        let own = match self {
            Self::Reception => "reception",
            Self::Impartiality => "impartiality",
            Self::Notices => "notices",
            Self::Replies => "replies",
            Self::Ready => "ready",
            Self::Talks => "talks",
            Self::Over => "over",
        };
        own == word
    }
}

/// Where a case that is over was when it ended.
fn rested(case: &Case) -> usize {
    let any = |wanted: &[Way]| case.respondents().iter().any(|party| wanted.contains(&party.way()));
    if case.session_at.is_some() {
        4
    } else if any(&[Way::Accepted, Way::Declined]) {
        3
    } else if any(&[Way::Served, Way::NoReply]) {
        2
    } else {
        usize::from(case.procedure.accepted_at.is_some())
    }
}

/// A party, and how far it is.
pub(super) struct PartyWay {
    pub(super) id: String,
    /// Name, company or description; empty while names are closed.
    pub(super) name: String,
    pub(super) company: String,
    /// It takes part, and no company is known.
    pub(super) nameless: bool,
    /// Whom the application named at a booth that several share, where that is not who of them is named now.
    pub(super) at_filing: Option<String>,
    /// Among whom it is, where several share its booth.
    pub(super) sharers: Vec<Sharer>,
    /// The key of what is said where one of them is named.
    pub(super) which: &'static str,
    pub(super) place: String,
    pub(super) language: String,
    /// BCP 47 tag of that language.
    pub(super) tag: &'static str,
    /// Texts in it, where it is another than the reader's.
    pub(super) own_texts: Option<Texts>,
    pub(super) ticket: Option<String>,
    pub(super) way: &'static str,
    /// The same in words.
    pub(super) word: Cow<'static, str>,
    pub(super) tone: &'static str,
    pub(super) served: Option<ServedView>,
    pub(super) answered: Option<AnsweredView>,
    /// They asked for another mediator before.
    pub(super) objected: bool,
    /// They said that they will come.
    pub(super) confirmed: bool,
    pub(super) noticed: String,
    /// How long they will have to answer, once the notice is served.
    pub(super) reply_time: String,
    /// They answered, and it is not on record how the notice reached them: the day and time of the answer, by when it had.
    pub(super) unserved: Option<(String, String)>,
}

/// How the notice reached them, and their time.
pub(super) struct ServedView {
    pub(super) method: String,
    pub(super) refused: bool,
    pub(super) to: String,
    /// Who saw that it was left.
    pub(super) witness: String,
    pub(super) at: String,
    pub(super) by: String,
    pub(super) deadline: String,
    pub(super) last_useful: String,
    /// The last useful moment comes before the deadline: the fair closes earlier.
    pub(super) closes_before: bool,
    /// What is left, in words; empty once it is over.
    pub(super) left: String,
}

/// What they answered.
pub(super) struct AnsweredView {
    pub(super) accepted: bool,
    /// How and when the party came to take part no more; empty while it does.
    pub(super) left: String,
    /// It did not come when called: what can be done if it comes later is said beside it.
    pub(super) unreached: bool,
    pub(super) at: String,
    pub(super) who: String,
    pub(super) means: String,
    pub(super) authority: String,
    pub(super) may_not_settle: bool,
    pub(super) statement: Vec<String>,
}

/// A photo that may prove service.
pub(super) struct Proof {
    pub(super) id: String,
    pub(super) text: String,
}

/// The time for talks: what is fixed, and what the form proposes.
pub(super) struct TalksTime {
    pub(super) fixed: Option<Fixed>,
    pub(super) day: String,
    pub(super) from: String,
    pub(super) until: String,
    /// When the desk is open on the proposed day, in words.
    pub(super) hours: String,
    pub(super) rooms: Vec<String>,
    pub(super) own_room: String,
    pub(super) walk_min: u32,
    pub(super) grace_min: u32,
}

/// A fixed time.
pub(in crate::web::counter) struct Fixed {
    pub(in crate::web::counter) day: String,
    pub(in crate::web::counter) from: String,
    pub(in crate::web::counter) until: String,
    pub(in crate::web::counter) room: Option<String>,
    pub(in crate::web::counter) with: String,
    /// Until when a side that is late is waited for.
    pub(in crate::web::counter) waits: String,
    /// The moment as a form names it.
    pub(super) stamp: String,
    /// When the desk closes that day, where the time in a room goes on after that: the hall is cleared then.
    pub(in crate::web::counter) closes: Option<String>,
}

impl Fixed {
    pub(in crate::web::counter) fn of(t: &Texts, at: &Published, fixed: &Appointment) -> Self {
        let grace = SignedDuration::from_mins(i64::from(at.desk.rules().procedure.grace_min));
        Self {
            day: t.date_of(fixed.from),
            from: t.clock(fixed.from),
            until: t.clock(fixed.until),
            room: fixed.room.as_ref().map(ToString::to_string),
            with: fixed.staff.map_or_else(|| t.t("way-time-nobody").into_owned(), |staff| name_of(staff, at)),
            waits: t.clock(fixed.from.saturating_add(grace).unwrap_or(fixed.from)),
            stamp: fixed.from.to_string(),
            closes: closes_before(at, fixed).map(|closes| t.clock(closes)),
        }
    }
}

/// When the desk closes on the day of a time in a room, if that goes on longer.
fn closes_before(at: &Published, fixed: &Appointment) -> Option<Timestamp> {
    fixed.room.as_ref()?;
    closes_within(&at.desk.fair()?.plan, fixed.from, fixed.until)
}

/// When the desk closes on the day on which a time begins, if that is before its end.
pub(super) fn closes_within(plan: &FairPlan, from: Timestamp, until: Timestamp) -> Option<Timestamp> {
    let day = plan.day_of(from);
    let closes = day.to_datetime(plan.hours_of(day).closes).to_zoned(plan.time_zone()).ok()?.timestamp();
    Some(closes).filter(|closes| *closes < until)
}

/// With which other body the case is.
pub(super) struct Elsewhere {
    pub(super) with: &'static str,
    pub(super) since: String,
    /// The how-manieth referral it is, from 1, as the page of referrals counts.
    pub(super) number: usize,
}

impl PartyWay {
    /// Nobody said which of those at its booth it is, and that comes before any paper.
    pub(super) fn is_unsaid(&self) -> bool {
        company::is_unsaid(&self.sharers)
    }
}

/// What the page is drawn from.
pub(super) struct Looks<'a> {
    pub(super) at: &'a Published,
    pub(super) t: Texts,
    pub(super) now: Timestamp,
    pub(super) contents: Option<&'a Contents>,
    pub(super) case: &'a Case,
}

impl Looks<'_> {
    pub(super) fn party(&self, party: &Party) -> PartyWay {
        let (t, procedure) = (&self.t, &self.case.procedure);
        let id = party.place.id;
        let body = self.contents.and_then(|contents| contents.parties.get(&id));
        let company = body.and_then(|body| company::of(t, self.at, party, body.company.as_ref()));
        let described = body.and_then(|body| body.described.clone());
        let name = body.map(|body| body.name.clone()).filter(|name| !name.is_empty());
        let language = party.place.language;
        let way = party.way();
        let absent = self.at.desk.absent_at_end(self.case) == Some(id);
        PartyWay {
            id: id.to_string(),
            name: name.clone().or_else(|| company.clone()).or(described).unwrap_or_default(),
            at_filing: body.and_then(|body| company::at_filing(t, self.at, party, body.company.as_ref())),
            sharers: body
                .filter(|_| self.case.named_by(id).is_none())
                .map(|_| company::sharers(t, self.at, self.case, party))
                .unwrap_or_default(),
            which: company::which_hint(self.case),
            nameless: way == Way::Accepted && body.is_some() && company.is_none(),
            company: company.filter(|_| name.is_some()).unwrap_or_default(),
            place: body
                .map(|body| own::spot_of(t, self.at, &party.place, body.booth.as_ref()))
                .unwrap_or_default(),
            language: t.language_name(language),
            tag: language.tag(),
            own_texts: (language != t.language()).then(|| t.speaking(language)),
            ticket: party.ticket.map(|number| number.to_string()),
            way: way.code(),
            word: word(t, &self.at.desk, self.case, party),
            tone: match way {
                Way::Accepted if absent => "warn",
                Way::Named | Way::Noticed => "note",
                Way::Served | Way::NoReply => "warn",
                Way::Accepted => "good",
                Way::Declined => "bad",
            },
            served: party.served.as_ref().map(|served| self.served(served)),
            answered: party.answered.as_ref().map(|answered| self.answered(party, answered)),
            objected: procedure.objections.iter().any(|objection| objection.party == id),
            confirmed: procedure.appointment.as_ref().is_some_and(|fixed| fixed.confirmed.contains(&id)),
            noticed: party.notice.as_ref().map(|notice| t.moment(notice.at)).unwrap_or_default(),
            reply_time: self.reply_time(party),
            unserved: party.answered.as_ref().filter(|_| party.lacks_receipt()).map(|answered| {
                let local = answered.at.to_zoned(t.zone().clone());
                (local.date().to_string(), local.strftime("%H:%M").to_string())
            }),
        }
    }

    /// When the last time to answer ends, while one runs; else empty.
    pub(super) fn waits(&self) -> String {
        let running = self.case.respondents().iter().filter_map(|party| party.answers_until(self.now));
        running.max().map(|until| self.t.moment(until)).unwrap_or_default()
    }

    /// The length of the rule, as the notice on paper names it: the time itself begins with service.
    fn reply_time(&self, party: &Party) -> String {
        let rule = &self.at.desk.rules_of(party.notice.as_ref()).reply;
        let key = if rule.hours == Hours::All { "way-reply-time-all" } else { "way-reply-time-open" };
        self.t.t1(key, "length", self.t.hours(rule.minutes))
    }

    fn served(&self, served: &domain::procedure::Served) -> ServedView {
        let t = &self.t;
        let person = self.contents.and_then(|contents| contents.persons.get(&served.seq));
        let left = served.window.deadline.duration_since(self.now);
        let runs = !served.ended && left.is_positive() && self.case.state == CaseState::Accepted;
        ServedView {
            method: t.code("service", served.service.method.code()).into_owned(),
            refused: served.service.refused,
            to: person.map(spoken).unwrap_or_default(),
            witness: person.and_then(|person| person.witness.clone()).unwrap_or_default(),
            at: t.moment(served.at),
            by: served.by.map(|by| name_of(by, self.at)).unwrap_or_default(),
            deadline: t.moment(served.window.deadline),
            last_useful: t.moment(served.window.last_useful),
            closes_before: served.window.last_useful < served.window.deadline,
            left: if runs { t.duration(u64::try_from(left.as_secs()).unwrap_or(0)) } else { String::new() },
        }
    }

    fn answered(&self, party: &Party, answered: &Answered) -> AnsweredView {
        let t = &self.t;
        let reply = self.contents.and_then(|contents| contents.replies.get(&answered.seq));
        let statement = reply.and_then(|reply| reply.statement.as_deref()).unwrap_or_default();
        AnsweredView {
            accepted: answered.answer == domain::procedure::Answer::Accept,
            left: left_at(t, &self.at.desk, party, answered).unwrap_or_default(),
            unreached: answered.leaving() == Some(Leaving::Unreached),
            at: t.moment(answered.at),
            who: reply.map(|reply| spoken(&reply.person)).unwrap_or_default(),
            means: t.code("means", answered.means.code()).into_owned(),
            authority: t.code("authority", answered.authority.code()).into_owned(),
            may_not_settle: answered.authority == domain::procedure::Authority::MayNotSettle,
            statement: statement.lines().map(str::to_owned).collect(),
        }
    }

    /// Photos that the mediation body may see, newest first.
    pub(super) fn proofs(&self) -> Vec<Proof> {
        let Some(contents) = self.contents else { return Vec::new() };
        // What a party handed in proves nothing of a service.
        let seen = self.case.evidence.iter().rev().filter(|evidence| evidence.purpose == Purpose::Service);
        seen.map(|evidence| {
            let caption = contents.captions.get(&evidence.seq);
            let side = self.case.party(evidence.party).map_or("", |party| party.place.side.code());
            let side = self.t.code("side", side);
            let at = self.t.moment(evidence.at);
            Proof {
                id: evidence.id.to_string(),
                text: [Some(at), Some(side.into_owned()), caption.cloned()]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(" · "),
            }
        })
        .collect()
    }

    /// Where the case is, while another body has it.
    pub(super) fn elsewhere(&self) -> Option<Elsewhere> {
        let known = self.case.elsewhere()?;
        let before = self.case.referrals.iter().position(|other| other.id == known.id)?;
        let since = self.t.date(known.sent.unwrap_or(known.since));
        Some(Elsewhere { with: known.with.code(), since, number: before + 1 })
    }

    /// Until when a talk in a room can go on: whoever fixes a time knows before they promise it.
    fn open_on(&self, plan: &FairPlan, day: Date) -> String {
        let DayHours { opens, closes } = plan.hours_of(day);
        let said = self.t.say("way-time-hours").with("day", self.t.date(day));
        let hour = |time: Time| time.strftime("%H:%M").to_string();
        said.with("opens", hour(opens)).with("closes", hour(closes)).to_string()
    }

    pub(super) fn time(&self) -> TalksTime {
        let rules = &self.at.desk.rules().procedure;
        let plan = self.at.desk.fair().map(|fair| &fair.plan);
        let proposed = plan.map(|plan| propose(plan, self.now, rules.appointment_min));
        let lead = self.case.claimant().ticket.and_then(|number| self.at.desk.ticket(number));
        let holder = lead.and_then(|lead| lead.mediator).and_then(|staff| self.at.desk.staff_member(staff));
        let hour = |time: Time| time.strftime("%H:%M").to_string();
        let appointment = self.case.procedure.appointment.as_ref();
        TalksTime {
            fixed: appointment.map(|fixed| Fixed::of(&self.t, self.at, fixed)),
            day: proposed.map(|(day, ..)| day.to_string()).unwrap_or_default(),
            from: proposed.map(|(_, from, _)| hour(from)).unwrap_or_default(),
            until: proposed.map(|(.., until)| hour(until)).unwrap_or_default(),
            hours: plan.zip(proposed).map(|(plan, (day, ..))| self.open_on(plan, day)).unwrap_or_default(),
            rooms: plan
                .map(|plan| plan.rooms.iter().map(|room| room.id.to_string()).collect())
                .unwrap_or_default(),
            own_room: holder
                .and_then(|staff| staff.room.as_ref().map(ToString::to_string))
                .unwrap_or_default(),
            walk_min: rules.walk_min,
            grace_min: rules.grace_min,
        }
    }
}

/// How far a respondent is. No time runs any more where the case is over, or has gone on without its answer; whose call in vain ended
/// it had agreed, and did not come.
pub(in crate::web::counter) fn word(t: &Texts, desk: &Desk, case: &Case, party: &Party) -> Cow<'static, str> {
    if desk.absent_at_end(case) == Some(party.place.id) {
        return t.t("way-not-come");
    }
    match party.way() {
        Way::Declined if party.left() => own::left_of(t, party),
        Way::Served if case.state != CaseState::Accepted => t.t("way-unanswered"),
        way @ (Way::Named | Way::Noticed | Way::Served | Way::NoReply | Way::Accepted | Way::Declined) => {
            t.code("way", way.code())
        }
    }
}

/// What was recorded of a party that takes part no more, and when; of who did not come, when it was called last.
fn left_at(t: &Texts, desk: &Desk, party: &Party, answered: &Answered) -> Option<String> {
    let left = answered.withdrawn_at?;
    let (key, at) = match answered.leaving()? {
        Leaving::Withdrew => ("way-withdrawn-at", left),
        Leaving::Unsigned => ("way-unsigned-at", left),
        Leaving::Unreached => ("way-unreached-at", desk.last_call(party).unwrap_or(left)),
    };
    Some(t.t1(key, "moment", t.moment(at)))
}

/// Name and position of somebody who acted.
fn spoken(person: &domain::body::PersonBody) -> String {
    match &person.position {
        Some(position) if !person.name.is_empty() => format!("{} ({position})", person.name),
        Some(position) => position.clone(),
        None => person.name.clone(),
    }
}

/// The next quarter of an hour that leaves the sides time to come and the talk time before the desk closes; else the next
/// morning on which it opens.
fn propose(plan: &FairPlan, now: Timestamp, minutes: u32) -> (Date, Time, Time) {
    let length = SignedDuration::from_mins(i64::from(minutes));
    let soon = now.saturating_add(SignedDuration::from_mins(15)).unwrap_or(now);
    let quarter = 15 * 60;
    let rounded =
        Timestamp::from_second(soon.as_second().div_euclid(quarter) * quarter + quarter).unwrap_or(soon);
    let local = rounded.to_zoned(plan.time_zone());
    let ends = |from: Time| from.saturating_add(length);
    let (day, time) = (local.date(), local.time());
    let DayHours { opens, closes } = plan.hours_of(day);
    let fits = ends(time) <= closes && ends(time) > time;
    let comes = time < opens || !plan.opens_on(day);
    if plan.is_over(day) || !comes && fits {
        return (day, time, ends(time));
    }
    let earliest = if comes { day } else { day.tomorrow().unwrap_or(day) };
    let next = plan.opening_days(earliest).next();
    let (day, from) = next.map_or((day, time), |next| (next, plan.hours_of(next).opens));
    (day, from, ends(from))
}

#[cfg(test)]
mod tests {
    use domain::{
        fair::{DayHours, FairPlan, OtherHours},
        testing::plan,
    };
    use jiff::civil::{date, time};

    use super::propose;

    #[test]
    fn a_time_is_proposed_within_the_hours_of_the_fair() {
        let plan = plan();
        let at = |text: &str| propose(&plan, text.parse().unwrap(), 60);
        let morning = time(9, 0, 0, 0);
        // Hours of the fair are nine to five in Shanghai.
        let (day, from, until) = at("2026-03-10T02:00:00Z");
        assert_eq!((day, from, until), (date(2026, 3, 10), time(10, 30, 0, 0), time(11, 30, 0, 0)));
        assert_eq!(at("2026-03-10T08:30:00Z").0, date(2026, 3, 11), "too late for today");
        assert_eq!(at("2026-03-10T08:30:00Z").1, morning);
        assert_eq!(
            (at("2026-03-01T08:30:00Z").0, at("2026-03-01T08:30:00Z").1),
            (date(2026, 3, 10), morning)
        );
        assert_eq!(
            (at("2026-03-10T20:00:00Z").0, at("2026-03-10T20:00:00Z").1),
            (date(2026, 3, 11), morning)
        );
        assert_eq!(at("2026-03-12T08:30:00Z").0, date(2026, 3, 12), "the last day has no morning after");
    }

    #[test]
    fn a_time_is_proposed_within_the_hours_of_its_own_day() {
        let short = DayHours { opens: time(13, 0, 0, 0), closes: time(16, 0, 0, 0) };
        let second = date(2026, 3, 11);
        let other_hours = OtherHours { dates: [(second, short)].into(), ..OtherHours::default() };
        let plan = FairPlan { other_hours, ..plan() };
        let at = |text: &str| propose(&plan, text.parse().unwrap(), 60);
        let opening = (second, time(13, 0, 0, 0), time(14, 0, 0, 0));
        assert_eq!(at("2026-03-10T08:30:00Z"), opening, "the next morning comes at one");
        assert_eq!(at("2026-03-11T02:00:00Z"), opening, "ten is before it");
        let next = (date(2026, 3, 12), time(9, 0, 0, 0), time(10, 0, 0, 0));
        assert_eq!(at("2026-03-11T06:50:00Z"), next, "a quarter past three leaves no hour before four");
    }
}
