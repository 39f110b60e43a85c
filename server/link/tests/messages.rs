//! Every message comes back from its JSON as it was, in the shape that is promised, and within its limits.
#![expect(clippy::unwrap_used, reason = "a test that cannot make its message must fail")]

use std::collections::BTreeSet;

use domain::{
    CommandId, DeviceId, HallId, RoomId, TicketNumber,
    body::TicketSecret,
    case::CaseKind,
    device::DeviceRole,
    fair::{Language, Venue},
    ticket::TicketState,
};
use jiff::Timestamp;
use link::{
    Agreed, Answer, Answers, Booth, Booths, CALL_BYTES, CheckIn, CheckedIn, Consents, DeskSecret, Filer,
    Filing, Greeting, HandOff, HandOffState, Hello, HolderToken, ISSUES_AT_ONCE, ISSUES_BYTES, Issue, Issues,
    Job, JobReport, Join, Joined, OpenHandOff, PRINTS_TOLD, Paper, Particulars, Print, PrintId, PrintState,
    Problem, REFUSED_TOLD, RefusedIssue, Respondent, Right, Standing, TicketKey, Trouble, Verdict,
    WORD_LETTERS,
};
use proptest::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::json;
use slip::{Code, Edition, NoticeSlip, Row, Slip, Steps, Typed};

fn noon() -> Timestamp {
    "2026-03-05T04:00:00Z".parse().unwrap()
}

fn number(count: u32) -> TicketNumber {
    TicketNumber { series: "K".parse().unwrap(), count }
}

fn desk() -> DeskSecret {
    DeskSecret::from_bytes(&[3; 32])
}

fn issue(filing: &Filing) -> Issue {
    let (key, holder) = (TicketKey::from_bytes([1; 16]), HolderToken::from_bytes([2; 16]));
    let secret = TicketSecret { key: key.reveal(), holder: holder.reveal() };
    Issue {
        command: CommandId([5; 16]),
        number: number(17),
        key: key.hash().into(),
        holder: holder.hash().into(),
        issued_at: noon(),
        kind: CaseKind::Dispute,
        secret: desk().key().seal(&secret).unwrap(),
        filing: desk().key().seal(filing).unwrap(),
        hand_off: None,
    }
}

fn particulars() -> Particulars {
    Particulars {
        fair: "Canton Light 2026".into(),
        demo: false,
        zone: "Asia/Shanghai".into(),
        first_day: "2026-03-05".parse().unwrap(),
        venue: Venue::Fair,
        last_day: Some("2026-03-08".parse().unwrap()),
        closed: BTreeSet::new(),
        opens: "09:00:00".parse().unwrap(),
        closes: "18:00:00".parse().unwrap(),
        open: true,
        halls: vec![HallId("1".into()), HallId("5.1".into())],
        hall: Some(HallId("5.1".into())),
        languages: Language::ALL.to_vec(),
        address: Some("http://192.168.1.5:8080".into()),
        desk: "Hall 2, entrance B".into(),
        body: "People's mediation committee".into(),
        consent: "v1".into(),
        daily_limit: Some(300),
        directory: 12,
    }
}

fn a_slip() -> Slip {
    let row = || Row::new("Label", "Value");
    Slip::Notice(NoticeSlip {
        fair: "Canton Light 2026".into(),
        body: "Committee".into(),
        title: "Notice".into(),
        to: row(),
        matter: vec![row()],
        number: number(18),
        typed: Typed { caption: "To type in".into(), text: link::with_check_digit(number(18)) },
        code: Code::Scan { text: "http://desk/n/key".into(), caption: "Read and answer".into() },
        reply_by: row(),
        desk: row(),
        rights: Steps { title: "Your rights".into(), steps: vec!["You may decline.".into()] },
        next: Steps { title: "Next".into(), steps: Vec::new() },
        issued: row(),
        edition: Edition::first("Copy {copy}"),
        desk_copy: None,
    })
}

fn same<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(message: &T) -> serde_json::Value {
    let text = serde_json::to_string(message).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&text).unwrap(), message);
    serde_json::from_str(&text).unwrap()
}

fn hello(refused: usize, prints: usize) -> Hello {
    let refused_one = |n: usize| RefusedIssue {
        number: number(u32::try_from(n).unwrap() + 1),
        code: "x".repeat(WORD_LETTERS),
        issued_at: noon(),
    };
    let print = |n: usize| Print {
        number: number(u32::try_from(n).unwrap() + 1),
        copy: 1,
        state: PrintState::Printed,
    };
    Hello {
        version: "0.1.0".into(),
        now: noon(),
        series: "K".parse().unwrap(),
        minted: 17,
        outbox: 2,
        refused_count: u32::try_from(refused).unwrap(),
        refused: (0..refused).map(refused_one).collect(),
        paper: Paper::Low,
        trouble: Some(Trouble::CoverOpen),
        print_queue: 0,
        prints: (0..prints).map(print).collect(),
        put_aside: 1,
    }
}

#[test]
fn joining_comes_back_as_it_was() {
    same(&Join { code: "KXT 37RM".into(), version: "0.1.0".into() });
    let joined = Joined {
        device: DeviceId([9; 16]),
        token: "t".into(),
        role: DeviceRole::Kiosk,
        series: "K".parse().unwrap(),
        desk_key: desk().key(),
        particulars: particulars(),
    };
    let shape = same(&joined);
    assert_eq!(shape["role"], "kiosk");
    assert_eq!(shape["series"], "K");
    assert_eq!(shape["desk_key"], desk().key().to_string());
    assert_eq!(shape["particulars"]["opens"], "09:00:00");
    assert_eq!(shape["particulars"]["languages"], json!(["en", "zh-CN"]));
}

#[test]
fn a_hello_and_its_greeting_come_back_as_they_were() {
    let shape = same(&hello(1, 1));
    assert_eq!(shape["paper"], "low");
    assert_eq!(shape["prints"][0], json!({ "number": "K-001", "copy": 1, "state": "printed" }));
    let greeting = |standing: Standing| Greeting {
        now: noon(),
        standing,
        role: DeviceRole::Kiosk,
        series: "K".parse().unwrap(),
        particulars: particulars(),
        jobs: vec![Job { id: PrintId(uuid::Uuid::from_bytes([7; 16])), slip: a_slip() }],
    };
    assert_eq!(same(&greeting(Standing::Open))["standing"], "open");
    assert_eq!(same(&greeting(Standing::Revoked))["standing"], "revoked");
    let locked = same(&greeting(Standing::Locked { message: "Back at two".into() }));
    assert_eq!((&locked["standing"], &locked["message"]), (&json!("locked"), &json!("Back at two")));
    let report = same(&JobReport { state: PrintState::Failed { why: Trouble::PaperOut } });
    assert_eq!(report, json!({ "state": "failed", "why": "paper-out" }));
}

#[test]
fn a_hello_of_an_older_kiosk_is_understood() {
    let old = json!({ "version": "0.0.1", "now": "2026-03-05T04:00:00Z", "series": "K", "minted": 3, "unheard_of": 1 });
    let hello: Hello = serde_json::from_value(old).unwrap();
    assert_eq!((hello.minted, hello.paper, hello.outbox), (3, Paper::Unknown, 0));
}

#[test]
fn an_issue_and_its_answer_come_back_as_they_were() {
    let shape = same(&issue(&Filing { kind: "dispute".into(), ..Filing::default() }));
    assert_eq!(shape["number"], "K-017");
    assert_eq!(shape["kind"], "dispute");
    assert!(shape.get("hand_off").is_none());
    same(&Issue { hand_off: Some("h".into()), ..issue(&Filing::default()) });
    let refused = Verdict::Refused { code: "number-taken".into(), text: "Taken.".into() };
    let answers = Answers {
        items: [Verdict::Taken, refused]
            .map(|verdict| Answer { command: CommandId([5; 16]), verdict })
            .to_vec(),
    };
    let shape = same(&answers);
    assert_eq!(shape["items"][0], json!({ "command": "05".repeat(16), "verdict": "taken" }));
    assert_eq!(shape["items"][1]["code"], "number-taken");
}

#[test]
fn the_rest_comes_back_as_it_was() {
    same(&Booths {
        items: vec![Booth { hall: "1".into(), booth: "A01".into(), exhibitors: vec!["Lumen".into()] }],
        next: Some("20".into()),
    });
    same(&CheckIn { ticket: "K-017".into(), language: Some(Language::ZhCn) });
    let nobody_said = same(&CheckIn { ticket: "K-017".into(), language: None });
    assert_eq!(nobody_said, json!({ "ticket": "K-017" }));
    same(&CheckedIn {
        number: number(17),
        state: TicketState::Called,
        room: Some(RoomId("2".into())),
        words: "Please come to room 2.".into(),
        language: Language::En,
    });
    same(&OpenHandOff { language: Language::En, kind: CaseKind::Enquiry });
    same(&HandOff { id: "h".into(), url: "http://desk/k/k".into(), until: noon() });
    let sent = HandOffState::Sent {
        kind: CaseKind::Enquiry,
        language: Some(Language::ZhCn),
        filing: desk().key().seal(&Filing::default()).unwrap(),
    };
    for state in [HandOffState::Waiting, HandOffState::Opened { progress: 40 }, sent, HandOffState::Closed] {
        same(&state);
    }
    assert_eq!(same(&HandOffState::Opened { progress: 40 }), json!({ "state": "opened", "progress": 40 }));
    let problem: Problem = serde_json::from_value(
        json!({ "type": "about:blank", "status": 429, "code": "locked-out", "seconds": 60 }),
    )
    .unwrap();
    assert_eq!((problem.status, problem.code.as_str(), problem.seconds), (429, "locked-out", Some(60)));
}

#[test]
fn what_is_told_at_most_fits_into_a_call() {
    let bytes = |message: &Hello| serde_json::to_vec(message).unwrap().len();
    assert!(bytes(&hello(REFUSED_TOLD, PRINTS_TOLD)) <= CALL_BYTES);
}

/// The longest texts the desk takes, in the longest script.
fn longest() -> Filing {
    let words = |letters: usize| Some("𠮷".repeat(letters));
    Filing {
        kind: "dispute".into(),
        claimant: Filer {
            name: words(80).unwrap(),
            company: words(160),
            phone: words(120),
            email: words(120),
            ..Filer::default()
        },
        respondents: (0..20)
            .map(|_| Respondent { exhibitor: words(160), described: words(400), ..Respondent::default() })
            .collect(),
        right: Right { kind: "design".into(), number: words(80), title: words(300) },
        item: words(300).unwrap(),
        statement: words(4000).unwrap(),
        complaint: words(4000),
        ..Filing::default()
    }
}

#[test]
fn the_longest_filing_can_be_sealed_and_sent() {
    let sealed = desk().key().seal(&longest()).unwrap();
    assert_eq!(desk().open(&sealed).unwrap(), longest());
    let issue = issue(&longest());
    let batch = Issues::first_of(std::iter::repeat_n(issue, 40));
    assert!((1..ISSUES_AT_ONCE).contains(&batch.items.len()), "{}", batch.items.len());
    assert!(serde_json::to_vec(&batch).unwrap().len() <= ISSUES_BYTES);
}

#[test]
fn small_issues_go_as_many_as_are_taken_at_once() {
    let batch = Issues::first_of(std::iter::repeat_n(issue(&Filing::default()), 40));
    assert_eq!(batch.items.len(), ISSUES_AT_ONCE);
    assert!(Issues::first_of([]).items.is_empty());
}

fn texts() -> impl Strategy<Value = String> {
    ".{0,60}"
}

fn filings() -> impl Strategy<Value = Filing> {
    let some = || prop::option::of(texts());
    let agreed = || prop_oneof![any::<bool>().prop_map(Agreed::Plainly), some().prop_map(Agreed::Version)];
    let filer =
        (texts(), some(), some(), some(), some()).prop_map(|(name, company, booth, phone, language)| Filer {
            name,
            company,
            booth,
            phone,
            language,
            ..Filer::default()
        });
    let respondent = (some(), some()).prop_map(|(booth, described)| Respondent {
        booth,
        described,
        ..Respondent::default()
    });
    let consent = (agreed(), agreed(), agreed()).prop_map(|(privacy, mediation, organiser)| Consents {
        privacy,
        mediation,
        organiser,
    });
    let right = (texts(), some()).prop_map(|(kind, number)| Right { kind, number, title: None });
    let rest = (texts(), texts(), some(), prop::collection::vec(texts(), 0..3), consent, right);
    (filer, prop::collection::vec(respondent, 0..4), rest).prop_map(
        |(claimant, respondents, (kind, statement, complaint, asks, consent, right))| Filing {
            kind,
            claimant,
            respondents,
            right,
            statement,
            complaint,
            asks,
            consent,
            ..Filing::default()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_was_typed_is_opened_as_it_was_sealed(filing in filings()) {
        let sealed = desk().key().seal(&filing).unwrap();
        prop_assert_eq!(desk().open(&sealed).unwrap(), filing);
    }
}
