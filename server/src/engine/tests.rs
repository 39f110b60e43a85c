//! The engine held to its promises: answers after durability, retries, fail-stop, replay, erasure.

use std::sync::{Arc, Mutex, RwLock};

use domain::{
    Actor, CaseId, Command, CommandId, Desk, Directory, Refusal, RoomId, TicketNumber,
    body::{Content, MeasureBody},
    case::{Ask, Outcome, Reason},
    command::NewCase,
    measure::MeasureAction,
    staff::DutyState,
    testing::{HEAD, MEI, ORGANISER, TOM, TestFair, plan},
};
use tokio::sync::{mpsc, oneshot, watch};

use super::{
    Accepted, BATCH, Board, Engine, Job, Observer, Opened, Published, Request, SubmitError, replay,
    works::Works,
};
use crate::{
    clock::ManualClock,
    journal::{
        FairId, Journal,
        memory::{Fault, Memory},
    },
};

/// An engine whose fair was replayed from a journal in memory, and what it takes to start it again.
struct Bench {
    memory: Memory,
    clock: Arc<ManualClock>,
    engine: Engine,
    /// Makes cases with ids that differ.
    fair: TestFair,
}

fn open(memory: &Memory) -> (Box<dyn Journal>, Desk, Directory) {
    let (mut desk, mut names) = (Desk::default(), Directory::default());
    let journal = memory.open(&mut |entry| Ok(replay(&mut desk, &mut names, &entry)?)).unwrap();
    (journal, desk, names)
}

impl Bench {
    /// A fair set up through the engine by the same commands as the domain's test fair.
    async fn new() -> Self {
        let memory = Memory::new(FairId([1; 16])).unwrap();
        let fair = TestFair::new();
        let clock = Arc::new(ManualClock::at(fair.now));
        let (journal, desk, names) = open(&memory);
        let (engine, _) =
            Engine::start(journal, Arc::<ManualClock>::clone(&clock), desk, names, None).unwrap();
        let mut bench = Self { memory, clock, engine, fair };
        for (actor, command) in founding() {
            bench.ask(actor, command).await.unwrap();
        }
        bench
    }

    /// Ends the engine and starts another on the same journal.
    fn restart(&mut self) {
        // A second engine on one memory is what a start after a crash looks like: nothing was closed in order.
        let (journal, desk, names) = open(&self.memory);
        let clock = Arc::<ManualClock>::clone(&self.clock);
        self.engine = Engine::start(journal, clock, desk, names, None).unwrap().0;
    }

    async fn ask(&mut self, actor: Actor, command: Command) -> Result<Accepted, SubmitError> {
        let id = CommandId(self.fair.fresh());
        self.ask_as(id, None, actor, command).await
    }

    async fn ask_as(
        &self,
        id: CommandId,
        digest: Option<domain::Mac>,
        actor: Actor,
        command: Command,
    ) -> Result<Accepted, SubmitError> {
        self.engine.submit(Request { id, actor, device: None, occurred_at: None, digest, command }).await
    }

    /// What each of these is told when all wait already as the engine begins, so that it decides them in one batch; with a fault, that
    /// is how writing it fails.
    fn at_once(
        &mut self,
        fault: Option<Fault>,
        asked: Vec<(Option<CommandId>, Actor, Command)>,
    ) -> Vec<Result<Accepted, SubmitError>> {
        let (jobs, queue) = mpsc::channel(BATCH);
        let mut answers = Vec::new();
        for (id, actor, command) in asked {
            let id = id.unwrap_or_else(|| CommandId(self.fair.fresh()));
            let request = Request { id, actor, device: None, occurred_at: None, digest: None, command };
            let (answer, answered) = oneshot::channel();
            jobs.try_send(Job { request, answer }).unwrap();
            answers.push(answered);
        }
        drop(jobs);
        let (journal, desk, names) = open(&self.memory);
        let published = Arc::new(Published::new(desk, names, journal.head()));
        let board = Arc::new(Board {
            changed: watch::Sender::new(published.head.seq),
            published: RwLock::new(published),
            stopped: RwLock::new(None),
        });
        let batches = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&batches);
        let observer: Observer = Box::new(move |commands, _| seen.lock().unwrap().push(commands));
        let clock = Arc::<ManualClock>::clone(&self.clock);
        let works = Works { journal, clock, board, observer: Some(observer) };
        if let Some(fault) = fault {
            self.memory.fail_next(fault);
        }
        std::thread::spawn(move || works.run(queue)).join().unwrap();
        assert_eq!(*batches.lock().unwrap(), [answers.len()], "all of them in one batch");
        answers.into_iter().map(|mut answered| answered.try_recv().unwrap()).collect()
    }

    async fn file(&mut self) -> (CaseId, TicketNumber) {
        let new = self.fair.dispute(&[Ask::Mediation, Ask::Measure]);
        let case = new.case;
        self.ask(Actor::Public, filing(new)).await.unwrap();
        (case, self.engine.now().desk.case(case).unwrap().claimant().ticket.unwrap())
    }
}

fn filing(new: NewCase) -> Command {
    Command::FileCase(Box::new(new))
}

fn founding() -> Vec<(Actor, Command)> {
    use domain::{HallId, ScanToken, staff::Role, testing::new_staff};
    let staff = vec![new_staff(ORGANISER, Role::Organiser), new_staff(HEAD, Role::Head)];
    let halls = vec![(HallId("1".to_owned()), None, ScanToken("hall-1".to_owned()))];
    let mut commands = vec![(Actor::System, Command::FoundFair { plan: plan(), halls, staff, demo: false })];
    for (id, room) in [(MEI, "Room 1"), (TOM, "Room 2")] {
        commands.push((Actor::Staff(HEAD), Command::AppointStaff { staff: new_staff(id, Role::Mediator) }));
        let duty = Command::TakeDuty { state: DutyState::On, room: Some(RoomId(room.to_owned())) };
        commands.push((Actor::Staff(id), duty));
    }
    commands
}

#[tokio::test]
async fn a_caller_reads_its_own_write() {
    let mut bench = Bench::new().await;
    let (case, ticket) = bench.file().await;
    let now = bench.engine.now();
    assert_eq!(now.desk.ticket(ticket).unwrap().case, case);
    assert_eq!(now.head.seq, now.desk.seq());
}

#[tokio::test]
async fn a_retry_gets_the_first_answer_with_its_secrets_even_after_a_restart() {
    let mut bench = Bench::new().await;
    let (id, digest) = (CommandId([9; 16]), Some(domain::Mac([1; 32])));
    let (first, second) = (bench.fair.dispute(&[Ask::Mediation]), bench.fair.dispute(&[Ask::Mediation]));
    let key = first.ticket.secret.key.clone();
    let accepted = bench.ask_as(id, digest, Actor::Public, filing(first)).await.unwrap();
    assert!(!accepted.repeated);
    bench.restart();
    // The retry carries ids drawn anew; what counts is the id of the request.
    let again = bench.ask_as(id, digest, Actor::Public, filing(second)).await.unwrap();
    assert!(again.repeated);
    assert_eq!(again.entries.len(), accepted.entries.len());
    let secrets = again.entries.iter().filter_map(|entry| match entry.body.clone().content() {
        Some(Content::Ticket(secret)) => Some(secret.key),
        _ => None,
    });
    assert_eq!(secrets.collect::<Vec<_>>(), [key]);
    assert_eq!(bench.engine.now().desk.case_count(), 1);
}

#[tokio::test]
async fn one_id_for_two_requests_is_refused() {
    let mut bench = Bench::new().await;
    let id = CommandId([9; 16]);
    let (first, second) = (bench.fair.dispute(&[Ask::Mediation]), bench.fair.dispute(&[Ask::Mediation]));
    bench.ask_as(id, Some(domain::Mac([1; 32])), Actor::Public, filing(first)).await.unwrap();
    let reused = bench.ask_as(id, Some(domain::Mac([2; 32])), Actor::Public, filing(second)).await;
    assert!(matches!(reused, Err(SubmitError::Reused)), "{reused:?}");
}

#[tokio::test]
async fn a_refusal_leaves_no_trace_and_is_not_remembered() {
    let mut bench = Bench::new().await;
    let before = bench.engine.now().head;
    let id = CommandId([9; 16]);
    let next = || Command::ClaimNext { lane: None };
    let refused = bench.ask_as(id, None, Actor::Staff(MEI), next()).await;
    assert!(matches!(refused, Err(SubmitError::Refused(Refusal::NobodyWaits))));
    assert_eq!(bench.engine.now().head, before);
    let (_, ticket) = bench.file().await;
    bench.ask_as(id, None, Actor::Staff(MEI), next()).await.unwrap();
    assert_eq!(bench.engine.now().desk.ticket(ticket).unwrap().mediator, Some(MEI));
}

#[tokio::test]
async fn of_many_who_claim_at_once_one_wins_and_the_others_learn_who() {
    let mut bench = Bench::new().await;
    let (_, ticket) = bench.file().await;
    let claims = (0..64_u8).map(|n| {
        let actor = Actor::Staff(if n % 2 == 0 { MEI } else { TOM });
        bench.ask_as(CommandId([n + 100; 16]), None, actor, Command::ClaimTicket { ticket })
    });
    let answers = futures_util::future::join_all(claims).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    for error in answers.into_iter().filter_map(Result::err) {
        assert!(matches!(error, SubmitError::Refused(Refusal::AlreadyClaimed { by: MEI, .. })), "{error:?}");
    }
}

#[tokio::test]
async fn a_full_disk_refuses_the_work_and_the_engine_goes_on() {
    let mut bench = Bench::new().await;
    bench.memory.fail_next(Fault::Full);
    let new = bench.fair.dispute(&[Ask::Mediation]);
    let refused = bench.ask(Actor::Public, filing(new)).await;
    assert!(matches!(refused, Err(SubmitError::Full)), "{refused:?}");
    assert_eq!(bench.engine.now().desk.case_count(), 0);
    bench.file().await;
    assert_eq!(bench.engine.now().desk.case_count(), 1);
}

/// What each was told, in a word.
fn told(answers: &[Result<Accepted, SubmitError>]) -> Vec<&'static str> {
    let word = |answer: &Result<Accepted, SubmitError>| match answer {
        Ok(accepted) if accepted.repeated => "repeated",
        Ok(accepted) if accepted.entries.is_empty() => "so already",
        Ok(_) => "done",
        Err(error) => error.code(),
    };
    answers.iter().map(word).collect()
}

#[tokio::test]
async fn of_a_batch_that_was_lost_nobody_is_told_what_stood_on_it() {
    for (fault, failed) in [(Fault::Full, "storage-low"), (Fault::Storage, "busy")] {
        let mut bench = Bench::new().await;
        let (_, taken) = bench.file().await;
        let (_, free) = bench.file().await;
        let (before, lost) = (CommandId([9; 16]), CommandId([8; 16]));
        let claim = |ticket| Command::ClaimTicket { ticket };
        let duty = |state| Command::TakeDuty { state, room: Some(RoomId("Room 1".to_owned())) };
        let (mei, tom) = (Actor::Staff(MEI), Actor::Staff(TOM));
        bench.ask_as(before, None, tom, claim(taken)).await.unwrap();
        let asked = || {
            vec![
                (None, mei, duty(DutyState::On)),
                (None, mei, claim(taken)),
                (Some(lost), mei, claim(free)),
                (None, tom, claim(free)),
                (Some(lost), mei, claim(free)),
                (None, mei, duty(DutyState::Break)),
                (None, mei, duty(DutyState::Break)),
                (Some(before), tom, claim(taken)),
            ]
        };
        let head = bench.engine.now().head;
        let answers = told(&bench.at_once(Some(fault), asked()));
        // The first two were decided on what is in the journal, and the last is there itself.
        let so = ["so already", "already-claimed", failed, failed, failed, failed, failed, "repeated"];
        assert_eq!(answers, so, "{fault:?}");
        bench.restart();
        assert_eq!(bench.engine.now().head, head, "{fault:?}: nothing was written");
        // The same once more, and each is told what is true by then.
        let answers = told(&bench.at_once(None, asked()));
        let so = [
            "so already",
            "already-claimed",
            "done",
            "already-claimed",
            "repeated",
            "done",
            "so already",
            "repeated",
        ];
        assert_eq!(answers, so, "{fault:?}");
    }
}

#[tokio::test]
async fn after_an_uncertain_write_reads_go_on_and_a_restart_tells_the_truth() {
    for (fault, cases) in [(Fault::UncertainKept, 2), (Fault::UncertainLost, 1)] {
        let mut bench = Bench::new().await;
        bench.file().await;
        bench.memory.fail_next(fault);
        let new = bench.fair.dispute(&[Ask::Mediation]);
        let stopped = bench.ask(Actor::Public, filing(new)).await;
        assert!(matches!(stopped, Err(SubmitError::Stopped(_))), "{stopped:?}");
        assert!(bench.engine.stopped().is_some());
        assert_eq!(bench.engine.now().desk.case_count(), 1, "what was not acknowledged is not shown");
        let new = bench.fair.dispute(&[Ask::Mediation]);
        assert!(matches!(bench.ask(Actor::Public, filing(new)).await, Err(SubmitError::Stopped(_))));
        bench.restart();
        assert_eq!(bench.engine.now().desk.case_count(), cases);
    }
}

/// A clock that breaks, in the place of any fault of the program on the engine's thread.
#[derive(Debug)]
struct BrokenClock;

impl crate::clock::Clock for BrokenClock {
    fn now(&self) -> jiff::Timestamp {
        panic!("the clock is broken")
    }
    fn monotonic(&self) -> std::time::Duration {
        std::time::Duration::ZERO
    }
}

#[tokio::test]
async fn an_engine_that_broke_says_that_it_has_stopped() {
    let memory = Memory::new(FairId([1; 16])).unwrap();
    let (journal, desk, names) = open(&memory);
    let (engine, thread) = Engine::start(journal, Arc::new(BrokenClock), desk, names, None).unwrap();
    assert!(engine.stopped().is_none());
    let request = Request {
        id: CommandId([1; 16]),
        actor: Actor::System,
        device: None,
        occurred_at: None,
        digest: None,
        command: Command::Sweep,
    };
    assert!(matches!(engine.submit(request).await, Err(SubmitError::Stopped(_))));
    assert!(tokio::task::spawn_blocking(move || thread.join()).await.unwrap().is_err());
    assert!(engine.stopped().is_some(), "or `/readyz` would go on saying that it is ready");
}

#[tokio::test]
async fn a_clock_that_jumps_back_never_takes_the_journal_with_it() {
    let mut bench = Bench::new().await;
    bench.file().await;
    let before = bench.engine.now().desk.recorded_at();
    bench.clock.set(before - jiff::SignedDuration::from_hours(5));
    bench.file().await;
    assert_eq!(bench.engine.now().desk.recorded_at(), before);
}

#[tokio::test]
async fn too_long_a_text_is_refused_alone() {
    let mut bench = Bench::new().await;
    let mut long = bench.fair.dispute(&[Ask::Mediation]);
    if let Some(text) = &mut long.application {
        text.statement = "x".repeat(70_000);
    }
    let ordinary = bench.fair.dispute(&[Ask::Mediation]);
    let (refused, taken) = tokio::join!(
        bench.ask_as(CommandId([1; 16]), None, Actor::Public, filing(long)),
        bench.ask_as(CommandId([2; 16]), None, Actor::Public, filing(ordinary)),
    );
    assert!(matches!(refused, Err(SubmitError::TooLong)), "{refused:?}");
    assert!(taken.is_ok(), "{taken:?}");
}

#[tokio::test]
async fn an_erased_case_reads_erased_for_ever_and_still_counts() {
    let mut bench = Bench::new().await;
    let (case, ticket) = bench.file().await;
    let (seq, party) = {
        let now = bench.engine.now();
        let filed = now.desk.case(case).unwrap();
        (filed.application_seq, filed.claimant().place.id)
    };
    assert!(bench.engine.now().names.party(party).is_some());
    bench.ask(Actor::Staff(MEI), Command::ClaimTicket { ticket }).await.unwrap();
    let erase = || Command::EraseCase { case };
    assert!(bench.ask(Actor::Staff(HEAD), erase()).await.is_err(), "an open case stays");
    let end = Command::ConcludeCase { case, outcome: Outcome::Referred, reason: Reason::Other, remark: None };
    bench.ask(Actor::Staff(MEI), end).await.unwrap();
    assert!(bench.ask(Actor::Staff(ORGANISER), erase()).await.is_err(), "the files are the head's");
    let track = {
        let party = bench.engine.now().desk.case(case).unwrap().respondents()[0].place.id;
        let body = MeasureBody { text: "Nothing was shown.".to_owned(), ..MeasureBody::default() };
        Command::MoveMeasure { case, party, action: Box::new(MeasureAction::Clear { body }) }
    };
    bench.ask(Actor::Staff(ORGANISER), track).await.unwrap();
    bench.ask(Actor::Staff(HEAD), erase()).await.unwrap();
    for _ in 0..2 {
        assert_eq!(bench.engine.entry(seq).unwrap().unwrap().body, Opened::Erased);
        let now = bench.engine.now();
        assert!(now.names.party(party).is_none());
        assert_eq!((now.desk.case_count(), now.desk.tickets().count()), (1, 1));
        bench.restart();
    }
}
