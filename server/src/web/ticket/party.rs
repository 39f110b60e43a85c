//! What a party of a case reads in its procedure, on its ticket's page, and what it may do there: what the other side said, the
//! record, the agreement, the appointment, and the ways out. For holders alone; who reads what is the matrix of procedure E.2.

use std::borrow::Cow;

use domain::{
    Case, Desk,
    body::{Content, RecordBody},
    case::{Ask, CaseState, Evidence, Outcome, Party, Side},
    procedure::{ConsentTo, Purpose, RecordPart, Way},
    referral::{Linkage, Referral, ReferralResult, ReferralState},
    ticket::Ticket,
};
use jiff::Timestamp;

use crate::{
    app::App,
    engine::Published,
    locale::Texts,
    web::{consents, disclosure, problem::Problem, submit::known_as},
};

use super::{
    Found,
    agreement::{self, Agreed},
    fee::{self, Quote},
    own::{self, Photo, Told},
    summons,
    view::Hours,
};

mod deeds;
mod example;

pub(super) use deeds::routes;
use example::{Example, is_asked};

/// What the page asks consent to, beside mediation itself.
const ASKED: [ConsentTo; 5] = [
    ConsentTo::Expert,
    ConsentTo::CoMediator,
    ConsentTo::Interpreter,
    ConsentTo::Observer,
    ConsentTo::Remote,
];

/// What becomes of a case that the fair's end overtakes.
const CLOSING: [ConsentTo; 2] = [ConsentTo::Remote, ConsentTo::Transfer];

/// The parts of the record that both sides read; an investigation record is the desk's own.
const SHARED: [RecordPart; 2] = [RecordPart::Mediation, RecordPart::Undisputed];

/// A consent that can be given or taken back.
pub(super) struct Row {
    pub(super) code: &'static str,
    pub(super) text: Cow<'static, str>,
    pub(super) given: bool,
}

impl Row {
    fn of(t: &Texts, case: &Case, party: &Party, to: ConsentTo) -> Self {
        let given = case.procedure.consents_to(party.place.id, to);
        Self { code: to.code(), text: t.t(consents::text_of(to)), given }
    }
}

/// What becomes of a case for which time is short, or over.
pub(super) struct Choice {
    pub(super) heading: Cow<'static, str>,
    pub(super) what: Cow<'static, str>,
    pub(super) rows: Vec<Row>,
}

impl Choice {
    /// In the words of a fair that closes, or has closed for good: what a party agreed to counts until it is done.
    fn of(t: &Texts, rows: Vec<Row>, over: bool) -> Self {
        let [heading, what] = if over {
            ["party-closed", "party-closed-what"]
        } else {
            ["party-closing", "party-closing-what"]
        };
        Self { heading: t.t(heading), what: t.t(what), rows }
    }
}

/// A part of the record.
pub(super) struct Part {
    pub(super) code: &'static str,
    pub(super) name: Cow<'static, str>,
    pub(super) version: u32,
    pub(super) at: String,
    pub(super) facts: Vec<(Cow<'static, str>, String)>,
    pub(super) text: String,
    pub(super) confirmed: bool,
    /// It waits for this party's word.
    pub(super) open: bool,
    /// It did, until the mediation was stopped.
    pub(super) excused: bool,
}

/// Everything of the procedure that this party reads and may do.
#[derive(Default)]
pub(super) struct Procedure {
    /// What the other side said.
    pub(super) told: Vec<Told>,
    /// Who mediates, and in which fields.
    pub(super) mediator: Option<String>,
    pub(super) photos: Vec<Photo>,
    pub(super) record: Vec<Part>,
    pub(super) agreement: Option<Agreed>,
    /// What it costs, at a body that may take a fee.
    pub(super) fee: Option<Quote>,
    /// The appointment that waits for this party's word, as its form names it.
    pub(super) confirm: Option<String>,
    pub(super) may_stop: bool,
    pub(super) may_change_mediator: bool,
    pub(super) consents: Vec<Row>,
    /// Whether its file may go to another body, where that is not part of what is chosen below.
    pub(super) transfer: Option<Row>,
    /// For whom it is drawn up and not sent, so that a consent can be taken back in time; and what would go along.
    pub(super) drawn_up: Vec<(String, Vec<String>)>,
    /// What to choose when talks may come after the fair's close; `None` while there is time, and once the case goes on after the fair,
    /// as the ticket above says.
    pub(super) closing: Option<Choice>,
    /// To which other body it went, from which it came, with which it is mediated; oldest first.
    pub(super) elsewhere: Vec<String>,
    /// Whether it may be told as an example, once the mediation body thinks of it.
    pub(super) example: Option<Example>,
}

impl Procedure {
    /// Whether some part of the record waits for this party's word.
    pub(super) fn may_confirm(&self) -> bool {
        self.record.iter().any(|part| part.open)
    }
    pub(super) fn has_ways(&self) -> bool {
        self.may_stop || self.may_change_mediator || !self.consents.is_empty()
    }
}

/// The party takes part: the claimant, or a respondent who accepted.
pub(super) fn takes_part(party: &Party) -> bool {
    party.place.side == Side::Claimant || party.way() == Way::Accepted
}

/// Photos of the other side that this party may see: for mediation, once both know of it.
pub(super) fn others_photos<'c>(case: &'c Case, party: &'c Party) -> impl Iterator<Item = &'c Evidence> {
    case.evidence.iter().filter(move |photo| {
        let theirs = match party.place.side {
            Side::Respondent => party.served.is_some() && photo.party == case.claimant().place.id,
            Side::Claimant => case
                .respondents()
                .iter()
                .any(|other| other.place.id == photo.party && other.answered.is_some()),
        };
        theirs && photo.audience.mediation() && photo.purpose == Purpose::Exhibit
    })
}

/// Reads what this party may read.
///
/// # Errors
/// When the journal cannot be read.
pub(super) async fn read(app: &App, t: &Texts, found: &Found) -> Result<Procedure, Problem> {
    let mut shown = Procedure::default();
    let Some(case) = found.published.desk.case(found.ticket.case) else { return Ok(shown) };
    let Some(party) = case.party(found.ticket.party) else { return Ok(shown) };
    shown.told = told(app, t, &found.published, case, party).await?;
    // A respondent learns it with the notice, and nothing more once they declined or the others talk without them.
    let asked = party.way().is_pending() && !case.is_outside(party);
    let concerned = case.state.is_open() && (takes_part(party) || asked);
    shown.mediator = concerned.then(|| mediator(t, &found.published, case)).flatten();
    shown.photos = others_photos(case, party)
        .map(|photo| Photo { id: photo.id.to_string(), at: t.moment(photo.at) })
        .collect();
    shown.example = example::read(app, t, case, party).await?;
    if !case.attended(party) {
        return Ok(shown);
    }
    shown.elsewhere = elsewhere(t, case);
    shown.record = record(app, t, case, party).await?;
    // Who stopped confirms what was said until then, and reads no more.
    if !takes_part(party) {
        return Ok(shown);
    }
    shown.agreement = agreement::read(app, t, found, case, party).await?;
    shown.fee = fee::read(app, t, found, case, party).await?;
    let row = |to: ConsentTo| Row::of(t, case, party, to);
    let late = late(&found.published, case, app.clock.now());
    shown.transfer = (!late && may_go_on(case, party)).then(|| row(ConsentTo::Transfer));
    shown.drawn_up = drawn_up(t, case);
    if !case.state.is_open() {
        return Ok(shown);
    }
    let asked = to_confirm(&found.published.desk, (case, party), &found.ticket, app.clock.now());
    shown.confirm = asked.map(|from| from.to_string());
    shown.may_stop = may_stop(case);
    shown.may_change_mediator = may_change_mediator(found, case);
    let (desk, now) = (&found.published.desk, app.clock.now());
    let over = Hours::are_over(desk, now);
    // Whoever is told to come, or came, still talks here.
    let comes = case.is_here(&found.ticket) && !summons::ran_out(desk, &found.ticket, now);
    if late && case.procedure.carried_over.is_none() && !(over && comes) {
        shown.closing = Some(Choice::of(t, CLOSING.into_iter().map(row).collect(), over));
    }
    // Once an agreement is in effect nobody else joins: there are no talks left to join.
    if case.state != CaseState::Submitted && case.procedure.in_effect().is_none() {
        let apart = |to: &ConsentTo| late && *to == ConsentTo::Remote;
        shown.consents = ASKED.into_iter().filter(|to| !apart(to)).map(row).collect();
    }
    Ok(shown)
}

/// The time of which a party has not said yet that it will come. Whoever is called comes now, and whoever came is there: neither needs
/// to say it. A call that ran out leaves a time that is yet to come.
pub(super) fn to_confirm(
    desk: &Desk,
    (case, party): (&Case, &Party),
    ticket: &Ticket,
    now: Timestamp,
) -> Option<Timestamp> {
    let waits = |from: Timestamp| now < from && summons::ran_out(desk, ticket, now);
    let ahead = case.appointment_ahead().filter(|fixed| !case.is_here(ticket) || waits(fixed.from));
    ahead.filter(|fixed| !fixed.confirmed.contains(&party.place.id)).map(|fixed| fixed.from)
}

/// What everybody who takes part is told of other bodies: which kind, and how far it is. What is drawn up and not sent may yet not go.
fn elsewhere(t: &Texts, case: &Case) -> Vec<String> {
    let told = case.referrals.iter().filter(|known| known.state() != ReferralState::DrawnUp);
    told.filter(|known| known.linkage != Linkage::Out || known.sent.is_some())
        .map(|known| {
            let key = match (known.linkage, known.ended) {
                (Linkage::Out, None) => "party-referral-out",
                (Linkage::Out, Some((ReferralResult::Returned | ReferralResult::Declined, ..))) => {
                    "party-referral-back"
                }
                (Linkage::Out, Some(_)) => "party-referral-over",
                (Linkage::In, _) => "party-referral-in",
                (Linkage::Joint | Linkage::Assisted, _) => "party-referral-together",
            };
            let on = known.ended.map_or(known.sent.unwrap_or(known.since), |(_, on, _)| on);
            t.t2(key, "body", t.code("counterpart", known.with.code()).into_owned(), "day", t.date(on))
        })
        .collect()
}

/// What waits to be sent with everybody's consent. What the law makes a body report is told to nobody.
fn drawn_up(t: &Texts, case: &Case) -> Vec<(String, Vec<String>)> {
    let waits = |known: &&Referral| {
        known.state() == ReferralState::DrawnUp && case.must_agree_to(known.with) && case.erased_at.is_none()
    };
    let told = case.referrals.iter().filter(waits).map(|known| {
        let with = t.code("counterpart", known.with.code()).into_owned();
        let papers = known.given.iter().map(|given| disclosure::title(case, given, t));
        (t.t1("party-transfer-drawn-up", "body", with), papers.collect())
    });
    told.collect()
}

/// Whether a party says here that its file may go to another body: of a case that is mediated, and what was said at the counter can
/// always be taken back. One that is over may still go to a court, unless it was withdrawn or nobody came to talk about it: then nothing
/// of it goes anywhere, and nobody is asked.
fn may_go_on(case: &Case, party: &Party) -> bool {
    let goes = match case.state {
        CaseState::Submitted | CaseState::Concluded { outcome: Outcome::Withdrawn, .. } => false,
        CaseState::Accepted
        | CaseState::Agreed
        | CaseState::InSession
        | CaseState::Adjourned
        | CaseState::TermsAgreed => true,
        CaseState::Concluded { .. } => case.respondents().iter().any(|other| case.attended(other)),
    };
    let given = case.procedure.consents_to(party.place.id, ConsentTo::Transfer);
    case.erased_at.is_none() && ((case.asks_for(Ask::Mediation) && goes) || given)
}

/// Whether talks may come after the fair's close, and the parties choose what becomes of the case then.
pub(super) fn late(published: &Published, case: &Case, now: Timestamp) -> bool {
    let waits = match case.state {
        CaseState::Submitted | CaseState::Accepted | CaseState::Agreed | CaseState::Adjourned => true,
        CaseState::InSession | CaseState::TermsAgreed | CaseState::Concluded { .. } => false,
    };
    let desk = &published.desk;
    let late = |fair: &domain::desk::Fair| fair.plan.talks_come_late(&desk.rules().procedure, now);
    waits && case.asks_for(Ask::Mediation) && desk.fair().is_some_and(|fair| late(fair))
}

fn may_stop(case: &Case) -> bool {
    let on = case.state.is_open() && case.state != CaseState::Submitted;
    on && case.procedure.in_effect().is_none()
}

fn may_change_mediator(found: &Found, case: &Case) -> bool {
    let lead = case.claimant().ticket.and_then(|number| found.published.desk.ticket(number));
    let talks = [CaseState::Accepted, CaseState::Agreed, CaseState::InSession, CaseState::Adjourned];
    let by = lead.and_then(|lead| lead.mediator).and_then(|by| found.published.desk.staff_member(by));
    talks.contains(&case.state) && by.is_some_and(|by| !by.only_receives())
}

/// A respondent as the list has it, company and booth or one of them; else where it is, as it was typed, and its ticket.
fn called(t: &Texts, published: &Published, party: &Party) -> Option<String> {
    let mut known: Vec<_> = own::listed(t, published, &party.place).into_iter().flatten().collect();
    if known.is_empty() {
        let typed = published.names.party(party.place.id).and_then(|typed| typed.booth.as_ref());
        let ticket = party.ticket.map(|number| number.to_string()).unwrap_or_default();
        known.extend([own::spot_of(t, published, &party.place, typed), ticket]);
        known.retain(|part| !part.is_empty());
    }
    (!known.is_empty()).then(|| known.join(", "))
}

/// What a respondent answered; that they left since, where they had said yes.
fn answered(t: &Texts, party: &Party) -> Option<String> {
    let given = party.answered.as_ref()?.answer;
    let said = if party.left() { own::left_of(t, party) } else { t.code("answer", given.code()) };
    Some(said.into_owned())
}

/// Who mediates, with their fields: parties accept a mediator whom they know (People's Mediation Law art 23).
fn mediator(t: &Texts, published: &Published, case: &Case) -> Option<String> {
    let lead = case.claimant().ticket.and_then(|number| published.desk.ticket(number))?;
    // Who receives does not mediate.
    let staff = published.desk.staff_member(lead.mediator?).filter(|staff| !staff.only_receives())?;
    let name = known_as(staff.id, published);
    let fields: Vec<_> =
        staff.profile.fields.iter().map(|field| t.code("right", field.code()).into_owned()).collect();
    Some(if fields.is_empty() { name } else { format!("{name} · {}", fields.join(&t.t("list-comma"))) })
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the entries asked for hold these two kinds alone")]
/// The application, for a respondent who was served; the replies, for the claimant.
async fn told(
    app: &App,
    t: &Texts,
    published: &Published,
    case: &Case,
    party: &Party,
) -> Result<Vec<Told>, Problem> {
    let several = case.respondents().len() > 1;
    let entries = match party.place.side {
        Side::Respondent if party.served.is_some() => vec![(case.application_seq, None)],
        Side::Respondent => Vec::new(),
        Side::Claimant => case
            .respondents()
            .iter()
            .filter_map(|other| other.answered.as_ref().map(|answered| (answered.seq, Some(other))))
            .collect(),
    };
    let opened = own::bodies(app, entries.iter().map(|(seq, _)| *seq).collect()).await?;
    let told = entries.into_iter().zip(opened).filter_map(|((_, other), opened)| match opened.content()? {
        Content::Application(body) => {
            let mut told = own::application(t, case.right, body);
            told.heading = t.t("party-said");
            let who = own::applicant(t, published, case);
            if !who.is_empty() {
                told.facts.insert(0, (t.t("notice-from"), who.join(" · ")));
            }
            Some(told)
        }
        Content::Reply(reply) => {
            let who = [Some(reply.person.name), reply.person.position].into_iter().flatten();
            let who: Vec<_> = who.filter(|part| !part.is_empty()).collect();
            let statement = reply.statement.unwrap_or_default();
            let answer = other.and_then(|other| answered(t, other));
            let mut facts: Vec<_> = answer.map(|answer| (t.t("party-answer"), answer)).into_iter().collect();
            if !who.is_empty() {
                facts.push((t.t("ticket-own-by"), who.join(" · ")));
            }
            if other.is_some_and(|other| other.way() == Way::Declined) {
                facts.push((t.t("papers-routes-heading"), t.t("conclude-routes").into_owned()));
            }
            let named = other.filter(|_| several).and_then(|other| called(t, published, other));
            let heading = named
                .map_or_else(|| t.t("party-reply"), |name| Cow::Owned(t.t1("party-reply-of", "name", name)));
            Some(Told { heading, facts, statement })
        }
        _ => None,
    });
    Ok(told.collect())
}

async fn record(app: &App, t: &Texts, case: &Case, party: &Party) -> Result<Vec<Part>, Problem> {
    let written: Vec<_> = SHARED.iter().filter_map(|part| case.procedure.record(*part)).collect();
    let bodies = own::bodies(app, written.iter().map(|part| part.seq).collect()).await?;
    let shown = written.into_iter().zip(bodies).map(|(part, opened)| {
        let body = match opened.content() {
            Some(Content::Record(body)) => body,
            Some(_) | None => RecordBody::default(),
        };
        let facts = [
            (t.t("party-record-place"), body.place),
            (t.t("party-record-present"), body.present),
            (t.t("party-record-result"), body.result),
        ];
        let confirmed = part.confirmed.iter().any(|(known, _, _)| *known == party.place.id);
        let asked = case.asks_to_confirm(party, part);
        let taken = case.state.is_open() || (part.part == RecordPart::Mediation && case.takes_record());
        Part {
            code: part.part.code(),
            name: t.code("record", part.part.code()),
            version: part.version,
            at: t.moment(part.at),
            facts: facts.into_iter().filter_map(|(name, value)| Some((name, value?))).collect(),
            text: body.text,
            open: asked && taken,
            excused: !asked && !confirmed,
            confirmed,
        }
    });
    Ok(shown.collect())
}
