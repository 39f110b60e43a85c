//! One respondent's track as its page shows it: what happened, by whom and when, what was said, the time there is.

use std::borrow::Cow;

use domain::{
    Case,
    body::{Content, PersonBody},
    case::{Ask, Party},
    fair::{Language, Window},
    measure::{Basis, Ending, Measure, MeasureKind, MeasureState, Order, Task},
    procedure::Means,
};
use jiff::{SignedDuration, Timestamp, civil::Date};

use crate::{
    app::App,
    engine::{Published, ReadError},
    locale::Texts,
    web::{
        company::{self, Sharer},
        frame::{Reached, Step},
        submit::name_of,
        ticket::measure::is_told,
    },
};

use super::{
    Named,
    clause::{self, Clause},
    may::May,
    opened,
    photos::{self, Photo},
    rule, tasks,
};

/// The state in words; a time that ended without a statement has words of its own.
pub(super) fn state(track: &Measure, t: &Texts, now: Timestamp) -> String {
    let over = track.state == MeasureState::WindowOpen && track.time_over(now);
    let only_clause = track.state == MeasureState::Filed && track.clause_seq.is_some();
    match (over, only_clause) {
        (true, _) => t.t("complaints-time-over").into_owned(),
        (false, true) => t.t("complaints-clause-only").into_owned(),
        (false, false) => {
            let code = track.ending().map_or(track.state.code(), Ending::code);
            t.code("measure-state", code).into_owned()
        }
    }
}

pub(super) fn tone(track: &Measure, now: Timestamp) -> &'static str {
    match track.state {
        MeasureState::WindowOpen if track.time_over(now) => "warn",
        MeasureState::Filed | MeasureState::Noticed | MeasureState::WindowOpen => "note",
        MeasureState::Answered | MeasureState::Ordered => "warn",
        MeasureState::Cleared | MeasureState::Lifted => "quiet",
        MeasureState::Applied => "good",
    }
}

/// How the notice was served.
pub(super) struct Served {
    pub(super) method: String,
    pub(super) refused: bool,
    pub(super) to: String,
    /// Who saw that it was left.
    pub(super) witness: String,
    pub(super) at: String,
    pub(super) by: String,
    pub(super) photo: Option<Photo>,
}

/// The time for a statement.
pub(super) struct Time {
    /// A statement is waited for still.
    pub(super) waits: bool,
    pub(super) deadline: String,
    pub(super) last_useful: String,
    /// The fair closes before the time ends.
    pub(super) closes_before: bool,
    /// What is left, in words; empty once it is over, or nothing waits for a statement any more.
    pub(super) left: String,
    pub(super) rule: String,
}

/// A statement of the respondent.
pub(super) struct Statement {
    /// The language it is written in; empty where nobody said so.
    pub(super) tag: &'static str,
    pub(super) who: String,
    pub(super) how: String,
    pub(super) late: bool,
    pub(super) admits: bool,
    pub(super) lines: Vec<String>,
}

/// What the organiser decided or did, oldest first.
pub(super) struct Decision {
    pub(super) heading: String,
    pub(super) when: String,
    /// Measure, basis, until.
    pub(super) facts: Vec<(String, String)>,
    /// The language it is written in; empty where nobody said so.
    pub(super) tag: &'static str,
    pub(super) lines: Vec<String>,
    /// They are a remark on how a clause is carried out; what is ordered is the clause.
    pub(super) remark: bool,
    pub(super) photo: Option<Photo>,
}

/// A basis on which a measure may or may not stand now.
pub(super) struct Ground {
    pub(super) code: &'static str,
    pub(super) name: String,
    /// What it means; where it does not hold, why not.
    pub(super) why: String,
}

/// Everything of one track.
pub(super) struct Track {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) company: String,
    pub(super) booth: String,
    /// Whom the complaint named at a booth that several share, where that is not who of them is named now.
    pub(super) at_filing: Option<String>,
    /// Among whom it is, where several share its booth and it can be said.
    pub(super) sharers: Vec<Sharer>,
    /// The key of what is said where one of them is named.
    pub(super) which: &'static str,
    /// Each time that somebody named one of them: when, and whom. By whom is not told, for it may tell who mediates.
    pub(super) named: Vec<(String, String)>,
    pub(super) ticket: String,
    /// The respondent reads how it ends; before service or an order nobody tells them of a complaint.
    pub(super) told: bool,
    pub(super) tone: &'static str,
    pub(super) state: String,
    pub(super) task: &'static str,
    /// That the respondent objects to the measure that stands, and since when.
    pub(super) objection: Option<String>,
    pub(super) steps: Vec<Step>,
    pub(super) noticed: String,
    /// The time for a statement that the notice gives; empty while there is none.
    pub(super) rule: String,
    pub(super) served: Option<Served>,
    pub(super) time: Option<Time>,
    pub(super) statements: Vec<Statement>,
    pub(super) photos: Vec<Photo>,
    /// A clause that was handed over.
    pub(super) clause: Option<Clause>,
    pub(super) decisions: Vec<Decision>,
    /// That what was ordered is recorded as applied with its day and time alone, as the fair has closed; empty before.
    pub(super) in_time: Cow<'static, str>,
    /// The last day of the clause that was handed over, as a form takes it; empty where it names none.
    pub(super) ends: String,
    /// The terms of that clause are known, so that an order says the clause and not what an officer wrote.
    pub(super) says_clause: bool,
    /// What stands now carries out that clause, which binds on when it is lifted.
    pub(super) lifts_clause: bool,
    pub(super) may: May,
    /// That both sides agreed to it, where a measure may stand on that: such an order has a form of its own.
    pub(super) agreed: Option<Ground>,
    /// The other grounds on which one may stand.
    pub(super) holds: Vec<Ground>,
    pub(super) lacks: Vec<Ground>,
}

impl Track {
    /// Nobody said which of those at its booth it is, and that comes before any paper.
    pub(super) fn is_unsaid(&self) -> bool {
        company::is_unsaid(&self.sharers)
    }
    /// Whether this is what waits here.
    pub(super) fn waits_for(&self, task: &str) -> bool {
        self.task == task
    }
    /// The time for a statement runs, and none has come.
    pub(super) fn is_running(&self) -> bool {
        self.time.as_ref().is_some_and(|time| !time.left.is_empty())
    }
    /// That a measure ended is what waits to be recorded here.
    pub(super) fn is_over(&self) -> bool {
        matches!(self.task, "lift" | "close")
    }
    /// A new decision is what waits here.
    pub(super) fn is_to_decide(&self) -> bool {
        matches!(self.task, "no-answer" | "answer" | "clause")
    }
}

/// What a track is drawn from. Only after the reading was recorded.
pub(super) struct Looks<'a> {
    pub(super) app: &'a App,
    pub(super) at: &'a Published,
    pub(super) t: &'a Texts,
    pub(super) now: Timestamp,
    pub(super) case: &'a Case,
}

impl Looks<'_> {
    /// One respondent's track.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub(super) fn track(&self, track: &Measure) -> Result<Option<Track>, ReadError> {
        let (t, case) = (self.t, self.case);
        let Some(party) = case.party(track.party) else { return Ok(None) };
        let Named { name, company, booth } = Named::of(self.app, self.t, self.at, (case, party))?;
        let complained = case.asks_for(Ask::Measure);
        // With the texts of the case it is gone who was meant; a clause that was handed over says nothing of it.
        let says = complained && case.erased_at.is_none();
        let typed = self.at.names.party(track.party).and_then(|known| known.company.as_ref());
        let (mut holds, lacks) = self.grounds(track, complained);
        let agreed = holds.iter().position(|ground| ground.code == Basis::Agreement.code());
        let agreed = agreed.map(|at| holds.remove(at));
        let clause = clause::read(self.app, t, track)?;
        let ends = clause.as_ref().map(|clause| clause_ends(track, &clause.measures)).unwrap_or_default();
        Ok(Some(Track {
            id: track.party.to_string(),
            name,
            company,
            booth,
            at_filing: says.then(|| company::at_filing(t, self.at, party, typed)).flatten(),
            sharers: if says && case.named_by(track.party).is_none() {
                company::sharers(t, self.at, case, party)
            } else {
                Vec::new()
            },
            which: company::which_hint(case),
            named: if says { self.named(party)? } else { Vec::new() },
            // The board calls tickets: with the number the organiser would read there who comes to talks.
            ticket: party
                .ticket
                .filter(|_| !case.asks_for(Ask::Mediation) || case.is_of_clause(track.party))
                .map(|number| number.to_string())
                .unwrap_or_default(),
            told: !complained || is_told(track),
            tone: tone(track, self.now),
            state: state(track, t, self.now),
            task: case.track_task(track, self.now, self.at.desk.closes_at()).map_or("", Task::code),
            objection: tasks::objection(track, t).filter(|_| case.erased_at.is_none()),
            steps: if complained { steps(t, track, self.now) } else { Vec::new() },
            noticed: track.notice.as_ref().map(|notice| t.moment(notice.at)).unwrap_or_default(),
            rule: self.rule(track),
            served: self.served(track)?,
            time: track.window.as_ref().map(|window| self.time(track, window)),
            statements: self.statements(track)?,
            photos: photos::handed_in(self.app, case, track.party, t)?,
            clause,
            decisions: self.decisions(track)?,
            in_time: self.in_time(track),
            ends,
            says_clause: !track.clauses.is_empty(),
            lifts_clause: track.binds_without_order(self.today()),
            may: May::of(case, track),
            agreed,
            holds,
            lacks,
        }))
    }

    fn named(&self, party: &Party) -> Result<Vec<(String, String)>, ReadError> {
        let (t, mut all) = (self.t, Vec::new());
        for naming in &party.namings {
            let said = company::named_by_step(self.app, t, self.case, naming.seq)?;
            let plain = if naming.particulars.is_some() {
                "history-exhibitor-named"
            } else {
                "history-exhibitor-unlisted"
            };
            let said = said.unwrap_or_else(|| t.t(plain).into_owned());
            all.push((t.moment(naming.at), said));
        }
        Ok(all)
    }

    fn rule(&self, track: &Measure) -> String {
        let Some(notice) = &track.notice else { return String::new() };
        rule::said(&self.at.desk.rules_of(Some(notice)).response, self.t)
    }

    fn in_time(&self, track: &Measure) -> Cow<'static, str> {
        let past = track.is_past_applying(self.now, self.at.desk.closes_at());
        if past { self.t.t("complaints-apply-closed-hint") } else { Cow::default() }
    }

    /// The day by the fair's clock.
    fn today(&self) -> Option<Date> {
        self.at.desk.fair().map(|fair| fair.plan.day_of(self.now))
    }

    fn person(&self, seq: u64) -> Result<PersonBody, ReadError> {
        Ok(match opened(self.app, seq)? {
            Some(Content::Person(body)) => body,
            Some(_) | None => PersonBody::default(),
        })
    }

    /// What the organiser wrote, and the tag of its language.
    fn words(&self, seq: u64) -> Result<(Vec<String>, &'static str), ReadError> {
        Ok(match opened(self.app, seq)? {
            Some(Content::Measure(body)) => {
                (lines(&body.text), body.language.map(Language::tag).unwrap_or_default())
            }
            Some(_) | None => (Vec::new(), ""),
        })
    }

    /// Who took the step of an entry.
    fn by(&self, seq: u64) -> String {
        let step = self.case.steps.iter().find(|step| step.seq == seq);
        step.and_then(|step| step.by).map(|by| name_of(by, self.at)).unwrap_or_default()
    }

    fn served(&self, track: &Measure) -> Result<Option<Served>, ReadError> {
        let (Some((seq, at)), Some(service)) = (track.last("ComplaintServed"), track.service.as_ref()) else {
            return Ok(None);
        };
        let (t, person) = (self.t, self.person(seq)?);
        Ok(Some(Served {
            method: t.code("service", service.method.code()).into_owned(),
            refused: service.refused,
            to: spoken(&person),
            witness: person.witness.unwrap_or_default(),
            at: t.moment(at),
            by: self.by(seq),
            photo: photos::named(self.app, self.case, service.evidence, t)?,
        }))
    }

    fn time(&self, track: &Measure, window: &Window) -> Time {
        let waits = track.awaits_statement();
        let left = window.deadline.duration_since(self.now);
        let seconds = u64::try_from(left.as_secs()).unwrap_or(0);
        Time {
            waits,
            deadline: self.t.moment(window.deadline),
            last_useful: self.t.moment(window.last_useful),
            closes_before: window.last_useful < window.deadline,
            left: if waits && left > SignedDuration::ZERO { self.t.duration(seconds) } else { String::new() },
            rule: rule::name(&window.rule, self.t),
        }
    }

    fn statements(&self, track: &Measure) -> Result<Vec<Statement>, ReadError> {
        let mut all = Vec::new();
        for statement in &track.statements {
            let Some(Content::Reply(reply)) = opened(self.app, statement.seq)? else { continue };
            let means = match statement.means {
                Means::Device => self.t.t("complaints-own-device"),
                means @ (Means::Spoken | Means::ReadAloud | Means::Paper) => {
                    self.t.code("means", means.code())
                }
            };
            all.push(Statement {
                tag: reply.language.map(Language::tag).unwrap_or_default(),
                who: spoken(&reply.person),
                how: self.t.t2("complaints-said-how", "means", means, "moment", self.t.moment(statement.at)),
                late: track.is_late(statement),
                admits: statement.admits,
                lines: lines(&reply.statement.unwrap_or_default()),
            });
        }
        Ok(all)
    }

    fn decisions(&self, track: &Measure) -> Result<Vec<Decision>, ReadError> {
        const DECIDED: [(&str, &str); 4] = [
            ("ComplaintCleared", "cleared"),
            ("MeasureOrdered", "ordered"),
            ("MeasureApplied", "applied"),
            ("MeasureLifted", "lifted"),
        ];
        let mut all = Vec::new();
        for (seq, at, kind) in &track.steps {
            let Some((_, code)) = DECIDED.iter().find(|(known, _)| known == kind) else { continue };
            let (by, ended) = (self.by(*seq), track.ending_of(*seq));
            let when = self.t.moment(*at);
            let order = track.orders.iter().find(|order| order.seq == *seq);
            let (lines, tag) = self.words(*seq)?;
            let proof = track.proofs.iter().find(|(of, _)| of == seq).map(|(_, id)| *id);
            all.push(Decision {
                heading: self.t.code("measure-state", ended.map_or(*code, Ending::code)).into_owned(),
                when: if by.is_empty() { when } else { format!("{when} · {by}") },
                facts: order.map(|order| self.order(track, order)).unwrap_or_default(),
                tag,
                remark: order.is_some_and(|order| track.says_clause(order, !lines.is_empty())),
                lines,
                photo: photos::named(self.app, self.case, proof, self.t)?,
            });
        }
        Ok(all)
    }

    fn order(&self, track: &Measure, order: &Order) -> Vec<(String, String)> {
        let t = self.t;
        let until = order.until.map_or_else(|| t.t("papers-until-close").into_owned(), |at| t.moment(at));
        let mut facts = vec![
            (t.t("papers-order-kind").into_owned(), t.code("measure", order.kind.code()).into_owned()),
            (t.t("papers-order-basis").into_owned(), t.code("basis", order.basis.code()).into_owned()),
        ];
        let begins = track.begins(order).map(|day| t.date(day));
        facts.extend(begins.map(|day| (t.t("papers-order-from").into_owned(), day)));
        facts.push((t.t("papers-order-until").into_owned(), until));
        facts
    }

    /// Those on which a measure may stand now, and those on which it may not, with the reason.
    fn grounds(&self, track: &Measure, complained: bool) -> (Vec<Ground>, Vec<Ground>) {
        let ground = |basis: Basis, family: &str| Ground {
            code: basis.code(),
            name: self.t.code("basis", basis.code()).into_owned(),
            why: self.t.code(family, basis.code()).into_owned(),
        };
        let closed = track.state == MeasureState::Cleared;
        let offered = Basis::ALL.iter().filter(|basis| complained || **basis == Basis::Agreement);
        let (holds, lacks): (Vec<Basis>, Vec<Basis>) = offered.copied().partition(|basis| {
            let reopens = !closed || *basis == Basis::Agreement;
            reopens && track.may_stand_on(*basis, complained, self.now)
        });
        (
            holds.into_iter().map(|basis| ground(basis, "basis-means")).collect(),
            lacks.into_iter().map(|basis| ground(basis, "basis-lacks")).collect(),
        )
    }
}

/// The last day of the clause that these measures carry out, where it is the same whichever is chosen.
fn clause_ends(track: &Measure, measures: &[MeasureKind]) -> String {
    let mut all = measures.iter();
    let first = all.next().and_then(|kind| track.clause_ends(*kind));
    let same = first.filter(|_| all.all(|kind| track.clause_ends(*kind) == first));
    same.map(|day| day.to_string()).unwrap_or_default()
}

/// Complaint, notice, statement, decision, measure. What an order on a clause went past stands among them only where it happened.
fn steps(t: &Texts, track: &Measure, now: Timestamp) -> Vec<Step> {
    let (present, cleared) = match track.state {
        MeasureState::Filed | MeasureState::Noticed => (1, false),
        MeasureState::WindowOpen if track.time_over(now) => (3, false),
        MeasureState::WindowOpen => (2, false),
        MeasureState::Answered => (3, false),
        MeasureState::Cleared => (4, true),
        MeasureState::Ordered => (4, false),
        MeasureState::Applied | MeasureState::Lifted => (5, false),
    };
    let names = [
        t.t("complaints-step-complaint"),
        t.t("complaints-step-notice"),
        t.t("complaints-step-statement"),
        t.t("complaints-step-decision"),
        t.t("complaints-step-measure"),
    ];
    let shown = if cleared { 4 } else { names.len() };
    let heard = [true, track.notice.is_some(), !track.statements.is_empty()];
    let happened = |at: usize| at >= present || heard.get(at).is_none_or(|happened| *happened);
    let step = |(at, text): (usize, Cow<'static, str>)| Step {
        text: text.into_owned(),
        reached: match at.cmp(&present) {
            std::cmp::Ordering::Less => Reached::Done,
            std::cmp::Ordering::Equal => Reached::Now,
            std::cmp::Ordering::Greater => Reached::Next,
        },
    };
    names.into_iter().take(shown).enumerate().filter(|(at, _)| happened(*at)).map(step).collect()
}

/// Name and position of somebody who acted.
fn spoken(person: &PersonBody) -> String {
    match &person.position {
        Some(position) if !person.name.is_empty() => format!("{} ({position})", person.name),
        Some(position) => position.clone(),
        None => person.name.clone(),
    }
}

pub(super) fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}
