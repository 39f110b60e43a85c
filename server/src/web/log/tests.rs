//! The organiser's day through its pages: what is shown, what must never be, and that a seal holds.

use axum::http::{Method, StatusCode};
use data_encoding::HEXLOWER;
use domain::{
    Actor, CaseId, Command, HallId,
    case::{Ask, Audience, CaseKind, Outcome, Reason},
    command::NewCase,
    testing::{HEAD, MEI, ORGANISER, SUPERVISOR, TOM, TestFair},
};
use jiff::civil::Date;

use crate::{
    app::{App, From, Once},
    daylog::seal,
    journal::verify_signature,
    testing::{Browser, TestDesk},
};

mod deadlines;
mod duty;
mod files;
mod late;
mod numbers;
mod talks;
mod today;

/// Said for mediation; must stand on no page of the organiser's.
const CONFIDENTIAL: &str = "XMEDIATIONX";
/// Said to the organiser.
const TOLD: &str = "XORGANISERX";
const DAY: Date = Date::constant(2026, 3, 10);

struct Story {
    desk: TestDesk,
    ids: TestFair,
}

impl Story {
    async fn new() -> Self {
        Self { desk: TestDesk::new().await, ids: TestFair::new() }
    }

    /// Files a dispute in which every text is marked with whom it is for.
    async fn file(&mut self, asks: &[Ask], change: impl FnOnce(&mut NewCase)) -> CaseId {
        let mut new = self.ids.dispute(asks);
        new.ticket = App::new_ticket();
        if let Some(application) = &mut new.application {
            application.statement = CONFIDENTIAL.to_owned();
            application.item = Some(CONFIDENTIAL.to_owned());
        }
        if let Some(complaint) = &mut new.complaint {
            complaint.statement = TOLD.to_owned();
        }
        new.claimant.body.phone = Some(CONFIDENTIAL.to_owned());
        new.claimant.body.email = Some(CONFIDENTIAL.to_owned());
        change(&mut new);
        let id = new.case;
        self.desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
        id
    }

    async fn conclude(&self, case: CaseId, outcome: Outcome, reason: Reason) {
        let ticket = self.desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
        let remark = Some(CONFIDENTIAL.to_owned());
        for command in [
            Command::ClaimTicket { ticket },
            Command::CheckInTicket { ticket },
            Command::ConcludeCase { case, outcome, reason, remark },
        ] {
            self.desk.ask(Actor::Staff(MEI), command).await.unwrap();
        }
    }

    /// Ends a case that its mediator has claimed.
    async fn conclude_held(&self, case: CaseId) {
        let ticket = self.desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
        let (outcome, reason) = (Outcome::NotAccepted, Reason::NotAtThisFair);
        for command in
            [Command::CheckInTicket { ticket }, Command::ConcludeCase { case, outcome, reason, remark: None }]
        {
            self.desk.ask(Actor::Staff(MEI), command).await.unwrap();
        }
    }

    fn readings(&self, case: CaseId) -> usize {
        let engine = &self.desk.app.engine;
        let entries = (1..=engine.now().head.seq).filter_map(|seq| engine.entry(seq).unwrap());
        entries
            .filter(|entry| matches!(entry.fact, domain::Fact::CaseRead { case: read, .. } if read == case))
            .count()
    }
}

/// Every page and file of the organiser's, for these cases.
fn everything(cases: &[CaseId]) -> Vec<String> {
    let day = format!("/office/logs/{DAY}");
    let mut all: Vec<String> =
        ["/office", "/office/live", "/office/logs", "/office/complaints", "/office/figures"]
            .map(ToOwned::to_owned)
            .to_vec();
    all.extend(
        ["", "/seal", "/log.csv", "/log.json", "/log.xlsx", "?only=open", "?state=waiting"]
            .map(|end| format!("{day}{end}")),
    );
    all.extend([format!("/api/v1/logs/{DAY}"), format!("/api/v1/logs/{DAY}.csv")]);
    all.extend(cases.iter().map(|case| format!("/office/cases/{case}")));
    all
}

/// The files that the organiser gets beside them.
fn files() -> Vec<String> {
    let (log, api) = (format!("/office/logs/{DAY}/log"), format!("/api/v1/logs/{DAY}"));
    let mut all = vec![format!("{log}.pdf"), format!("{api}.xlsx"), format!("{api}.pdf")];
    all.extend(["csv", "json", "xlsx", "pdf"].map(|form| format!("/office/report/report.{form}")));
    all
}

/// Whether an address is one form of the log of the day, in which every ticket stands.
fn is_log(path: &str) -> bool {
    path.contains("/log.") || path.starts_with("/api/v1/logs/")
}

#[tokio::test]
async fn nothing_said_in_mediation_reaches_the_organiser() {
    let mut story = Story::new().await;
    let both = story.file(&[Ask::Mediation, Ask::Measure], |_| ()).await;
    let mediation = story.file(&[Ask::Mediation], |_| ()).await;
    let question = story
        .file(&[Ask::Mediation], |new| {
            new.kind = CaseKind::Enquiry;
            new.respondents.clear();
        })
        .await;
    for (case, for_whom) in [(both, Audience::Mediation), (mediation, Audience::Mediation)] {
        let now = story.desk.app.now();
        let filed = now.desk.case(case).unwrap();
        let mut body = domain::testing::photo();
        body.caption = Some(CONFIDENTIAL.to_owned());
        let party = filed.claimant();
        let evidence = domain::EvidenceId(story.ids.fresh());
        let add = Command::AddEvidence {
            purpose: domain::procedure::Purpose::Exhibit,
            case,
            party: party.place.id,
            evidence,
            audience: for_whom,
            body,
        };
        story.desk.ask(Actor::Party(party.ticket.unwrap()), add).await.unwrap();
    }
    story.conclude(both, Outcome::NoAgreement, Reason::NoProspect).await;
    story.conclude(question, Outcome::AdviceGiven, Reason::Other).await;

    let mut organiser = Browser::of(&story.desk, "organiser").await;
    for path in everything(&[both, mediation, question]).into_iter().chain(files()) {
        let answer = organiser.get(&path).await;
        let hidden = [mediation, question].iter().any(|case| path.ends_with(&case.to_string()));
        assert_eq!(answer.status, if hidden { StatusCode::NOT_FOUND } else { StatusCode::OK }, "{path}");
        let Some(words) = answer.words() else { continue };
        assert!(!words.contains(CONFIDENTIAL), "{path} tells what was said in mediation");
        let complaint = path == format!("/office/cases/{both}");
        assert_eq!(words.contains(TOLD), complaint, "{path}");
        assert!(!is_log(&path) || words.contains("A-001"), "{path} was not read: {words}");
    }
    assert_eq!(story.readings(both), 1, "the reading was recorded");
    assert_eq!(story.readings(mediation) + story.readings(question), 0);
    // A name stands in a complaint only; on paper without its space.
    for path in everything(&[]).into_iter().chain(files()) {
        let Some(words) = organiser.get(&path).await.words() else { continue };
        assert!(!words.contains("Li Hua") && !words.contains("LiHua"), "{path} names a party");
    }
    assert!(organiser.get(&format!("/office/cases/{both}")).await.text.contains("Li Hua"));
}

#[tokio::test]
async fn a_reading_that_cannot_be_recorded_shows_nothing() {
    let mut story = Story::new().await;
    let case = story.file(&[Ask::Measure], |_| ()).await;
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    story.desk.memory.fail_next(crate::journal::memory::Fault::UncertainLost);
    let answer = organiser.get(&format!("/office/cases/{case}")).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(!answer.text.contains(TOLD));
}

#[tokio::test]
async fn every_number_opens_the_list_behind_it() {
    let mut story = Story::new().await;
    let one = story.file(&[Ask::Mediation], |_| ()).await;
    story.file(&[Ask::Measure], |_| ()).await;
    story.conclude(one, Outcome::NotAccepted, Reason::NotAtThisFair).await;
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let page = format!("/office/logs/{DAY}");
    for from in ["/office", &page] {
        let text = organiser.get(from).await.text;
        let links = text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let lists: Vec<_> =
            links.filter(|href| href.contains("/office/logs/") && href.contains('?')).collect();
        assert!(lists.len() > 5, "{from}: {lists:?}");
        for href in lists {
            let path = href.split('#').next().unwrap().replace("&#38;", "&");
            assert_eq!(organiser.get(&path).await.status, StatusCode::OK, "{path}");
        }
    }
    let lists = |text: &str| ["A-001", "A-002"].map(|number| text.contains(number));
    for (choice, expected) in [
        ("only=concluded", [true, false]),
        ("only=open", [false, true]),
        ("outcome=not-accepted", [true, false]),
        ("only=complaint", [false, true]),
        ("hall=2", [false, false]),
        ("right=design", [false, true]),
        ("kind=nonsense", [true, true]),
    ] {
        assert_eq!(lists(&organiser.get(&format!("{page}?{choice}")).await.text), expected, "{choice}");
        assert_eq!(
            lists(&organiser.get(&format!("{page}/log.csv?{choice}")).await.text),
            expected,
            "{choice}"
        );
    }
    assert_eq!(organiser.get("/office/logs/2026-04-01").await.status, StatusCode::NOT_FOUND);
    assert_eq!(organiser.get("/office/logs/yesterday").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_sealed_day_says_so_and_what_comes_later_is_late() {
    let mut story = Story::new().await;
    story.file(&[Ask::Mediation], |_| ()).await;
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let page = format!("/office/logs/{DAY}");
    let review = format!("{page}/seal");
    let looked_at = story.desk.app.now().head;
    assert!(
        organiser.get(&review).await.text.contains("A-001"),
        "the open case is named before it is carried over"
    );
    let fields = format!("upto={}&idempotency_key=once", looked_at.seq);
    let sealed = organiser.post(&review, &review, &fields).await;
    assert_eq!(sealed.location(), format!("{page}?done=sealed#seal"));
    assert_eq!(organiser.post(&page, &review, &fields).await.location(), sealed.location(), "a double tap");
    let other = organiser.post(&page, &review, "upto=1&idempotency_key=two").await;
    assert_eq!(other.status, StatusCode::CONFLICT);

    let now = story.desk.app.now();
    let known = now.desk.day_seal(DAY).unwrap();
    assert_eq!((known.upto, &known.hash), (looked_at.seq, &HEXLOWER.encode(&looked_at.hash)));
    let key = story.desk.app.engine.reader().fair_key();
    let statement = seal::statement(key, DAY, known).unwrap();
    assert!(statement.is_signed(&key.public_key(), &known.signature));
    let signature = HEXLOWER.decode(known.signature.as_bytes()).unwrap().try_into().unwrap();
    assert!(verify_signature(&key.public_key(), statement.text().as_bytes(), &signature));

    let after = story.ids.dispute(&[Ask::Mediation]);
    story.desk.ask(Actor::Public, Command::FileCase(Box::new(after))).await.unwrap();
    // Remembered an hour after the seal.
    story.desk.clock.advance(std::time::Duration::from_hours(1));
    let from = From { actor: Actor::Staff(TOM), device: None };
    let at = Some("2026-03-10T02:30:00Z".parse().unwrap());
    let advice = Command::GiveAdvice { hall: Some(HallId("2".to_owned())), right: None };
    story.desk.app.submit_at(from, Once::Fresh, at, advice).await.unwrap();
    let text = organiser.get(&page).await.text;
    for group in seal::in_groups(&known.hash) {
        assert!(text.contains(group), "the hash stands on the page in groups");
    }
    for shown in [&*known.signature, "id=\"late\"", "Advice without a ticket", "<svg"] {
        assert!(text.contains(shown), "{shown}");
    }
    let json = organiser.get(&format!("{page}/log.json")).await.json();
    assert_eq!(json["seal"]["hash"], *known.hash);
    assert!(json["late"].as_u64().unwrap() >= 2, "{}", json["late"]);
    let late: Vec<_> =
        json["rows"].as_array().unwrap().iter().map(|row| row["late"].as_bool().unwrap()).collect();
    assert_eq!(late, [false, true], "the case filed after the seal is marked");
    // What was sealed stands, and beside it what came since.
    assert_eq!((&json["filed"], &json["advice"]["count"]), (&1.into(), &0.into()), "{json}");
    let since = serde_json::json!({"filed": 1, "open_at_close": 1, "advice": 1});
    assert_eq!(json["since_seal"], since, "{json}");
    assert!(text.contains("Recorded after the seal: Filed +1"), "{text}");
    let filed = organiser.get(&format!("{page}/log.csv?only=filed")).await.text;
    assert_eq!(filed.lines().count(), 2, "behind the number is what it counts: {filed}");
    let days = organiser.get("/office/logs").await.text;
    assert!(!days.contains("<td class=\"figure\">2</td>"), "{days}");
}

/// Figures and cases carried over are of the same entry: a page that was overtaken comes again with those of now.
#[tokio::test]
async fn a_page_that_was_overtaken_seals_nothing_and_comes_again() {
    let mut story = Story::new().await;
    story.file(&[Ask::Mediation], |_| ()).await;
    let looked_at = story.desk.app.now().head.seq;
    story.file(&[Ask::Mediation], |_| ()).await;
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let review = format!("/office/logs/{DAY}/seal");
    let came = story.desk.app.now().head.seq - looked_at;
    for (upto, said) in [
        (looked_at, format!("after the page with its figures was made: {came}.")),
        (1, "after the page with its figures was made:".to_owned()),
        (looked_at + 900, "The journal does not reach that far".to_owned()),
    ] {
        let fields = format!("upto={upto}&idempotency_key=of-{upto}");
        let again = organiser.post(&review, &review, &fields).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{upto}");
        assert!(again.text.contains(&said), "{said}: {}", again.text);
        assert!(again.text.contains("A-002"), "the figures are those of now: {}", again.text);
        let now = format!("name=\"upto\" value=\"{}\"", story.desk.app.now().head.seq);
        assert!(again.text.contains(&now), "{now}: {}", again.text);
        assert!(story.desk.app.now().desk.day_seal(DAY).is_none(), "{upto}");
    }
    let fields = format!("upto={}&idempotency_key=now", story.desk.app.now().head.seq);
    let sealed = organiser.post(&review, &review, &fields).await;
    assert_eq!(sealed.location(), format!("/office/logs/{DAY}?done=sealed#seal"));
    let again = organiser.post(&format!("/office/logs/{DAY}"), &review, &fields).await;
    assert_eq!(again.location(), sealed.location(), "a double tap");
    let now = story.desk.app.now();
    let seal = now.desk.day_seal(DAY).unwrap();
    assert_eq!((seal.figures.open_at_close, seal.carried), (2, 2));
}

/// What is open can be looked at before it is carried over, and whoever may end it is led there or named.
#[tokio::test]
async fn open_cases_lead_to_where_they_are_ended_before_a_seal_carries_them() {
    let mut story = Story::new().await;
    let mediation = story.file(&[Ask::Mediation], |_| ()).await;
    let complaint = story.file(&[Ask::Mediation, Ask::Measure], |_| ()).await;
    let alone = story.file(&[Ask::Measure], |_| ()).await;
    for case in [mediation, alone] {
        let ticket = story.desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
        story.desk.ask(Actor::Staff(MEI), Command::ClaimTicket { ticket }).await.unwrap();
    }
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let page = organiser.get(&format!("/office/logs/{DAY}/seal")).await.text;
    assert_eq!(page.matches("The mediation body ends it").count(), 2, "nor who has it is told: {page}");
    let decides = "it ends with the decision of the organiser on the complaint";
    assert_eq!(page.matches(&format!("mei has it; {decides}")).count(), 1, "nobody is to mediate: {page}");
    assert!(page.contains("Open cases that go on tomorrow"), "{page}");
    for shown in [
        format!("href=\"/office/logs/{DAY}?ticket=A-001#list\""),
        format!("href=\"/office/cases/{complaint}\""),
    ] {
        assert!(page.contains(&shown), "{shown}: {page}");
    }
    assert!(!page.contains("/conclude"), "the organiser ends no mediation: {page}");
    story.conclude_held(mediation).await;
    let page = organiser.get(&format!("/office/logs/{DAY}/seal")).await.text;
    assert!(!page.contains("?ticket=A-001"), "it ended and is not carried over: {page}");
}

/// What is open then goes on with whom it is, and not with the desk.
#[tokio::test]
async fn the_seal_of_the_last_day_speaks_of_no_tomorrow() {
    let mut story = Story::new().await;
    story.file(&[Ask::Mediation], |_| ()).await;
    let alone = story.file(&[Ask::Measure], |_| ()).await;
    story.desk.clock.set("2026-03-12T12:00:00Z".parse().unwrap());
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let page = organiser.get("/office/logs/2026-03-12/seal").await.text;
    assert!(page.contains("Cases that are still open") && page.contains("does not open again"), "{page}");
    assert!(!page.contains("tomorrow") && !page.contains("carries them over"), "{page}");
    assert!(page.contains(&format!("href=\"/office/cases/{alone}\"")), "{page}");
    let decides = "It ends with the decision of the organiser on the complaint";
    assert_eq!(page.matches(decides).count(), 1, "{page}");
    assert_eq!(page.matches("The mediation body ends it").count(), 1, "{page}");
    assert!(!page.contains("Nobody has it"), "{page}");
}

#[tokio::test]
async fn programs_read_and_seal_a_day() {
    let mut story = Story::new().await;
    story.file(&[Ask::Measure], |_| ()).await;
    let token = story.desk.sign_in(ORGANISER).await;
    let path = format!("/api/v1/logs/{DAY}");
    let log = story.desk.call(Method::GET, &path, &token, None).await.json();
    assert_eq!((log["filed"].as_u64(), log["by_ask"]["measure"].as_u64()), (Some(1), Some(1)));
    assert_eq!(log["rows"][0]["ticket"], "A-001");
    let table = story.desk.call(Method::GET, &format!("{path}.csv?kind=dispute"), &token, None).await.text;
    assert!(
        table.starts_with("ticket,kind,") && table.contains("\r\nA-001,dispute,design,1,measure,"),
        "{table}"
    );
    let beyond = story
        .desk
        .call(Method::POST, &format!("{path}/seal"), &token, Some(serde_json::json!({"upto": 99_999})))
        .await;
    assert_eq!(beyond.status, StatusCode::CONFLICT, "{}", beyond.text);
    let sealed =
        story.desk.call(Method::POST, &format!("{path}/seal"), &token, Some(serde_json::json!({}))).await;
    let sealed = sealed.json();
    assert_eq!(sealed["carried_over"], 1);
    assert!(sealed["statement"].as_str().unwrap().contains(sealed["hash"].as_str().unwrap()));
    let again =
        story.desk.call(Method::POST, &format!("{path}/seal"), &token, Some(serde_json::json!({}))).await;
    assert_eq!(again.json()["code"], "day-sealed");
}

#[tokio::test]
async fn an_erased_case_still_counts() {
    let mut story = Story::new().await;
    let case = story.file(&[Ask::Mediation, Ask::Measure], |_| ()).await;
    story.conclude(case, Outcome::NotAccepted, Reason::Other).await;
    story.desk.cleared(case).await;
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let page = format!("/office/logs/{DAY}");
    let before = organiser.get(&format!("{page}/log.json")).await.json();
    story.desk.ask(Actor::Staff(HEAD), Command::EraseCase { case }).await.unwrap();
    let after = organiser.get(&format!("{page}/log.json")).await.json();
    for count in ["filed", "concluded", "by_kind", "by_right", "by_ask", "outcomes", "wait"] {
        assert_eq!(before[count], after[count], "{count}");
    }
    assert!(organiser.get(&page).await.text.contains(">erased<"));
    let complaint = organiser.get(&format!("/office/cases/{case}")).await;
    assert!(!complaint.text.contains(TOLD));
}

#[tokio::test]
async fn a_supervisor_sees_figures_and_no_small_number() {
    let mut story = Story::new().await;
    for _ in 0..6 {
        story.file(&[Ask::Mediation], |_| ()).await;
    }
    story.file(&[Ask::Measure], |_| ()).await;
    let token = story.desk.sign_in(SUPERVISOR).await;
    let cookie = format!("desk-session={token}");
    let office = story.desk.open("/office", &cookie).await;
    assert_eq!(office.location(), "/office/figures");
    let running = story.desk.open("/office/figures", &cookie).await.text;
    assert!(running.contains("No day is over yet, so nothing is counted"), "{running}");
    for other in ["Counted up to", "9 Mar 2026", ">7<"] {
        assert!(!running.contains(other), "{other}: {running}");
    }
    let asked = story.desk.open(&format!("/office/figures?day={DAY}"), &cookie).await;
    assert_eq!(asked.status, StatusCode::NOT_FOUND, "two looks would tell what came in between");
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    assert!(organiser.get("/office/figures").await.text.contains(">7<"), "the organiser has its log, too");
    story.desk.clock.advance(std::time::Duration::from_hours(24));
    let cookie = format!("desk-session={}", story.desk.sign_in(SUPERVISOR).await);
    let text = story.desk.open("/office/figures", &cookie).await.text;
    assert!(text.contains(">7<"), "filed is large enough");
    assert!(text.contains("not shown") && !text.contains(">1<") && !text.contains(">6<"), "{text}");
    for path in ["/office/logs", &format!("/office/logs/{DAY}"), "/office/complaints", "/office/live"] {
        assert_eq!(story.desk.open(path, &cookie).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}

/// The head of a body is led to the report, which hides nothing of the own cases, and is told of it where figures are hidden.
#[tokio::test]
async fn whoever_opens_the_office_comes_to_the_numbers_that_are_theirs() {
    let mut story = Story::new().await;
    story.file(&[Ask::Mediation], |_| ()).await;
    let leads = [
        ("organiser", StatusCode::OK, None),
        ("duty-manager", StatusCode::OK, None),
        ("head", StatusCode::SEE_OTHER, Some("/office/report")),
        ("supervisor", StatusCode::SEE_OTHER, Some("/office/figures")),
        ("mei", StatusCode::FORBIDDEN, None),
        ("auditor", StatusCode::FORBIDDEN, None),
    ];
    for (name, status, to) in leads {
        let mut browser = Browser::of(&story.desk, name).await;
        let office = browser.get("/office").await;
        assert_eq!(office.status, status, "{name}");
        if let Some(to) = to {
            assert_eq!(office.location(), to, "{name}");
            assert_eq!(browser.get(to).await.status, StatusCode::OK, "{name}");
        }
    }
    let said = "Of the cases of your mediation body the report tells every number";
    for (name, told) in [("head", true), ("supervisor", false), ("organiser", false), ("duty-manager", false)]
    {
        let figures = Browser::of(&story.desk, name).await.get("/office/figures").await.text;
        assert_eq!(figures.contains(said), told, "{name}: {figures}");
    }
    let report = Browser::of(&story.desk, "head").await.get("/office/report").await.text;
    assert!(!report.contains("are not shown"), "small numbers of the own cases are told: {report}");
}

/// How many were filed on the first day, as the supervisor's page and report and the page for everybody tell it.
async fn told_of_the_first_day(story: &Story) -> [Option<u64>; 3] {
    let mut supervisor = Browser::of(&story.desk, "supervisor").await;
    let number = |page: &str, from: &str, end: &str| {
        page.split(from)
            .nth(1)
            .and_then(|rest| rest.split(end).next())
            .and_then(|number| number.parse::<u64>().ok())
    };
    let page = supervisor.get(&format!("/office/figures?day={DAY}")).await.text;
    let report = supervisor.get("/office/report/report.json").await.json();
    let figures = report["figures"].as_array().unwrap();
    let filed = figures.iter().find(|one| one["chapter"] == "whole" && one["key"] == "filed").unwrap();
    let everybody = story.desk.open("/figures", "lang=en").await.text;
    [
        number(&page, "<th scope=\"row\">Filed</th><td class=\"figure\">", "</td>"),
        filed["value"].as_u64(),
        number(&everybody, "<dd>", "</dd>"),
    ]
}

/// A form that was filled in on the first day is entered on the second.
#[tokio::test]
async fn a_case_that_is_entered_late_moves_no_figure_of_days_that_are_over_before_the_next() {
    let mut story = Story::new().await;
    for _ in 0..7 {
        story.file(&[Ask::Mediation], |_| ()).await;
    }
    story.desk.clock.advance(std::time::Duration::from_hours(24));
    assert_eq!(told_of_the_first_day(&story).await, [Some(7); 3]);
    let mut new = story.ids.dispute(&[Ask::Mediation]);
    new.ticket = App::new_ticket();
    let from = From { actor: Actor::Public, device: None };
    let at = Some("2026-03-10T03:00:00Z".parse().unwrap());
    story.desk.app.submit_at(from, Once::Fresh, at, Command::FileCase(Box::new(new))).await.unwrap();
    assert_eq!(told_of_the_first_day(&story).await, [Some(7); 3], "two looks on one day tell nothing of it");
    let organiser =
        Browser::of(&story.desk, "organiser").await.get(&format!("/office/figures?day={DAY}")).await;
    assert!(organiser.text.contains(">8<"), "the organiser has it at once: {}", organiser.text);
    story.desk.clock.advance(std::time::Duration::from_hours(24));
    assert_eq!(told_of_the_first_day(&story).await, [Some(8); 3]);
}

#[tokio::test]
async fn a_table_runs_nothing_in_a_spreadsheet() {
    let mut story = Story::new().await;
    let hall = HallId("=2+2".to_owned());
    let halls = vec![(hall.clone(), domain::ScanToken("formula".to_owned()))];
    story.desk.ask(Actor::Staff(ORGANISER), Command::AddHalls { halls }).await.unwrap();
    story.file(&[Ask::Measure], |new| new.hall = Some(hall)).await;
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let table = organiser.get(&format!("/office/logs/{DAY}/log.csv")).await;
    assert!(table.text.contains(",\"'=2+2\",") && !table.text.contains("=2+2,"), "{}", table.text);
    let kind = table.headers["content-type"].to_str().unwrap();
    assert!(kind.starts_with("text/csv"), "{kind}");
    assert!(table.headers["content-disposition"].to_str().unwrap().contains("fairdesk-2026-03-10.csv"));
    assert!(!table.text.starts_with('\u{feff}'));
}

#[tokio::test]
async fn pages_speak_both_languages() {
    let mut story = Story::new().await;
    let case = story.file(&[Ask::Measure], |_| ()).await;
    let token = story.desk.sign_in(ORGANISER).await;
    for path in
        everything(&[case]).into_iter().filter(|path| !path.contains("log.") && !path.contains("/api/"))
    {
        let text = story.desk.open(&path, &format!("desk-session={token}; lang=zh-CN")).await.text;
        assert!(!text.contains(">log-") && !text.contains("case-history"), "{path}");
        assert!(text.contains('的') || text.contains('日'), "{path}");
    }
}

/// However many cases a day has, a page of its list shows some of them, and every one stands on a page.
#[tokio::test]
async fn a_long_list_has_pages_and_keeps_what_was_chosen() {
    let mut story = Story::new().await;
    for _ in 0..103 {
        story.file(&[Ask::Mediation], |_| ()).await;
    }
    let mut browser = Browser::of(&story.desk, "organiser").await;
    let first = browser.get(&format!("/office/logs/{DAY}?only=open")).await.text;
    assert!(first.contains("A-100") && !first.contains("A-101") && first.contains("count\">103<"), "{first}");
    let next = format!("/office/logs/{DAY}?only=open&#38;page=2#list");
    assert!(first.contains(&format!("href=\"{next}\"")), "{first}");
    let second = browser.get(&format!("/office/logs/{DAY}?only=open&page=2")).await.text;
    assert!(
        second.contains("A-103") && !second.contains("A-100") && second.contains("Page 2 of 2"),
        "{second}"
    );
    let table = browser.get(&format!("/office/logs/{DAY}/log.csv?only=open")).await.text;
    assert_eq!(table.lines().count(), 104, "a file has all of them");
}
