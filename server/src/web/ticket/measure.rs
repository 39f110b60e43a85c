//! What happened on the organiser's track, on the ticket's page: to whoever complained, how far it is and what came of it; to a
//! respondent, the time there is, the own statements and the decision with its reason. Neither reads a word of the other.

use std::borrow::Cow;

use domain::{
    body::Content,
    case::{Ask, Case, Party, Side},
    fair::Language,
    measure::{Basis, Ending, MAX_STATEMENTS, Measure, MeasureState, Order},
};
use jiff::Timestamp;

use crate::{app::App, documents, engine::Published, locale::Texts, record::Opened, web::problem::Problem};

use super::{Found, own};

/// One track, as one party may know it.
pub(in crate::web) struct Track {
    /// Where there are several: who the respondent is, as far as its reader may know.
    pub(in crate::web) whom: String,
    pub(in crate::web) said: Cow<'static, str>,
    pub(in crate::web) facts: Vec<(Cow<'static, str>, String)>,
    /// The own statements, and the organiser's words.
    pub(in crate::web) words: Vec<Words>,
    /// Where a statement can be made, and what the way there is called.
    pub(in crate::web) answer: Option<(Cow<'static, str>, String)>,
    /// The organiser certifies the outcome.
    pub(in crate::web) certified: bool,
    /// Somebody complained; otherwise the organiser was given a clause that both sides marked.
    pub(in crate::web) complained: bool,
    /// The measure carries out a clause that both sides agreed to, so it does stand on something of the mediation.
    pub(in crate::web) on_clause: bool,
    /// What somebody can do about a measure that stands against them: speak against it, or ask about what they agreed to.
    pub(in crate::web) then: Option<Cow<'static, str>>,
}

/// Words under their heading.
pub(in crate::web) struct Words {
    pub(in crate::web) heading: Cow<'static, str>,
    pub(in crate::web) text: String,
    /// The language they are written in; empty where nobody said so.
    pub(in crate::web) tag: &'static str,
}

/// Reads what this party may read.
///
/// # Errors
/// When the journal cannot be read.
pub(super) async fn read(app: &App, t: &Texts, found: &Found) -> Result<Vec<Track>, Problem> {
    let Some(case) = found.published.desk.case(found.ticket.case) else { return Ok(Vec::new()) };
    let Some(party) = case.party(found.ticket.party) else { return Ok(Vec::new()) };
    let reader = Reader { app, t, published: &found.published, case, now: app.clock.now(), apart: false };
    match party.place.side {
        Side::Claimant => Ok(reader.to_claimant()),
        Side::Respondent => match case.measure(party.place.id).filter(|track| tells(case, track)) {
            Some(track) => Ok(vec![reader.to_respondent(track).await?]),
            None => Ok(Vec::new()),
        },
    }
}

/// The decision on a complaint, for its own page: it is opened without a ticket, so nothing there speaks of the mediation, nor of a
/// clause that came over from it. The own statements stand above it.
///
/// # Errors
/// When the journal cannot be read.
pub(in crate::web) async fn on_complaint(
    app: &App,
    t: &Texts,
    (published, case): (&Published, &Case),
    track: &Measure,
) -> Result<Option<Track>, Problem> {
    if !track.is_decided() {
        return Ok(None);
    }
    let reader = Reader { app, t, published, case, now: app.clock.now(), apart: true };
    reader.to_respondent(track).await.map(Some)
}

/// A respondent is told from the service on, and of any measure; of a clause that only waits they know by their agreement.
pub(in crate::web) fn is_told(track: &Measure) -> bool {
    track.window.is_some() || track.order().is_some()
}

/// What is true of a statement that has just arrived: somebody decides on it; or, once a measure was ordered, they read it, and only what
/// changes the measure is a step that its page can tell.
pub(super) fn arrived(found: &Found) -> &'static str {
    let case = found.published.desk.case(found.ticket.case);
    match case.and_then(|case| case.measure(found.ticket.party)).map(|track| track.state) {
        Some(MeasureState::Ordered | MeasureState::Applied) => "ticket-done-objected",
        Some(MeasureState::Lifted) => "ticket-done-stated-lifted",
        Some(_) | None => "ticket-done-stated",
    }
}

/// Whether a respondent reads of a track; that the clause of the own agreement was closed they are told, too.
pub(super) fn tells(case: &Case, track: &Measure) -> bool {
    is_told(track) || (!case.asks_for(Ask::Measure) && track.is_decided())
}

/// How many steps of a track whoever complained is told of: that there is a statement, and not each further one.
pub(super) fn told_steps(track: &Measure) -> usize {
    track.steps.iter().filter(|(_, _, kind)| *kind != "ComplaintAnswered").count()
}

/// How many steps of a track the page of the complaint alone tells of: that a clause came over is for those who talked.
pub(in crate::web) fn steps_apart(track: &Measure) -> usize {
    track.steps.iter().filter(|(_, _, kind)| *kind != "ClauseHandedOver").count()
}

/// Whether what somebody wrote on a decision may speak of a clause: it closed the matter after one came, or an order on one.
fn touches_clause(track: &Measure, kind: &str, seq: u64) -> bool {
    if kind == "ComplaintCleared" {
        return track.clause_seq.is_some_and(|clause| clause < seq);
    }
    let order = track.orders.iter().rev().find(|order| order.seq <= seq);
    order.is_some_and(|order| order.basis == Basis::Agreement)
}

/// The decisions whose words a respondent reads, under what heading.
const DECISIONS: [(&str, &str); 3] = [
    ("ComplaintCleared", "measure-why-cleared"),
    ("MeasureOrdered", "measure-what"),
    ("MeasureLifted", "measure-why-lifted"),
];

/// What the words are called with which it was recorded that a measure ended.
fn why_ended(ending: Ending) -> &'static str {
    match ending {
        Ending::Lifted => "measure-why-lifted",
        Ending::WithFair => "measure-how-ended",
        Ending::Unapplied => "measure-why-unapplied",
    }
}

/// Whether what was ordered last is what both sides agreed to.
fn on_clause(track: &Measure) -> bool {
    track.order().is_some_and(|order| order.basis == Basis::Agreement)
}

struct Reader<'a> {
    app: &'a App,
    t: &'a Texts,
    published: &'a Published,
    case: &'a Case,
    now: Timestamp,
    /// For a page that knows of the complaint alone.
    apart: bool,
}

impl Reader<'_> {
    fn said(&self, family: &str, track: &Measure) -> Cow<'static, str> {
        if !self.case.asks_for(Ask::Measure) {
            // Nobody complained: what waits, or was closed, is a clause.
            if track.state == MeasureState::Filed {
                return self.t.t("measure-clause-waits");
            }
            if track.state == MeasureState::Cleared {
                return self.t.t("measure-clause-cleared");
            }
        }
        let plan = self.published.desk.fair().map(|fair| &fair.plan);
        let today = plan.map(|plan| plan.day_of(self.now));
        let ending = track.ending();
        if !self.apart && ending.is_some() && track.binds_without_order(today) {
            let lifted = ending == Some(Ending::Lifted);
            return self.t.t(if lifted { "measure-clause-lifted" } else { "measure-clause-over" });
        }
        let over = track.state == MeasureState::WindowOpen && track.time_over(self.now);
        let state = ending.map_or(track.state.code(), Ending::code);
        self.t.code(family, if over { "time-over" } else { state })
    }

    fn to_claimant(&self) -> Vec<Track> {
        let tracks: Vec<_> = self.case.tracks().collect();
        let several = tracks.len() > 1;
        let complained = self.case.asks_for(Ask::Measure);
        let told = |track: &Measure| {
            let party = self.case.party(track.party);
            let mut facts = Vec::new();
            if let Some((_, at)) = track.last("ComplaintServed") {
                facts.push((self.t.t("measure-notified"), self.t.moment(at)));
            }
            facts.extend(self.decided(track));
            Track {
                whom: party.filter(|_| several).map(|party| self.called(party)).unwrap_or_default(),
                said: self.said("told-claimant", track),
                facts,
                words: Vec::new(),
                answer: None,
                certified: track.is_decided()
                    && self.case.complaint_seq.is_some()
                    && self.case.erased_at.is_none(),
                complained,
                on_clause: on_clause(track),
                then: None,
            }
        };
        tracks.iter().map(|track| told(track)).collect()
    }

    fn called(&self, party: &Party) -> String {
        own::called_to_claimant(self.t, self.published, self.case, party)
    }

    async fn to_respondent(&self, track: &Measure) -> Result<Track, Problem> {
        let t = self.t;
        let mut facts = Vec::new();
        if let Some(window) = track.window.as_ref().filter(|_| track.state == MeasureState::WindowOpen) {
            facts.push((t.t("measure-due"), t.moment(window.deadline)));
            if window.last_useful < window.deadline {
                facts.push((t.t("measure-useful"), t.moment(window.last_useful)));
            }
        }
        facts.extend(self.decided(track));
        let mut words = if self.apart { Vec::new() } else { self.statements(track).await? };
        let (decided, then) = self.decisions(track).await?;
        words.extend(decided);
        let answer = if self.apart { None } else { self.answer(track).await? };
        let said = self.said("told-respondent", track);
        let complained = self.case.asks_for(Ask::Measure);
        let stands = matches!(track.state, MeasureState::Ordered | MeasureState::Applied);
        // Where a measure stands, what can be said against it names the office, too.
        let full = || -> Cow<'static, str> { t.t1("measure-full", "max", MAX_STATEMENTS).into() };
        let sent = !self.apart && track.sends_to_office();
        let then = stands.then(|| t.t(then)).or_else(|| sent.then(full));
        let (whom, certified, on_clause) = (String::new(), false, on_clause(track));
        Ok(Track { whom, said, facts, words, answer, certified, complained, on_clause, then })
    }

    /// Everything that the respondent stated, oldest first: the file keeps it all, too.
    async fn statements(&self, track: &Measure) -> Result<Vec<Words>, Problem> {
        let mut all = Vec::new();
        for statement in &track.statements {
            let key = if track.is_late(statement) { "measure-own-late" } else { "measure-own" };
            let heading = self.t.t1(key, "moment", self.t.moment(statement.at));
            all.extend(self.words(statement.seq, heading.into()).await?);
        }
        Ok(all)
    }

    /// The organiser's words on each decision, and what a respondent can do about a measure that stands.
    async fn decisions(&self, track: &Measure) -> Result<(Vec<Words>, &'static str), Problem> {
        let t = self.t;
        let mut words = Vec::new();
        let mut then = "measure-object";
        for (kind, heading) in DECISIONS {
            let Some((seq, _)) = track.last(kind) else { continue };
            if self.apart && touches_clause(track, kind, seq) {
                continue;
            }
            let heading = track.ending_of(seq).map_or(heading, why_ended);
            let mut said = self.words(seq, t.t(heading)).await?;
            let order = track.order().filter(|order| order.seq == seq);
            if let Some(order) = order.filter(|order| track.says_clause(order, said.is_some())) {
                words.extend(self.clause(track, order).await?);
                if let Some(remark) = &mut said {
                    remark.heading = t.t("papers-order-remark");
                }
                let ends = track.clause_ends(order.kind).is_some();
                then = if ends { "measure-clause-ask-ends" } else { "measure-clause-ask" };
            }
            words.extend(said);
        }
        Ok((words, then))
    }

    /// Where a statement is made, as long as one is taken: the first one, or a further one.
    async fn answer(&self, track: &Measure) -> Result<Option<(Cow<'static, str>, String)>, Problem> {
        if track.window.is_none() || !track.takes_own_statement() {
            return Ok(None);
        }
        let key = if track.statements.is_empty() { "measure-answer" } else { "measure-answer-further" };
        Ok(self.notice(track).await?.map(|there| (self.t.t(key), there)))
    }

    /// Kind, basis, time of the last measure, unless the matter was closed since.
    fn decided(&self, track: &Measure) -> Vec<(Cow<'static, str>, String)> {
        let t = self.t;
        let cleared = track.last("ComplaintCleared").map_or(0, |(seq, _)| seq);
        let Some(order) = track.order().filter(|order| order.seq > cleared) else {
            let closed = track.last("ComplaintCleared");
            return closed.map(|(_, at)| (t.t("measure-closed"), t.moment(at))).into_iter().collect();
        };
        let Order { kind, basis, until, at, seq, .. } = *order;
        let until = until.map_or_else(|| t.t("papers-until-close").into_owned(), |until| t.moment(until));
        let mut facts = vec![(t.t("papers-order-kind"), t.code("measure", kind.code()).into_owned())];
        // What is left out for a clause is left out of every order: else the gap would tell of it. Where no mediation was asked for there
        // is none to tell of.
        let basis = if self.apart && self.case.asks_for(Ask::Mediation) {
            t.t("measure-basis-apart")
        } else {
            t.code("basis", basis.code())
        };
        facts.push((t.t("papers-order-basis"), basis.into_owned()));
        facts.push((t.t("papers-complaint-ordered"), t.moment(at)));
        let begins = track.begins(order).filter(|_| !self.apart);
        facts.extend(begins.map(|day| (t.t("papers-order-from"), t.date(day))));
        facts.push((t.t("papers-order-until"), until));
        let never = track.was_never_applied().then(|| t.t("papers-complaint-unapplied").into_owned());
        facts.extend(never.map(|never| (t.t("papers-complaint-applied"), never)));
        let ended = documents::ended_on(track);
        for (step, name) in [("MeasureApplied", "papers-complaint-applied"), ("MeasureLifted", ended)] {
            let later = track.last(step).filter(|(later, _)| *later > seq);
            facts.extend(later.map(|(_, at)| (t.t(name), t.moment(at))));
        }
        facts
    }

    async fn words(&self, seq: u64, heading: Cow<'static, str>) -> Result<Option<Words>, Problem> {
        let opened = own::bodies(self.app, vec![seq]).await?.into_iter().next();
        let (text, language) = match opened.and_then(Opened::content) {
            Some(Content::Reply(reply)) => (reply.statement, reply.language),
            Some(Content::Measure(body)) => (Some(body.text), body.language),
            Some(_) | None => (None, None),
        };
        let tag = language.map(Language::tag).unwrap_or_default();
        Ok(text.filter(|text| !text.trim().is_empty()).map(|text| Words { heading, text, tag }))
    }

    /// What of the clause an order carries out: what is ordered is what was agreed.
    async fn clause(&self, track: &Measure, order: &Order) -> Result<Option<Words>, Problem> {
        let opened = own::bodies(self.app, track.clause_seq.into_iter().collect()).await?.into_iter().next();
        let Some(Content::Measure(handed)) = opened.and_then(Opened::content) else { return Ok(None) };
        let text = documents::clause_words(&handed, Some(order.kind), self.t, &|day| self.t.date(day));
        let heading = self.t.t("papers-order-clause");
        Ok(Some(Words { heading, text, tag: "" }))
    }

    async fn notice(&self, track: &Measure) -> Result<Option<String>, Problem> {
        let Some(notice) = &track.notice else { return Ok(None) };
        let opened = own::bodies(self.app, vec![notice.seq]).await?.into_iter().next();
        Ok(match opened.and_then(Opened::content) {
            Some(Content::Notice(secret)) => Some(format!("/n/{}", secret.key)),
            Some(_) | None => None,
        })
    }
}
